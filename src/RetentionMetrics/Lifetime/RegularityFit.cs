using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>A model of regular buyers fitted at k = 1, 2, … until the likelihood fell: how regular the customers are, and how surely.</summary>
/// <typeparam name="TModel">The fitted model.</typeparam>
/// <remarks>The models of all k have the same number of parameters, so that their log-likelihoods compare as they are (so do AIC and BIC). Immutable.</remarks>
public sealed class RegularityFit<TModel>
    where TModel : class
{
    private readonly int _best;

    internal RegularityFit(ImmutableArray<Fit<TModel>> byK, int best)
    {
        ByK = byK;
        _best = best;
    }

    /// <summary>The fits of k = 1, 2, … that were made, in that order; the last one may be less likely than the one before, or have no model.</summary>
    public ImmutableArray<Fit<TModel>> ByK { get; }

    /// <summary>The k of the likeliest fit: 1 for purchases at random, more for regular ones.</summary>
    public int K => _best + 1;

    /// <summary>The likeliest fit. Its model is null when there is none at k = 1.</summary>
    public Fit<TModel> Best => ByK[_best];
}
