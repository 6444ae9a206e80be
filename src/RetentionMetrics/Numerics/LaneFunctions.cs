using System.Runtime.CompilerServices;
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
        return series * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>eˣ for 0 ≤ x ≤ 709, and what is beyond is taken for 709: without the care for the ends of a double's range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Grow(Vector512<double> x)
    {
        x = Vector512.Min(x, Vector512.Create(709.0));
        Vector512<double> shift = Vector512.Create(6755399441055744.0), shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634074), shift);
        Vector512<double> whole = shifted - shift, r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-0.69314718055994528623), x);
        r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-2.3190468138462995584e-17), r);
        // (e^r − 1 − r) ÷ r², through Chebyshev points of |r| ≤ 0.3466: 1.6e-17 of e^r.
        Vector512<double> series = Vector512.Create(2.510038319586702e-08);
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(2.7620085455018414e-07));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(2.7557268464831627e-06));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(2.4801521302241082e-05));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.00019841269863050506));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.001388888891720967));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.008333333333330063));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.041666666666624136));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.16666666666666669));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.5));
        series = Vector512.FusedMultiplyAdd(series, r * r, r) + Vector512<double>.One;
        // The whole number is in the low bits of shifted: added to the exponent's.
        return (series.AsInt64() + Vector512.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }

    /// <summary>ln((rate + to) ÷ (rate + from)), 0 ≤ from ≤ to, for numbers between 1e-300 and 1e300: one division, and exact for small differences.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogSpan(double rate, Vector512<double> from, Vector512<double> to)
    {
        // The difference of the bits says which power of two is nearest to the quotient; s = (q−1) ÷ (q+1) of what is left, |s| ≤ 0.2.
        Vector512<double> low = Vector512.Create(rate) + from, high = Vector512.Create(rate) + to;
        Vector512<long> k = Vector512.ShiftRightArithmetic(high.AsInt64() - low.AsInt64() + Vector512.Create(1L << 51), 52);
        Vector512<double> near = (high.AsInt64() - Vector512.ShiftLeft(k, 52)).AsDouble();
        Vector512<double> rise = Vector512.ConditionalSelect(Vector512.Equals(k, Vector512<long>.Zero).AsDouble(), to - from, near - low);
        Vector512<double> s = rise / (near + low), y = s * s, twice = s + s, exponent = Lanes.ToDouble(k);
        // (artanh(s) − s) ÷ s³, through Chebyshev points of y ≤ 0.0402: 7e-19 of the logarithm.
        Vector512<double> series = Vector512.Create(0.06807023520520665);
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.06604527040902493));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.07694450556844562));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.090908683956487));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.1111111152950313));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.1428571428360593));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.20000000000004042));
        series = Vector512.FusedMultiplyAdd(series, y, Vector512.Create(0.3333333333333333));
        Vector512<double> rest = Vector512.FusedMultiplyAdd(exponent, Vector512.Create(1.90821492927058770002e-10), twice * y * series);
        return Vector512.FusedMultiplyAdd(exponent, Vector512.Create(6.93147180369123816490e-01), twice + rest);
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
    private static Vector512<double> PowerOfTwo(Vector512<long> n) => Vector512.ShiftLeft(n + Vector512.Create(1023L), 52).AsDouble();
}
