namespace RetentionMetrics;

/// <summary>Which covariates act on what. <see langword="null"/> means all of them.</summary>
public sealed record CovariateEffects
{
    /// <summary>Every covariate on purchases and on leaving, none on staying.</summary>
    public static CovariateEffects Default { get; } = new();

    /// <summary>Names of the covariates that scale the purchase rate, α_i = α · exp(−γ'z_i): a coefficient of 0.1 means about 10 % more purchases per unit.</summary>
    /// <value><see langword="null"/>: all</value>
    public IReadOnlyCollection<string>? Purchase { get; init; }

    /// <summary>Names of the covariates that scale leaving: a_i = a · exp(γ'z_i) in BG/NBD, the mean odds of leaving at a purchase; β_i = β · exp(−γ'z_i) in Pareto/NBD, the rate of leaving.</summary>
    /// <value><see langword="null"/>: all</value>
    public IReadOnlyCollection<string>? Leave { get; init; }

    /// <summary>Names of the covariates that scale b_i = b · exp(γ'z_i) in BG/NBD as well, the full form of note 019; of no use in Pareto/NBD.</summary>
    /// <value>none: together with <see cref="Leave"/> it is often hardly identified</value>
    public IReadOnlyCollection<string>? Stay { get; init; } = [];

    internal static bool[] Of(IReadOnlyCollection<string>? chosen, System.Collections.Immutable.ImmutableArray<string> names, string parameter)
    {
        bool[] acts = new bool[names.Length];
        if (chosen is null)
            Array.Fill(acts, value: true);
        foreach (string name in chosen ?? [])
        {
            int at = names.IndexOf(name, 0, names.Length, StringComparer.Ordinal);
            acts[at >= 0 ? at : throw new ArgumentException($"There is no covariate {name}.", parameter)] = true;
        }

        return acts;
    }
}
