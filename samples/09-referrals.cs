// Do recommendations bring customers?
//     dotnet run samples/09-referrals.cs [referrals.csv orders.csv]
// Referrals have referrer_id, date and referred_id; orders have customer_id, date and amount. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Csv;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string shop = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop");
using ReferralReader referralFile = ReferralReader.Open(args.ElementAtOrDefault(0) ?? Path.Combine(shop, "referrals.csv"));
using TransactionReader orderFile = TransactionReader.Open(args.ElementAtOrDefault(1) ?? Path.Combine(shop, "transactions.csv"));
List<Referral> referrals = [.. referralFile];
var orders = new CustomerBaseBuilder();
orderFile.AddTo(orders);
Console.WriteLine($"{referralFile.Quality}\n{orderFile.Quality}");
if (orders.Days is not (var first, var last))
    throw new InvalidDataException("There is not one order to look at.");
CustomerBase customers = orders.Build(new ObservationWindow(first, last, TimeUnit.Week));

// An invitation brought a customer when the first order came on its day or later.
var tally = ReferralTally.Count(referrals, customers.ToDictionary(c => c.Id, c => c.FirstPurchase, StringComparer.Ordinal));
Estimate? conversion = tally.Conversion(), k = tally.KFactorEstimate();
Console.WriteLine($"\n{tally.Referrers} of {tally.Customers} customers sent {tally.Invitations} invitations; {tally.Converted} became customers");
Console.WriteLine($"conversion  {conversion?.Value,6:P1}  {conversion?.Level} interval {conversion?.Lower:P1} to {conversion?.Upper:P1}, n {conversion?.N}");
Console.WriteLine($"K-factor    {k?.Value,6:F3}  {k?.Level} interval {k?.Lower:F3} to {k?.Upper:F3}, n {k?.N}");
Console.WriteLine($"days until the first order: half within {tally.CycleDays.Median}, mean {tally.CycleDays.Mean()?.Value:F1}");

HashSet<string> invited = [.. tally.ConvertedIds];
ILookup<bool, Customer> groups = customers.ToLookup(c => invited.Contains(c.Id));
MeanTest? brought = MeanTest.Compare([.. groups[true].Select(c => (double)c.TotalSpend)], [.. groups[false].Select(c => (double)c.TotalSpend)]);
Console.WriteLine($"brought so far: {brought?.First.Value:N2} each by the invited, {brought?.Second.Value:N2} by the others; difference {brought?.Difference.Value:N2} ({brought?.Difference.Lower:N2} to {brought?.Difference.Upper:N2}), p {brought?.PValue:F2}");
Console.WriteLine("\nbest referrers  invitations  became customers");
foreach (Referrer r in tally.TopReferrers(5))
    Console.WriteLine($"{r.Id,-14}  {r.Invitations,11}  {r.Converted,16}");
Console.WriteLine("\nK-factor: invitations per customer times their conversion, or new customers that each customer brings. People who were customers before are not counted as brought.");
