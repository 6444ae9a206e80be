namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Models with the parameters of the CDNOW data (Fader, Hardie and Lee 2005; Fader and Hardie 2013), in weeks.</summary>
internal static class Models
{
    public static BgNbd Purchases { get; } = new(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);

    public static ModifiedBgNbd Modified { get; } = new(0.525, 6.183, 0.891, 1.614, TimeUnit.Week);

    public static ParetoNbd Pareto { get; } = new(0.553, 10.578, 0.606, 11.669, TimeUnit.Week);

    public static GammaGamma Spend { get; } = new(6.25, 3.74, 15.44);

    public const double Horizon = 26;

    public static IPurchaseModel Of(string name) => name switch
    {
        "BG/NBD" => Purchases,
        "MBG/NBD" => Modified,
        "Pareto/NBD" => Pareto,
        _ => throw new ArgumentException("There is no such model here.", nameof(name)),
    };
}
