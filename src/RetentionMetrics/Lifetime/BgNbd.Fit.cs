using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class BgNbd
{
    /// <summary>A wider gap between frequencies is crossed by the gamma functions, whose time does not grow with it; a narrower one by the product, which keeps more digits.</summary>
    private const int WideGap = 4096;

    private static readonly string[] Names = ["r", "alpha", "a", "b"];

    /// <summary>Fits the model by maximum likelihood, with analytic gradients over log parameters on the distinct histories.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is.</returns>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<BgNbd> Fit(HistoryColumns columns, FitOptions? options = null) => Estimate(columns, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, FitOptions? options, out Fit<BgNbd> fit)
    {
        fit = Estimate(columns, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<BgNbd> Estimate(HistoryColumns columns, FitOptions options) =>
        Estimate(columns, options, isModified: false, (r, alpha, a, b) => new BgNbd(r, alpha, a, b, columns.Unit));

    /// <summary>The fit of this model and of the modified one, whose likelihoods differ in one chance to leave.</summary>
    internal static Fit<TModel> Estimate<TModel>(HistoryColumns columns, FitOptions options, bool isModified, Func<double, double, double, double, TModel> make)
        where TModel : class
    {
        HistoryColumns rows = columns.Collapse();
        long customers = rows.Customers;
        double purchases = 0, time = 0, spread = 0;
        ReadOnlySpan<int> x = rows.Frequency.Span;
        ReadOnlySpan<long> counts = rows.Counts.Span;
        for (int i = 0; i < rows.Count; i++)
        {
            purchases += (double)counts[i] * x[i];
            time += counts[i] * rows.Age.Span[i];
            spread = Math.Max(spread, Math.Abs(x[i] - x[0]));
        }

        string? reason = customers < 2 ? "At least two customers are needed."
            : purchases == 0 ? "No customer has a repeat purchase."
            : time == 0 ? "No customer has been observed for any time."
            : rows.Count < 4 ? "There are fewer distinct histories than parameters."
            : spread == 0 ? "All customers have the same frequency."
            : null;
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<TModel>(customers, 0, reason);

        double gap = time / purchases; // mean time between purchases: the scale of alpha
        return MaximumLikelihood.Fit(
            Names,
            [[0.5, gap, 0.8, 2.5], [2, 1.5 * gap, 0.3, 6], [0.2, 0.1 * gap, 2, 3]],
            customers,
            0,
            options,
            (parameters, gradient) => LogLikelihood(rows, parameters, gradient, isModified),
            p => make(p[0], p[1], p[2], p[3]));
    }

    /// <summary>ln L and its gradient over (ln r, ln α, ln a, ln b). Rows are in order of x, so the rising products and their derivatives are running sums.</summary>
    // In the modified model the first purchase is survived with probability b ÷ (a+b), and what follows is this model with b + 1 in which x = 0 is no exception.
    internal static double LogLikelihood(HistoryColumns rows, ReadOnlySpan<double> parameters, Span<double> gradient, bool isModified = false)
    {
        double r = parameters[0], alpha = parameters[1], a = parameters[2], b = isModified ? parameters[3] + 1 : parameters[3];
        ReadOnlySpan<int> frequency = rows.Frequency.Span;
        ReadOnlySpan<double> recency = rows.Recency.Span, age = rows.Age.Span;
        ReadOnlySpan<long> counts = rows.Counts.Span;
        CompensatedSum sum = default, dr = default, dAlpha = default, da = default, db = default;
        double logAlpha = Math.Log(alpha);
        // Σ_{k<x} of ln((r+k)(b+k) ÷ (a+b+k)), 1 ÷ (r+k), 1 ÷ (b+k) and 1 ÷ (a+b+k)
        double rising = 0, riseR = 0, riseB = 0, riseAB = 0;
        int next = 0;
        for (int i = 0; i < frequency.Length; i++)
        {
            int x = frequency[i];
            double tx = recency[i], t = age[i], n = counts[i];
            if (x - next > WideGap)
            {
                int gap = x - next;
                rising += LogRising(r + next, gap) + LogRising(b + next, gap) - LogRising(a + b + next, gap);
                riseR += Digamma(r + x) - Digamma(r + next);
                riseB += Digamma(b + x) - Digamma(b + next);
                riseAB += Digamma(a + b + x) - Digamma(a + b + next);
                next = x;
            }

            for (; next < x; next++)
            {
                rising += Math.Log((r + next) * (b + next) / (a + b + next));
                riseR += 1 / (r + next);
                riseB += 1 / (b + next);
                riseAB += 1 / (a + b + next);
            }

            double logAge = Math.Log(alpha + t);
            if (x == 0 && !isModified)
            {
                sum.Add(n * r * (logAlpha - logAge));
                dr.Add(n * (logAlpha - logAge));
                dAlpha.Add(n * r * ((1 / alpha) - (1 / (alpha + t))));
                continue;
            }

            double logSpan = LogOnePlus((t - tx) / (alpha + tx));
            double odds = Math.Log(a / (b + x - 1)) + ((r + x) * logSpan);
            double left = 1 / (1 + Math.Exp(-odds)); // P(left)
            sum.Add(n * (rising + (r * (logAlpha - logAge)) - (x * logAge) + LogOnePlusExp(odds)));
            dr.Add(n * (riseR + logAlpha - logAge + (left * logSpan)));
            dAlpha.Add(n * ((r / alpha) - ((r + x) * (((1 - left) / (alpha + t)) + (left / (alpha + tx))))));
            da.Add(n * ((left / a) - riseAB));
            db.Add(n * (riseB - riseAB - (left / (b + x - 1))));
        }

        if (isModified)
        {
            double first = parameters[3], customers = rows.Customers;
            sum.Add(customers * -LogOnePlus(a / first));
            da.Add(customers * (-1 / (a + first)));
            db.Add(customers * a / (first * (a + first)));
        }

        gradient[0] = r * dr.Value;
        gradient[1] = alpha * dAlpha.Value;
        gradient[2] = a * da.Value;
        gradient[3] = parameters[3] * db.Value;
        return sum.Value;
    }
}
