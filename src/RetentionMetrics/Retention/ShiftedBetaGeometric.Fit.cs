using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class ShiftedBetaGeometric
{
    private static readonly string[] Names = ["alpha", "beta"];

    /// <summary>Fits the model by maximum likelihood, with analytic gradients over log parameters.</summary>
    /// <param name="tally">The contracts, by tenure.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<ShiftedBetaGeometric> Fit(RenewalTally tally, FitOptions? options = null) => Estimate(tally, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="tally">The contracts, by tenure.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(RenewalTally tally, FitOptions? options, out Fit<ShiftedBetaGeometric> fit)
    {
        fit = Estimate(tally, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<ShiftedBetaGeometric> Estimate(RenewalTally tally, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(tally);
        double atRisk = tally.Periods.Sum(p => (double)p.AtStart), lost = tally.Lost;
        string? reason = tally.Customers < 2 ? "At least two customers who have come up for renewal are needed."
            : lost == 0 ? "No customer has been lost."
            : lost.Equals(atRisk) ? "No customer has ever renewed."
            : tally.Periods.Length < 2 ? "There are fewer periods than parameters."
            : null;
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<ShiftedBetaGeometric>(tally.Customers, 0, reason);

        double odds = (atRisk - lost) / lost; // of renewing: the scale of beta against alpha
        return MaximumLikelihood.Fit(
            Names,
            [[1, odds], [0.3, 0.3 * odds], [10, 10 * odds]],
            tally.Customers,
            0,
            options,
            (parameters, gradient) => LogLikelihood(tally, parameters, gradient),
            p => new ShiftedBetaGeometric(p[0], p[1]));
    }

    /// <inheritdoc/>
    public double LogLikelihood(RenewalTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return LogLikelihood(tally, [Alpha, Beta], stackalloc double[2]);
    }

    /// <summary>ln L and its gradient over (ln α, ln β).</summary>
    internal static double LogLikelihood(RenewalTally tally, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double alpha = parameters[0], beta = parameters[1];
        CompensatedSum sum = default, dAlpha = default, dBeta = default;
        for (int t = 0; t < tally.Periods.Length; t++)
        {
            double lost = tally.Periods[t].Lost, retained = tally.Periods[t].Retained, stay = beta + t;
            sum.Add(-(lost * LogOnePlus(stay / alpha)) - (retained * LogOnePlus(alpha / stay)));
            // d ln(1−r) = stay ÷ (α + stay) · (d ln α − d ln stay), d ln r = −α ÷ (α + stay) · (the same): nothing cancels within a period.
            double pull = (lost * (stay / (alpha + stay))) - (retained * (alpha / (alpha + stay)));
            dAlpha.Add(pull);
            dBeta.Add(-pull * (beta / stay));
        }

        gradient[0] = dAlpha.Value;
        gradient[1] = dBeta.Value;
        return sum.Value;
    }
}
