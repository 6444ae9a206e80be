using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class GammaGamma
{
    private static readonly string[] Names = ["p", "q", "gamma"];

    /// <summary>Fits the model by maximum likelihood on the customers with a repeat purchase and a positive mean spend.</summary>
    /// <param name="columns">The customers' histories with mean spends; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is. Its <see cref="Fit{TModel}.Excluded"/> counts the customers that could not be used.</returns>
    /// <exception cref="FitException">No trustworthy model was found, or the fitted mean spend is infinite (q ≤ 1) or beyond the range of a double.</exception>
    /// <exception cref="ArgumentException">The columns have no mean spend.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<GammaGamma> Fit(HistoryColumns columns, FitOptions? options = null) => Estimate(columns, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories with mean spends; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentException">The columns have no mean spend.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, FitOptions? options, out Fit<GammaGamma> fit)
    {
        fit = Estimate(columns, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<GammaGamma> Estimate(HistoryColumns columns, FitOptions options)
    {
        if (columns.MeanSpend.Length != columns.Count)
            throw new ArgumentException("The columns have no mean spend.", nameof(columns));
        var rows = SpendRows.Of(columns);
        string? reason = rows.Customers < 2 ? "At least two customers with a repeat purchase and a positive mean spend are needed."
            : rows.Count < 3 ? "There are fewer distinct spends than parameters."
            : rows.HasOneMean ? "All customers have the same mean spend."
            : null;
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<GammaGamma>(rows.Customers, rows.Excluded, reason);

        // Fitted to means in units of their geometric mean, so that the currency does not matter; the rate and the density are brought back afterwards.
        double scale = rows.GeometricMean;
        Fit<GammaGamma> fit = MaximumLikelihood.Fit(
            Names,
            [[4, 4, 1], [1, 2, 1], [10, 10, 1]],
            rows.Customers,
            rows.Excluded,
            options,
            (parameters, gradient) => LogLikelihood(rows, scale, parameters, gradient),
            v => new GammaGamma(v[0], v[1], v[2] * scale),
            v => !(v[1] > 1) ? "The fitted q is at most 1: the population's mean spend is infinite."
                : !(v[2] * scale > 0) || !double.IsFinite(new Kernel(v[0], v[1], v[2] * scale).PopulationMean) ? "The spends are too small or too large for a model in doubles."
                : null);
        if (fit.Model is null)
            return fit;
        FittedParameter rate = fit.Parameters[2];
        return fit.Restated(
            fit.LogLikelihood - (Math.Log(scale) * rows.Customers),
            fit.Parameters.SetItem(2, rate.Times(scale)));
    }

    /// <summary>ln L of the scaled means and its gradient over (ln p, ln q, ln γ).</summary>
    private static double LogLikelihood(SpendRows rows, double scale, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double p = parameters[0], q = parameters[1], gamma = parameters[2];
        double logGammaQ = LogGamma(q), digammaQ = Digamma(q), logRate = Math.Log(gamma);
        CompensatedSum sum = default, dp = default, dq = default, dGamma = default;
        int previous = -1;
        double px = 0, ratio = 0, digammaSum = 0, digammaX = 0, logX = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int x = rows.Frequency[i];
            double mean = rows.Mean[i] / scale, n = rows.Counts[i];
            if (x != previous)
            {
                // Rows are in order of x: the gamma functions are evaluated once for each x.
                previous = x;
                px = p * x;
                logX = Math.Log(x);
                ratio = LogGamma(px + q) - LogGamma(px) - logGammaQ;
                digammaSum = Digamma(px + q);
                digammaX = Digamma(px);
            }

            double total = gamma + (mean * x), logTotal = Math.Log(total), logMean = Math.Log(mean);
            sum.Add(n * (ratio + (q * logRate) + ((px - 1) * logMean) + (px * logX) - ((px + q) * logTotal)));
            dp.Add(n * x * (digammaSum - digammaX + logMean + logX - logTotal));
            dq.Add(n * (digammaSum - digammaQ + logRate - logTotal));
            dGamma.Add(n * ((q / gamma) - ((px + q) / total)));
        }

        gradient[0] = p * dp.Value;
        gradient[1] = q * dq.Value;
        gradient[2] = gamma * dGamma.Value;
        return sum.Value;
    }

    /// <summary>The distinct (x, m̄) of the customers that can be used, in order, with counts.</summary>
    private sealed record SpendRows(int[] Frequency, double[] Mean, long[] Counts, long Customers, long Excluded)
    {
        public int Count => Mean.Length;

        public bool HasOneMean => Array.TrueForAll(Mean, m => m.Equals(Mean[0]));

        public double GeometricMean
        {
            get
            {
                CompensatedSum sum = default;
                for (int i = 0; i < Mean.Length; i++)
                    sum.Add(Counts[i] * Math.Log(Mean[i]));
                return Math.Exp(sum.Value / Customers);
            }
        }

        public static SpendRows Of(HistoryColumns columns)
        {
            ReadOnlySpan<int> x = columns.Frequency.Span;
            ReadOnlySpan<double> mean = columns.MeanSpend.Span;
            ReadOnlySpan<long> counts = columns.Counts.Span;
            var rows = new Dictionary<(int, double), long>();
            long customers = 0, excluded = 0;
            for (int i = 0; i < x.Length; i++)
            {
                long n = counts.IsEmpty ? 1 : counts[i];
                if (x[i] == 0 || !(mean[i] > 0))
                {
                    checked { excluded += n; }
                }
                else if (n > 0)
                {
                    checked { customers += n; } // so no part of it overflows either
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(rows, (x[i], mean[i]), out _) += n;
                }
            }

            (int X, double Mean)[] keys = [.. rows.Keys];
            Array.Sort(keys);
            return new SpendRows(Array.ConvertAll(keys, k => k.X), Array.ConvertAll(keys, k => k.Mean), Array.ConvertAll(keys, k => rows[k]), customers, excluded);
        }
    }
}
