using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>
/// Exponential and logarithm of eight numbers, to about one unit in the last place. The framework's may round differently before and after its compiler has optimised them;
/// these use only operations with one right result (+, −, ×, ÷ and the fused multiply-add), and give the same bits always.
/// </summary>
internal static class LaneFunctions
{
    /// <summary>eˣ: x = n ln 2 + r, |r| ≤ ½ ln 2, and Taylor's series of e^r to r¹³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-760.0)), Vector512.Create(710.0));
        // Adding 1.5 · 2^52 rounds to a whole number, which is then in the low bits.
        Vector512<double> shift = Vector512.Create(6755399441055744.0), shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634074), shift);
        Vector512<double> whole = shifted - shift;
        Vector512<long> n = shifted.AsInt64() - shift.AsInt64();
        Vector512<double> r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-0.69314718055994528623), x);
        r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-2.3190468138462995584e-17), r);
        Vector512<double> series = Vector512.Create(1.0 / 6227020800);
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 479001600));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 39916800));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 3628800));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 362880));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 40320));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 5040));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 720));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 120));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 24));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(1.0 / 6));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.5));
        series = Vector512.FusedMultiplyAdd(series, r * r, r) + Vector512<double>.One;
        // 2ⁿ in two factors: it may be beyond the largest or the smallest double.
        Vector512<long> half = Vector512.ShiftRightArithmetic(n, 1);
        return series * WithExponent(half) * WithExponent(n - half);
    }

    // 2^(j÷16), without the j × 2^48 by which adding the sixteenths to the exponent raises them. An array: code that is not optimised makes an object each time it looks at constants of a span.
    private static readonly long[] Sixteenths =
    [
        0x3FF0000000000000, 0x3FEFB5586CF9890F, 0x3FEF72B83C7D517B, 0x3FEF387A6E756238, 0x3FEF06FE0A31B715, 0x3FEEDEA64C123422, 0x3FEEBFDAD5362A27, 0x3FEEAB07DD485429,
        0x3FEEA09E667F3BCD, 0x3FEEA11473EB0187, 0x3FEEACE5422AA0DB, 0x3FEEC49182A3F090, 0x3FEEE89F995AD3AD, 0x3FEF199BDD85529C, 0x3FEF5818DCFBA487, 0x3FEFA4AFA2A490DA,
    ];

    /// <summary>2ˣ, −1022 ≤ x ≤ 1022; beyond, numbers without a meaning. No multiples of ln 2 are taken off, and a table of sixteenths leaves little to the series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> PowerOfTwo(Vector512<double> x)
    {
        // Adding 1.5 · 2^48 rounds to sixteenths, whose number is then in the low bits.
        Vector512<double> shift = Vector512.Create(422212465065984.0), shifted = x + shift, r = x - (shifted - shift);
        Vector512<long> n = shifted.AsInt64();
        Vector512<double> near = (Lanes.Lookup(ref MemoryMarshal.GetArrayDataReference(Sixteenths), n) + Vector512.ShiftLeft(n, 48)).AsDouble();
        // (2^r − 1) ÷ r, through Chebyshev points of |r| ≤ 1/32: 1.2e-17 of 2^r.
        Vector512<double> series = Vector512.Create(0.00015403724019468894);
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.0013333781621472902));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.009618129106919254));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.05550410865663603));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.24022650695910075));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.6931471805599457));
        return Vector512.FusedMultiplyAdd(series, near * r, near);
    }

    /// <summary>log₂ ((rate + to) ÷ (rate + from)), 0 ≤ from ≤ to, for numbers between 1e-300 and 1e300: one division, and exact for small differences.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSpan(double rate, Vector512<double> from, Vector512<double> to)
    {
        // The difference of the bits says which power of two is nearest to the quotient; s = (q−1) ÷ (q+1) of what is left, |s| ≤ 0.2.
        Vector512<double> low = Vector512.Create(rate) + from, high = Vector512.Create(rate) + to;
        Vector512<long> k = Vector512.ShiftRightArithmetic(high.AsInt64() - low.AsInt64() + Vector512.Create(1L << 51), 52);
        Vector512<double> near = (high.AsInt64() - Vector512.ShiftLeft(k, 52)).AsDouble();
        Vector512<double> rise = Vector512.ConditionalSelect(Vector512.Equals(k, Vector512<long>.Zero).AsDouble(), to - from, near - low);
        Vector512<double> s = rise / (near + low), y = s * s;
        // 2 artanh(s) ÷ (s ln 2), through Chebyshev points of y ≤ 0.0402: 1.5e-17 of the logarithm. To the base 2 the exponent is added as it is.
        Vector512<double> series = Vector512.Create(0.22214896457582506);
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.2199517801053695));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.2623771933017515));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.32059758762586293));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.41219859658227875));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.5770780162877038));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.9617966939261058));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(2.8853900817779268));
        return Vector512.FusedMultiplyAdd(s, series, Lanes.ToDouble(k));
    }

    /// <summary>ln(1 + d), d > −1, exact for small d: of u = 1 + d as fdlibm does it, with the rounding of u put right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogOnePlus(Vector512<double> d)
    {
        Vector512<double> u = Vector512<double>.One + d;
        return Log(u, d - (u - Vector512<double>.One));
    }

    /// <summary>ln u, u > 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> u) => Log(u, Vector512<double>.Zero);

    /// <summary><see cref="Exp(Vector512{double})"/> of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => Exp(Vector512.Create(x, x)).GetLower();

    /// <summary><see cref="LogOnePlus(Vector512{double})"/> of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogOnePlus(Vector256<double> d) => LogOnePlus(Vector512.Create(d, d)).GetLower();

    // ln(u + lost), lost the rounding of u.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log(Vector512<double> u, Vector512<double> lost)
    {
        // u = 2^k · (1 + f), √½ ≤ 1 + f < √2
        Vector512<long> k = Vector512.ShiftRightArithmetic(u.AsInt64() - Vector512.Create(0x3FE6A09E667F3BCD), 52);
        Vector512<double> f = (u.AsInt64() - Vector512.ShiftLeft(k, 52)).AsDouble() - Vector512<double>.One;
        Vector512<double> exponent = Vector512.ConvertToDouble(k);
        Vector512<double> twoAndF = f + Vector512.Create(2.0), inverse = Vector512<double>.One / (u * twoAndF);
        Vector512<double> s = f * (inverse * u), y = s * s, half = Vector512.Create(0.5) * f * f;
        Vector512<double> series = Vector512.Create(0.1479819860511658591);
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.1531383769920937332));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.1818357216161805012));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.2222219843214978396));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.2857142874366239149));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.3999999999940941908));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.6666666666666735130));
        Vector512<double> low = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(1.90821492927058770002e-10), lost * (inverse * twoAndF));
        low = Vector512.FusedMultiplyAdd(s, Vector512.FusedMultiplyAdd(series, y, half), low);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(6.93147180369123816490e-01), f - (half - low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> WithExponent(Vector512<long> n) => Vector512.ShiftLeft(n + Vector512.Create(1023L), 52).AsDouble();
}
