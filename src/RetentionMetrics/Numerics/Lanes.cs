using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetentionMetrics;

/// <summary>Rows eight at a time, or four. Where the processor has no vectors that long, the framework computes them in shorter ones.</summary>
internal static class Lanes
{
    // Adding it puts a whole number into the low bits of a double.
    private const double Shift = 6755399441055744.0;

    /// <summary>Eight whole numbers as doubles. One instruction where there is one: the general way takes three, and milliseconds to be compiled for the first time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref int first, nuint at)
    {
        if (Avx512F.IsSupported)
            return Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref first, at));
        (Vector256<long> low, Vector256<long> high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, at));
        return ToDouble(Vector512.Create(low, high));
    }

    /// <summary>Whole numbers within ±2^51 as doubles, without the instruction that only few processors have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ToDouble(Vector512<long> whole) => (whole + Vector512.Create(BitConverter.DoubleToInt64Bits(Shift))).AsDouble() - Vector512.Create(Shift);

    /// <summary>Whole numbers within ±2^51, from doubles, in the low bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> LowBits(Vector512<double> whole) => (whole + Vector512.Create(Shift)).AsInt64();

    /// <summary>Of sixteen numbers those at eight places, the low four bits of index; where there is no instruction that picks among them all, one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Lookup(ref long first, Vector512<long> index) => Avx512F.IsSupported
        ? Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref first), index, Vector512.LoadUnsafe(ref first, 8))
        : Vector512.Create(At(ref first, index, 0), At(ref first, index, 1), At(ref first, index, 2), At(ref first, index, 3), At(ref first, index, 4), At(ref first, index, 5), At(ref first, index, 6), At(ref first, index, 7));

    /// <inheritdoc cref="Lookup(ref long, Vector512{long})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lookup(ref double first, Vector512<long> index) => Lookup(ref Unsafe.As<double, long>(ref first), index).AsDouble();

    private static long At(ref long first, Vector512<long> index, int lane) => Unsafe.Add(ref first, (int)index[lane] & 15);

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
}
