using System.Globalization;
using RetentionMetrics.SqlBenchmarks;
using RetentionMetrics.Tests.Sql;
using RetentionMetrics.Tests.Sql.Simulated;

// Questions answered in the database, against all rows exported and answered by the library:
//   dotnet run -c Release --project benchmarks/RetentionMetrics.SqlBenchmarks
// Other sizes:                  … -- --rows 100000,1000000
// SQLite up to so many rows:    … -- --sqlite-rows 1000000      it is slow beyond, and has no wire to spare
// One engine alone:             … -- --engine PostgreSQL
// Into a file:                  … -- --out benchmarks/results/sql.md
int[] sizes = [100_000, 1_000_000, 5_000_000];
int sqliteRows = 1_000_000;
string? file = null, engine = null;
for (int i = 0; i < args.Length; i += 2)
{
    string? value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--rows" when value is not null:
            sizes = [.. value.Split(',').Select(v => int.Parse(v, CultureInfo.InvariantCulture))];
            break;
        case "--sqlite-rows" when value is not null:
            sqliteRows = int.Parse(value, CultureInfo.InvariantCulture);
            break;
        case "--engine" when value is not null:
            engine = value;
            break;
        case "--out" when value is not null:
            file = value;
            break;
        default:
            Console.Error.WriteLine($"Not an option, or without its value: {args[i]}");
            return 2;
    }
}

foreach (string missing in new[] { PostgreSqlServer.WhyNot, ClickHouseCluster.WhyNot }.OfType<string>())
    Console.Error.WriteLine(missing);
List<Measurement> measured = [];
int databases = 0;
await using PostgreSqlServer? postgres = PostgreSqlServer.WhyNot is null ? await PostgreSqlServer.StartAsync() : null;
await using ClickHouseCluster? one = ClickHouseCluster.WhyNot is null ? await ClickHouseCluster.StartAsync(shards: 1) : null;
await using ClickHouseCluster? two = ClickHouseCluster.WhyNot is null ? await ClickHouseCluster.StartAsync(shards: 2) : null;
foreach (int rows in sizes)
{
    var shop = new SimulatedShop(rows);
    string name = string.Create(CultureInfo.InvariantCulture, $"shop_{++databases}");
    if (one is not null && IsAsked("ClickHouse"))
        await MeasureAsync(await MeasuredDatabase.ClickHouseAsync(one, name), shop);
    if (two is not null && IsAsked("ClickHouse"))
        await MeasureAsync(await MeasuredDatabase.ClickHouseAsync(two, name), shop);
    if (postgres is not null && IsAsked("PostgreSQL"))
        await MeasureAsync(await MeasuredDatabase.PostgreSqlAsync(postgres, name), shop);
    if (rows <= sqliteRows && IsAsked("SQLite"))
        await MeasureAsync(await MeasuredDatabase.SqliteAsync(), shop);
}

return 0;

bool IsAsked(string name) => engine is null || string.Equals(engine, name, StringComparison.OrdinalIgnoreCase);

async Task MeasureAsync(MeasuredDatabase database, SimulatedShop shop)
{
    await using (database)
    {
        await database.Database.LoadAsync(SimulatedShop.Table, SimulatedShop.Columns, shop.Cells());
        if (database.Database is PostgreSqlTestDatabase)
            await database.Database.Executor.ExecuteAsync($"ANALYZE {SimulatedShop.Table}");
        // The first time something is compiled or read from disk; the large ones take long enough without it.
        int repeats = shop.RowCount switch { <= 200_000 => 4, <= 2_000_000 => 2, _ => 1 };
        IReadOnlyList<Measurement> some = await new Questions(database, shop.RowCount, repeats).MeasureAsync();
        measured.AddRange(some);
        Console.WriteLine(Report.Table(some));
    }

    // After each database, so that a run that is stopped leaves what it has.
    if (file is not null)
        await File.WriteAllTextAsync(file, Report.Table(measured));
}
