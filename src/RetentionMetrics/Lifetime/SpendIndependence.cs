using System.Globalization;

namespace RetentionMetrics;

/// <summary>The test of what the Gamma-Gamma model takes for granted: that how much customers spend a purchase has nothing to do with how often they buy.</summary>
/// <remarks>
/// Correlations of the frequency x and the mean spend m̄ over the customers that the Gamma-Gamma model is fitted to: those with a repeat purchase and a positive mean spend, each row times its count.
/// Fader, Hardie and Lee, RFM and CLV, Journal of Marketing Research 42 (2005), found 0.11 in CDNOW and went on. Independent of the rows' order. Immutable.
/// </remarks>
public sealed record SpendIndependence
{
    private SpendIndependence(long customers, long excluded, Estimate? correlation, Estimate? rankCorrelation)
    {
        Customers = customers;
        Excluded = excluded;
        Correlation = correlation;
        RankCorrelation = rankCorrelation;
    }

    /// <summary>Customers with a repeat purchase and a positive mean spend: the n of both correlations.</summary>
    public long Customers { get; }

    /// <summary>Customers without, who say nothing about it.</summary>
    public long Excluded { get; }

    /// <summary>Pearson's correlation of x and m̄, from −1 to 1, with Fisher's interval tanh(artanh r ± z ÷ √(n − 3)) (1921).</summary>
    /// <value><see langword="null"/> for fewer than 4 customers, and when all have the same frequency or the same spend; without ends when it is exactly ±1.</value>
    public Estimate? Correlation { get; }

    /// <summary>Spearman's rank correlation of x and m̄, equal values sharing the mean of their ranks: unmoved by a few very large orders. Its interval is Fisher's with the variance (1 + ρ² ÷ 2) ÷ (n − 3) (Bonett and Wright 2000).</summary>
    /// <value><see langword="null"/> where <see cref="Correlation"/> is.</value>
    public Estimate? RankCorrelation { get; }

    /// <summary>One sentence on what the correlation means for the Gamma-Gamma model, in English.</summary>
    /// <remarks>A correlation whose interval reaches beyond 0.3 in size on the side of its value is called more than weak (Cohen 1988 calls 0.1 small and 0.3 medium).</remarks>
    public string Meaning
    {
        get
        {
            if (Correlation is not { } r)
                return "Undefined: it takes at least 4 repeat buyers whose frequencies and spends differ.";
            string numbers = string.Create(
                CultureInfo.InvariantCulture,
                $"Correlation {r.Value:0.000}{(r is { Lower: { } lower, Upper: { } upper } ? string.Create(CultureInfo.InvariantCulture, $" ({r.Level} interval {lower:0.000} to {upper:0.000})") : "")}");
            double far = Math.Abs((r.Value < 0 ? r.Lower : r.Upper) ?? r.Value);
            return r is { Lower: <= 0, Upper: >= 0 }
                ? far <= 0.3 ? $"{numbers}: no sign that spend depends on frequency." : $"{numbers}: too few customers to say whether spend depends on frequency."
                : $"{numbers}: those who buy more often spend {(r.Value > 0 ? "more" : "less")} a purchase, {(far <= 0.3 ? "but the relation is weak." : "so the Gamma-Gamma model's values are biased.")}";
        }
    }

    /// <summary>Measures the dependence.</summary>
    /// <param name="columns">The customers' histories with mean spends; rows with count 0 take no part.</param>
    /// <param name="level">The intervals' confidence level.</param>
    /// <returns>The correlations.</returns>
    /// <exception cref="ArgumentException">The columns have no mean spend.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    public static SpendIndependence Of(HistoryColumns columns, ConfidenceLevel level = default)
    {
        if (columns.MeanSpend.Length != columns.Count)
            throw new ArgumentException("The columns have no mean spend.", nameof(columns));
        (HistoryColumns rows, long excluded) = GammaGamma.Usable(columns);
        long customers = rows.Customers;
        double[] x = Array.ConvertAll(rows.Frequency.ToArray(), f => (double)f), mean = rows.Recency.ToArray();
        long[] counts = rows.Counts.ToArray();
        return new SpendIndependence(
            customers,
            excluded,
            CorrelationInterval.Pearson(Correlations.Pearson(x, mean, counts), customers, level),
            CorrelationInterval.Spearman(Correlations.Spearman(x, mean, counts), customers, level));
    }

    /// <summary>The same as <see cref="Meaning"/>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Meaning;
}
