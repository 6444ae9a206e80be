using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Equal numbers are ranked by row; a rank that falls among them is a place in the rows.</summary>
internal static class Ties
{
    private const int Block = 4_096;

    /// <summary>The row after the k-th of the rows that hold a value; 0 for k = 0. At least k rows must hold it.</summary>
    public static int RowAfter(ReadOnlySpan<int> values, int value, int k)
    {
        int row = 0;
        for (; k > 0; row += Block) // whole blocks are counted by the framework, which has vectors for it
        {
            ReadOnlySpan<int> block = values.Slice(row, Math.Min(Block, values.Length - row));
            int equal = block.Count(value);
            if (equal >= k)
                return row + After(block, value, k);
            k -= equal;
        }

        return row;
    }

    /// <summary>The row after the k-th of the rows that hold a value; 0 for k = 0. At least k rows must hold it.</summary>
    public static int RowAfter(ReadOnlySpan<double> values, double value, int k)
    {
        int row = 0;
        for (; k > 0; row += Block)
        {
            // The same bits are the same number, except that 0 has two forms.
            ReadOnlySpan<double> block = values.Slice(row, Math.Min(Block, values.Length - row));
            ReadOnlySpan<long> bits = MemoryMarshal.Cast<double, long>(block);
            int equal = value == 0 ? bits.Count(0L) + bits.Count(long.MinValue) : bits.Count(BitConverter.DoubleToInt64Bits(value));
            if (equal >= k)
                return row + After(block, value, k);
            k -= equal;
        }

        return row;
    }

    private static int After<T>(ReadOnlySpan<T> block, T value, int k)
        where T : IEquatable<T>
    {
        int row = 0;
        for (; k > 0; row++)
            k -= block[row].Equals(value) ? 1 : 0;
        return row;
    }
}
