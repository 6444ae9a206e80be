using MathNet.Numerics.Distributions;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class FitTests
{
    [Fact]
    public void Grouped_histories_with_counts_fit_as_the_customers_they_stand_for()
    {
        // Invariant 41 of docs/reliability.md.
        int[] x = [0, 1, 2, 5, 0, 3];
        double[] tx = [0, 5, 20, 30, 0, 2], age = [39, 39, 38, 37, 30, 36];
        long[] counts = [60, 20, 10, 6, 40, 9];
        var grouped = new HistoryColumns(x, tx, age, TimeUnit.Week, default, counts);
        int[] rows = [.. Enumerable.Range(0, x.Length).SelectMany(i => Enumerable.Repeat(i, (int)counts[i]))];
        var single = new HistoryColumns(
            rows.Select(i => x[i]).ToArray(), rows.Select(i => tx[i]).ToArray(), rows.Select(i => age[i]).ToArray(), TimeUnit.Week);

        Fit<BgNbd> a = BgNbd.Fit(grouped), b = BgNbd.Fit(single);
        a.LogLikelihood.Should().Be(b.LogLikelihood);
        a.Model.LogLikelihood(grouped).Should().BeApproximately(a.LogLikelihood!.Value, 1e-9);
        a.Customers.Should().Be(145);
    }

    [Fact]
    public void Simulated_customers_give_back_their_parameters()
    {
        var random = new Random(7);
        var truth = new BgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week);
        HistoryColumns customers = Simulate(truth, 3000, 52, random);

        Fit<BgNbd> fit = BgNbd.Fit(customers);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(truth.LogLikelihood(customers) - 1e-6);
        foreach ((FittedParameter p, double value) in fit.Parameters.Zip([0.6, 8, 0.8, 2.5]))
            Math.Abs(Math.Log(p.Value / value)).Should().BeLessThan(4 * p.StandardErrorOfLog!.Value, p.Name);
        fit.GradientNorm.Should().BeLessThan(1e-8);
        fit.Aic.Should().BeApproximately(8 - (2 * fit.LogLikelihood!.Value), 1e-9);
        fit.Bic.Should().BeGreaterThan(fit.Aic!.Value);
    }

    [Fact]
    public void Gamma_gamma_simulations_give_back_their_parameters()
    {
        var random = new Random(11);
        int[] x = new int[4000];
        double[] t = new double[4000], mean = new double[4000];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = random.Next(0, 8);
            t[i] = 10;
            double rate = Gamma.Sample(random, 4, 15);
            mean[i] = x[i] == 0 ? 0 : Gamma.Sample(random, 6 * x[i], rate * x[i]);
        }

        Fit<GammaGamma> fit = GammaGamma.Fit(new HistoryColumns(x, Array.ConvertAll(x, f => f == 0 ? 0.0 : 5), t, TimeUnit.Day, mean));
        fit.Status.Should().Be(FitStatus.Converged);
        foreach ((FittedParameter p, double value) in fit.Parameters.Zip([6.0, 4, 15]))
            Math.Abs(Math.Log(p.Value / value)).Should().BeLessThan(4 * p.StandardErrorOfLog!.Value, p.Name);
        (fit.Customers + fit.Excluded).Should().Be(4000);
    }

    [Fact]
    public void Degenerate_customers_are_named_and_never_converge()
    {
        Named([], []).Should().Be(FitStatus.NotIdentified);
        Named([3], [10]).Should().Be(FitStatus.NotIdentified, "one customer");
        Named([0, 0, 0, 0, 0], [1, 2, 3, 4, 5]).Should().Be(FitStatus.NotIdentified, "nobody came back");
        Named([2, 2, 2, 2, 2, 2], [10, 10, 10, 10, 10, 10]).Should().Be(FitStatus.NotIdentified, "all equal");
        Named([0, 0, 0], [0, 0, 0]).Should().Be(FitStatus.NotIdentified, "no time observed");

        static FitStatus Named(int[] x, double[] age)
        {
            var columns = new HistoryColumns(x, Array.ConvertAll(x, f => f == 0 ? 0.0 : 1), age, TimeUnit.Day, Array.ConvertAll(x, f => f == 0 ? 0.0 : 7));
            BgNbd.TryFit(columns, null, out Fit<BgNbd> fit).Should().BeFalse();
            fit.Model.Should().BeNull();
            fit.LogLikelihood.Should().BeNull();
            fit.Reason.Should().NotBeEmpty();
            GammaGamma.TryFit(columns, null, out Fit<GammaGamma> spend).Should().BeFalse();
            spend.Status.Should().Be(FitStatus.NotIdentified);
            FluentActions.Invoking(() => BgNbd.Fit(columns)).Should().Throw<FitException>().Where(e => e.Status == fit.Status && e.Code == "RM5001").WithMessage("RM5001 *");
            return fit.Status;
        }
    }

    [Fact]
    public void Customers_alike_in_spend_are_fitted_at_the_edge_with_an_honest_likelihood()
    {
        // Means spread as one gamma distribution would: q → ∞. A grid search finds no likelihood above −3828.7 for these customers.
        int[] x = [1, 1, 1, 2, 2, 3, 3, 6, 6, 13];
        double[] mean = [12, 48, 30, 25, 60, 18, 36, 52, 28, 38], t = [.. x.Select(f => 1.0 * f)];
        var columns = new HistoryColumns(x, t, t, TimeUnit.Week, mean, new long[] { 240, 130, 65, 60, 155, 25, 135, 30, 65, 30 });
        GammaGamma.TryFit(columns, null, out Fit<GammaGamma> fit).Should().BeTrue(fit.Reason);
        fit.LogLikelihood.Should().BeInRange(-3829, -3828.6);
        fit.Model.PopulationMean.Should().BeInRange(30, 38);
    }

    [Fact]
    public void An_infinite_mean_spend_is_refused()
    {
        // Means drawn with q = .5: the population has no mean, and no negative "mean" is ever given out.
        var random = new Random(3);
        double[] mean = [.. Enumerable.Range(0, 2000).Select(_ => Gamma.Sample(random, 40, Gamma.Sample(random, 0.5, 1)))];
        int[] x = [.. mean.Select(_ => 4)];
        double[] t = [.. mean.Select(_ => 10.0)];
        GammaGamma.TryFit(new HistoryColumns(x, t, t, TimeUnit.Day, mean), null, out Fit<GammaGamma> fit).Should().BeFalse(string.Join(' ', fit.Parameters));
        fit.Status.Should().Be(FitStatus.NotIdentified);
        fit.Reason.Should().Contain("infinite");
        FluentActions.Invoking(() => new GammaGamma(1, 1, 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Customers_who_never_leave_put_the_model_on_its_boundary()
    {
        // With a → 0 nobody leaves and the BG/NBD is the NBD. A dropout of nearly 0 is what such customers show: P(alive) must stay near 1.
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

        var columns = new HistoryColumns(x, tx, age, TimeUnit.Week);
        BgNbd.TryFit(columns, null, out Fit<BgNbd> fit).Should().BeTrue(fit.Reason);
        fit.Status.Should().Be(FitStatus.Boundary);
        fit.Parameters.Should().OnlyContain(p => p.StandardError == null);
        fit.Reason.Should().Contain("a → 0");
        fit.Model.ProbabilityAlive(new CustomerHistory(5, 20, 50, TimeUnit.Week)).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void The_iteration_limit_is_named()
    {
        HistoryColumns customers = Simulate(new BgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week), 500, 52, new Random(1));
        BgNbd.TryFit(customers, new() { MaxIterations = 1 }, out Fit<BgNbd> fit).Should().BeFalse();
        fit.Status.Should().Be(FitStatus.IterationLimit);
    }

    [Fact]
    public void A_fit_can_be_cancelled()
    {
        HistoryColumns customers = Simulate(new BgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week), 500, 52, new Random(1));
        FluentActions.Invoking(() => BgNbd.Fit(customers, new() { CancellationToken = new CancellationToken(true) })).Should().Throw<OperationCanceledException>();
    }

    // Straight from the model's story: a gamma rate, a chance to leave after each repeat purchase.
    private static HistoryColumns Simulate(BgNbd truth, int customers, double weeks, Random random)
    {
        var x = new int[customers];
        double[] tx = new double[customers], age = new double[customers];
        for (int i = 0; i < customers; i++)
        {
            double rate = Gamma.Sample(random, truth.R, truth.Alpha), leave = Beta.Sample(random, truth.A, truth.B);
            age[i] = weeks - random.Next(0, 12);
            for (double t = 0; ;)
            {
                t += Exponential.Sample(random, rate);
                if (t > age[i])
                    break;
                x[i]++;
                tx[i] = t;
                if (random.NextDouble() < leave)
                    break;
            }
        }

        return new HistoryColumns(x, tx, age, TimeUnit.Week);
    }
}
