using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>What BG/NBD and MBG/NBD do at the edges of their formulas, and what their members have to do with each other.</summary>
public sealed class BetaGeometricLimitTests
{
    private static readonly CustomerHistory[] Histories = [new(0, 0, 12), new(1, 3, 12), new(7, 30, 33), new(300, 500, 510)];

    public static TheoryData<double, double> Parameters => new() { { 1, 2 }, { 0.3, 0.7 }, { 0.5, 0.5 }, { 0.001, 0.01 }, { 1, 1e-3 }, { 2, 1 } };

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Nothing_jumps_at_a_equal_to_1_or_a_plus_b_equal_to_1(double a, double b)
    {
        foreach (double step in new[] { 1e-6, 1e-9, 1e-12 })
        {
            foreach (CustomerHistory h in Histories)
            {
                foreach ((IPurchaseModel at, IPurchaseModel near) in Pairs(a, b, step))
                {
                    foreach (double t in new[] { 0.01, 5, 700, 50_000 })
                    {
                        Near(near.ExpectedPurchases(h, t), at.ExpectedPurchases(h, t), step);
                        Near(near.ProbabilityAlive(h, t), at.ProbabilityAlive(h, t), step);
                        Near(near.ProbabilityOfPurchases(h, 4, t), at.ProbabilityOfPurchases(h, 4, t), step);
                    }

                    Near(near.DiscountedExpectedPurchases(h, 0.002), at.DiscountedExpectedPurchases(h, 0.002), step);
                    Near(near.LogLikelihood(h), at.LogLikelihood(h), step);
                }
            }
        }

        // The derivative of ln E[Y] by ln a or ln b is some tens at most here: each value may move so many times as far as its parameter, relative to it.
        void Near(double actual, double expected, double step) =>
            actual.Should().BeApproximately(expected, ((50 * step / Math.Min(a, b)) + 1e-13) * Math.Abs(expected) + (step * 1e-3));
    }

    [Fact]
    public void Purchases_in_a_short_time_are_proportional_to_it()
    {
        // E[Y(t)] → P(alive) · R ÷ A · t.
        foreach (IPurchaseModel model in Both(0.7, 9, 0.8, 2.2))
        {
            foreach (CustomerHistory h in Histories)
            {
                double rate = model.ProbabilityAlive(h) * (0.7 + h.Frequency) / (9 + h.Age);
                foreach (double t in new[] { 1e-12, 1e-9, 1e-300 })
                {
                    model.ExpectedPurchases(h, t).Should().BeApproximately(rate * t, rate * t * (1e-14 + (300 * t)));
                    model.ProbabilityAlive(h, t).Should().BeApproximately(model.ProbabilityAlive(h), 1e-14 + (300 * t));
                }
            }
        }
    }

    [Fact]
    public void The_series_and_the_quadrature_agree_where_one_takes_over_from_the_other()
    {
        // The series serves horizons up to 16 (α + T), up to 100 opportunities and shapes up to 200.
        foreach ((double r, double t) in new[] { (0.3, 16.0), (3, 16.0), (6.2, 16.0), (50, 2.0), (199.9, 0.5), (190, 0.01) })
        {
            foreach (bool modified in new[] { false, true })
            {
                foreach ((double a, double b) in new[] { (0.8, 2.4), (0.01, 0.02), (30, 80.0), (1000, 0.01), (0.01, 1000) })
                {
                    var kernel = new BetaGeometricKernel(r, 1, a, b, modified);
                    double series = kernel.ExpectedPurchases(0, 0, 0, t) / kernel.ProbabilityAlive(0, 0, 0);
                    double quadrature = new ActiveBuyer(r, 1, a, modified ? b + 1 : b).ExpectedPurchases(t);
                    series.Should().BeApproximately(quadrature, 1e-13 * quadrature, $"r {r}, t {t}, a {a}, b {b}");
                }
            }
        }
    }

    [Fact]
    public void The_probabilities_of_all_counts_add_up_and_their_mean_is_the_expectation()
    {
        // Invariant 40 of docs/reliability.md, and E[Y] = Σ n P(Y = n).
        foreach (IPurchaseModel model in Both(0.7, 9, 0.8, 2.2).Concat(Both(20, 300, 0.05, 40)))
        {
            foreach (CustomerHistory h in Histories)
            {
                double sum = 0, mean = 0;
                for (int n = 0; n < 1_500; n++)
                {
                    double p = model.ProbabilityOfPurchases(h, n, 20);
                    p.Should().BeInRange(0, 1);
                    sum += p;
                    mean += n * p;
                }

                sum.Should().BeApproximately(1, 1e-12);
                mean.Should().BeApproximately(model.ExpectedPurchases(h, 20), 1e-11 * Math.Max(1, mean));
            }
        }
    }

