// PostgreSQL computes, and what SQL cannot express streams through the library and back by binary COPY.
//     dotnet run samples/sql-postgresql.cs "Host=localhost;Username=me;Database=shop"      or with the same in RETENTION_DATABASE
// It makes a schema retention_sample and writes nothing else: DROP SCHEMA retention_sample CASCADE removes all of it.
#:project ../src/RetentionMetrics.Sql.PostgreSql
#:project ../src/RetentionMetrics.Csv
using System.Globalization;
using Npgsql;
using RetentionMetrics;
using RetentionMetrics.Csv;
using RetentionMetrics.Sql;
using RetentionMetrics.Sql.PostgreSql;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string? address = args.Length > 0 ? args[0] : Environment.GetEnvironmentVariable("RETENTION_DATABASE");
if (string.IsNullOrEmpty(address))
{
    Console.Error.WriteLine("""Say which database: dotnet run samples/sql-postgresql.cs "Host=localhost;Username=me;Database=shop", or set RETENTION_DATABASE to such a connection string.""");
    return 2;
}

await using NpgsqlDataSource database = NpgsqlDataSource.Create(address);
await using NpgsqlConnection shop = await database.OpenConnectionAsync();
await LoadAsync(shop);

// The database answers with each distinct history and each distinct spend once: all that the fits need.
var window = new ObservationWindow(new(2024, 7, 1), new(2026, 6, 30), TimeUnit.Week);
var customers = new CustomerQuery(SqlDialect.PostgreSql, new TransactionTable(SqlSource.Table("retention_sample", "orders")) { Date = "ordered_on", Amount = "total", OrderId = "order_id" });
HistoryColumns histories = await customers.DistinctHistories(window).RunAsync(shop);
ParetoNbd purchases = ParetoNbd.Fit(histories).Model;
GammaGamma spend = GammaGamma.Fit(await customers.DistinctSpend(window).RunAsync(shop)).Model;
Console.WriteLine($"Pareto/NBD of {histories.Count} distinct histories: r {purchases.R:F4}, alpha {purchases.Alpha:F4}, s {purchases.S:F4}, beta {purchases.Beta:F4}");

// A hypergeometric function is not for SQL: customers stream out on one connection, and their scores back in on another. The table changes in one transaction.
LifetimeValue<ParetoNbd> value = purchases.WithSpend(spend, new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.10 });
var stream = new ScoreStream(window.Unit,
    new StreamMeasure("probability_alive", purchases.ProbabilityAlive),
    new StreamMeasure("lifetime_value", (rows, values) => value.Predict(rows, horizon: 52, values)));
await using NpgsqlConnection writing = await database.OpenConnectionAsync();
await using var scores = new CopyTarget(writing, SqlSource.Table("retention_sample", "scores"));
DataQuality done = await stream.RunAsync(shop, customers.HistoryRows(window), scores);
Console.WriteLine($"{done.RecordsKept} customers scored, {done.RecordsRejected} left out");

// Who gets which touch? Ranks and capacities are for SQL again.
var plan = new TouchPlan(new TouchTier("High touch", capacity: 20), new TouchTier("Low touch", capacity: 80), new TouchTier("Tech touch"));
SqlStatement tiers = plan.ToAssignment(SqlDialect.PostgreSql, SqlSource.Table("retention_sample", "scores"), priority: "lifetime_value");
await SqlExecutor.FromDbConnection(shop).ExecuteAsync(new SqlStatement($"CREATE TABLE retention_sample.tiers AS\n{tiers.Text}", tiers.Parameters));
await using NpgsqlCommand sums = new("SELECT tier_name, COUNT(*), SUM(lifetime_value) FROM retention_sample.tiers JOIN retention_sample.scores USING (customer_id) GROUP BY tier, tier_name ORDER BY tier", shop);
await using NpgsqlDataReader row = await sums.ExecuteReaderAsync();
while (await row.ReadAsync())
    Console.WriteLine($"{row.GetString(0),-10} {row.GetInt64(1),4} customers, worth {row.GetDouble(2),10:N2} in the next year");
return 0;

// The shop of the report sample. Yours is in the database already.
static async Task LoadAsync(NpgsqlConnection database)
{
    string file = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop", "transactions.csv");
    await using NpgsqlCommand make = new("DROP SCHEMA IF EXISTS retention_sample CASCADE; CREATE SCHEMA retention_sample; CREATE TABLE retention_sample.orders (customer_id text, ordered_on date, total numeric, order_id text)", database);
    await make.ExecuteNonQueryAsync();
    await using NpgsqlBinaryImporter copy = await database.BeginBinaryImportAsync("COPY retention_sample.orders FROM STDIN (FORMAT BINARY)");
    using TransactionReader orders = TransactionReader.Open(file);
    foreach (Transaction order in orders)
        await copy.WriteRowAsync(CancellationToken.None, order.CustomerId, order.Date, order.Amount, order.OrderId ?? (object)DBNull.Value);
    await copy.CompleteAsync();
}
