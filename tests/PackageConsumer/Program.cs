// What a user does with the packages, from a file to a database, trimmed and in one file. Every answer is compared with one from another way:
// a second package, plain arithmetic, or the published fit of the CDNOW sample.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using RetentionMetrics;
using RetentionMetrics.Csv;
using RetentionMetrics.Json;
using RetentionMetrics.Notebooks;
using RetentionMetrics.Sql;
using RetentionMetrics.Sql.PostgreSql;

CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE"); // the library must not care
int wrong = 0;
var window = new ObservationWindow(new(2025, 7, 1), new(2026, 6, 30), TimeUnit.Week);

// 300 customers of a made-up shop, and one order whose date does not exist.
var random = new Random(20260630);
var text = new StringBuilder("customer_id,date,amount\n");
decimal total = 0;
int orderCount = 0;
for (int c = 0; c < 300; c++)
{
    double rate = -Math.Log(1 - random.NextDouble()) / 4, chance = random.NextDouble() / 3;
    for (double day = random.Next(300); day < 365; day += 1 - Math.Log(1 - random.NextDouble()) / rate * 7)
    {
        decimal amount = random.Next(500, 20_000) / 100m;
        text.Append(CultureInfo.InvariantCulture, $"c-{c:D3},{new DateOnly(2025, 7, 1).AddDays((int)day):yyyy-MM-dd},{amount}\n");
        (total, orderCount) = (total + amount, orderCount + 1);
        if (random.NextDouble() < chance)
            break;
    }
}

string file = Path.Combine(AppContext.BaseDirectory, "orders.csv");
File.WriteAllText(file, text + "c-000,2026-02-30,10\n");

// RetentionMetrics.Csv → RetentionMetrics
using TransactionReader reader = TransactionReader.Open(file);
CustomerBase customers = reader.Summarize(window);
Check("one order is rejected, with its place and code", reader.Rejected is [{ Code: ErrorCodes.NotADate } bad] && bad.Line == orderCount + 2);
Check("all other orders are kept", customers.Count == 300 && customers.Sum(c => c.TotalSpend) == total);

RfmCuts cuts = RfmCuts.Quintiles(customers.RfmColumns);
Check("the latest customer has the best recency", cuts.Score(customers.MinBy(c => c.Rfm.DaysSinceLastPurchase).Rfm).R == 5);

Fit<BgNbd> fit = BgNbd.Fit(customers.Histories);
double[] alive = new double[customers.Count];
fit.Model.ProbabilityAlive(customers.Histories, alive);
Check("a fit converges", fit.Status == FitStatus.Converged && alive.All(p => p is > 0 and <= 1));

// Fader, Hardie and Lee (2005): the parameters of the CDNOW sample, and E[Y(39)] of the customer with x = 2, t_x = 30.43, T = 38.86.
var cdnow = new BgNbd(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, TimeUnit.Week);
Check("the paper's customer buys 1.226 times in 39 weeks", Math.Abs(cdnow.ExpectedPurchases(new CustomerHistory(2, 30.43, 38.86, TimeUnit.Week), horizon: 39) - 1.226) < 0.0005);

// RetentionMetrics.Json: a model comes back bit for bit, and orders as JSON Lines make the same customers.
BgNbd back = JsonSerializer.Deserialize(JsonSerializer.Serialize(fit.Model, MetricsJson.Default.BgNbd), MetricsJson.Default.BgNbd)!;
Check("a model survives JSON", back.R.Equals(fit.Model.R) && back.Alpha.Equals(fit.Model.Alpha) && back.A.Equals(fit.Model.A) && back.B.Equals(fit.Model.B));
string lines = string.Concat(text.ToString().Split('\n')[1..^1].Select(l => l.Split(',')).Select(o => $"{{\"customerId\":\"{o[0]}\",\"date\":\"{o[1]}\",\"amount\":{o[2]}}}\n"));
using TransactionJsonReader json = TransactionJsonReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(lines)), "orders.jsonl");
Check("JSON Lines make the customers of the CSV file", json.Summarize(window).Select(c => (c.Id, c.Rfm, c.History)).SequenceEqual(customers.Select(c => (c.Id, c.Rfm, c.History))));

// RetentionMetrics.Notebooks: the view of the fit shows its parameters, and its charts are well-formed.
ResultView view = fit.View(new ViewOptions { Language = ViewLanguage.Japanese, Culture = CultureInfo.GetCultureInfo("ja-JP") });
Check("a view in Japanese has charts that are XML", view.ToHtml().Contains("生存確率", StringComparison.Ordinal) && view.Charts.Any() && view.Charts.All(chart => System.Xml.Linq.XDocument.Parse(chart.ToSvg()).Root!.Name.LocalName == "svg"));

// RetentionMetrics.Sql: SQLite scores in place, as the library does in memory.
using SqliteConnection shop = new("Data Source=:memory:");
await shop.OpenAsync();
await RunAsync("CREATE TABLE orders (customer_id TEXT, date TEXT, amount REAL)");
await RunAsync("BEGIN");
using (TransactionReader again = TransactionReader.Open(file))
{
    foreach (Transaction order in again)
        await RunAsync("INSERT INTO orders VALUES (@1, @2, @3)", order.CustomerId, order.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (double)order.Amount);
}

await RunAsync("COMMIT");
var question = new CustomerQuery(SqlDialect.Sqlite, new TransactionTable("orders"));
await question.Score(window, into: "scores", fit.Model).RunAsync(shop);
using (SqliteCommand ask = shop.CreateCommand())
{
    ask.CommandText = "SELECT customer_id, probability_alive FROM scores ORDER BY customer_id";
    using SqliteDataReader rows = await ask.ExecuteReaderAsync();
    int row = 0;
    double worst = 0;
    for (; await rows.ReadAsync(); row++)
        worst = Math.Max(worst, rows.GetString(0) == customers[row].Id ? Math.Abs(rows.GetDouble(1) - alive[row]) : 1);
    Check("the database's P(alive) is the library's", row == customers.Count && worst < 1e-9);
}

// RetentionMetrics.Sql.PostgreSql: no server here, and so its refusal of a connection that is not open.
using (var closed = new NpgsqlConnection("Host=localhost;Username=nobody;Database=none"))
{
    await using var copy = new CopyTarget(closed, "scores");
    bool refused = false;
    try
    {
        await copy.BeginAsync(["probability_alive"], CancellationToken.None);
    }
    catch (InvalidOperationException)
    {
        refused = true;
    }

    Check("COPY needs an open connection", refused);
}

Console.WriteLine(wrong == 0 ? "all packages work" : $"{wrong} wrong");
return wrong;

void Check(string what, bool holds)
{
    Console.WriteLine($"{(holds ? "ok   " : "WRONG")} {what}");
    wrong += holds ? 0 : 1;
}

async Task RunAsync(string sql, params object[] values)
{
    using SqliteCommand command = shop.CreateCommand();
    command.CommandText = sql;
    for (int i = 0; i < values.Length; i++)
        command.Parameters.AddWithValue($"@{i + 1}", values[i]);
    await command.ExecuteNonQueryAsync();
}
