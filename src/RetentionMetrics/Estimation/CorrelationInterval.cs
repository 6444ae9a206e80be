namespace RetentionMetrics;

/// <summary>Intervals for a correlation.</summary>
internal static class CorrelationInterval
{
    /// <summary>
    /// Fisher's interval (1921) for Pearson's r: tanh(artanh r ± z ÷ √(n − 3)). Null when n is below 4 or r is undefined; without ends when all points lie on a line,
    /// where there is no scatter to judge by.
    /// </summary>
    public static Estimate? Pearson(double? r, long n, ConfidenceLevel level) => Fisher(r, n, 1, level);

    /// <summary>The same for Spearman's ρ with the variance (1 + ρ² ÷ 2) ÷ (n − 3) of Bonett and Wright (2000).</summary>
    public static Estimate? Spearman(double? rho, long n, ConfidenceLevel level) => Fisher(rho, n, 1 + (rho * rho / 2 ?? 0), level);

    private static Estimate? Fisher(double? correlation, long n, double scatter, ConfidenceLevel level)
    {
        if (correlation is not { } r || n < 4)
            return null;
        double centre = Math.Atanh(r), half = level.Z * Math.Sqrt(scatter / (n - 3));
        return double.IsFinite(centre) ? new Estimate(r, Math.Tanh(centre - half), Math.Tanh(centre + half), n, level) : new Estimate(r, null, null, n, level);
    }
}
