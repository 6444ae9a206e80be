// How does each cohort hold?
//     dotnet run samples/06-cohorts.cs [orders.csv]
// The file has customer_id, date and amount. For logins or visits take ActivityReader instead. Copied elsewhere, it needs "#:package RetentionMetrics.Csv@0.1.0" below.
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Csv;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string shop = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop");
using TransactionReader file = TransactionReader.Open(args.FirstOrDefault() ?? Path.Combine(shop, "transactions.csv"));
var cohorts = CohortTable.Build(file, CalendarPeriod.Month);
Console.WriteLine(file.Quality);

const int Ages = 12;
string Row(string name, long size, Func<int, double?> cell) => $"{name,-8}  {size,5}{string.Concat(Enumerable.Range(0, Ages).Select(age => $"{cell(age),6:P0}"))}".TrimEnd();
Console.WriteLine($"\nactive    size{string.Concat(Enumerable.Range(0, Ages).Select(age => $"{"+" + age,6}"))}");
foreach (Cohort c in cohorts.Cohorts.Where(c => c.Size > 0).TakeLast(18))
    Console.WriteLine(Row($"{c.Start:yyyy-MM}", c.Size, age => cohorts.Retention(c.Index, age)?.Value));
long all = cohorts.Cohorts.Sum(c => c.Size);
Console.WriteLine(Row("all", all, age => cohorts.WeightedRetention(age)?.Value));
Console.WriteLine(Row("rolling", all, age => cohorts.WeightedRollingRetention(age)?.Value));
Console.WriteLine(Row("revenue", all, cohorts.WeightedRevenueRetention));

Console.WriteLine("\nmonths later  active   95 % interval  customers seen so long");
foreach (int age in new[] { 1, 3, 6, 11 }.Where(age => cohorts.WeightedRetention(age) is not null))
    Console.WriteLine($"{age,12}  {cohorts.WeightedRetention(age)?.Value,6:P1}  {cohorts.WeightedRetention(age)?.Lower,6:P1} to {cohorts.WeightedRetention(age)?.Upper:P1}  {cohorts.WeightedRetention(age)?.N,22}");
Console.WriteLine("\nCohort: the month of the first purchase. Active: bought in the month; rolling: in it or later; revenue: against the cohort's first month. A month that is not over for a cohort is left out.");
