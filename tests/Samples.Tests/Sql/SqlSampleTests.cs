using System.Globalization;
using RetentionMetrics;
using RetentionMetrics.Tests.Sql;

namespace Samples.Tests.Sql;

/// <summary>The samples print what the library finds in memory, from the same orders.</summary>
public sealed class SqlSampleTests
{
    [Fact]
    public async Task SQLite_finds_what_the_library_finds_in_memory()
    {
        (int exitCode, string[] output, string error) = await SampleFile.RunAsync("sql-sqlite.cs", database: null);

        CustomerBase customers = SampleFile.Customers;
        BgNbd model = BgNbd.Fit(customers.Histories).Model;
        RfmCuts cuts = RfmCuts.Quintiles(customers.RfmColumns);
        (string Segment, decimal Spend, RfmScore Score, double Alive, string Id)[] scored =
            [.. customers.Select(c => (SegmentMap.Standard[cuts.Score(c.Rfm)], c.TotalSpend, cuts.Score(c.Rfm), model.ProbabilityAlive(c.History), c.Id))];
        (error, exitCode).Should().Be(("", 0));
        output.Should().Equal([
            "3,331 of 3,331 rows are transactions: 3,262 purchases, 69 refunds", // what the report says of the same file
            .. scored.GroupBy(c => c.Segment, StringComparer.Ordinal)
                .Select(s => (Name: s.Key, Customers: s.Count(), Revenue: s.Sum(c => c.Spend)))
                .OrderByDescending(s => s.Revenue).Take(4)
                .Select(s => Invariant($"{s.Name,-18} {s.Customers,4} customers brought {s.Revenue,9:N2}")),
            Invariant($"Converged on {customers.Histories.Collapse().Count} distinct histories: r {model.R:F4}, alpha {model.Alpha:F4}, a {model.A:F4}, b {model.B:F4}, log-likelihood {BgNbd.Fit(customers.Histories).LogLikelihood:F4}"),
            .. scored.Where(c => c.Score.M == 5 && c.Alive is >= 0.1 and <= 0.5)
                .OrderBy(c => c.Alive).Take(5)
                .Select(c => Invariant($"{c.Id} ({c.Segment}) brought much, and is still a customer with probability {c.Alive:F3}")),
        ]);
    }

    [Fact]
    public async Task Without_a_database_PostgreSQL_s_sample_says_how_to_name_one()
    {
        (int exitCode, string[] output, string error) = await SampleFile.RunAsync("sql-postgresql.cs", database: null);

        exitCode.Should().Be(2);
        output.Should().Equal("");
        error.Should().StartWith("Say which database: dotnet run samples/sql-postgresql.cs \"Host=").And.Contain("or set RETENTION_DATABASE");
    }

    [OnPostgreSqlFact]
    public async Task PostgreSQL_finds_what_the_library_finds_in_memory()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.StartAsync();
        (int exitCode, string[] output, string error) = await SampleFile.RunAsync("sql-postgresql.cs", server.ConnectionString("postgres"));
        (int again, string[] secondOutput, _) = await SampleFile.RunAsync("sql-postgresql.cs", database: null, server.ConnectionString("postgres"));

        HistoryColumns histories = SampleFile.Customers.Histories;
        ParetoNbd model = ParetoNbd.Fit(histories).Model;
        LifetimeValue<ParetoNbd> value = model.WithSpend(GammaGamma.Fit(histories).Model, new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.10 });
        double[] values = [.. SampleFile.Customers.Select(c => value.Predict(c.History, horizon: 52)).OrderDescending()];
        (error, exitCode).Should().Be(("", 0));
        output.Should().Equal([
            Invariant($"Pareto/NBD of {histories.Collapse().Count} distinct histories: r {model.R:F4}, alpha {model.Alpha:F4}, s {model.S:F4}, beta {model.Beta:F4}"),
            "400 customers scored, 0 left out",
            .. new[] { ("High touch", 0, 20), ("Low touch", 20, 80), ("Tech touch", 100, 300) }
                .Select(t => Invariant($"{t.Item1,-10} {t.Item3,4} customers, worth {values.Skip(t.Item2).Take(t.Item3).Sum(),10:N2} in the next year")),
        ]);
        again.Should().Be(0, "it may be run again");
        secondOutput.Should().Equal(output);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
