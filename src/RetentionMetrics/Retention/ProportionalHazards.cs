using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace RetentionMetrics;

/// <summary>The check of a <see cref="CoxModel"/>'s assumption that effects do not change with time (Grambsch and Therneau 1994).</summary>
/// <remarks>
/// The score test of β(t) = β + θ g(t) against θ = 0: U = Σ g · Schoenfeld residual over the losses, with the variance Σ g² V − Σ g V · (Σ V)⁻¹ · Σ g V, V the covariance of the covariates in each risk set.
/// Grambsch and Therneau's own form takes the same V at all losses; here each has its own. Immutable.
/// </remarks>
public sealed class ProportionalHazards
{
    private ProportionalHazards(ImmutableArray<HazardTrend> covariates, ChiSquareTest? global, HazardTime time)
    {
        Covariates = covariates;
        Global = global;
        Time = time;
    }

    /// <summary>The test of each covariate, in the model's order.</summary>
    public ImmutableArray<HazardTrend> Covariates { get; }

    /// <summary>The test of all covariates at once; <see langword="null"/> when the times do not differ.</summary>
    public ChiSquareTest? Global { get; }

    /// <summary>The function of time.</summary>
    public HazardTime Time { get; }

    internal static ProportionalHazards Of(CoxRows rows, ImmutableArray<string> names, double[] gamma, double[] unit, HazardTime time, RetentionCurve curve)
    {
        int width = names.Length;
        var sums = new Sums(width, TimesOf(curve, time));
        rows.Walk(gamma, ref sums);
        Matrix<double> plain = Matrix<double>.Build.Dense(width, width), linear = plain.Clone(), square = plain.Clone();
        for (int i = 0, at = 0; i < width; i++)
        {
            for (int j = 0; j <= i; j++, at++)
            {
                plain[i, j] = plain[j, i] = sums.Plain[at].Value;
                linear[i, j] = linear[j, i] = sums.Linear[at].Value;
                square[i, j] = square[j, i] = sums.Square[at].Value;
            }
        }

        double[,] variance = (square - (linear * plain.Solve(linear))).ToArray();
        double[] score = [.. sums.Score.Select(s => s.Value)], scale = QuadraticForm.DiagonalOf(square.ToArray());
        var trends = ImmutableArray.CreateBuilder<HazardTrend>(width);
        for (int c = 0; c < width; c++)
        {
            bool varies = scale[c] > 0 && variance[c, c] > 1e-9 * scale[c];
            trends.Add(varies
                ? new HazardTrend(names[c], new ChiSquareTest(score[c] * score[c] / variance[c, c], 1), score[c] / variance[c, c] / unit[c])
                : new HazardTrend(names[c], null, null));
        }

        (double statistic, int rank) = QuadraticForm.Of(score, variance, scale);
        return new ProportionalHazards(trends.MoveToImmutable(), rank == 0 ? null : new ChiSquareTest(statistic, rank), time);
    }

    // g at each time of loss, less its mean over the losses: the test does not feel an offset, but digits do.
    private static Dictionary<double, double> TimesOf(RetentionCurve curve, HazardTime time)
    {
        var g = new Dictionary<double, double>();
        double survival = 1, before = 0;
        CompensatedSum sum = default;
        foreach (RetentionPoint point in curve.Points)
        {
            if (point.Lost == 0)
                continue;
            double value = time switch
            {
                HazardTime.Identity => point.Time,
                HazardTime.Log => point.Time > 0 ? Math.Log(point.Time) : throw new ArgumentException("A customer was lost at time 0, whose logarithm is not a number.", nameof(time)),
                HazardTime.Rank => before + ((point.Lost + 1) / 2.0),
                _ => 1 - survival,
            };
            g.Add(point.Time, value);
            sum.Add(point.Lost / (double)curve.Lost * value);
            (survival, before) = (point.Survival, before + point.Lost);
        }

        foreach (double at in g.Keys.ToArray())
            g[at] -= sum.Value;
        return g;
    }

    private readonly struct Sums(int width, Dictionary<double, double> times) : IRiskVisitor
    {
        public CompensatedSum[] Score { get; } = new CompensatedSum[width];

        public CompensatedSum[] Plain { get; } = new CompensatedSum[width * (width + 1) / 2];

        public CompensatedSum[] Linear { get; } = new CompensatedSum[width * (width + 1) / 2];

        public CompensatedSum[] Square { get; } = new CompensatedSum[width * (width + 1) / 2];

        public void Visit(in RiskMoment moment)
        {
            double g = times[moment.Time];
            for (int i = 0, at = 0; i < Score.Length; i++)
            {
                Score[i].Add(g * moment.Score(i));
                for (int j = 0; j <= i; j++, at++)
                {
                    double v = moment.Information(i, j);
                    Plain[at].Add(v);
                    Linear[at].Add(g * v);
                    Square[at].Add(g * g * v);
                }
            }
        }
    }
}
