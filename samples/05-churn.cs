// Do subscribers stay, and for how long?
//     dotnet run samples/05-churn.cs [subscriptions.csv [last day]]
// The file has customer_id, start, end (blank: still running) and monthly_amount. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Csv;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string shop = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop");
using SubscriptionReader file = SubscriptionReader.Open(args.FirstOrDefault() ?? Path.Combine(shop, "subscriptions.csv"));
List<Subscription> subscriptions = [.. file];
Console.WriteLine(file.Quality);

// The last day that the file knows of: the latest start, unless you say it. Ends may lie ahead.
if (subscriptions.Count == 0)
    throw new InvalidDataException("There is not one subscription to look at.");
DateOnly asOf = args is [] ? new(2026, 6, 30) : args is [_, var day] ? DateOnly.ParseExact(day, "yyyy-MM-dd") : subscriptions.Max(s => s.Start);
DateOnly month = CalendarPeriod.Month.StartOf(CalendarPeriod.Month.IndexOf(asOf.AddDays(1))); // months before it are whole
ChurnTally Lost(int monthsAgo) => ChurnTally.Count(subscriptions, month.AddMonths(-monthsAgo - 1).AddDays(-1), month.AddMonths(-monthsAgo).AddDays(-1), new ChurnOptions { AsOf = asOf });
string Rate(ChurnTally churn) => churn.Rate() is { } r ? $"{r.Value,6:P1}  {r.Lower,6:P1} to {r.Upper:P1}" : "     -  nobody at the start";
Console.WriteLine("month    at start  lost   churn   95 % interval");
foreach (ChurnTally churn in Enumerable.Range(0, 6).Reverse().Select(Lost))
    Console.WriteLine($"{churn.To:yyyy-MM}  {churn.AtStart,8}  {churn.Lost,4}  {Rate(churn)}");

var year = ChurnTally.Pool(Enumerable.Range(0, 12).Select(Lost));
Console.WriteLine($"12 months{year.AtStart,8}  {year.Lost,4}  {Rate(year)}, which is {(year.Annualised(TimeUnit.Month.LengthInDays()) is { } yearly ? $"{yearly.Value:P1}" : "not defined")} a year");
Console.WriteLine($"of their own will {year.LostVoluntarily}, by a payment that failed {year.LostInvoluntarily}, not known {year.LostForUnknownReason}\n");

var curve = RetentionCurve.KaplanMeier(Tenure.OfCustomers(subscriptions, asOf, TimeUnit.Month));
Console.WriteLine("after months  still there   95 % interval  at risk");
foreach (int months in new[] { 1, 3, 6, 12, 18 }.Where(months => curve.At(months) is not null))
    Console.WriteLine($"{months,12}  {curve.At(months)?.Value,11:P1}  {curve.At(months)?.Lower,6:P1} to {curve.At(months)?.Upper,6:P1}  {curve.Points.FirstOrDefault(p => p.Time >= months).AtRisk,7}");
Console.WriteLine($"half have left after {curve.Median?.ToString("F1") ?? "a time not known yet"} months; {curve.N} stays, {curve.Lost} of them ended\n");

Console.WriteLine("Churn: paying customers lost in the month, of those at its start. Interval: Wilson. Retention: Kaplan-Meier, with those who still stay for as long as is known.");
