namespace RetentionMetrics;

/// <summary>
/// Intervals for the difference and the ratio of two independent estimates from the intervals of each (MOVER, the method of variance estimates recovery: Zou and Donner 2008).
/// Asymmetric intervals keep their asymmetry; with symmetric ones the ratio is the delta method on the log scale. Of two Wilson intervals the difference is Newcombe's (1998, method 10).
/// </summary>
internal static class CombinedInterval
{
    /// <summary>a − b, on n customers. An end is null where one that it needs is.</summary>
    public static Estimate Difference(Estimate a, Estimate b, long n)
    {
        double value = a.Value - b.Value;
        return new Estimate(
            value,
            value - Reach(a.Value - a.Lower, b.Upper - b.Value),
            value + Reach(a.Upper - a.Value, b.Value - b.Lower),
            n,
            a.Level);
    }

    /// <summary>a ÷ b, on the log scale. Null when b is not greater than 0, a is negative, or the quotient is beyond a double; an end is null where it needs the log of what is not greater than 0.</summary>
    public static Estimate? Ratio(Estimate a, Estimate b)
    {
        if (a.Value < 0 || Quotient.Of(a.Value, b.Value) is not { } value)
            return null;
        double? lower = value * Exp(-Reach(Log(a.Value, a.Lower), Log(b.Upper, b.Value)));
        double? upper = value * Exp(Reach(Log(a.Upper, a.Value), Log(b.Value, b.Lower)));
        return new Estimate(value, Finite(lower), Finite(upper), Math.Min(a.N, b.N), a.Level);

        static double? Log(double? high, double? low) => high > 0 && low > 0 ? Math.Log(high.Value / low.Value) : null;
        static double? Exp(double? x) => x is { } v ? Math.Exp(v) : null;
        static double? Finite(double? x) => x is { } v && double.IsFinite(v) ? v : null;
    }

    private static double? Reach(double? x, double? y) => x is { } a && y is { } b ? double.Hypot(a, b) : null;
}
