using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class HoldoutValidationTests
{
    private static readonly DateOnly Start = new(2025, 1, 1);
    private static readonly BgNbd Model = new(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);

    // Customer a buys on 1 and 15 January, 5 February | 1 and 20 March, b on 8 January, c on 8 and 22 January | 3 March.
    private static readonly Holdout Small = Holdout.Split(
        [
            new("a", new(2025, 1, 1), 10), new("a", new(2025, 1, 15), 20), new("a", new(2025, 2, 5), 30), new("a", new(2025, 3, 1), 40), new("a", new(2025, 3, 20), 60),
            new("b", new(2025, 1, 8), 10), new("c", new(2025, 1, 8), 5), new("c", new(2025, 1, 22), 15), new("c", new(2025, 3, 3), 10),
        ],
        new ObservationWindow(Start, new(2025, 3, 25), TimeUnit.Week),
        calibrationEnd: new(2025, 2, 25));

    // Up to 30 customers with up to 12 purchases and refunds each on days 0…139, the window starting on day 10 and the calibration ending on day 80; some merge by week.
    private static readonly Gen<Holdout> Holdouts =
        from orders in Gen.Choose(0, 29).Zip(Gen.Choose(0, 139)).Zip(Gen.Choose(-3, 20)).ListOf().Resize(150)
        from refunds in Gen.Elements(RefundPolicy.Ignore, RefundPolicy.NetToCustomer)
        from period in Gen.Elements(CalendarPeriod.Day, CalendarPeriod.IsoWeek)
        select Holdout.Split(
            orders.Select(o => new Transaction($"c{o.Item1.Item1:00}", Start.AddDays(o.Item1.Item2), o.Item2)),
            new ObservationWindow(Start.AddDays(10), Start.AddDays(139), TimeUnit.Week),
            Start.AddDays(80),
            new SummaryOptions { Refunds = refunds, MergeBy = period });

    [Fact]
    public void A_small_holdout_has_the_numbers_worked_out_by_hand()
    {
        // Expected purchases, tracking and P(X = n) in 40 digits from the papers' formulas.
        HoldoutValidation v = HoldoutValidation.Of(Model, Small, openFrequency: 2);
        (v.Customers, v.Actual, v.Duration, v.CalibrationEnd).Should().Be((3, 3, 4, new DateOnly(2025, 2, 25)));
        v.Expected.Should().BeApproximately(0.8087623810009495, 1e-12);
        v.Bias.Should().BeApproximately(0.8087623810009495 - 3, 1e-12);
        v.BiasPerCustomer.Should().BeApproximately((0.8087623810009495 - 3) / 3, 1e-12);
        v.RelativeBias.Should().BeApproximately((0.8087623810009495 / 3) - 1, 1e-12);
        v.MeanAbsoluteError.Should().BeApproximately(0.78508692638953285, 1e-12);
        v.RootMeanSquareError.Should().BeApproximately(0.98096615118658808, 1e-12);
        v.TopDecileCapture.Should().Be(1, "a is the one customer of the best tenth, by the model and in fact");
        v.RankCorrelation.Should().BeApproximately(1, 1e-15, "a before c before b, both times");

        v.ByFrequency.Select(g => (g.Frequency, g.IsOpen, g.Customers, g.Actual, g.MeanActual)).Should().Equal((0, false, 1, 0, 0.0), (1, false, 1, 1, 1.0), (2, true, 1, 2, 2.0));
        v.ByFrequency.Zip([0.082011580084774023, 0.24829546325411748, 0.478455337662058]).Should().OnlyContain(p => Math.Abs(p.First.MeanExpected!.Value - p.Second) < 1e-12);
        v.ByFrequency.Zip([2.37256193170844, 0.42347169987098021, 3 - 2.37256193170844 - 0.42347169987098021]).Should().OnlyContain(p => Math.Abs(p.First.ExpectedCustomers - p.Second) < 1e-12);

        double[] expected =
        [
            0.05326789117165828, 0.20992552209957011, 0.35764471040555379, 0.49779863421983217, 0.6314245451480124, 0.75933229413782728,
            0.88217061056901037, 1.0004699397908424, 1.1146713826945799, 1.2251469557841756, 1.3322141980374571, 1.4361469653535642,
        ];
        v.Tracking.Select(p => p.Actual).Should().Equal(0, 0, 1, 2, 2, 3, 3, 3, 5, 5, 5, 6);
        v.Tracking.Zip(expected).Should().OnlyContain(p => Math.Abs(p.First.Expected - p.Second) < 1e-12);
        v.Tracking.Select(p => p.End).Should().Equal(Enumerable.Range(1, 12).Select(w => Start.AddDays((7 * w) - 1)));

        // Steps of 50 days: the last is cut at the window's end.
        HoldoutValidation.Of(Model, Small, trackingDays: 50).Tracking.Select(p => (p.End, p.Actual)).Should().Equal((new(2025, 2, 19), 3), (new(2025, 3, 25), 6));
    }

    [Fact]
    public void The_spend_of_a_small_holdout_is_compared_by_hand()
    {
        // a: x = 2, m̄ = 25, then 50; c: x = 1, m̄ = 15, then 10. E[M] = p(γ + m̄x) ÷ (px + q − 1) = 6(15 + 50) ÷ (12 + 3) = 26 and 6(15 + 15) ÷ (6 + 3) = 20.
        SpendValidation v = SpendValidation.Of(new GammaGamma(6, 4, 15), Small);
        v.Customers.Should().Be(2);
        v.MeanPredicted.Should().BeApproximately(23, 1e-13);
        v.MeanActual.Should().Be(30);
        v.Bias.Should().BeApproximately(-7, 1e-13);
        v.MeanAbsoluteError.Should().BeApproximately(17, 1e-13);
    }

    [Fact]
    public void The_best_tenth_is_rounded_up_and_ties_go_to_the_earlier_row()
    {
        // Twelve customers, so k = 2. By the model a, who bought most often, and then b to l alike: b is taken. In fact a made 1, c 3 and d 2 purchases.
        List<Transaction> orders = [.. "abcdefghijkl".Select(c => new Transaction(c.ToString(), new(2025, 1, 1), 1))];
        orders.AddRange([new("a", new(2025, 1, 20), 1), new("a", new(2025, 1, 29), 1), new("a", new(2025, 2, 5), 1)]);
        orders.AddRange(Enumerable.Range(3, 3).Select(d => new Transaction("c", new(2025, 2, d), 1)));
        orders.AddRange(Enumerable.Range(3, 2).Select(d => new Transaction("d", new(2025, 2, d), 1)));
        Holdout holdout = Holdout.Split(orders, new(new(2025, 1, 1), new(2025, 2, 28), TimeUnit.Week), new(2025, 1, 31));
        HoldoutValidation.Of(Model, holdout).TopDecileCapture.Should().BeApproximately(1.0 / 5, 1e-15);
    }

    [Fact]
    public void Tracking_ends_where_the_histories_and_the_holdout_do() => Property.Holds(Holdouts, holdout =>
    {
        HistoryColumns columns = holdout.Calibration.Histories;
        int[] born = [.. Enumerable.Range(0, columns.Count).Where(i => columns.Counts.IsEmpty || columns.Counts.Span[i] > 0)];
        long inCalibration = born.Sum(i => (long)columns.Frequency.Span[i]), after = born.Sum(i => (long)holdout.Frequency.Span[i]);
        int days = holdout.Births.Length;
        days.Should().Be(71);
        holdout.RepeatPurchases.Length.Should().Be(130);
        holdout.Births.ToArray().Sum().Should().Be(born.Length);
        Array.TrueForAll(holdout.RepeatPurchases.ToArray(), n => n >= 0).Should().BeTrue();
        holdout.RepeatPurchases[..days].ToArray().Sum().Should().Be((int)inCalibration);
        holdout.RepeatPurchases[days..].ToArray().Sum().Should().Be((int)after);

        HoldoutValidation v = HoldoutValidation.Of(Model, holdout);
        (v.Customers, v.Actual).Should().Be((born.Length, after));
        v.Tracking[^1].Actual.Should().Be(inCalibration + after);
        v.Tracking[^1].End.Should().Be(holdout.Window.End);
        v.Tracking.Zip(v.Tracking.Skip(1)).All(p => p.Second.Expected >= p.First.Expected).Should().BeTrue();
        v.ByFrequency.Sum(g => g.Customers).Should().Be(v.Customers);
        v.ByFrequency.Sum(g => g.Expected).Should().BeApproximately(v.Expected, 1e-10);
        v.ByFrequency.Sum(g => g.ExpectedCustomers).Should().BeApproximately(v.Customers, 1e-10);
        if (v.Customers > 0)
        {
            v.MeanAbsoluteError.Should().BeGreaterThanOrEqualTo(Math.Abs(v.BiasPerCustomer!.Value) - 1e-12);
            v.RootMeanSquareError.Should().BeGreaterThanOrEqualTo(v.MeanAbsoluteError!.Value - 1e-12);
        }

        (v.TopDecileCapture is null).Should().Be(after == 0);
        (v.TopDecileCapture ?? 0).Should().BeInRange(0, 1);
    });

    [Fact]
    public void Without_customers_or_purchases_measures_are_null()
    {
        var window = new ObservationWindow(Start, Start.AddDays(99), TimeUnit.Week);
        HoldoutValidation empty = HoldoutValidation.Of(Model, Holdout.Split([], window, Start.AddDays(50)));
        (empty.Customers, empty.Expected, empty.Actual, empty.Bias).Should().Be((0, 0, 0, 0));
        new[] { empty.BiasPerCustomer, empty.RelativeBias, empty.MeanAbsoluteError, empty.RootMeanSquareError, empty.Correlation, empty.RankCorrelation, empty.TopDecileCapture }.Should().OnlyContain(m => m == null);
        empty.ByFrequency.Should().HaveCount(8).And.OnlyContain(g => g.MeanExpected == null && g.MeanActual == null);
        empty.Tracking.Should().HaveCount(15).And.OnlyContain(p => p.Expected == 0 && p.Actual == 0);
        SpendValidation spend = SpendValidation.Of(new GammaGamma(6, 4, 15), Holdout.Split([new("a", Start, 1)], window, Start.AddDays(50)));
        (spend.Customers, spend.MeanPredicted, spend.MeanActual, spend.Bias, spend.MeanAbsoluteError).Should().Be((0L, null, null, null, null));
    }

    [Fact]
    public void Customers_from_before_the_window_take_no_part()
    {
        var window = new ObservationWindow(Start, Start.AddDays(99), TimeUnit.Week);
        Holdout holdout = Holdout.Split([new("old", Start.AddDays(-30), 1), new("old", Start.AddDays(3), 1), new("old", Start.AddDays(60), 1), new("new", Start, 1)], window, Start.AddDays(50));
        holdout.Calibration.Count.Should().Be(2);
        HoldoutValidation v = HoldoutValidation.Of(Model, holdout);
        (v.Customers, v.Actual, v.Tracking[^1].Actual).Should().Be((1, 0, 0));
        SpendValidation.Of(new GammaGamma(6, 4, 15), holdout).Customers.Should().Be(0);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        FluentActions.Invoking(() => HoldoutValidation.Of(null!, Small)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => HoldoutValidation.Of(Model, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => HoldoutValidation.Of(new BgNbd(1, 1, 1, 1, TimeUnit.Day), Small)).Should().Throw<ArgumentException>().WithMessage("*unit*");
        FluentActions.Invoking(() => HoldoutValidation.Of(Model, Small, openFrequency: -1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => HoldoutValidation.Of(Model, Small, openFrequency: 1_001)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => HoldoutValidation.Of(Model, Small, trackingDays: 0)).Should().Throw<ArgumentOutOfRangeException>();
        HoldoutValidation.Of(Model, Small, openFrequency: 0, trackingDays: int.MaxValue).Should().Match<HoldoutValidation>(v => v.ByFrequency.Length == 1 && v.Tracking.Length == 1);
    }

    [ReferenceFact("data/cdnow_transactions.csv", "golden/clv_cdnow_tracking.json")]
    public void Cdnow_equals_the_reference_for_every_model()
    {
        Holdout holdout = Holdout.Split(
            ReferenceData.Rows("data/cdnow_transactions.csv").Select(r => new Transaction(
                r["customer_id"], DateOnly.ParseExact(r["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r["amount"], CultureInfo.InvariantCulture))),
            new ObservationWindow(new(1997, 1, 1), new(1998, 6, 30), TimeUnit.Week),
            calibrationEnd: new(1997, 9, 30));
        var golden = ReferenceData.Json("golden/clv_cdnow_tracking.json");
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        var frequency = golden.GetProperty("calibration_frequency");
        foreach ((string key, IPurchaseModel model) in GoldenModels.Of(golden, TimeUnit.Week))
        {
            HoldoutValidation v = HoldoutValidation.Of(model, holdout);
            v.Tracking.Select(p => p.Actual).Should().Equal(golden.GetProperty("actual_cumulative").EnumerateArray().Select(n => n.GetInt64()));
            Close(v.Tracking.Select(p => p.Expected), golden.GetProperty("expected_cumulative_" + key));
            v.ByFrequency.Select(g => g.Customers).Should().Equal(frequency.GetProperty("actual").EnumerateArray().Select(n => n.GetInt64()));
            if (frequency.TryGetProperty("expected_" + key, out var expected))
                Close(v.ByFrequency.Select(g => g.ExpectedCustomers), expected);
            (v.Customers, v.Actual, v.Duration).Should().Be((2_357, 1_882, 39));
            if (key != "bgnbd")
                continue;

            // Plain arithmetic in 40 digits from the papers' formulas and the same transactions.
            v.Expected.Should().BeApproximately(1653.4086979425398, 1e-8);
            v.MeanAbsoluteError.Should().BeApproximately(0.78545423660607791, 1e-11);
            v.RootMeanSquareError.Should().BeApproximately(1.6079820107439929, 1e-11);
            v.Correlation.Should().BeApproximately(0.625647451347816, 1e-11);
            v.RankCorrelation.Should().BeApproximately(0.44928741916073264, 1e-11);
            v.TopDecileCapture.Should().BeApproximately(885.0 / 1_288, 1e-15);
            v.ByFrequency.Select(g => g.Actual).Should().Equal(334, 306, 298, 156, 157, 112, 112, 407);
            double[] inHoldout = [317.59821714772556, 229.65458510641016, 223.44470203914725, 152.02795129714252, 134.15967955867578, 100.84614362686317, 101.61722666240807, 394.06019250416728];
            v.ByFrequency.Zip(inHoldout).Should().OnlyContain(p => Math.Abs(p.First.Expected - p.Second) < 1e-9 * p.Second);
        }

        SpendValidation spend = SpendValidation.Of(new GammaGamma(6.249572271323756, 3.7442246671320243, 15.443520962589238), holdout);
        spend.Customers.Should().Be(684);
        spend.MeanPredicted.Should().BeApproximately(35.524083575037346, 1e-10);
        spend.MeanActual.Should().BeApproximately(37.2747664939137, 1e-10);
        spend.MeanAbsoluteError.Should().BeApproximately(17.653048027102263, 1e-10);

        void Close(IEnumerable<double> actual, System.Text.Json.JsonElement expected)
        {
            double[] values = [.. expected.EnumerateArray().Select(e => e.GetDouble())];
            actual.Should().HaveCount(values.Length);
            actual.Zip(values).Should().OnlyContain(p => Math.Abs(p.First - p.Second) <= tolerance * p.Second);
        }
    }
}
