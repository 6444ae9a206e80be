// What did our customers cost, and when do they pay it back?
//     dotnet run samples/04-cac.cs [spend.csv orders.csv]
// Spend has channel, date and amount (and kind and purpose); orders have customer_id, date, amount and channel. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Csv;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var terms = new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.10 }; // yours
string shop = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop");
using SpendReader spendFile = SpendReader.Open(args.ElementAtOrDefault(0) ?? Path.Combine(shop, "spend.csv"));
using TransactionReader orderFile = TransactionReader.Open(args.ElementAtOrDefault(1) ?? Path.Combine(shop, "transactions.csv"));
List<Spend> spend = [.. spendFile.Where(s => s.Purpose == SpendPurpose.Acquisition)];
var orders = new CustomerBaseBuilder();
orderFile.AddTo(orders);
if (orders.Days is not (var first, var last))
    throw new InvalidDataException("There is not one order to look at.");
CustomerBase customers = orders.Build(new ObservationWindow(first, last, TimeUnit.Week));
LifetimeValue<BgNbd> toCome = BgNbd.Fit(customers.Histories).Model.WithSpend(GammaGamma.Fit(customers.Histories).Model, terms);

// Customers won in the months of the spend, by the channel of their first order.
DateOnly from = CalendarPeriod.Month.StartOf(CalendarPeriod.Month.IndexOf(spend.Min(s => s.Date)));
DateOnly to = CalendarPeriod.Month.StartOf(CalendarPeriod.Month.IndexOf(spend.Max(s => s.Date)) + 1).AddDays(-1);
List<Customer> won = [.. customers.Where(c => c.FirstPurchase >= from && c.FirstPurchase <= to)];
AcquisitionSummary cost = AcquisitionTally.Count(spend, won.Select(c => new NewCustomer(c.FirstPurchase, c.Channel))).Overall;
Console.WriteLine($"{spendFile.Quality}\n{orderFile.Quality}\n{won.Count} customers won from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}. CAC: {cost.PaidCac:N2} in paid channels, {cost.BlendedCac:N2} blended, {cost.FullyLoadedCac:N2} with salaries and tools\n");

Console.WriteLine("channel        spend  customers     CAC     95 % interval  payback months  LTV:CAC  95 % interval");
foreach (ChannelAcquisition channel in cost.Channels.Where(c => c.Spend > 0))
{
    List<Customer> own = [.. won.Where(c => c.Channel == channel.Channel)];
    var economics = new ChannelEconomics(channel, own.Count, own.Sum(c => c.TotalSpend), own.Sum(c => last.DayNumber - c.FirstPurchase.DayNumber) / TimeUnit.Month.LengthInDays(), terms.GrossMargin);
    Estimate? worth = MeanTally.Count([.. own.Select(c => (c.TotalSpend * (decimal)terms.GrossMargin) + (decimal)toCome.Predict(c.History, horizon: 52))]).Mean();
    Estimate? cac = channel.CacEstimate(), ratio = worth is null ? null : economics.LtvToCacEstimate(worth.Value);
    Console.WriteLine($"{channel.Channel,-9} {channel.Spend,10:N2}  {channel.NewCustomers,9}  {cac?.Value,6:N2}  {cac?.Lower,6:N2} to {cac?.Upper,6:N2}  {economics.PaybackMonths,14:F1}  {ratio?.Value,7:F1}  {ratio?.Lower,5:F1} to {ratio?.Upper,4:F1}");
}

Console.WriteLine($"\nLTV: gross profit so far and expected in the next 52 weeks, margin {terms.GrossMargin:P0}. Payback: CAC by the gross profit of a customer's month. Costs without a channel are in none of the rows.");
