namespace RetentionMetrics.Tests.Lifetime;

/// <summary>Covariates that do not change with time (Fader and Hardie, note 019).</summary>
public sealed class CovariateTests
{
    private static readonly BgNbdCovariates Truth = new(new BgNbd(0.8, 6, 0.7, 2.5, TimeUnit.Week), ["member", "age"], [0.6, -0.02], [-0.5, 0.01], [0, 0]);

    [Fact]
    public void Each_customer_has_a_plain_model()
    {
        BgNbd model = Truth.For(1, 30);
        model.R.Should().Be(0.8);
        model.Alpha.Should().BeApproximately(6 * Math.Exp(-0.6 + 0.6), 1e-14);
        model.A.Should().BeApproximately(0.7 * Math.Exp(-0.5 + 0.3), 1e-14);
        model.B.Should().Be(2.5);
        Truth.Invoking(m => m.For(1)).Should().Throw<ArgumentException>("there are two covariates");
        Truth.Invoking(m => m.For(1, double.NaN)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_batch_doors_give_bit_for_bit_what_each_customers_model_gives_and_allocate_nothing()
    {
        (HistoryColumns columns, CovariateColumns covariates) = Draw(Truth, 300, 5);
        double[] alive = new double[300], expected = new double[300];
        Truth.ProbabilityAlive(columns, covariates, alive);
        Truth.ExpectedPurchases(columns, covariates, 26, expected);
        for (int i = 0; i < 300; i++)
        {
            BgNbd own = Truth.For(covariates[i]);
            alive[i].Should().Be(own.ProbabilityAlive(columns[i]));
            expected[i].Should().Be(own.ExpectedPurchases(columns[i], 26));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Truth.ProbabilityAlive(columns, covariates, alive);
        Truth.ExpectedPurchases(columns, covariates, 26, expected);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        Truth.Invoking(m => m.ProbabilityAlive(columns, covariates.Slice(0, 299), new double[300])).Should().Throw<ArgumentException>();
        Truth.Invoking(m => m.ProbabilityAlive(columns, covariates, new double[299])).Should().Throw<ArgumentException>();
        Truth.Invoking(m => m.ProbabilityAlive(columns, new CovariateColumns(["age", "member"], covariates.Values), alive)).Should().Throw<ArgumentException>().WithMessage("*in this order*");
    }

    [Fact]
    public void Simulated_customers_give_back_their_coefficients_and_a_likelihood_ratio_finds_them()
    {
        (HistoryColumns columns, CovariateColumns covariates) = Draw(Truth, 4000, 11);
        Fit<BgNbdCovariates> fit = BgNbdCovariates.Fit(columns, covariates);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.Parameters.Select(p => p.Name).Should().Equal("r", "alpha", "a", "b", "purchase(member)", "purchase(age)", "leave(member)", "leave(age)");
        foreach ((FittedParameter p, double value) in fit.Parameters.Zip([0.8, 6, 0.7, 2.5, 0.6, -0.02, -0.5, 0.01]))
        {
            double off = p.IsUnrestricted ? p.Value - value : Math.Log(p.Value / value);
            Math.Abs(off).Should().BeLessThan(4 * (p.StandardErrorOfLog ?? p.StandardError)!.Value, p.Name);
        }

        fit.Model.LogLikelihood(columns, covariates).Should().BeApproximately(fit.LogLikelihood!.Value, 1e-7);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(Truth.LogLikelihood(columns, covariates) - 1e-6);
        (2 * (fit.LogLikelihood - BgNbd.Fit(columns).LogLikelihood)).Should().BeGreaterThan(9.49, "χ² of 4 degrees of freedom at 5 %");
    }

    [Fact]
    public void Coefficients_of_Pareto_NBD_are_recovered_and_its_doors_are_each_customers_model()
    {
        var truth = new ParetoNbdCovariates(new ParetoNbd(0.9, 8, 0.7, 12, TimeUnit.Week), ["member"], [0.7], [-0.6]);
        const int N = 3000;
        int[] x = new int[N];
        double[] tx = new double[N], t = new double[N], z = new double[N];
        for (int i = 0; i < N; i++)
        {
            z[i] = i % 2;
            HistoryColumns one = truth.For(z[i]).Simulate(new[] { 40.0 + (i % 13) }, 70_000 + i);
            (x[i], tx[i], t[i]) = (one.Frequency.Span[0], one.Recency.Span[0], one.Age.Span[0]);
        }

        var columns = new HistoryColumns(x, tx, t, TimeUnit.Week);
        CovariateColumns covariates = CovariateColumns.Of(("member", z));
        Fit<ParetoNbdCovariates> fit = ParetoNbdCovariates.Fit(columns, covariates);
        fit.Status.Should().Be(FitStatus.Converged);
        foreach ((FittedParameter p, double value) in fit.Parameters.Zip([0.9, 8, 0.7, 12, 0.7, -0.6]))
        {
            double off = p.IsUnrestricted ? p.Value - value : Math.Log(p.Value / value);
            Math.Abs(off).Should().BeLessThan(4 * (p.StandardErrorOfLog ?? p.StandardError)!.Value, p.Name);
        }

        fit.Model.LogLikelihood(columns, covariates).Should().BeApproximately(fit.LogLikelihood!.Value, 1e-6);
        double[] alive = new double[N], expected = new double[N];
        truth.ProbabilityAlive(columns, covariates, alive);
        truth.ExpectedPurchases(columns, covariates, 26, expected);
        for (int i = 0; i < 200; i++)
        {
            alive[i].Should().Be(truth.For(z[i]).ProbabilityAlive(columns[i]));
            expected[i].Should().Be(truth.For(z[i]).ExpectedPurchases(columns[i], 26));
        }
    }

    [Fact]
    public void The_gradient_at_the_maximum_is_zero_and_the_standard_errors_are_those_of_the_curvature()
    {
        // A second method: differences of LogLikelihood, which knows nothing of groups, centring or gradients.
        (HistoryColumns columns, CovariateColumns covariates) = Draw(Truth, 1500, 3);
        Fit<BgNbdCovariates> fit = BgNbdCovariates.Fit(columns, covariates);
        double[] at = [.. fit.Parameters.Select(p => p.IsUnrestricted ? p.Value : Math.Log(p.Value))];
        double[] step = [1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 3e-5, 1e-3, 3e-5];
        var information = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(8, 8, (i, j) =>
            -(At(i, 1, j, 1) - At(i, 1, j, -1) - At(i, -1, j, 1) + At(i, -1, j, -1)) / (4 * step[i] * step[j]));
        for (int i = 0; i < 8; i++)
            ((At(i, 1, i, 0) - At(i, -1, i, 0)) / (2 * step[i]) * Math.Sqrt(1 / information[i, i])).Should().BeApproximately(0, 2e-3, "ln L is flat in {0}", fit.Parameters[i].Name);
        var covariance = information.Inverse();
        for (int i = 0; i < 8; i++)
        {
            double error = fit.Parameters[i].IsUnrestricted ? fit.Parameters[i].StandardError!.Value : fit.Parameters[i].StandardErrorOfLog!.Value;
            error.Should().BeApproximately(Math.Sqrt(covariance[i, i]), 0.01 * error, fit.Parameters[i].Name);
        }

        double At(int i, int di, int j, int dj)
        {
            double[] p = [.. at];
            p[i] += di * step[i];
            p[j] += dj * step[j];
            var model = new BgNbdCovariates(new BgNbd(Math.Exp(p[0]), Math.Exp(p[1]), Math.Exp(p[2]), Math.Exp(p[3]), TimeUnit.Week), ["member", "age"], [p[4], p[5]], [p[6], p[7]], [0, 0]);
            return model.LogLikelihood(columns, covariates);
        }
    }

    [Fact]
    public void A_covariate_in_another_unit_and_from_another_zero_gives_the_same_fit()
    {
        (HistoryColumns columns, CovariateColumns covariates) = Draw(Truth, 800, 4);
        double[] moved = covariates.Values.ToArray();
        for (int i = 1; i < moved.Length; i += 2)
            moved[i] = 2000 + (12 * moved[i]);
        Fit<BgNbdCovariates> a = BgNbdCovariates.Fit(columns, covariates), b = BgNbdCovariates.Fit(columns, new CovariateColumns(covariates.Names, moved));
        b.LogLikelihood.Should().BeApproximately(a.LogLikelihood!.Value, 1e-7);
        foreach (int i in new[] { 5, 7 })
        {
            b.Parameters[i].Value.Should().BeApproximately(a.Parameters[i].Value / 12, 1e-7);
            b.Parameters[i].StandardError.Should().BeApproximately(a.Parameters[i].StandardError!.Value / 12, 1e-6);
        }

        a.Model.For(1, 30).Alpha.Should().BeApproximately(b.Model.For(1, 2360).Alpha, 1e-5);
    }

    [Fact]
    public void A_dummy_of_two_groups_that_acts_on_everything_but_r_is_two_fits_that_share_r()
    {
        // Two groups, one free α, a and b each: at the maximum, each group's own likelihood is at its maximum for the shared r.
        (HistoryColumns columns, CovariateColumns both) = Draw(Truth, 1200, 6);
        double[] member = [.. Enumerable.Range(0, columns.Count).Select(i => both[i][0])];
        Fit<BgNbdCovariates> fit = BgNbdCovariates.Fit(columns, CovariateColumns.Of(("member", member)), new CovariateEffects { Stay = null });
        fit.Parameters.Should().HaveCount(7);
        double[] ignored = new double[4];
        foreach (int group in new[] { 0, 1 })
        {
            int[] rows = [.. Enumerable.Range(0, columns.Count).Where(i => member[i] == group)];
            HistoryColumns own = new HistoryColumns(rows.Select(i => columns.Frequency.Span[i]).ToArray(), rows.Select(i => columns.Recency.Span[i]).ToArray(), rows.Select(i => columns.Age.Span[i]).ToArray(), TimeUnit.Week).Collapse();
            BgNbd m = fit.Model.For(group);
            double[] gradient = new double[4];
            BgNbd.LogLikelihood(own, [m.R, m.Alpha, m.A, m.B], gradient);
            foreach (int i in new[] { 1, 2, 3 })
                (gradient[i] / rows.Length).Should().BeApproximately(0, 1e-7);
        }
    }

    [Fact]
    public void Covariates_that_say_nothing_of_their_own_are_named()
    {
        (HistoryColumns columns, CovariateColumns covariates) = Draw(Truth, 400, 9);
        double[] age = [.. Enumerable.Range(0, 400).Select(i => covariates[i][1])], same = new double[400], twice = [.. age.Select(v => 3 - (2 * v))];
        Array.Fill(same, 0.1);
        Reason(("age", age), ("country", same)).Should().Contain("country").And.Contain("same for all");
        Reason(("age", age), ("months", twice)).Should().Contain("months").And.Contain("linear combination of age");
        BgNbdCovariates.TryFit(new HistoryColumns(new int[400], new double[400], columns.Age, TimeUnit.Week), covariates, null, null, out Fit<BgNbdCovariates> none).Should().BeFalse();
        none.Status.Should().Be(FitStatus.NotIdentified);
        none.Reason.Should().Contain("repeat purchase");

        string Reason(params (string, double[])[] all)
        {
            BgNbdCovariates.TryFit(columns, CovariateColumns.Of(all), null, null, out Fit<BgNbdCovariates> fit).Should().BeFalse();
            fit.Status.Should().Be(FitStatus.NotIdentified);
            return fit.Reason;
        }
    }

    [Fact]
    public void Grouped_histories_with_counts_fit_as_the_customers_they_stand_for()
    {
        (HistoryColumns columns, CovariateColumns covariates) = Draw(Truth, 500, 12);
        HistoryColumns twice = new(
            columns.Frequency.ToArray().Concat(columns.Frequency.ToArray()).ToArray(), columns.Recency.ToArray().Concat(columns.Recency.ToArray()).ToArray(), columns.Age.ToArray().Concat(columns.Age.ToArray()).ToArray(), TimeUnit.Week);
        var two = new HistoryColumns(columns.Frequency, columns.Recency, columns.Age, TimeUnit.Week, default, Enumerable.Repeat(2L, 500).ToArray());
        var z = new CovariateColumns(covariates.Names, covariates.Values.ToArray().Concat(covariates.Values.ToArray()).ToArray());
        BgNbdCovariates.Fit(two, covariates).LogLikelihood.Should().BeApproximately(BgNbdCovariates.Fit(twice, z).LogLikelihood!.Value, 1e-8);
    }

    [Fact]
    public void Bad_columns_are_refused()
    {
        FluentActions.Invoking(() => new CovariateColumns(["a", "b"], new double[3])).Should().Throw<ArgumentException>().WithMessage("*rows of 2*");
        FluentActions.Invoking(() => new CovariateColumns(["a", "b"], new[] { 1, 2, 3, double.NaN })).Should().Throw<ArgumentException>().WithMessage("Row 1: the covariate b*");
        FluentActions.Invoking(() => new CovariateColumns(["a", "a"], new double[2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CovariateColumns([""], new double[2])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CovariateColumns([], Array.Empty<double>())).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CovariateColumns.Of(("a", [1, 2]), ("b", [1]))).Should().Throw<ArgumentException>();
    }

    // Half of the customers are members; ages 20, 25, … 70.
    private static (HistoryColumns Columns, CovariateColumns Covariates) Draw(BgNbdCovariates truth, int n, int seed)
    {
        int[] x = new int[n];
        double[] tx = new double[n], t = new double[n], z = new double[2 * n];
        for (int i = 0; i < n; i++)
        {
            z[2 * i] = i % 2;
            z[(2 * i) + 1] = 20 + (5 * (i * 7 % 11));
            HistoryColumns one = truth.For(z.AsSpan(2 * i, 2)).Simulate(new[] { 40.0 + (i % 13) }, (seed * 100_003) + i);
            (x[i], tx[i], t[i]) = (one.Frequency.Span[0], one.Recency.Span[0], one.Age.Span[0]);
        }

        return (new HistoryColumns(x, tx, t, TimeUnit.Week), new CovariateColumns(["member", "age"], z));
    }
}
