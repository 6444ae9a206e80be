using System.Globalization;
using MathNet.Numerics.Distributions;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class FitIntervalTests
{
    [ReferenceFact("data/cdnow_transactions.csv")]
    public void The_profile_of_cdnow_is_lopsided_and_ends_where_the_likelihood_has_fallen_by_half_of_chi_square()
    {
        HistoryColumns rows = Cdnow();
        Fit<BgNbd> fit = BgNbd.Fit(rows, new FitOptions { ProfileLevel = ConfidenceLevel.P95 });
        FittedParameter b = fit.Parameters[3];
        (double? lower, double? upper) = b.ProfileInterval!.Value;
        (upper!.Value - b.Value).Should().BeGreaterThan(1.5 * (b.Value - lower!.Value), "the profile of b has a long upper side");

        foreach ((int i, double end) in fit.Parameters.SelectMany((p, i) => new[] { (i, p.ProfileInterval!.Value.Lower!.Value), (i, p.ProfileInterval!.Value.Upper!.Value) }))
        {
            // A second method: the likelihood of the remaining three parameters, climbed by a separate fit with this one fixed.
            var likelihood = new BetaGeometricLikelihood(rows.Collapse(), isModified: false);
            double[] start = [.. fit.Parameters.Where((_, j) => j != i).Select(p => p.Value)];
            Fit<object> others = MaximumLikelihood.Fit(
                ["p", "q", "s"],
                [start],
                fit.Customers,
                0,
                FitOptions.Default,
                (p, gradient) =>
                {
                    List<double> all = [.. p];
                    all.Insert(i, end);
                    double[] four = new double[4];
                    double value = likelihood.Evaluate(all.ToArray(), four, []);
                    four.Where((_, j) => j != i).ToArray().CopyTo(gradient);
                    return value;
                },
                _ => new object());
            others.LogLikelihood.Should().BeApproximately(fit.LogLikelihood!.Value - (3.841458820694124 / 2), 1e-6, fit.Parameters[i].Name); // chi-square of one degree at 95 %
        }
    }

    [Fact]
    public void Customers_who_never_leave_have_a_profile_that_is_open_below()
    {
        var random = new Random(19);
        int[] x = new int[2000];
        double[] tx = new double[2000], age = new double[2000];
        for (int i = 0; i < x.Length; i++)
        {
            double rate = Gamma.Sample(random, 2, 10);
            age[i] = 40 + random.Next(0, 12);
            for (double t = Exponential.Sample(random, rate); t < age[i]; t += Exponential.Sample(random, rate))
                (x[i], tx[i]) = (x[i] + 1, t);
        }

        Fit<BgNbd> fit = BgNbd.Fit(new HistoryColumns(x, tx, age, TimeUnit.Week), new FitOptions { ProfileLevel = ConfidenceLevel.P95 });
        fit.Status.Should().Be(FitStatus.Boundary);
        fit.Parameters[2].ProfileInterval!.Value.Lower.Should().BeNull("a → 0 is as likely");
        fit.Parameters[0].ProfileInterval!.Value.Lower.Should().BeInRange(1.4, 2);
        fit.Parameters[0].ProfileInterval!.Value.Upper.Should().BeInRange(2, 2.8);
        fit.Interval(m => m.ExpectedPurchases(52)).Should().BeNull("there is no covariance at a boundary");
        fit.Covariance("r", "a").Should().BeNull();
    }

    [Fact]
    public void Intervals_of_a_parameter_are_those_of_Wald_and_of_a_power_are_exact()
    {
        Fit<BgNbd> fit = BgNbd.Fit(Histories.Simulated(3_000, 9));
        (double lower, double upper) = fit.Parameters[1].Interval(ConfidenceLevel.P90)!.Value;
        Estimate alpha = fit.Interval(m => m.Alpha, ConfidenceLevel.P90)!.Value;
        alpha.Lower.Should().BeApproximately(lower, 1e-9 * lower);
        alpha.Upper.Should().BeApproximately(upper, 1e-9 * upper);
        alpha.N.Should().Be(3_000);

        // r ÷ α, the mean rate, by the delta method over logarithms: var = var r + var α − 2 cov.
        double se = Math.Sqrt(fit.Covariance("r", "r")!.Value + fit.Covariance("alpha", "alpha")!.Value - (2 * fit.Covariance("r", "alpha")!.Value));
        Estimate rate = fit.Interval(m => m.R / m.Alpha)!.Value;
        rate.Upper.Should().BeApproximately(rate.Value * Math.Exp(1.959963984540054 * se), 1e-9);
        fit.Interval(m => -m.R / m.Alpha)!.Value.Lower.Should().BeApproximately(-rate.Value * (1 + (1.959963984540054 * se)), 1e-9, "below 0 it is not taken in logarithms");
        FluentActions.Invoking(() => fit.Interval(_ => double.NaN)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Intervals_of_predictions_hold_the_truth()
    {
        // 80 sets of 1,000 customers: a 95 % interval that covers holds the truth 69 times or more but for 1 chance in 300 (binomial).
        double truth = new BgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week).ExpectedPurchases(52);
        int held = 0;
        for (int seed = 0; seed < 80; seed++)
        {
            if (BgNbd.TryFit(Histories.Simulated(1_000, 1_000 + seed), null, out Fit<BgNbd> fit) && fit.Interval(m => m.ExpectedPurchases(52)) is { } e)
                held += e.Lower <= truth && truth <= e.Upper ? 1 : 0;
        }

        held.Should().BeInRange(69, 80);
    }

    [Fact]
    public void Two_independent_fits_add_their_variances()
    {
        Fit<BgNbd> one = BgNbd.Fit(Histories.Simulated(2_000, 1)), two = BgNbd.Fit(Histories.Simulated(3_000, 2));
        Estimate ratio = one.Interval(two, (m, o) => m.Alpha / o.Alpha)!.Value;
        double se = Math.Sqrt(Math.Pow(one.Parameters[1].StandardErrorOfLog!.Value, 2) + Math.Pow(two.Parameters[1].StandardErrorOfLog!.Value, 2));
        Math.Log(ratio.Upper!.Value / ratio.Value).Should().BeApproximately(1.959963984540054 * se, 1e-9);
        ratio.N.Should().Be(2_000);
    }

    [Fact]
    public void The_bootstrap_agrees_with_the_delta_method_and_does_not_depend_on_threads()
    {
        HistoryColumns rows = Histories.Simulated(1_500, 3);
        static double? Measure(HistoryColumns r) => BgNbd.TryFit(r, null, out Fit<BgNbd> fit) ? fit.Model.ExpectedPurchases(52) : null;
        Bootstrap one = Bootstrap.Of(rows, Measure, 60, 7, default, new ParallelOptions { MaxDegreeOfParallelism = 1 });
        Bootstrap.Of(rows, Measure, 60, 7, default, new ParallelOptions { MaxDegreeOfParallelism = 8 }).Should().Be(one);
        Estimate delta = BgNbd.Fit(rows).Interval(m => m.ExpectedPurchases(52))!.Value;
        one.Estimate!.Value.Value.Should().Be(delta.Value);
        double width = delta.Upper!.Value - delta.Lower!.Value;
        (one.Estimate.Value.Upper - one.Estimate.Value.Lower).Should().BeInRange(0.6 * width, 1.5 * width, "60 replicates");
        (one.Failed, one.Replicates).Should().Be((0, 60));
    }

    [Fact]
    public void The_bootstrap_draws_customers_not_rows_and_counts_failures()
    {
        // A row with 9 of 10 customers: its share over draws has mean .9 and standard deviation √(.9 · .1 ÷ 1000).
        var rows = new HistoryColumns(new[] { 0, 0, 1 }, new double[] { 0, 0, 1 }, new double[] { 2, 3, 4 }, TimeUnit.Day, default, new long[] { 900, 0, 100 });
        Bootstrap share = Bootstrap.Of(rows, r => r.Customers == 1_000 && r.Counts.Span[1] == 0 ? r.Counts.Span[0] / 1000.0 : null, 400, 1);
        share.Failed.Should().Be(0);
        share.Estimate!.Value.Lower.Should().BeApproximately(0.9 - (1.96 * 0.0094868), 0.004);
        share.Estimate.Value.Upper.Should().BeApproximately(0.9 + (1.96 * 0.0094868), 0.004);

        Bootstrap half = Bootstrap.Of(rows, r => r.Counts.Span[0] >= 900 ? 1 : null, 100, 1);
        half.Failed.Should().BeInRange(25, 75);
        Bootstrap.Of(rows, _ => null, 10, 1).Estimate.Should().BeNull();
        FluentActions.Invoking(() => Bootstrap.Of(rows, _ => 1, 10, 1, default, new ParallelOptions { CancellationToken = new(true) })).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => Bootstrap.Of(rows, _ => 1, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_likelihood_ratio_is_compared_with_chi_square()
    {
        // Half normal data: location free or 0. D = n · ln(s0² ÷ s1²) by hand; the upper 5 % of chi-square with 1 degree is 3.841459, with 2 degrees 5.991465 (tables).
        Fit<object> Model(double logLikelihood, int parameters, long customers = 10) =>
            new(FitStatus.Converged, new object(), logLikelihood, customers, 0, [.. Enumerable.Range(0, parameters).Select(i => new FittedParameter($"p{i}", 1, null))], 0, 1, 1, "");
        LikelihoodRatio one = LikelihoodRatio.Of(Model(-100, 1), Model(-100 + (3.841458820694124 / 2), 2));
        one.PValue.Should().BeApproximately(0.05, 1e-12);
        (one.DegreesOfFreedom, one.Statistic).Should().Be((1, 2 * (-100 + (3.841458820694124 / 2) + 100)));
        LikelihoodRatio.Of(Model(-100, 1), Model(-100 + (5.991464547107979 / 2), 3)).PValue.Should().BeApproximately(0.05, 1e-12);
        LikelihoodRatio.Of(Model(-100, 1), Model(-100.0000001, 2)).PValue.Should().Be(1);
        LikelihoodRatio.Of(Model(-1000, 1), Model(-900, 2)).PValue.Should().BeInRange(1e-46, 1e-44, "the tail keeps its digits");
        FluentActions.Invoking(() => LikelihoodRatio.Of(Model(-100, 1), Model(-90, 2, 11))).Should().Throw<ArgumentException>().WithMessage("*different customers*");
        FluentActions.Invoking(() => LikelihoodRatio.Of(Model(-100, 2), Model(-90, 2))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => LikelihoodRatio.Of(Model(-100, 1), Model(-101, 2))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Parallel_scores_have_the_bits_of_one_call_for_1_to_16_threads()
    {
        HistoryColumns rows = Histories.Simulated(10_000, 4);
        var model = new BgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week);
        double[] expected = new double[rows.Count], actual = new double[rows.Count];
        model.ExpectedPurchases(rows, 26, expected);
        for (int threads = 1; threads <= 16; threads++)
        {
            Array.Clear(actual);
            rows.Score(actual, (r, numbers) => model.ExpectedPurchases(r, 26, numbers), new ParallelOptions { MaxDegreeOfParallelism = threads });
            actual.AsSpan().SequenceEqual(expected).Should().BeTrue("{0} threads", threads);
        }

        var days = new BgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Day);
        FluentActions.Invoking(() => rows.Score(actual, days.ProbabilityAlive)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => rows.Score(new double[3], model.ProbabilityAlive)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => rows.Score(actual, model.ProbabilityAlive, new ParallelOptions { CancellationToken = new(true) })).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Numbers_that_are_no_history_are_refused_before_any_fit()
    {
        // Fractional frequencies and counts cannot be written: the columns are of whole numbers.
        FluentActions.Invoking(() => new HistoryColumns(new[] { 1 }, new[] { double.NaN }, new[] { 2.0 }, TimeUnit.Day)).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => new HistoryColumns(new[] { 1 }, new[] { 1.0 }, new[] { double.NaN }, TimeUnit.Day)).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => new HistoryColumns(new[] { 1 }, new[] { 1.0 }, new[] { 2.0 }, TimeUnit.Day, new[] { double.NaN })).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
        FluentActions.Invoking(() => new HistoryColumns(new[] { 1 }, new[] { 1.0 }, new[] { 2.0 }, TimeUnit.Day, default, new long[] { -1 })).Should().Throw<ArgumentException>().WithMessage("*Row 0*");
    }

    private static HistoryColumns Cdnow() => CustomerBase.Summarize(
        ReferenceData.Rows("data/cdnow_transactions.csv").Select(r => new Transaction(
            r["customer_id"], DateOnly.ParseExact(r["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r["amount"], CultureInfo.InvariantCulture))),
        new ObservationWindow(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week)).Histories;
}
