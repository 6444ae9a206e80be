using System.Globalization;

namespace RetentionMetrics;

/// <summary>Decimals as the nearest doubles. The framework's own conversion rounds twice, so that 81.0 and 81 may become neighbours when they are added to much.</summary>
internal static class DecimalRounding
{
    private const ulong MostExact = 1UL << 53;

    private static readonly double[] PowersOfTen = [.. Enumerable.Range(0, 23).Select(n => double.Parse("1E" + n.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];

    public static double ToNearestDouble(this decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        ulong mantissa = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        int scale = (bits[3] >> 16) & 31;
        // Two doubles that are exact have a quotient that is rounded once.
        if (bits[2] == 0 && mantissa <= MostExact && scale < PowersOfTen.Length)
            return (bits[3] < 0 ? -(double)mantissa : mantissa) / PowersOfTen[scale];
        return double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
