using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>Sums over rows of ln L of the (M)BG/CNBD-k family and of its derivatives by r, α, a and b. Rows are in order of x.</summary>
internal sealed class RegularLikelihood(HistoryColumns rows, int k, bool leavesAtOnce, double r, double alpha, double a, double b) : IRowSums
{
    public int Width => 5;

    /// <summary>ln L, what has no parameters left out, and its gradient over (ln r, ln α, ln a, ln b).</summary>
    public static double Of(HistoryColumns rows, int k, bool leavesAtOnce, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Span<double> sums = stackalloc double[5];
        PartialSums.Total(new RegularLikelihood(rows, k, leavesAtOnce, parameters[0], parameters[1], parameters[2], parameters[3]), rows.Count, sums);
        for (int i = 0; i < 4; i++)
            gradient[i] = parameters[i] * sums[i + 1];
        return sums[0];
    }

    public void Add(int start, int end, Span<double> sums)
    {
        ReadOnlySpan<int> frequency = rows.Frequency.Span;
        ReadOnlySpan<double> recency = rows.Recency.Span, age = rows.Age.Span;
        ReadOnlySpan<long> counts = rows.Counts.Span;
        CompensatedSum sum = default, dr = default, dAlpha = default, da = default, db = default;
        Span<double> phases = stackalloc double[k];
        double logAlpha = Math.Log(alpha);
        int before = -1;
        double rising = 0, riseR = 0, riseB = 0, riseAB = 0;
        for (int i = start; i < end; i++)
        {
            int x = frequency[i], m = leavesAtOnce ? x + 1 : x;
            double tx = recency[i], t = age[i], n = counts[i], shape = r + ((double)k * x);
            if (x != before)
            {
                before = x;
                rising = LogRising(r, k * x) + LogRising(b, m) - LogRising(a + b, m);
                riseR = x == 0 ? 0 : Digamma(shape) - Digamma(r);
                riseB = m == 0 ? 0 : Digamma(b + m) - Digamma(b);
                riseAB = m == 0 ? 0 : Digamma(a + b + m) - Digamma(a + b);
            }

            double logAge = Math.Log(alpha + t);
            double logSilence = RegularKernel.Phases(shape, (t - tx) / (alpha + t), phases);
            // Means over the phases: of j, and of Σ_{i<j} 1 ÷ (shape+i), the derivative of ln (shape)_j
            double phase = 0, harmonic = 0, steps = 0;
            for (int j = 1; j < phases.Length; j++)
            {
                steps += 1 / (shape + j - 1);
                phase += phases[j] * j;
                harmonic += phases[j] * steps;
            }

            double left = 0, logSpan = 0, log = rising + (r * (logAlpha - logAge)) - ((double)k * x * logAge) + logSilence;
            if (m > 0)
            {
                logSpan = LogOnePlus((t - tx) / (alpha + tx));
                double odds = Math.Log(a / (b + m - 1)) + (shape * logSpan) - logSilence;
                left = 1 / (1 + Math.Exp(-odds));
                log += LogOnePlusExp(odds);
                da.Add(n * ((left / a) - riseAB));
                db.Add(n * (riseB - riseAB - (left / (b + m - 1))));
            }

            sum.Add(n * log);
            dr.Add(n * (riseR + logAlpha - logAge + ((1 - left) * harmonic) + (left * logSpan)));
            dAlpha.Add(n * ((r / alpha) - ((1 - left) * (shape + phase) / (alpha + t)) - (left * shape / (alpha + tx))));
        }

        sums[0] += sum.Value;
        sums[1] += dr.Value;
        sums[2] += dAlpha.Value;
        sums[3] += da.Value;
        sums[4] += db.Value;
    }
}
