// Who are our best customers?
//     dotnet run samples/01-rfm.cs [orders.csv]
// The file has customer_id, date and amount; order_id, if there is one, finds what refunds belong to. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
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

// Each customer gets 1 to 5 for recency, frequency and money, by the quintiles of all; three scores make a segment.
RfmCuts cuts = RfmCuts.Quintiles(customers.RfmColumns);
var scores = new RfmScore[customers.Count];
cuts.Score(customers.RfmColumns, scores);
var concentration = Concentration.Of(customers.TotalSpend.Span);
Console.WriteLine($"{customers.Count} customers from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}; the top 20 % bring {concentration.TopShare(0.2):P1} of revenue, half of it comes from {concentration.CountHolding(0.5)}\n");

Console.WriteLine("segment             customers   share    revenue   share");
foreach (SegmentShare s in SegmentMap.Standard.Summarize(scores, customers.TotalSpend.Span).Where(s => s.Customers > 0))
    Console.WriteLine($"{s.Name,-18} {s.Customers,10} {s.CustomerShare,7:P1} {s.Revenue,10:N2} {s.RevenueShare,7:P1}");

Console.WriteLine("\nbest customers  RFM  segment             last order  orders       spent");
foreach (Customer c in customers.OrderByDescending(c => scores[c.Row].R + scores[c.Row].F + scores[c.Row].M).ThenByDescending(c => c.TotalSpend).Take(10))
    Console.WriteLine($"{c.Id,-14}  {scores[c.Row],3}  {SegmentMap.Standard[scores[c.Row]],-18}  {c.LastPurchase:yyyy-MM-dd}  {c.Rfm.PurchaseCount,6}  {c.TotalSpend,10:N2}");

Console.WriteLine("\nR: days since the last order; F: orders; M: spend, less refunds. All customers are counted, so there is no sampling interval.");
