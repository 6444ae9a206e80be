namespace RetentionMetrics;

/// <summary>Division whose result is a number or nothing.</summary>
internal static class Quotient
{
    /// <summary>Numerator ÷ denominator; null when the denominator is not greater than 0 or the quotient is beyond the range of a double.</summary>
    public static double? Of(double numerator, double denominator) =>
        denominator > 0 && numerator / denominator is var quotient && double.IsFinite(quotient) ? quotient : null;
}
