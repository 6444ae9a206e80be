// Who is slipping away?
//     dotnet run samples/02-slipping-away.cs [orders.csv]
// The file has customer_id, date and amount. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Csv;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string shop = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop");
using TransactionReader file = TransactionReader.Open(args.FirstOrDefault() ?? Path.Combine(shop, "transactions.csv"));
var orders = new CustomerBaseBuilder();
file.AddTo(orders);
Console.WriteLine(file.Quality);
if (orders.Days is not (var first, var last))
    throw new InvalidDataException("There is not one order to look at.");
CustomerBase now = orders.Build(new ObservationWindow(first, last, TimeUnit.Week));
CustomerBase quarterAgo = orders.Build(new ObservationWindow(first, last.AddDays(-91) is var day && day > first ? day : first, TimeUnit.Week));

// Nobody says goodbye to a shop. The model infers it from each customer's own rhythm; one-time buyers may be gone, too.
Fit<ModifiedBgNbd> fit = ModifiedBgNbd.Fit(now.Histories);
double[] alive = [.. now.Select(c => fit.Model.ProbabilityAlive(c.History))];
double[] before = now.Align(quarterAgo.Select(c => KeyValuePair.Create(c.Id, fit.Model.ProbabilityAlive(c.History))), double.NaN, out _);
Estimate? stillHere = fit.Interval(model => now.Sum(c => model.ProbabilityAlive(c.History)));
Console.WriteLine($"{now.Count} customers on {last:yyyy-MM-dd}; still customers, expected: {stillHere?.Value:F0} ({stillHere?.Level} interval {stillHere?.Lower:F0} to {stillHere?.Upper:F0})");

// Warnings go by what each customer spent in the last year, times the risk that it will not come again.
CustomerBase lastYear = orders.Build(new ObservationWindow(last.AddYears(-1).AddDays(1), last, TimeUnit.Week));
double[] value = now.Align(lastYear.Select(c => KeyValuePair.Create(c.Id, (double)c.TotalSpend)), 0, out _);
var warnings = EarlyWarnings.Find(new SignColumns(value, now.Histories, before, alive));
ILookup<int, EarlyWarning> byCustomer = warnings.Slipping.ToLookup(w => w.Row);
Console.WriteLine($"{warnings.Watched} have a rhythm (two orders again or more): {byCustomer.Count} are slipping away, {warnings.Gone} are gone for good\n");
Console.WriteLine("customer  year's spend  at risk  P(alive)  why");
foreach (IGrouping<int, EarlyWarning> w in byCustomer.Take(10))
    Console.WriteLine($"{now.IdOf(w.Key)}  {value[w.Key],12:N2}  {w.Max(x => x.ValueAtRisk),7:N2}  {alive[w.Key],8:P1}  {string.Join("; ", w.OrderBy(x => x.Kind))}");
Console.WriteLine($"\nP(alive): MBG/NBD. A silence is unusual below a chance of {EarlyWarningOptions.Default.UnusualBelow:P0} for the customer's own rhythm; P(alive) is falling from {EarlyWarningOptions.Default.AliveFall:P0} less than a quarter ago.");
