namespace RetentionMetrics;

public sealed partial class BgBb
{
    private static readonly string[] Names = ["alpha", "beta", "gamma", "delta"];

    /// <summary>Fits the model by maximum likelihood, with analytic gradients over log parameters on the distinct histories.</summary>
    /// <param name="columns">The customers' histories, in whole opportunities; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is.</returns>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="ArgumentException">A row is not of whole opportunities with x ≤ t_x ≤ n.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<BgBb> Fit(HistoryColumns columns, FitOptions? options = null) => Estimate(columns, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories, in whole opportunities; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentException">A row is not of whole opportunities with x ≤ t_x ≤ n.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, FitOptions? options, out Fit<BgBb> fit)
    {
        fit = Estimate(columns, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<BgBb> Estimate(HistoryColumns columns, FitOptions options)
    {
        var rows = new PurchaseRows(Checked(columns));
        string? reason = rows.Customers > 1 && rows.Purchases > 0 && rows.Purchases.Equals(rows.Time) ? "Every customer has taken every opportunity." : rows.ReasonAgainst(Names.Length);
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<BgBb>(rows.Customers, 0, reason);

        double pass = rows.Gap - 1; // the odds against buying, those who left included
        TimeUnit unit = columns.Unit;
        var sums = new HarmonicSums((int)rows.Rows.Age.Span.ToArray().Max());
        return MaximumLikelihood.Fit(
            Names,
            [[1, 0.7 * pass, 0.7, 3], [0.3, 0.2 * pass, 0.3, 6], [4, 3 * pass, 2, 20]],
            rows.Customers,
            0,
            options,
            (parameters, gradient) => LogLikelihood(rows.Rows, sums, parameters, gradient),
            p => new BgBb(p[0], p[1], p[2], p[3], unit));
    }

    /// <summary>ln L and its gradient over (ln α, ln β, ln γ, ln δ): that of each path, weighted by its probability.</summary>
    internal static double LogLikelihood(HistoryColumns rows, HarmonicSums sums, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        (double alpha, double beta, double gamma, double delta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        var kernel = new Kernel(alpha, beta, gamma, delta);
        sums.Set(alpha, beta, gamma, delta);
        CompensatedSum sum = default, dAlpha = default, dBeta = default, dGamma = default, dDelta = default;
        for (int i = 0; i < rows.Count; i++)
        {
            int x = rows.Frequency.Span[i], n = (int)rows.Age.Span[i], tx = (int)rows.Recency.Span[i];
            double count = rows.Counts.Span[i];
            sum.Add(count * kernel.LogLikelihood(x, tx, n, out double alive));

            // Means over the paths that leave after m opportunities; those weights are taken relative to the first.
            double total = 0, weight = 1, buying = 0, passing = 0, leaving = 0, staying = 0;
            for (int m = tx; m < n; m++)
            {
                total += weight;
                buying += weight * sums.All[m];
                passing += weight * sums.Passed[m - x];
                leaving += weight * sums.Lives[m + 1];
                staying += weight * sums.Stays[m];
                weight *= kernel.Step(x, m);
                if (weight * (n - m) < 1e-18 * total)
                    break;
            }

            double left = total > 0 ? (1 - alive) / total : 0;
            double all = (alive * sums.All[n]) + (left * buying), lives = (alive * sums.Lives[n]) + (left * leaving);
            dAlpha.Add(count * (sums.Taken[x] - all));
            dBeta.Add(count * ((alive * sums.Passed[n - x]) + (left * passing) - all));
            dGamma.Add(count * ((total > 0 ? (1 - alive) / gamma : 0) - lives));
            dDelta.Add(count * ((alive * sums.Stays[n]) + (left * staying) - lives));
        }

        gradient[0] = alpha * dAlpha.Value;
        gradient[1] = beta * dBeta.Value;
        gradient[2] = gamma * dGamma.Value;
        gradient[3] = delta * dDelta.Value;
        return sum.Value;
    }

    /// <summary>Σ over i &lt; n of 1 ÷ (θ+i), the derivative of ln Γ(θ+n) ÷ Γ(θ), for each n and each θ that occurs.</summary>
    internal sealed class HarmonicSums(int most)
    {
        public double[] Taken { get; } = new double[most + 2];

        public double[] Passed { get; } = new double[most + 2];

        public double[] All { get; } = new double[most + 2];

        public double[] Stays { get; } = new double[most + 2];

        public double[] Lives { get; } = new double[most + 2];

        public void Set(double alpha, double beta, double gamma, double delta)
        {
            for (int i = 0; i <= most; i++)
            {
                Taken[i + 1] = Taken[i] + (1 / (alpha + i));
                Passed[i + 1] = Passed[i] + (1 / (beta + i));
                All[i + 1] = All[i] + (1 / (alpha + beta + i));
                Stays[i + 1] = Stays[i] + (1 / (delta + i));
                Lives[i + 1] = Lives[i] + (1 / (gamma + delta + i));
            }
        }
    }
}
