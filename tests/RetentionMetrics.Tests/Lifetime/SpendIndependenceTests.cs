using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class SpendIndependenceTests
{
    // Few distinct values, so that there are ties; some rows cannot be used, some stand for several customers.
    private static readonly Gen<HistoryColumns> Columns =
        Gen.Choose(0, 6).Zip(Gen.Choose(-1, 40)).Zip(Gen.Choose(0, 4)).ListOf().Select(rows => Make(rows.Select(r => (r.Item1.Item1, r.Item1.Item2 * 2.5, (long)r.Item2))));

    [Fact]
    public void A_rising_line_with_a_bend_has_the_textbook_correlation()
    {
        // dx = −1.5, −.5, .5, 1.5 and dm = −17.5, −7.5, 2.5, 22.5: r = 65 ÷ √(5 · 875); the interval is tanh(artanh r ± 1.96 ÷ √1), in 40 digits.
        SpendIndependence s = SpendIndependence.Of(Make([(1, 10, 1), (2, 20, 1), (3, 30, 1), (4, 50, 1), (0, 9, 1), (3, 0, 5)]));
        (s.Customers, s.Excluded).Should().Be((4, 6));
        s.Correlation!.Value.Value.Should().BeApproximately(0.98270762982399079, 1e-15);
        s.Correlation!.Value.Lower.Should().BeApproximately(0.38933218717051582, 1e-13);
        s.Correlation!.Value.Upper.Should().BeApproximately(0.99965394302795805, 1e-13);
        s.RankCorrelation.Should().Be(new Estimate(1, null, null, 4), "the order is the same: no scatter to make an interval of");
        s.Meaning.Should().Be("Correlation 0.983 (95% interval 0.389 to 1.000): those who buy more often spend more a purchase, so the Gamma-Gamma model's values are biased.");
        s.ToString().Should().Be(s.Meaning);
    }

    [Fact]
    public void Ties_share_the_mean_of_their_ranks()
    {
        // Ranks 1½, 1½, 3, 4 and 2, 3½, 3½, 1: ρ = −2.25 ÷ 4.5. Interval with the variance (1 + ρ² ÷ 2) ÷ 1, in 40 digits.
        SpendIndependence s = SpendIndependence.Of(Make([(1, 10, 1), (1, 20, 1), (2, 20, 1), (3, 5, 1)]));
        s.RankCorrelation!.Value.Value.Should().BeApproximately(-0.5, 1e-15);
        s.RankCorrelation!.Value.Lower.Should().BeApproximately(-0.98962522056214346, 1e-13);
        s.RankCorrelation!.Value.Upper.Should().BeApproximately(0.9103474853226, 1e-13);
        s.Meaning.Should().EndWith("too few customers to say whether spend depends on frequency.");
    }

    [Fact]
    public void It_is_undefined_for_fewer_than_four_customers_and_where_nothing_varies()
    {
        foreach (HistoryColumns columns in new[] { default, Make([(1, 10, 1), (2, 20, 1), (3, 25, 1)]), Make([(2, 10, 4), (2, 20, 1)]), Make([(2, 10, 4), (3, 10, 1)]), Make([(2, 10, 9)]) })
        {
            SpendIndependence s = SpendIndependence.Of(columns);
            (s.Correlation, s.RankCorrelation).Should().Be((null, null));
            s.Meaning.Should().StartWith("Undefined");
        }

        FluentActions.Invoking(() => SpendIndependence.Of(new HistoryColumns(new[] { 1 }, new double[] { 1 }, new double[] { 2 }, TimeUnit.Day))).Should().Throw<ArgumentException>().WithMessage("*no mean spend*");
        FluentActions.Invoking(() => SpendIndependence.Of(Make([(1, 1, long.MaxValue), (2, 1, 1)]))).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Counts_order_and_currency_change_nothing_and_intervals_hold_their_value() => Property.Holds(Columns, columns =>
    {
        SpendIndependence s = SpendIndependence.Of(columns);
        (int X, double M, long K)[] rows = [.. Enumerable.Range(0, columns.Count).Select(i => (columns.Frequency.Span[i], columns.MeanSpend.Span[i], columns.Counts.Span[i]))];
        SpendIndependence.Of(Make(rows.Reverse())).Should().Be(s, "bit for bit");
        SpendIndependence single = SpendIndependence.Of(Make(rows.SelectMany(r => Enumerable.Repeat((r.X, r.M, 1L), (int)r.K))));
        single.Should().Be(s with { }, "rows are grouped before anything is summed");
        SpendIndependence yen = SpendIndependence.Of(Make(rows.Select(r => (r.X, r.M * 1e160, r.K))));
        foreach ((Estimate? a, Estimate? b) in new[] { (s.Correlation, yen.Correlation), (s.RankCorrelation, yen.RankCorrelation) })
        {
            (a is null).Should().Be(b is null);
            if (a is not { } e)
                continue;
            b!.Value.Value.Should().BeApproximately(e.Value, 1e-13);
            e.Value.Should().BeInRange(e.Lower ?? -1, e.Upper ?? 1);
            (e.Lower ?? -1).Should().BeGreaterThanOrEqualTo(-1);
            (e.Upper ?? 1).Should().BeLessThanOrEqualTo(1);
            e.N.Should().Be(s.Customers);
        }
    });

    [ReferenceFact("data/cdnow_transactions.csv")]
    public void Cdnow_has_the_published_correlation()
    {
        CustomerBase customers = CustomerBase.Summarize(
            ReferenceData.Rows("data/cdnow_transactions.csv").Select(r => new Transaction(
                r["customer_id"], DateOnly.ParseExact(r["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r["amount"], CultureInfo.InvariantCulture))),
            new ObservationWindow(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week));
        SpendIndependence s = SpendIndependence.Of(customers.Histories);

        // 0.11 in Fader, Hardie and Lee (2005b); the digits by plain sums in 40 digits over the 946 repeat buyers.
        (s.Customers, s.Excluded).Should().Be((946, 1_411));
        Close(s.Correlation!.Value, 0.1138879193912548, 0.05051593539087079, 0.17634649109112667);
        Close(s.RankCorrelation!.Value, 0.2063015165839176, 0.14380092953290334, 0.26716284854330582);
        s.Meaning.Should().Be("Correlation 0.114 (95% interval 0.051 to 0.176): those who buy more often spend more a purchase, but the relation is weak.");

        static void Close(Estimate e, double value, double lower, double upper)
        {
            e.Value.Should().BeApproximately(value, 1e-13);
            e.Lower.Should().BeApproximately(lower, 1e-13);
            e.Upper.Should().BeApproximately(upper, 1e-13);
        }
    }

    private static HistoryColumns Make(IEnumerable<(int X, double M, long K)> rows)
    {
        (int X, double M, long K)[] all = [.. rows];
        return new HistoryColumns(Array.ConvertAll(all, r => r.X), new double[all.Length], Array.ConvertAll(all, _ => 10.0), TimeUnit.Week, Array.ConvertAll(all, r => r.M), Array.ConvertAll(all, r => r.K));
    }
}
