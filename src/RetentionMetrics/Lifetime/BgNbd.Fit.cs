namespace RetentionMetrics;

public sealed partial class BgNbd
{
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
        BetaGeometricFit.Of(columns, options, isModified: false, (r, alpha, a, b) => new BgNbd(r, alpha, a, b, columns.Unit));

    /// <summary>ln L of distinct histories in order of x, and its gradient over (ln r, ln α, ln a, ln b).</summary>
    internal static double LogLikelihood(HistoryColumns rows, ReadOnlySpan<double> parameters, Span<double> gradient) =>
        new BetaGeometricLikelihood(rows, isModified: false).Evaluate(parameters, gradient, []);
}
