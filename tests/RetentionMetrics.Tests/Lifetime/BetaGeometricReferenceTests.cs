using System.Globalization;
using RetentionMetrics.Tests.Lifetime.References;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>BG/NBD and MBG/NBD against values in many digits, over extreme histories and parameters: promise 9 of docs/reliability.md.</summary>
public sealed class BetaGeometricReferenceTests(ITestOutputHelper output)
{
    private delegate IPurchaseModel Make(double r, double alpha, double a, double b);

    private static IPurchaseModel BgNbd(double r, double alpha, double a, double b) => new BgNbd(r, alpha, a, b, TimeUnit.Day);

    private static IPurchaseModel ModifiedBgNbd(double r, double alpha, double a, double b) => new ModifiedBgNbd(r, alpha, a, b, TimeUnit.Day);

    [Fact]
    public void Bg_nbd_meets_the_committed_references_over_wide_ranges() => CompareTable("bgnbd", BgNbd);

    [Fact]
    public void Modified_bg_nbd_meets_the_committed_references_over_wide_ranges() => CompareTable("mbgnbd", ModifiedBgNbd);

    [ReferenceFact("golden/extreme_bgnbd.json")]
    public void Bg_nbd_meets_the_extreme_golden_file() => CompareGolden("golden/extreme_bgnbd.json", "BG/NBD", BgNbd);

    [ReferenceFact("golden/extreme_mbgnbd.json")]
    public void Modified_bg_nbd_meets_the_extreme_golden_file() => CompareGolden("golden/extreme_mbgnbd.json", "MBG/NBD", ModifiedBgNbd);

    private void CompareTable(string file, Make make)
    {
        var table = new AccuracyTable(file);
        IReadOnlyList<ReferenceRow> rows = ReferenceTable.Read(file);
        rows.Should().HaveCountGreaterThanOrEqualTo(140);
        foreach (ReferenceRow row in rows)
        {
            IPurchaseModel model = make(row["r"], row["alpha"], row["a"], row["b"]);
            var h = new CustomerHistory(row.Count("x"), row["tx"], row["T"]);
            double horizon = row["horizon"];
            Compare("ln L", "log_likelihood", () => model.LogLikelihood(h));
            Compare("P(alive)", "p_alive", () => model.ProbabilityAlive(h));
            Compare("P(alive), batch", "p_alive", () => BatchDoor.Of(h, model.ProbabilityAlive));
            Compare("E[Y(t)], batch", "expected", () => BatchDoor.Of(h, (columns, destination) => model.ExpectedPurchases(columns, horizon, destination)));
            Compare("P(alive) ahead", "p_alive_ahead", () => model.ProbabilityAlive(h, horizon));
            Compare("E[Y(t)]", "expected", () => model.ExpectedPurchases(h, horizon));
            Compare("P(Y(t) = n)", "p_count", () => model.ProbabilityOfPurchases(h, row.Count("count"), horizon));
            Compare("DERT", "dert", () => model.DiscountedExpectedPurchases(h, row["discount"]));

            void Compare(string quantity, string column, Func<double> value)
            {
                if (row.Has(column))
                    table.Compare(quantity, value(), row[column], row);
            }
        }

        table.Verify(output);
    }

    private void CompareGolden(string file, string name, Make make)
    {
        var table = new AccuracyTable(name);
        var golden = ReferenceData.Json(file);
        var sets = golden.GetProperty("parameter_sets");
        foreach (var c in golden.GetProperty("cases").EnumerateArray())
        {
            double[] p = [.. sets.GetProperty(c.GetProperty("params").GetString()!).EnumerateArray().Select(v => v.GetDouble())];
            IPurchaseModel model = make(p[0], p[1], p[2], p[3]);
            var h = new CustomerHistory(c.GetProperty("x").GetInt32(), c.GetProperty("tx").GetDouble(), c.GetProperty("T").GetDouble());
            string what = $"{c.GetProperty("params")} {h}";
            table.Compare("P(alive)", model.ProbabilityAlive(h), c.GetProperty("p_alive_double").GetDouble(), what);
            table.Compare("ln L", model.LogLikelihood(h), c.GetProperty("log_likelihood_double").GetDouble(), what);
            foreach (var e in c.GetProperty("expected").EnumerateObject())
            {
                double horizon = double.Parse(e.Name, CultureInfo.InvariantCulture);
                table.Compare("E[Y(t)], batch", BatchDoor.Of(h, (columns, destination) => model.ExpectedPurchases(columns, horizon, destination)), e.Value.GetProperty("double").GetDouble(), $"{what} t={e.Name}");
                table.Compare("E[Y(t)]", model.ExpectedPurchases(h, horizon), e.Value.GetProperty("double").GetDouble(), $"{what} t={e.Name}");
            }
        }

        table.Verify(output);
    }
}
