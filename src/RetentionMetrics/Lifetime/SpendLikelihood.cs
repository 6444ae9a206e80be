using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static RetentionMetrics.Polygamma;
using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// The log-likelihood of the Gamma-Gamma model with its first two derivatives, over distinct (x, m̄), with means in units of <see cref="Scale"/>.
/// With g = m̄x ÷ γ it is ln Γ(px+q) − ln Γ(px) − ln Γ(q) + px ln(x ÷ γ) + (px−1) ln m̄ − (px+q) ln(1+g): what depends on x alone is found once for each x.
/// </summary>
internal sealed class SpendLikelihood
{
    private readonly double[] _x; // of each row
    private readonly double[] _totals; // m̄x ÷ scale
    private readonly double[] _weights;
    private readonly (int X, double Customers)[] _frequencies;
    private readonly double _logMeans; // Σ n ln m̄
    private readonly double _logMeansX; // Σ n x ln m̄

    private SpendLikelihood(double[] x, double[] totals, double[] weights, (int X, double Customers)[] frequencies, double logMeans, double logMeansX, double scale)
    {
        _x = x;
        _totals = totals;
        _weights = weights;
        _frequencies = frequencies;
        _logMeans = logMeans;
        _logMeansX = logMeansX;
        Scale = scale;
    }

    /// <summary>The unit of the means: their geometric mean, unless another was given.</summary>
    public double Scale { get; }

    /// <summary>The likelihood of rows with counts in order of x, whose recency is the mean spend.</summary>
    public static SpendLikelihood Of(HistoryColumns rows, double? scale = null)
    {
        ReadOnlySpan<int> x = rows.Frequency.Span;
        ReadOnlySpan<double> mean = rows.Recency.Span;
        double[] xs = new double[x.Length], totals = new double[x.Length], weights = new double[x.Length];
        var frequencies = new List<(int X, double Customers)>();
        CompensatedSum logs = default, scaledLogs = default, scaledLogsX = default;
        double customers = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double n = rows.Counts.Span[i];
            (xs[i], weights[i]) = (x[i], n);
            customers += n;
            if (scale is null)
                logs.Add(n * Math.Log(mean[i]));
            if (i > 0 && x[i] == x[i - 1])
                frequencies[^1] = (x[i], frequencies[^1].Customers + n);
            else
                frequencies.Add((x[i], n));
        }

        double unit = scale ?? Math.Exp(logs.Value / customers);
        for (int i = 0; i < x.Length; i++)
        {
            double scaled = mean[i] / unit, log = weights[i] * Math.Log(scaled);
            totals[i] = scaled * x[i];
            scaledLogs.Add(log);
            scaledLogsX.Add(x[i] * log);
        }

        return new SpendLikelihood(xs, totals, weights, [.. frequencies], scaledLogs.Value, scaledLogsX.Value, unit);
    }

    /// <summary>ln L of the scaled means, with its gradient and, where <paramref name="hessian"/> is not empty, its second derivatives over (ln p, ln q, ln γ).</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> hessian)
    {
        double p = parameters[0], q = parameters[1], gamma = parameters[2];
        Span<double> s = stackalloc double[RowSums.Sums];
        PartialSums.Total(new RowSums(_x, _totals, _weights, gamma), _totals.Length, s);
        double logGammaQ = LogGamma(q), digammaQ = Digamma(q), trigammaQ = Trigamma(q), logRate = Math.Log(gamma);
        CompensatedSum value = default, dp = default, dq = default;
        double pp = 0, pq = 0, qq = 0;
        foreach ((int x, double n) in _frequencies)
        {
            double px = p * x, digamma = Digamma(px + q), trigamma = Trigamma(px + q), log = Math.Log(x) - logRate;
            value.Add(n * (LogGamma(px + q) - LogGamma(px) - logGammaQ + (px * log)));
            dp.Add(n * x * (digamma - Digamma(px) + log));
            dq.Add(n * (digamma - digammaQ));
            pp += n * x * x * (trigamma - Trigamma(px));
            pq += n * x * trigamma;
            qq += n * (trigamma - trigammaQ);
        }

        gradient[0] = p * (dp.Value + _logMeansX - s[1]);
        gradient[1] = q * (dq.Value - s[0]);
        gradient[2] = gamma * ((q * s[2]) - (p * s[3]));
        if (!hessian.IsEmpty)
        {
            hessian[0] = (p * p * pp) + gradient[0];
            hessian[1] = hessian[3] = p * q * pq;
            hessian[2] = hessian[6] = -p * gamma * s[3];
            hessian[4] = (q * q * qq) + gradient[1];
            hessian[5] = hessian[7] = q * gamma * s[2];
            hessian[8] = (gamma * gamma * ((p * s[5]) - (q * s[4]))) + gradient[2];
        }

        return value.Value + (p * (_logMeansX - s[1])) - _logMeans - (q * s[0]);
    }

    /// <summary>Sums over rows, with T = γ + m̄x: of ln(1+g), x ln(1+g), g ÷ T, x ÷ T, g(g+2) ÷ T² and x ÷ T².</summary>
    private sealed class RowSums(double[] frequencies, double[] totals, double[] weights, double gamma) : IRowSums
    {
        public const int Sums = 6;

        public int Width => Sums;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(int start, int end, Span<double> sums)
        {
            Vector256<double> one = Vector256<double>.One, rate = Vector256.Create(gamma), perRate = Vector256.Create(1 / gamma);
            Vector256<double> sLog = default, sLogX = default, sShare = default, sX = default, sSquare = default, sX2 = default;
            for (int i = start; i < end; i += 4)
            {
                Vector256<double> n = Lanes.Weights(weights, i, end), nx = n * Lanes.Load(frequencies, i, end), total = Lanes.Load(totals, i, end);
                Vector256<double> g = total * perRate, ofT = one / (rate + total), log = LaneFunctions.LogOnePlus(g), share = n * g * ofT;
                sLog += n * log;
                sLogX += nx * log;
                sShare += share;
                sX += nx * ofT;
                sSquare += share * ofT * (g + one + one);
                sX2 += nx * ofT * ofT;
            }

            sums[0] += Vector256.Sum(sLog);
            sums[1] += Vector256.Sum(sLogX);
            sums[2] += Vector256.Sum(sShare);
            sums[3] += Vector256.Sum(sX);
            sums[4] += Vector256.Sum(sSquare);
            sums[5] += Vector256.Sum(sX2);
        }
    }
}
