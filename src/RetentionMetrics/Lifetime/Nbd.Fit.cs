using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class Nbd
{
    private static readonly string[] Names = ["r", "alpha"];

    /// <summary>Fits the model by maximum likelihood, with analytic gradients over log parameters on the distinct histories.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is.</returns>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<Nbd> Fit(HistoryColumns columns, FitOptions? options = null) => Estimate(columns, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, FitOptions? options, out Fit<Nbd> fit)
    {
        fit = Estimate(columns, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<Nbd> Estimate(HistoryColumns columns, FitOptions options)
    {
        var rows = new PurchaseRows(columns);
        if (rows.ReasonAgainst(Names.Length) is { } reason)
            return MaximumLikelihood.NotIdentified<Nbd>(rows.Customers, 0, reason);

        double scale = rows.Scale, gap = rows.Gap / scale;
        TimeUnit unit = columns.Unit;
        Fit<Nbd> fit = MaximumLikelihood.Fit(
            Names,
            [[0.5, 0.5 * gap], [2, 2 * gap], [0.1, 0.1 * gap]],
            rows.Customers,
            0,
            options,
            (p, gradient) => LogLikelihood(rows.Rows, [p[0], p[1] * scale], gradient),
            p => new Nbd(p[0], p[1] * scale, unit));
        return fit.Model is null ? fit : fit.Restated(fit.LogLikelihood, fit.Parameters.SetItem(1, fit.Parameters[1].Times(scale)));
    }

    /// <summary>ln L and its gradient over (ln r, ln α), of rows in order of x with counts.</summary>
    internal static double LogLikelihood(HistoryColumns rows, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Span<double> totals = stackalloc double[3];
        PartialSums.Total(new Sums(rows, parameters[0], parameters[1]), rows.Count, totals);
        gradient[0] = parameters[0] * totals[1];
        gradient[1] = parameters[1] * totals[2];
        return totals[0];
    }

    private sealed class Sums(HistoryColumns rows, double r, double alpha) : IRowSums
    {
        public int Width => 3;

        public void Add(int start, int end, Span<double> sums)
        {
            ReadOnlySpan<int> frequency = rows.Frequency.Span;
            ReadOnlySpan<double> age = rows.Age.Span;
            ReadOnlySpan<long> counts = rows.Counts.Span;
            int before = -1;
            double rising = 0, slope = 0;
            for (int i = start; i < end; i++)
            {
                int x = frequency[i];
                if (x != before)
                {
                    rising = LogRising(r, x);
                    slope = Digamma(r + x) - Digamma(r);
                    before = x;
                }

                double t = age[i], waited = LogOnePlus(t / alpha);
                sums[0] += counts[i] * (rising - (x * Math.Log(alpha + t)) - (r * waited));
                sums[1] += counts[i] * (slope - waited);
                sums[2] += counts[i] * (((r * t / alpha) - x) / (alpha + t)); // r ÷ α − (r+x) ÷ (α+T)
            }
        }
    }
}
