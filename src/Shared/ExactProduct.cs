using System.Numerics;

namespace RetentionMetrics;

/// <summary>Products of decimals, exact or not at all. The framework's own product rounds in silence.</summary>
internal static class ExactProduct
{
    /// <summary>Multiplies, when a decimal holds all digits of the product; the result is 0 otherwise.</summary>
    public static bool TryMultiply(decimal a, decimal b, out decimal product)
    {
        product = 0;
        if (Math.Abs((double)a) * Math.Abs((double)b) > 7.92e28 && Exceeds(a, b))
            return false;
        decimal rounded = a * b;
        // All places of both factors are there, unless it had to round or to drop zeros.
        if (rounded.Scale != a.Scale + b.Scale && Scaled(rounded, a.Scale + b.Scale) != Mantissa(a) * Mantissa(b))
            return false;
        product = rounded;
        return true;
    }

    private static bool Exceeds(decimal a, decimal b) => BigInteger.Abs(Mantissa(a) * Mantissa(b)) > new BigInteger(decimal.MaxValue) * BigInteger.Pow(10, a.Scale + b.Scale);

    private static BigInteger Mantissa(decimal value) => Scaled(value, value.Scale);

    /// <summary>value · 10^scale, for a scale that is at least the value's own.</summary>
    private static BigInteger Scaled(decimal value, int scale)
    {
        Span<int> parts = stackalloc int[4];
        _ = decimal.GetBits(value, parts);
        BigInteger mantissa = ((BigInteger)(uint)parts[2] << 64) | ((BigInteger)(uint)parts[1] << 32) | (uint)parts[0];
        return (parts[3] < 0 ? -mantissa : mantissa) * BigInteger.Pow(10, scale - value.Scale);
    }
}
