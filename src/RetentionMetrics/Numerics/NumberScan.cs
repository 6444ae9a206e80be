using System.Numerics;
using System.Runtime.CompilerServices;

namespace RetentionMetrics;

/// <summary>Looks through columns of numbers, several at a time.</summary>
internal static class NumberScan
{
    private const int Few = 1_024; // are looked at one by one sooner than the loop over vectors is compiled

    /// <summary>The first row whose number is infinite or NaN; −1 when there is none.</summary>
    public static int FirstNotFinite(ReadOnlySpan<double> values)
    {
        for (int row = values.Length > Few ? FiniteVectors(values) : 0; row < values.Length; row++)
        {
            if (!double.IsFinite(values[row]))
                return row;
        }

        return -1;
    }

    // Stops before the vector that holds one, or before the last rows: they are left.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called once, with many rows: there would be no time to tier up
    private static int FiniteVectors(ReadOnlySpan<double> values)
    {
        int row = 0;
        var most = new Vector<double>(double.MaxValue);
        while (Vector.IsHardwareAccelerated && row <= values.Length - Vector<double>.Count && Vector.LessThanOrEqualAll(Vector.Abs(new Vector<double>(values[row..])), most))
            row += Vector<double>.Count;
        return row;
    }

    /// <summary>How many numbers are less than one.</summary>
    public static int CountBelow(ReadOnlySpan<double> values, double edge)
    {
        if (values.Length > Few)
            return CountVectorsBelow(values, edge);
        int count = 0;
        foreach (double value in values)
            count += value < edge ? 1 : 0;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountVectorsBelow(ReadOnlySpan<double> values, double edge)
    {
        int row = 0, count = 0;
        Vector<long> counts = Vector<long>.Zero;
        for (; Vector.IsHardwareAccelerated && row <= values.Length - Vector<double>.Count; row += Vector<double>.Count)
            counts -= Vector.LessThan(new Vector<double>(values[row..]), new Vector<double>(edge)); // a comparison that holds is −1
        for (; row < values.Length; row++)
            count += values[row] < edge ? 1 : 0;
        return count + (int)Vector.Sum(counts);
    }
}
