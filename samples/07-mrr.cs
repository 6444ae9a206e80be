// What do subscribers bring, and what moves it?
//     dotnet run samples/07-mrr.cs [subscriptions.csv [last day]]
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
DateOnly asOf = args is [] ? new(2026, 6, 30) : args is [_, var day] ? DateOnly.Parse(day) : subscriptions.Max(s => s.Start);
var mrr = MrrTimeline.Build(subscriptions, CalendarPeriod.Month, asOf);
Console.WriteLine("\nmonth     opening       new  expansion  reactivated  contraction  churned   closing     NRR     GRR  subscribers");
foreach (MrrMovements m in mrr.Periods.TakeLast(12))
    Console.WriteLine($"{m.Start:yyyy-MM} {m.Opening,10:N2} {m.New,9:N2} {m.Expansion,10:N2} {m.Reactivated,12:N2} {-m.Contraction,12:N2} {-m.Churned,8:N2} {m.Closing,9:N2} {m.NetRevenueRetention,7:P1} {m.GrossRevenueRetention,7:P1} {m.ClosingCustomers,12}");

if (mrr.Periods is not [.., { End: { } end } last])
    throw new InvalidDataException("There is not one whole month to look at.");
MrrMovements year = mrr.Between(end.AddYears(-1), end);
Console.WriteLine($"\n{end:yyyy-MM-dd}: {last.ClosingCustomers} subscribers bring {last.RevenuePerCustomer:N2} a month each; at this pace {last.AnnualRunRate:N2} a year");
Console.WriteLine($"of what {year.OpeningCustomers} subscribers brought a year before, {year.NetRevenueRetention:P1} is left (NRR), {year.GrossRevenueRetention:P1} without expansion (GRR)");
Estimate? lost = year.LogoChurn();
Console.WriteLine($"{year.LostCustomers} of them are gone: {lost?.Value:P1} ({lost?.Level} interval {lost?.Lower:P1} to {lost?.Upper:P1})");
Console.WriteLine("\nRevenue of a month is what is paid on its last day. Movements are per customer. NRR and GRR leave out new and reactivated revenue.");
