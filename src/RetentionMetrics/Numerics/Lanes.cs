using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>Functions of eight numbers at once, or of four. Where the processor has no vectors that long, the framework computes them in shorter ones.</summary>
internal static class Lanes
{
    /// <summary>ln(1 + x), x > −1: <see cref="SpecialFunctions.LogOnePlus"/>.</summary>
    public static Vector512<double> LogOnePlus(Vector512<double> x)
    {
        Vector512<double> u = Vector512<double>.One + x, error = u - Vector512<double>.One;
        Vector512<double> small = Vector512.Equals(error, Vector512<double>.Zero);
        return Vector512.ConditionalSelect(small, x, Vector512.Log(u) * x / Vector512.ConditionalSelect(small, Vector512<double>.One, error));
    }

    /// <summary>eˣ − 1: <see cref="SpecialFunctions.ExpMinusOne"/>.</summary>
    public static Vector512<double> ExpMinusOne(Vector512<double> x)
    {
        Vector512<double> u = Vector512.Exp(x), less = u - Vector512<double>.One;
        Vector512<double> unit = Vector512.Equals(less, Vector512<double>.Zero), far = Vector512.GreaterThan(Vector512.Abs(x), Vector512.Create(0.5));
        Vector512<double> near = less * x / Vector512.ConditionalSelect(unit | far, Vector512<double>.One, Vector512.Log(u));
        return Vector512.ConditionalSelect(far, less, Vector512.ConditionalSelect(unit, x, near));
    }

    /// <summary>Eight numbers from a row on; where the rows end before, the last lanes are 0.</summary>
    public static Vector512<double> Load(ReadOnlySpan<double> values, int start)
    {
        if (start + Vector512<double>.Count <= values.Length)
            return Vector512.Create(values.Slice(start, Vector512<double>.Count));
        Span<double> some = stackalloc double[Vector512<double>.Count];
        some.Clear();
        values[start..].CopyTo(some);
        return Vector512.Create(some);
    }

    public static double Greatest(Vector512<double> values)
    {
        double greatest = values[0];
        for (int i = 1; i < Vector512<double>.Count; i++)
            greatest = Math.Max(greatest, values[i]);
        return greatest;
    }

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
