using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>Rows four at a time. Where the processor has no vectors that long, the framework computes them in shorter ones.</summary>
internal static class Lanes
{
    /// <summary>Rows i…i + 3; past the end the last row is repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ReadOnlySpan<double> column, int i, int end)
    {
        if (i + 4 <= end)
            return Vector256.Create(column.Slice(i, 4));
        double last = column[end - 1];
        return Vector256.Create(column[i], i + 1 < end ? column[i + 1] : last, i + 2 < end ? column[i + 2] : last, last);
    }

    /// <summary>The weights of rows i…i + 3; past the end 0, so that what stands there is not counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Weights(ReadOnlySpan<double> weights, int i, int end) => i + 4 <= end
        ? Vector256.Create(weights.Slice(i, 4))
        : Vector256.Create(weights[i], i + 1 < end ? weights[i + 1] : 0, i + 2 < end ? weights[i + 2] : 0, 0);

    /// <summary>ln(1 + v) for v ≥ 0, exact for small v (Kahan).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogOnePlus(Vector256<double> v)
    {
        Vector256<double> u = Vector256<double>.One + v, more = u - Vector256<double>.One;
        return Vector256.ConditionalSelect(Vector256.Equals(more, Vector256<double>.Zero), v, Vector256.Log(u) * v / more);
    }
}