    [Fact]
    public void Discounted_purchases_are_the_integral_of_the_expectation()
    {
        // A second method: δ ∫ e^(−δs) E[Y(s)] ds by the double-exponential rule δs = exp(π/2 · sinh v).
        foreach (IPurchaseModel model in Both(0.7, 9, 0.8, 2.2).Concat(Both(30, 0.2, 0.02, 3)))
        {
            foreach (CustomerHistory h in Histories)
            {
                foreach (double delta in new[] { 1e-4, 0.01, 1 })
                {
                    double sum = 0;
                    const double Step = 1.0 / 12;
                    for (double v = -4.5; v <= 4.5; v += Step)
                    {
                        double scaled = Math.Exp(Math.PI / 2 * Math.Sinh(v));
                        sum += Step * Math.Exp(-scaled) * model.ExpectedPurchases(h, scaled / delta) * scaled * Math.PI / 2 * Math.Cosh(v);
                    }

                    model.DiscountedExpectedPurchases(h, delta).Should().BeApproximately(sum, 1e-12 * sum);
                }
            }
        }
    }

    [Fact]
    public void Everything_is_finite_over_the_promised_ranges() => Property.Holds(Wide, c =>
    {
        foreach (IPurchaseModel model in Both(c.R, c.Alpha, c.A, c.B))
        {
            double alive = model.ProbabilityAlive(c.History), ahead = model.ProbabilityAlive(c.History, c.Horizon);
            double expected = model.ExpectedPurchases(c.History, c.Horizon), newcomer = model.ExpectedPurchases(c.Horizon);
            double p = model.ProbabilityOfPurchases(c.History, c.Count, c.Horizon), discounted = model.DiscountedExpectedPurchases(c.History, 0.003);
            if (!(alive is >= 0 and <= 1 && ahead >= 0 && ahead <= alive && p is >= 0 and <= 1 && double.IsFinite(model.LogLikelihood(c.History))
                && expected >= 0 && newcomer > 0 && discounted >= 0 && double.IsFinite(expected + newcomer + discounted)))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void The_gradient_of_the_modified_likelihood_is_that_of_its_differences()
    {
        HistoryColumns rows = new ModifiedBgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week).Simulate(Enumerable.Repeat(40.0, 200).ToArray(), 3).Collapse();
        double[] p = [0.5, 7, 0.9, 2], gradient = new double[4], unused = new double[4];
        double value = BgNbd.LogLikelihood(rows, p, gradient, isModified: true);
        value.Should().BeApproximately(new ModifiedBgNbd(p[0], p[1], p[2], p[3], TimeUnit.Week).LogLikelihood(rows), 1e-10);
        for (int i = 0; i < 4; i++)
        {
            double[] up = [.. p], down = [.. p];
            up[i] *= Math.Exp(1e-5);
            down[i] *= Math.Exp(-1e-5);
            double slope = (BgNbd.LogLikelihood(rows, up, unused, isModified: true) - BgNbd.LogLikelihood(rows, down, unused, isModified: true)) / 2e-5;
            gradient[i].Should().BeApproximately(slope, 1e-5 * Math.Max(1, Math.Abs(slope)));
        }
    }

    private static IEnumerable<(IPurchaseModel At, IPurchaseModel Near)> Pairs(double a, double b, double step)
    {
        foreach ((double da, double db) in new[] { (step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step) })
        {
            foreach ((IPurchaseModel at, IPurchaseModel near) in Both(0.6, 5, a, b).Zip(Both(0.6, 5, a + da, b + db)))
                yield return (at, near);
        }
    }

    private static IEnumerable<IPurchaseModel> Both(double r, double alpha, double a, double b) =>
        [new BgNbd(r, alpha, a, b, TimeUnit.Day), new ModifiedBgNbd(r, alpha, a, b, TimeUnit.Day)];

    private static Gen<(double R, double Alpha, double A, double B, CustomerHistory History, double Horizon, int Count)> Wide =>
        from r in LogUniform(1e-2, 1e3)
        from alpha in LogUniform(1e-2, 1e3)
        from a in LogUniform(1e-2, 1e3)
        from b in LogUniform(1e-2, 1e3)
        from x in LogUniform(1, 5001)
        from age in LogUniform(1, 3650)
        from share in Gen.Choose(0, 1000)
        from horizon in LogUniform(0.1, 3650)
        from count in LogUniform(1, 2000)
        select (r, alpha, a, b, new CustomerHistory((int)x - 1, x < 2 ? 0 : age * (share / 1000.0), age), horizon, (int)count - 1);

    private static Gen<double> LogUniform(double low, double high) =>
        Gen.Choose(0, 1_000_000).Select(i => low * Math.Pow(high / low, i / 1e6));
}
