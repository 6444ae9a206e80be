using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class ParetoNbdFitTests
{
    [Fact]
    public void The_fits_likelihood_is_that_of_the_doors_and_its_gradient_that_of_differences() => Property.Holds(
        ParetoNbdTests.Cases.ListOf(11).Select(c => c.ToArray()), cases =>
    {
        ParetoNbd m = cases[0].Model;
        var columns = new HistoryColumns(
            Array.ConvertAll(cases, c => c.History.Frequency), Array.ConvertAll(cases, c => c.History.Recency), Array.ConvertAll(cases, c => c.History.Age), TimeUnit.Day).Collapse();
        double[] at = [m.R, m.Alpha, m.S, m.Beta], gradient = new double[4], none = new double[4];
        double value = ParetoNbd.LogLikelihood(columns, at, gradient), scale = 1 + Math.Abs(value);
        value.Should().BeApproximately(m.LogLikelihood(columns), 1e-12 * scale);
        for (int i = 0; i < 4; i++)
        {
            const double Step = 1e-3;
            double difference = ((8 * (Moved(i, Step) - Moved(i, -Step))) - Moved(i, 2 * Step) + Moved(i, -2 * Step)) / (12 * Step);
            gradient[i].Should().BeApproximately(difference, 1e-8 * scale, $"parameter {i} of {string.Join(' ', at)}");
        }

        double Moved(int i, double step)
        {
            double[] there = [.. at];
            there[i] *= Math.Exp(step);
            return ParetoNbd.LogLikelihood(columns, there, none);
        }
    });

    [Theory]
    [InlineData(TimeUnit.Day, 7)]
    [InlineData(TimeUnit.Week, 1)]
    [InlineData(TimeUnit.Month, 0.23)]
    public void Simulated_customers_give_back_their_parameters_in_any_unit(TimeUnit unit, double weeks)
    {
        var truth = new ParetoNbd(0.553, 10.578 * weeks, 0.606, 11.669 * weeks, unit);
        HistoryColumns customers = truth.Simulate(Enumerable.Range(0, 3_000).Select(i => (27 + (12.0 * i / 3_000)) * weeks).ToArray(), 5);
        Fit<ParetoNbd> fit = ParetoNbd.Fit(customers);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(truth.LogLikelihood(customers) - 1e-6);
        foreach ((FittedParameter p, double value) in fit.Parameters.Zip([truth.R, truth.Alpha, truth.S, truth.Beta]))
            Math.Abs(Math.Log(p.Value / value)).Should().BeLessThan(4 * p.StandardErrorOfLog!.Value, p.Name);
        fit.GradientNorm.Should().BeLessThan(1e-8);
    }

    [Fact]
    public void Customers_who_never_leave_are_fitted_at_the_edge()
    {
        var truth = new Nbd(1.5, 10, TimeUnit.Week);
        HistoryColumns customers = truth.Simulate(Enumerable.Repeat(52.0, 2_000).ToArray(), 3);
        ParetoNbd.TryFit(customers, null, out Fit<ParetoNbd> fit);
        fit.Status.Should().BeOneOf(FitStatus.Boundary, FitStatus.Converged);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(Nbd.Fit(customers).LogLikelihood!.Value - 0.01);
        if (fit.Status == FitStatus.Boundary)
            fit.Parameters.Should().OnlyContain(p => p.StandardError == null);
    }

    [Fact]
    public void An_NBD_gives_back_its_parameters()
    {
        var truth = new Nbd(0.4, 12, TimeUnit.Week);
        Fit<Nbd> fit = Nbd.Fit(truth.Simulate(Enumerable.Range(0, 3_000).Select(i => 20 + (i / 100.0)).ToArray(), 8));
        fit.Status.Should().Be(FitStatus.Converged);
        foreach ((FittedParameter p, double value) in fit.Parameters.Zip([truth.R, truth.Alpha]))
            Math.Abs(Math.Log(p.Value / value)).Should().BeLessThan(4 * p.StandardErrorOfLog!.Value, p.Name);
    }

    [Fact]
    public void Grouped_histories_with_counts_fit_as_the_customers_they_stand_for() // invariant 41
    {
        int[] x = [0, 1, 2, 5, 0, 3];
        double[] tx = [0, 5, 20, 30, 0, 2], age = [39, 39, 38, 37, 30, 36];
        long[] counts = [60, 20, 10, 6, 40, 9];
        int[] rows = [.. Enumerable.Range(0, x.Length).SelectMany(i => Enumerable.Repeat(i, (int)counts[i]))];
        var single = new HistoryColumns(rows.Select(i => x[i]).ToArray(), rows.Select(i => tx[i]).ToArray(), rows.Select(i => age[i]).ToArray(), TimeUnit.Week);
        ParetoNbd.Fit(new HistoryColumns(x, tx, age, TimeUnit.Week, default, counts)).LogLikelihood.Should().Be(ParetoNbd.Fit(single).LogLikelihood);
    }

    [Theory]
    [InlineData(new int[0], new double[0])]
    [InlineData(new[] { 3 }, new[] { 10.0 })]
    [InlineData(new[] { 0, 0, 0, 0, 0 }, new[] { 1.0, 2, 3, 4, 5 })]
    [InlineData(new[] { 2, 2, 2, 2, 2, 2 }, new[] { 10.0, 10, 10, 10, 10, 10 })]
    [InlineData(new[] { 0, 0, 0 }, new[] { 0.0, 0, 0 })]
    public void Degenerate_customers_are_named_and_never_converge(int[] x, double[] age)
    {
        var columns = new HistoryColumns(x, Array.ConvertAll(x, f => f == 0 ? 0.0 : 1), age, TimeUnit.Day);
        ParetoNbd.TryFit(columns, null, out Fit<ParetoNbd> fit).Should().BeFalse();
        Nbd.TryFit(columns, null, out Fit<Nbd> nbd).Should().BeFalse();
        (fit.Status, nbd.Status).Should().Be((FitStatus.NotIdentified, FitStatus.NotIdentified));
        fit.Reason.Should().NotBeEmpty();
        FluentActions.Invoking(() => ParetoNbd.Fit(columns)).Should().Throw<FitException>().WithMessage("RM5001 *");
        FluentActions.Invoking(() => Nbd.Fit(columns)).Should().Throw<FitException>().WithMessage("RM5001 *");
    }

    [Fact]
    public void The_same_seed_draws_the_same_customers()
    {
        var model = new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week);
        double[] ages = [.. Enumerable.Repeat(39.0, 200_000)];
        HistoryColumns one = model.Simulate(ages, 1);
        one.Frequency.Span.SequenceEqual(model.Simulate(ages, 1).Frequency.Span).Should().BeTrue();
        one.Frequency.Span.SequenceEqual(model.Simulate(ages, 2).Frequency.Span).Should().BeFalse();
        // Simulation as a second method for E[X(39)] and P(X(39) = n).
        one.Frequency.ToArray().Average().Should().BeApproximately(model.ExpectedPurchases(39), 0.03);
        for (int n = 0; n < 5; n++)
            (one.Frequency.ToArray().Count(x => x == n) / 200_000.0).Should().BeApproximately(model.ProbabilityOfPurchases(n, 39), 0.005);
        FluentActions.Invoking(() => model.Simulate(new[] { 1.0, -1 }, 1)).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
    }
}
