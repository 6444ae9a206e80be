using System.Globalization;

namespace RetentionMetrics;

/// <summary>Decimals as the nearest doubles. The framework's own conversion rounds twice, so that 81.0 and 81 may become neighbours when they are added to much.</summary>
internal static class DecimalRounding
{
    private const ulong MostExact = 1UL << 53;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(n => double.Parse("1E" + n.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];

    public static double ToNearestDouble(this decimal value) =>
        TryDivide(value, 1, out double nearest) ? nearest : double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A sum divided by how many it is of, as the nearest double; where the sum has more digits than a double, the decimal nearest to the mean, and then the double nearest to that.</summary>
    public static double MeanOver(this decimal sum, int count) =>
        TryDivide(sum, count, out double nearest) ? nearest : (sum / count).ToNearestDouble();

    // Two doubles that are exact have a quotient that is rounded once.
    private static bool TryDivide(decimal value, int by, out double quotient)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        ulong mantissa = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        int scale = (bits[3] >> 16) & 31;
        quotient = 0;
        if (bits[2] != 0 || mantissa > MostExact || scale >= PowersOfTen.Length)
            return false;
        double divisor = PowersOfTen[scale] * by;
        if (by > 1 && divisor > MostExact)
            return false;
        quotient = (bits[3] < 0 ? -(double)mantissa : mantissa) / divisor;
        return true;
    }
}
