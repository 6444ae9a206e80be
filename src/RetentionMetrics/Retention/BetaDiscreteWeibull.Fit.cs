using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class BetaDiscreteWeibull
{
    private static readonly string[] Names = ["alpha", "beta", "c"];

    /// <summary>Fits the model by maximum likelihood, with analytic gradients over log parameters.</summary>
    /// <param name="tally">The contracts, by tenure.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<BetaDiscreteWeibull> Fit(RenewalTally tally, FitOptions? options = null) => Estimate(tally, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="tally">The contracts, by tenure.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(RenewalTally tally, FitOptions? options, out Fit<BetaDiscreteWeibull> fit)
    {
        fit = Estimate(tally, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<BetaDiscreteWeibull> Estimate(RenewalTally tally, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(tally);
        double atRisk = tally.Periods.Sum(p => (double)p.AtStart), lost = tally.Lost;
        string? reason = tally.Customers < 2 ? "At least two customers who have come up for renewal are needed."
            : lost == 0 ? "No customer has been lost."
            : lost.Equals(atRisk) ? "No customer has ever renewed."
            : tally.Periods.Length < 3 ? "There are fewer periods than parameters."
            : null;
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<BetaDiscreteWeibull>(tally.Customers, 0, reason);

        double odds = (atRisk - lost) / lost; // of renewing: the scale of beta against alpha
        return MaximumLikelihood.Fit(
            Names,
            [[1, odds, 1], [0.3, 2 * odds, 1.7], [5, 5 * odds, 0.7]],
            tally.Customers,
            0,
            options,
            (parameters, gradient) => LogLikelihood(tally, parameters, gradient),
            p => new BetaDiscreteWeibull(p[0], p[1], p[2]));
    }

    /// <inheritdoc/>
    public double LogLikelihood(RenewalTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        CompensatedSum sum = default;
        for (int t = 0; t < tally.Periods.Length; t++)
        {
            ChurnTally period = tally.Periods[t];
            double log = _survival.Log(t, 1);
            if (period.Retained > 0)
                sum.Add(period.Retained * log);
            if (period.Lost > 0)
                sum.Add(period.Lost * Math.Log(-ExpMinusOne(log)));
        }

        return sum.Value;
    }

    /// <summary>ln L and its gradient over (ln α, ln β, ln c).</summary>
    internal static double LogLikelihood(RenewalTally tally, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double alpha = parameters[0], beta = parameters[1], c = parameters[2];
        var survival = new WeibullSurvival(alpha, beta, c);
        CompensatedSum sum = default, dAlpha = default, dBeta = default, dC = default;
        // ψ(β + t^c), ψ(α + β + t^c) and (their difference) · t^c ln t, at the period's start
        (double stay, double all, double slope) = (Digamma(beta), Digamma(alpha + beta), 0);
        for (int t = 0; t < tally.Periods.Length; t++)
        {
            double lost = tally.Periods[t].Lost, retained = tally.Periods[t].Retained;
            double power = Math.Pow(t + 1, c), log = survival.Log(t, 1);
            (double nextStay, double nextAll) = (Digamma(beta + power), Digamma(alpha + beta + power));
            double nextSlope = (nextStay - nextAll) * power * Math.Log(t + 1);
            double leave = -ExpMinusOne(log);
            sum.Add((retained * log) + (lost == 0 ? 0 : lost * Math.Log(leave)));
            double pull = retained - (lost == 0 ? 0 : lost * Math.Exp(log) / leave); // d ln L ÷ d ln r
            dAlpha.Add(-pull * (nextAll - all));
            dBeta.Add(pull * (nextStay - stay - (nextAll - all)));
            dC.Add(pull * (nextSlope - slope));
            (stay, all, slope) = (nextStay, nextAll, nextSlope);
        }

        gradient[0] = alpha * dAlpha.Value;
        gradient[1] = beta * dBeta.Value;
        gradient[2] = c * dC.Value;
        return sum.Value;
    }
}
