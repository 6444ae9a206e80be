namespace RetentionMetrics;

/// <summary>Sums over the customers lost at one time. The l-th of d sees the risk set less the share f = l ÷ d of the lost (Efron), or the whole of it (Breslow, f = 0); φ = 1 ÷ (S0 − f D0).</summary>
/// <param name="Log">Σ ln(S0 − f D0)</param>
/// <param name="A1">Σ φ</param>
/// <param name="A2">Σ f φ</param>
/// <param name="B0">Σ φ²</param>
/// <param name="B1">Σ f φ²</param>
/// <param name="B2">Σ f² φ²</param>
internal readonly record struct TieSums(double Log, double A1, double A2, double B0, double B1, double B2)
{
    public static TieSums Of(double s0, double d0, long d, CoxTies ties)
    {
        if (ties == CoxTies.Breslow || d == 1)
            return new TieSums(d * Math.Log(s0), d / s0, 0, d / s0 / s0, 0, 0);
        (double log, double a1, double a2, double b0, double b1, double b2) = (0, 0, 0, 0, 0, 0);
        for (long l = 0; l < d; l++)
        {
            double f = (double)l / d, left = s0 - (f * d0), phi = 1 / left;
            log += Math.Log(left);
            a1 += phi;
            a2 += f * phi;
            b0 += phi * phi;
            b1 += f * phi * phi;
            b2 += f * phi * f * phi;
        }

        return new TieSums(log, a1, a2, b0, b1, b2);
    }
}
