using System.Collections.Immutable;

namespace RetentionMetrics;

public sealed partial class ParetoNbdCovariates
{
    /// <summary>Fits the model by maximum likelihood, with analytic gradients, on the distinct histories with equal covariates.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="covariates">Their covariates, a row a row.</param>
    /// <param name="effects">Which covariates act on what; <see langword="null"/> means <see cref="CovariateEffects.Default"/>.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is: r, alpha, s and beta at covariates of 0, then the coefficients, named <c>purchase(z)</c> and <c>leave(z)</c>, which may have any sign.</returns>
    /// <exception cref="ArgumentException">The numbers of rows differ, or an effect names a covariate that is not there.</exception>
    /// <exception cref="FitException">No trustworthy model was found; the reason names a covariate that is constant or a combination of others.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<ParetoNbdCovariates> Fit(HistoryColumns columns, CovariateColumns covariates, CovariateEffects? effects = null, FitOptions? options = null) =>
        Estimate(columns, covariates, effects ?? CovariateEffects.Default, options ?? FitOptions.Default).OrThrow();

    /// <summary>Fits the model by maximum likelihood and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="covariates">Their covariates, a row a row.</param>
    /// <param name="effects">Which covariates act on what; <see langword="null"/> means <see cref="CovariateEffects.Default"/>.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentException">The numbers of rows differ, or an effect names a covariate that is not there.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, CovariateColumns covariates, CovariateEffects? effects, FitOptions? options, out Fit<ParetoNbdCovariates> fit)
    {
        fit = Estimate(columns, covariates, effects ?? CovariateEffects.Default, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<ParetoNbdCovariates> Estimate(HistoryColumns columns, CovariateColumns covariates, CovariateEffects effects, FitOptions options)
    {
        Throw.IfLengthDiffers(covariates.Count, columns.Count, nameof(covariates));
        ImmutableArray<string> names = covariates.Names;
        ImmutableArray<CovariateSearch.Effect> all =
        [
            .. Acting(effects.Purchase, "purchase", parameter: 1, sign: -1),
            .. Acting(effects.Leave, "leave", parameter: 3, sign: -1),
        ];
        TimeUnit unit = columns.Unit;
        ParetoNbd.TryFit(columns, options, out Fit<ParetoNbd> plain);
        return CovariateSearch.Estimate(columns, covariates, all, plain, ParetoNbd.LogLikelihood, Make, options);

        IEnumerable<CovariateSearch.Effect> Acting(IReadOnlyCollection<string>? chosen, string verb, int parameter, int sign)
        {
            bool[] acts = CovariateEffects.Of(chosen, names, nameof(effects));
            return Enumerable.Range(0, acts.Length).Where(c => acts[c]).Select(c => new CovariateSearch.Effect($"{verb}({names[c]})", parameter, sign, c));
        }

        ParetoNbdCovariates Make(double[] p)
        {
            double[] purchase = new double[names.Length], leave = new double[names.Length];
            for (int e = 0; e < all.Length; e++)
                (all[e].Parameter == 1 ? purchase : leave)[all[e].Covariate] = p[4 + e];
            return new ParetoNbdCovariates(new ParetoNbd(p[0], p[1], p[2], p[3], unit), names, purchase, leave);
        }
    }
}
