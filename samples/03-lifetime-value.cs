// What is each customer worth?
//     dotnet run samples/03-lifetime-value.cs [orders.csv]
// The file has customer_id, date and amount. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Csv;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var terms = new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.10 }; // yours
const double Horizon = 52;
string shop = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop");
using TransactionReader file = TransactionReader.Open(args.FirstOrDefault() ?? Path.Combine(shop, "transactions.csv"));
var orders = new CustomerBaseBuilder();
file.AddTo(orders);
Console.WriteLine(file.Quality);
if (orders.Days is not (var first, var last))
    throw new InvalidDataException("There is not one order to look at.");
CustomerBase customers = orders.Build(new ObservationWindow(first, last, TimeUnit.Week));

// How often customers buy, and for how long: BG/NBD. How much each time: Gamma-Gamma, of those who bought again.
Fit<BgNbd> purchases = BgNbd.Fit(customers.Histories);
Fit<GammaGamma> spend = GammaGamma.Fit(customers.Histories);
double Worth(BgNbd p, GammaGamma s, CustomerHistory h) => p.WithSpend(s, terms).Predict(h, Horizon);
Console.WriteLine($"fits: BG/NBD {purchases.Status} on {purchases.Customers} customers, Gamma-Gamma {spend.Status} on {spend.Customers}");

HistoricalValue soFar = HistoricalValue.Count(customers);
double all = purchases.Model.WithSpend(spend.Model, terms).Total(customers.Histories, Horizon);
Estimate? sure = purchases.Interval(spend, (p, s) => p.WithSpend(s, terms).Total(customers.Histories, Horizon));
string Between(Estimate? e) => e is { Lower: { } lower, Upper: { } upper } ? $"{lower,8:N2} to {upper,8:N2}" : "        none        "; // a fit at the edge of its range has a value, but none
Console.WriteLine($"so far:  {soFar.Revenue:N2} revenue of {soFar.Customers} customers, {soFar.PerCustomer:N2} each");
Console.WriteLine($"to come: {all:N2} gross profit in {Horizon} weeks (95% interval {Between(sure).Trim()}), {all / customers.Count:N2} each\n");

Console.WriteLine("worth most  P(alive)  orders to come  lifetime value      95 % interval      so far");
foreach (Customer c in customers.OrderByDescending(c => Worth(purchases.Model, spend.Model, c.History)).Take(10))
    Console.WriteLine($"{c.Id,-10}  {purchases.Model.ProbabilityAlive(c.History),8:P1}  {purchases.Model.ExpectedPurchases(c.History, Horizon),14:F2}  {Worth(purchases.Model, spend.Model, c.History),14:N2}  {Between(purchases.Interval(spend, (p, s) => Worth(p, s, c.History)))}  {c.TotalSpend,9:N2}");

Console.WriteLine($"\nLifetime value: gross profit expected of purchases to come, margin {terms.GrossMargin:P0}, discounted {terms.AnnualDiscountRate:P0} a year. Intervals: how sure the models are, not how much one customer scatters.");
