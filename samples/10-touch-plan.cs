// Who gets which touch?
//     dotnet run samples/10-touch-plan.cs [orders.csv]
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
CustomerBase customers = orders.Build(new ObservationWindow(first, last, TimeUnit.Week));

// What each customer may bring in a year, and how much of that can be saved: little of who surely stays, and little of who surely left. MBG/NBD: one-time buyers may have left, too.
ModifiedBgNbd purchases = ModifiedBgNbd.Fit(customers.Histories).Model;
LifetimeValue<ModifiedBgNbd> value = purchases.WithSpend(GammaGamma.Fit(customers.Histories).Model, new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.10 });
double[] worth = [.. customers.Select(c => value.Predict(c.History, horizon: 52))];
double[] atRisk = [.. customers.Select(c => worth[c.Row] * (1 - purchases.ProbabilityAlive(c.History)))];

// How many customers your people can look after, what one costs in a year, and the share of the value at risk that this keeps: from a test of your own.
var plan = new TouchPlan(
    new TouchTier("High touch", capacity: 20, costPerCustomer: 6, uplift: 0.30),
    new TouchTier("Low touch", capacity: 80, costPerCustomer: 1, uplift: 0.10),
    new TouchTier("Tech touch", costPerCustomer: 0.02m, uplift: 0.01));
var tier = new int[customers.Count];
var reason = new TouchReason[customers.Count];
plan.Assign(atRisk, tier, reason);
Console.WriteLine("\ntier        customers  value at risk  value kept     cost       net");
foreach (TouchTierResult t in plan.Evaluate(atRisk, atRisk).Tiers)
    Console.WriteLine($"{t.Tier.Name,-10}  {t.Customers,9}  {t.ValueAtRisk,13:N2}  {t.ValueKept,10:N2} {t.Cost,8:N2} {t.Net,9:N2}");
Console.WriteLine("\ncustomer  tier        at risk    worth  reason");
foreach (Customer c in customers.OrderByDescending(c => atRisk[c.Row]).GroupBy(c => tier[c.Row]).SelectMany(t => t.Take(3)))
    Console.WriteLine($"{c.Id}  {plan.Tiers[tier[c.Row]].Name,-10}  {atRisk[c.Row],7:N2}  {worth[c.Row],7:N2}  {reason[c.Row]}");
Console.WriteLine("\nWorth: gross profit expected in the next 52 weeks. At risk: that, times the chance that the customer has left.");
