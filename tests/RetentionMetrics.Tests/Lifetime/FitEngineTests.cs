using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class FitEngineTests
{
    private static readonly double[] Truth = [0.6, 8, 0.8, 2.5];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void First_and_second_derivatives_are_those_of_differences(bool isModified)
    {
        // Differences of fourth order, h = 1e-3 over log parameters: their own error is about 1e-12 of the largest entry.
        HistoryColumns rows = Histories.Simulated(500, 3).Collapse();
        var likelihood = new BetaGeometricLikelihood(rows, isModified);
        foreach (double[] at in new[] { Truth, [0.2, 40, 3, 0.5], [30, 0.1, 0.05, 12] })
        {
            double[] gradient = new double[4], hessian = new double[16];
            double value = likelihood.Evaluate(at, gradient, hessian);
            double expected = 0;
            for (int i = 0; i < rows.Count; i++)
                expected += rows.Counts.Span[i] * Definition(at, rows[i], isModified);
            value.Should().BeApproximately(expected, 1e-12 * Math.Abs(expected));
            for (int i = 0; i < 4; i++)
            {
                (double Value, double[] Gradient) lower = At(at, i, -1e-3), upper = At(at, i, 1e-3), far = At(at, i, 2e-3), near = At(at, i, -2e-3);
                double slope = ((8 * (upper.Value - lower.Value)) - (far.Value - near.Value)) / 12e-3;
                gradient[i].Should().BeApproximately(slope, 1e-7 * Math.Abs(value));
                for (int j = 0; j < 4; j++)
                {
                    double curve = ((8 * (upper.Gradient[j] - lower.Gradient[j])) - (far.Gradient[j] - near.Gradient[j])) / 12e-3;
                    hessian[(4 * i) + j].Should().BeApproximately(curve, 1e-9 * Math.Abs(value), "{0} {1}", i, j);
                }
            }
        }

        (double, double[]) At(double[] parameters, int i, double step)
        {
            double[] moved = [.. parameters], gradient = new double[4];
            moved[i] *= Math.Exp(step);
            return (likelihood.Evaluate(moved, gradient, []), gradient);
        }
    }

    [Fact]
    public void The_likelihood_has_the_same_bits_on_any_number_of_threads()
    {
        HistoryColumns rows = Histories.Simulated(20_000, 4).Collapse();
        var likelihood = new BetaGeometricLikelihood(rows, isModified: false);
        double[] gradient = new double[4], hessian = new double[16];
        double value = likelihood.Evaluate(Truth, gradient, hessian);
        double[] values = new double[32];
        Parallel.For(0, values.Length, i =>
        {
            double[] mine = new double[4], second = new double[16];
            values[i] = likelihood.Evaluate(Truth, mine, second);
            if (!mine.AsSpan().SequenceEqual(gradient) || !second.AsSpan().SequenceEqual(hessian))
                values[i] = double.NaN;
        });
        values.Should().OnlyContain(v => v.Equals(value), "32 at a time leave each a different share of the threads");

        // And one part after another, on one thread.
        var parts = new CountedParts();
        Span<double> totals = stackalloc double[1];
        PartialSums.Total(parts, 100_000, totals);
        CompensatedSum byHand = default;
        Span<double> sum = stackalloc double[1];
        for (int start = 0; start < 100_000; start += PartialSums.Part)
        {
            sum.Clear();
            parts.Add(start, Math.Min(100_000, start + PartialSums.Part), sum);
            byHand.Add(sum[0]);
        }

        totals[0].Should().Be(byHand.Value);
    }

    [Fact]
    public void Many_customers_are_fitted_by_way_of_a_sample_to_the_same_maximum()
    {
        // 90,000 distinct histories go through a sample; started at its end or at a fixed start, Newton's steps end in one place.
        HistoryColumns rows = Histories.Simulated(90_000, 5);
        Fit<BgNbd> fit = BgNbd.Fit(rows);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.GradientNorm.Should().BeLessThan(1e-11);
        var likelihood = new BetaGeometricLikelihood(rows.Collapse(), isModified: false);
        Fit<BgNbd> direct = MaximumLikelihood.Fit(
            ["r", "alpha", "a", "b"], [[1, 10, 1, 1]], fit.Customers, 0, FitOptions.Default, (p, g) => likelihood.Evaluate(p, g, []), p => new BgNbd(p[0], p[1], p[2], p[3], TimeUnit.Week));
        direct.LogLikelihood.Should().BeApproximately(fit.LogLikelihood!.Value, 1e-6);
        for (int i = 0; i < 4; i++)
        {
            fit.Parameters[i].Value.Should().BeApproximately(direct.Parameters[i].Value, 1e-8 * fit.Parameters[i].Value);
            fit.Parameters[i].StandardError.Should().BeApproximately(direct.Parameters[i].StandardError, 1e-7 * fit.Parameters[i].Value, "analytic and differenced information agree");
            Math.Abs(Math.Log(fit.Parameters[i].Value / Truth[i])).Should().BeLessThan(4 * fit.Parameters[i].StandardErrorOfLog!.Value);
        }
    }

    [Fact]
    public void The_unit_of_time_changes_nothing_but_alpha()
    {
        // Seconds, and a unit of 2^60 weeks: the user need not rescale.
        HistoryColumns rows = Histories.Simulated(3_000, 6);
        Fit<BgNbd> fit = BgNbd.Fit(rows);
        foreach (double scale in new[] { 604_800, Math.Pow(2, -60) })
        {
            double[] tx = [.. rows.Recency.ToArray().Select(v => v * scale)], t = [.. rows.Age.ToArray().Select(v => v * scale)];
            Fit<BgNbd> scaled = BgNbd.Fit(new HistoryColumns(rows.Frequency, tx, t, TimeUnit.Week));
            scaled.Status.Should().Be(FitStatus.Converged);
            scaled.Model.Alpha.Should().BeApproximately(fit.Model.Alpha * scale, 1e-8 * fit.Model.Alpha * scale);
            scaled.Model.B.Should().BeApproximately(fit.Model.B, 1e-8 * fit.Model.B);
            scaled.Parameters[1].StandardErrorOfLog.Should().BeApproximately(fit.Parameters[1].StandardErrorOfLog, 1e-8);
        }
    }

    [Fact]
    public void An_unrestricted_parameter_may_be_negative()
    {
        // y ~ N(m, s²) of −3, −1, −2.5, −1.5: m = −2, s² = 0.625 by hand; se of m = s ÷ √n.
        double[] y = [-3, -1, -2.5, -1.5];
        Fit<object> fit = MaximumLikelihood.Fit(
            ["s", "m"],
            [[1, 0]],
            4,
            0,
            FitOptions.Default,
            (p, gradient) =>
            {
                double s = p[0], m = p[1], value = 0;
                foreach (double v in y)
                {
                    double z = (v - m) / s;
                    value -= Math.Log(s) + (z * z / 2);
                    gradient[0] += (z * z) - 1;
                    gradient[1] += z / s;
                }

                return value;
            },
            _ => new object(),
            unrestricted: 1);
        fit.Parameters[1].Value.Should().BeApproximately(-2, 1e-9);
        fit.Parameters[1].IsUnrestricted.Should().BeTrue();
        fit.Parameters[1].StandardErrorOfLog.Should().BeNull();
        fit.Parameters[1].StandardError.Should().BeApproximately(Math.Sqrt(0.625 / 4), 1e-9);
        fit.Parameters[1].Interval()!.Value.Lower.Should().BeApproximately(-2 - (1.959963984540054 * Math.Sqrt(0.625 / 4)), 1e-8);
        fit.Parameters[0].Value.Should().BeApproximately(Math.Sqrt(0.625), 1e-9);
        fit.Covariance("s", "m").Should().BeApproximately(0, 1e-9);
        fit.Covariance("s", "s").Should().BeApproximately(1.0 / 8, 1e-9);
        FluentActions.Invoking(() => fit.Covariance("s", "x")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Profile_intervals_of_many_customers_are_nearly_those_of_Wald()
    {
        HistoryColumns rows = Histories.Simulated(40_000, 8);
        Fit<BgNbd> fit = BgNbd.Fit(rows, new FitOptions { ProfileLevel = ConfidenceLevel.P95 });
        foreach (FittedParameter p in fit.Parameters)
        {
            (double? lower, double? upper) = p.ProfileInterval!.Value;
            (double low, double high) = p.Interval()!.Value;
            double width = high - low;
            lower.Should().BeApproximately(low, 0.05 * width);
            upper.Should().BeApproximately(high, 0.05 * width);
        }

        BgNbd.Fit(rows).Parameters.Should().OnlyContain(p => p.ProfileInterval == null, "none was asked for");
    }

    [Fact]
    public void A_weakly_identified_fit_says_so_and_has_a_profile_with_an_open_end()
    {
        // 150 customers say little of a and b.
        for (int seed = 0; seed < 6; seed++)
        {
            if (!BgNbd.TryFit(Histories.Simulated(150, seed), new FitOptions { ProfileLevel = ConfidenceLevel.P95 }, out Fit<BgNbd> fit))
                continue;
            bool isWeak = fit.Status == FitStatus.Converged && fit.Parameters.Any(p => p.StandardErrorOfLog > 1);
            fit.Reason.Contains("Weakly identified", StringComparison.Ordinal).Should().Be(isWeak);
            fit.Parameters.Should().OnlyContain(p => p.ProfileInterval != null);
            foreach (FittedParameter p in fit.Parameters)
            {
                (double? lower, double? upper) = p.ProfileInterval!.Value;
                (lower ?? p.Value).Should().BeLessThanOrEqualTo(p.Value);
                (upper ?? p.Value).Should().BeGreaterThanOrEqualTo(p.Value);
            }
        }
    }

    // The paper's formula as printed, in doubles: a second way to the value.
    private static double Definition(double[] p, CustomerHistory h, bool isModified)
    {
        double r = p[0], alpha = p[1], a = p[2], b = p[3];
        int x = h.Frequency, leave = isModified ? x + 1 : x;
        double first = SpecialFunctions.LogGamma(r + x) - SpecialFunctions.LogGamma(r) + (r * Math.Log(alpha))
            + SpecialFunctions.LogGamma(b + leave) - SpecialFunctions.LogGamma(b) - SpecialFunctions.LogGamma(a + b + leave) + SpecialFunctions.LogGamma(a + b);
        double stays = -(r + x) * Math.Log(alpha + h.Age), left = leave == 0 ? double.NegativeInfinity : Math.Log(a / (b + leave - 1)) - ((r + x) * Math.Log(alpha + h.Recency));
        double most = Math.Max(stays, left);
        return first + most + Math.Log(Math.Exp(stays - most) + Math.Exp(left - most));
    }

    private sealed class CountedParts : IRowSums
    {
        public int Width => 1;

        public void Add(int start, int end, Span<double> sums)
        {
            for (int i = start; i < end; i++)
                sums[0] += Math.Sin(i) / (i + 1);
        }
    }
}

/// <summary>Customers drawn straight from the BG/NBD's story with continuous times: r = .6, α = 8, a = .8, b = 2.5, 40 to 52 weeks.</summary>
internal static class Histories
{
    public static HistoryColumns Simulated(int customers, int seed)
    {
        var random = new Xoshiro256StarStar(seed);
        var x = new int[customers];
        double[] tx = new double[customers], age = new double[customers];
        for (int i = 0; i < customers; i++)
        {
            double rate = Gamma.Sample(random, 0.6, 8), leave = Beta.Sample(random, 0.8, 2.5);
            age[i] = 40 + (12 * random.NextDouble());
            for (double t = Exponential.Sample(random, rate); t < age[i]; t += Exponential.Sample(random, rate))
            {
                (x[i], tx[i]) = (x[i] + 1, t);
                if (random.NextDouble() < leave)
                    break;
            }
        }

        return new HistoryColumns(x, tx, age, TimeUnit.Week);
    }
}
