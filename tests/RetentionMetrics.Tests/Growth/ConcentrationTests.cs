using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Growth;

public sealed class ConcentrationTests
{
    private static readonly Gen<double[]> Values = Gen.Choose(0, 1_000_000).Select(v => v / 64.0).ListOf().Select(v => v.ToArray());

    [Fact] // By hand: 5 of 10 is half; Gini of 1, 2, 3, 4 is 0.25; HHI (1 + 4 + 9 + 16) ÷ 100
    public void Four_customers()
    {
        Concentration c = Concentration.Of([1, 4, 2, 3]);
        c.Count.Should().Be(4);
        c.Total.Should().Be(10);
        c.Ranking.ToArray().Should().Equal(1, 3, 2, 0);
        c.TopShare(0).Should().Be(0);
        c.TopShare(0.25).Should().Be(0.4);
        c.TopShare(0.26).Should().Be(0.7);
        c.TopShare(1).Should().Be(1);
        c.Gini.Should().BeApproximately(0.25, 1e-15);
        c.Hhi.Should().BeApproximately(0.30, 1e-15);
        c.LorenzShare(0.25).Should().BeApproximately(0.1, 1e-15);
        c.LorenzShare(0.375).Should().BeApproximately(0.2, 1e-15);
        c.LorenzShare(0.5).Should().BeApproximately(0.3, 1e-15);
        c.DecileSums.Should().Equal(4, 3, 2, 1, 0, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void A_row_that_crosses_a_cut_belongs_to_the_better_class()
    {
        // Shares before: 0, .5, .8 and .95. The row at exactly the cut is the first of the next class, for decimals and for doubles.
        foreach (AbcResult abc in new[] { Concentration.Of([15m, 50m, 5m, 30m]).Abc(0.8, 0.95), Concentration.Of([15, 50, 5, 30]).Abc() })
        {
            abc.Classes.ToArray().Should().Equal(AbcClass.B, AbcClass.A, AbcClass.C, AbcClass.A);
            abc[0].Should().Be(AbcClass.B);
            (abc.A.Count, abc.B.Count, abc.C.Count).Should().Be((2, 1, 1));
            (abc.A.Value, abc.B.Value, abc.C.Value).Should().Be((80, 15, 5));
            abc.A.ValueShare.Should().BeApproximately(0.8, 1e-15);
            abc.A.CountShare.Should().Be(0.5);
            abc.C.Class.Should().Be(AbcClass.C);
            (abc.CutA, abc.CutB).Should().Be((0.8, 0.95));
            FluentActions.Invoking(() => abc[4]).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Fact]
    public void Fractions_are_taken_as_written()
    {
        // 0.07 · 100 is 7.000000000000001 in doubles; seven rows are meant.
        double[] values = new double[100];
        Array.Fill(values, 1);
        Concentration c = Concentration.Of(values);
        for (int percent = 0; percent <= 100; percent++)
            c.TopShare(percent / 100.0).Should().BeApproximately(percent / 100.0, 1e-15);
    }

    [Fact]
    public void Equal_values_are_ranked_by_row_and_are_even()
    {
        Concentration c = Concentration.Of([2m, 7m, 2m, 7m, 2m]);
        c.Ranking.ToArray().Should().Equal(1, 3, 0, 2, 4);
        Concentration even = Concentration.Of([3, 3, 3, 3]);
        even.Gini.Should().Be(0);
        even.Hhi.Should().Be(0.25);
        even.LorenzCurve.Should().OnlyContain(p => Math.Abs(p.ValueShare - p.PopulationShare) < 1e-15);
        Concentration.Of([5]).Gini.Should().Be(0);
        Concentration.Of([0, 0, 5, 0]).Gini.Should().Be(0.75);
    }

    [Fact]
    public void Nothing_and_all_zero_are_undefined()
    {
        foreach (Concentration c in new[] { Concentration.Of([]), Concentration.Of(ReadOnlySpan<decimal>.Empty), Concentration.Of([0, 0]), Concentration.Of([0m]) })
        {
            c.Total.Should().Be(0);
            c.Gini.Should().BeNull();
            c.Hhi.Should().BeNull();
            c.TopShare(0.2).Should().BeNull();
            c.LorenzShare(0.2).Should().BeNull();
            c.LorenzCurve.Should().BeEmpty();
            c.DecileSums.Should().HaveCount(10).And.OnlyContain(s => s == 0);
            c.Abc().C.Count.Should().Be(c.Count);
            c.Abc().A.ValueShare.Should().BeNull();
        }

        Concentration.Of([]).Abc().C.CountShare.Should().BeNull();
    }

    [Fact]
    public void Bad_values_are_refused_with_their_row()
    {
        foreach (double bad in new[] { -1, double.NaN, double.PositiveInfinity })
            FluentActions.Invoking(() => Concentration.Of([1, bad])).Should().Throw<ArgumentException>().WithMessage("Row 1*");
        FluentActions.Invoking(() => Concentration.Of([1m, 2m, -0.01m])).Should().Throw<ArgumentException>().WithMessage("Row 2*");
        FluentActions.Invoking(() => Concentration.Of([1e308, 1e308])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Concentration.Of([decimal.MaxValue, 1m])).Should().Throw<OverflowException>();
        Concentration c = Concentration.Of([1]);
        FluentActions.Invoking(() => c.TopShare(1.1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => c.LorenzShare(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => c.Abc(0.8, 0.7)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => c.Abc(-0.1, 0.7)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => c.Abc(0.8, double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_lorenz_curve_rises_convexly_below_the_diagonal() => Property.Holds(Values, values =>
    {
        Concentration c = Concentration.Of(values);
        if (c.Total.Equals(0.0))
            return;
        var curve = c.LorenzCurve;
        curve.Should().HaveCount(11);
        (curve[0].ValueShare, curve[10].ValueShare).Should().Be((0, 1));
        for (int i = 1; i < 10; i++)
        {
            curve[i].ValueShare.Should().BeInRange(curve[i - 1].ValueShare, curve[i].PopulationShare);
            (curve[i + 1].ValueShare - curve[i].ValueShare).Should().BeGreaterOrEqualTo(curve[i].ValueShare - curve[i - 1].ValueShare - 1e-12);
        }

        c.Gini!.Value.Should().BeInRange(0, 1 - (1.0 / c.Count) + 1e-12);
        c.Hhi!.Value.Should().BeInRange((1.0 / c.Count) - 1e-12, 1 + 1e-12);
        c.DecileSums.Sum().Should().BeApproximately(c.Total, 1e-9);
    });

    [Fact]
    public void Order_and_scale_and_the_kind_of_number_change_nothing() => Property.Holds(Values, values =>
    {
        Concentration c = Concentration.Of(values), scaled = Concentration.Of([.. values.Select(v => v * 4)]);
        Concentration reversed = Concentration.Of([.. values.AsEnumerable().Reverse()]), money = Concentration.Of([.. values.Select(v => (decimal)v)]);
        foreach (Concentration other in new[] { scaled, reversed, money })
        {
            other.Gini.Should().Be(c.Gini);
            other.Hhi.Should().Be(c.Hhi);
            other.Abc().A.Count.Should().Be(c.Abc().A.Count);
            if (c.Total > 0)
                other.TopShare(0.2).Should().BeApproximately(c.TopShare(0.2)!.Value, 1e-15);
        }

        scaled.Ranking.ToArray().Should().Equal(c.Ranking.ToArray());
        money.Ranking.ToArray().Should().Equal(c.Ranking.ToArray());
    });

    [Fact] // 500 of 1 000 is a half, 750 three quarters: the third value is needed for a little more.
    public void It_says_how_many_hold_a_share()
    {
        Concentration c = Concentration.Of([250m, 500m, 50m, 150m, 50m]);
        new[] { 0, 0.5, 0.75, 0.76, 0.96, 1 }.Select(c.CountHolding).Should().Equal(0, 1, 2, 3, 5, 5);
        Concentration.Of([0m, 0m]).CountHolding(0.8).Should().BeNull();
        FluentActions.Invoking(() => c.CountHolding(1.1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [ReferenceFact("golden/tiers_online_retail.json", "data/online_retail_invoices.csv")]
    public void Online_retail_is_as_concentrated_as_the_golden_file_says()
    {
        JsonElement golden = ReferenceData.Json("golden/tiers_online_retail.json");
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        var totals = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in ReferenceData.Rows("data/online_retail_invoices.csv"))
        {
            decimal amount = decimal.Parse(row["Amount"], CultureInfo.InvariantCulture);
            if (!row["InvoiceNo"].StartsWith('C') && amount > 0)
                totals[row["CustomerID"]] = totals.GetValueOrDefault(row["CustomerID"]) + amount;
        }

        string[] ids = [.. totals.Keys];
        foreach (Concentration c in new[] { Concentration.Of([.. totals.Values]), Concentration.Of([.. totals.Values.Select(v => (double)v)]) })
        {
            c.Count.Should().Be(golden.GetProperty("customers").GetInt32());
            Close(c.Total, golden.GetProperty("total"));
            Close(c.Gini, golden.GetProperty("gini"));
            Close(c.Hhi, golden.GetProperty("hhi"));
            foreach (JsonProperty share in golden.GetProperty("top_share").EnumerateObject())
                Close(c.TopShare(double.Parse(share.Name, CultureInfo.InvariantCulture)), share.Value);
            for (int i = 0; i < 10; i++)
            {
                Close(c.DecileSums[i], golden.GetProperty("decile_revenue")[i]);
                JsonElement first = golden.GetProperty("first_10")[i];
                ids[c.Ranking.Span[i]].Should().Be(first[0].GetRawText());
                Close((double)totals[ids[c.Ranking.Span[i]]], first[1]);
            }

            c.CountHolding(golden.GetProperty("cuts")[0].GetDouble()).Should().Be(golden.GetProperty("counts").GetProperty("A").GetInt32(), "the row that crosses the cut is an A");
            AbcResult abc = c.Abc(golden.GetProperty("cuts")[0].GetDouble(), golden.GetProperty("cuts")[1].GetDouble());
            foreach (AbcGroup group in new[] { abc.A, abc.B, abc.C })
            {
                group.Count.Should().Be(golden.GetProperty("counts").GetProperty($"{group.Class}").GetInt32());
                abc.Classes.ToArray().Count(x => x == group.Class).Should().Be(group.Count);
                Close(group.Value, golden.GetProperty("revenue").GetProperty($"{group.Class}"));
            }
        }

        void Close(double? actual, JsonElement expected) => (actual!.Value / expected.GetDouble()).Should().BeApproximately(1, tolerance);
    }
}
