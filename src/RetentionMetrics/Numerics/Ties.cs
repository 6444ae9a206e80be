using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Equal numbers are ranked by row; a rank that falls among them is a place in the rows.</summary>
internal static class Ties
{
    private const int Block = 4_096;

    /// <summary>The row after the k-th of the rows that hold a value; 0 for k = 0. At least k rows must hold it.</summary>
    public static int RowAfter<T>(ReadOnlySpan<T> values, T value, int k)
        where T : unmanaged, IEquatable<T>
    {
        int row = 0;
        for (; k > 0; row += Block)
        {
            ReadOnlySpan<T> block = values.Slice(row, Math.Min(Block, values.Length - row));
            int equal = Count(block, value);
            if (equal >= k)
                return row + After(block, value, k);
            k -= equal;
        }

        return row;
    }

    // The framework has vectors to count whole numbers. Doubles of the same bits are the same number, except that 0 has two forms.
    private static int Count<T>(ReadOnlySpan<T> block, T value)
        where T : unmanaged, IEquatable<T>
    {
        if (value is not double number)
            return block.Count(value);
        ReadOnlySpan<long> bits = MemoryMarshal.Cast<T, long>(block);
        return number == 0 ? bits.Count(0L) + bits.Count(long.MinValue) : bits.Count(BitConverter.DoubleToInt64Bits(number));
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
