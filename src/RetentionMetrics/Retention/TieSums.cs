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
    private const int Looped = 4_000;
    private const int Smooth = 4_000;
    private const int Nodes = 16;

    public static TieSums Of(double s0, double d0, long d, CoxTies ties)
    {
        if (ties == CoxTies.Breslow || d == 1)
            return new TieSums(d * Math.Log(s0), d / s0, 0, d / s0 / s0, 0, 0);
        // By k = d − l, the lost who are still there: S0 − f D0 = (S0 − D0) + D0 k ÷ d, in which nothing cancels. Beyond the lost, the others are so many of the lost more.
        double others = Math.Max(0, s0 - d0), beyond = others / d0 * d;
        TieSums sums = default;
        long k = 1;
        for (; k <= d && (d <= Looped || k + beyond < Smooth); k++)
            sums = sums.Plus(1, Term(others, d0, d, k));
        if (k > d)
            return sums;
        // Many: Euler and Maclaurin's formula at half steps, with differences for the derivatives: Σ g = ∫ g − (g'(end) − g'(start)) ÷ 24, exact to 1e-15 from 4,000 on.
        // The integral goes by panels over which k + beyond doubles, each by Gauss and Legendre's rule to the last digits. Its closed form would lose all of them where few of many are lost.
        GaussLegendre rule = GaussLegendre.Of(Nodes);
        double end = d + 0.5;
        for (double from = k - 0.5, to; from < end; from = to)
        {
            to = Math.Min(end, from + (from + beyond));
            for (int n = 0; n < Nodes; n++)
                sums = sums.Plus((to - from) * rule.Weights[n], Term(others, d0, d, from + ((to - from) * rule.Nodes[n])));
        }

        return sums
            .Plus(-1.0 / 24, Term(others, d0, d, d + 1.0)).Plus(1.0 / 24, Term(others, d0, d, d))
            .Plus(1.0 / 24, Term(others, d0, d, k)).Plus(-1.0 / 24, Term(others, d0, d, k - 1));
    }

    private static TieSums Term(double others, double d0, double d, double k)
    {
        double f = (d - k) / d, left = others + (d0 * (k / d)), phi = 1 / left;
        return new TieSums(Math.Log(left), phi, f * phi, phi * phi, f * phi * phi, f * phi * f * phi);
    }

    private TieSums Plus(double weight, in TieSums term) => new(
        Log + (weight * term.Log),
        A1 + (weight * term.A1),
        A2 + (weight * term.A2),
        B0 + (weight * term.B0),
        B1 + (weight * term.B1),
        B2 + (weight * term.B2));
}
