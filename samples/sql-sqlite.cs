// A database that computes: SQLite makes customers of orders, counts them and scores them; only sums and a model come over. No server is needed.
//     dotnet run samples/sql-sqlite.cs
#:project ../src/RetentionMetrics.Sql
#:project ../src/RetentionMetrics.Csv
#:package Microsoft.Data.Sqlite
using System.Globalization;
using Microsoft.Data.Sqlite;
using RetentionMetrics;
using RetentionMetrics.Csv;
using RetentionMetrics.Sql;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var shop = new SqliteConnection("Data Source=:memory:");
await shop.OpenAsync();
await LoadAsync(shop);

// What is asked: which table, which columns, which days.
var window = new ObservationWindow(new(2024, 7, 1), new(2026, 6, 30), TimeUnit.Week);
var customers = new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("orders") { Date = "ordered_on", Amount = "total", OrderId = "order_id" });
CustomerQuality quality = await customers.Quality(window).RunAsync(shop);
Console.WriteLine($"{quality.Rows.RecordsKept:N0} of {quality.Rows.RecordsRead:N0} rows are transactions: {quality.Purchases:N0} purchases, {quality.Refunds:N0} refunds");

// Who are the best customers? At most 125 rows of counts come over, however many customers there are.
RfmCuts cuts = await customers.RfmCuts(window).RunAsync(shop);
RfmScoreTally scores = await customers.RfmScoreCounts(window, cuts).RunAsync(shop);
foreach (SegmentShare segment in scores.Segments(SegmentMap.Standard).OrderByDescending(s => s.Revenue).Take(4))
    Console.WriteLine($"{segment.Name,-18} {segment.Customers,4} customers brought {segment.Revenue,9:N2}");

// A fit needs each distinct history once, with the number of its customers.
HistoryColumns histories = await customers.DistinctHistories(window).RunAsync(shop);
Fit<BgNbd> fit = BgNbd.Fit(histories);
Console.WriteLine($"{fit.Status} on {histories.Count} distinct histories: r {fit.Model.R:F4}, alpha {fit.Model.Alpha:F4}, a {fit.Model.A:F4}, b {fit.Model.B:F4}, log-likelihood {fit.LogLikelihood:F4}");

// Who slips away? The model goes to the customers; a table with their scores takes the place of the old one.
await customers.Score(window, into: "customer_scores", fit.Model, cuts: cuts, segments: SegmentMap.Standard).RunAsync(shop);
await using SqliteCommand slipping = shop.CreateCommand();
slipping.CommandText =
    """
    SELECT customer_id, segment, probability_alive FROM customer_scores
    WHERE m = 5 AND probability_alive BETWEEN 0.1 AND 0.5 ORDER BY probability_alive, customer_id LIMIT 5
    """;
await using SqliteDataReader row = await slipping.ExecuteReaderAsync();
while (await row.ReadAsync())
    Console.WriteLine($"{row.GetString(0)} ({row.GetString(1)}) brought much, and is still a customer with probability {row.GetDouble(2):F3}");

// The shop of the report sample. Yours is in the database already.
static async Task LoadAsync(SqliteConnection database)
{
    string file = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "RetentionReport", "shop", "transactions.csv");
    await using SqliteTransaction transaction = database.BeginTransaction();
    await using SqliteCommand insert = database.CreateCommand();
    insert.CommandText = "CREATE TABLE orders (customer_id TEXT, ordered_on TEXT, total REAL, order_id TEXT)";
    await insert.ExecuteNonQueryAsync();
    insert.CommandText = "INSERT INTO orders VALUES (@id, @day, @total, @order)";
    using TransactionReader orders = TransactionReader.Open(file);
    foreach (Transaction order in orders)
    {
        insert.Parameters.Clear();
        insert.Parameters.AddRange([new("id", order.CustomerId), new("day", order.Date), new("total", order.Amount), new("order", order.OrderId ?? (object)DBNull.Value)]);
        await insert.ExecuteNonQueryAsync();
    }

    await transaction.CommitAsync();
}
