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
