namespace RetentionMetrics;

/// <summary>Derivatives of the digamma function, for the curvature of likelihoods.</summary>
internal static class Polygamma
{
    /// <summary>ψ'(x), x > 0: the asymptotic series from 10 upwards, brought there by the recurrence ψ'(x) = ψ'(x + 1) + 1 ÷ x².</summary>
    public static double Trigamma(double x)
    {
        double shift = 0;
        for (; x < 10; x++)
            shift += 1 / (x * x);
        double y = 1 / (x * x);
        return shift + (1 / x) + (y / 2) + (y / x * ((1.0 / 6) - (y * ((1.0 / 30) - (y * ((1.0 / 42) - (y * ((1.0 / 30) - (y * ((5.0 / 66) - (y * 691 / 2730)))))))))));
    }
}
