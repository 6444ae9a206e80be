using System.Buffers;

namespace RetentionMetrics;

/// <summary>Orders numbers by the digits of their bits: linear time, whatever the numbers, and no memory of its own but pooled scratch.</summary>
internal static class RadixOrder
{
    private const int DigitBits = 11;
    private const int Digits = 6; // of 64 bits
    private const int Buckets = 1 << DigitBits;

    /// <summary>Bits that order as the numbers do, from −∞ to ∞; −0 and 0 have the same.</summary>
    public static ulong Key(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0); // −0 + 0 = 0
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue)); // the sign turned over, and for negative numbers all else, too
    }

    /// <summary>The number that has a key; 0 where −0 had it.</summary>
    public static double Number(ulong key)
    {
        long bits = (long)key;
        return BitConverter.Int64BitsToDouble(bits ^ (~(bits >> 63) | long.MinValue));
    }

    /// <summary>The rows from the highest value to the lowest, equal values by row.</summary>
    public static void Descending(ReadOnlySpan<double> values, Span<int> order)
    {
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            keys[row] = ~Key(values[row]);
            order[row] = row;
        }

        Ascending(keys.AsSpan(0, values.Length), order);
        ArrayPool<ulong>.Shared.Return(keys);
    }

    /// <summary>Sorts keys, and what belongs to them, from the lowest to the highest, equal ones as they were.</summary>
    public static void Ascending(Span<ulong> keys, Span<int> items)
    {
        int n = keys.Length;
        ulong[] nextKeys = ArrayPool<ulong>.Shared.Rent(n);
        int[] nextItems = ArrayPool<int>.Shared.Rent(n);
        Span<int> counts = stackalloc int[Digits * Buckets];
        counts.Clear();
        foreach (ulong key in keys)
        {
            for (int digit = 0; digit < Digits; digit++)
                counts[(digit * Buckets) + DigitOf(key, digit)]++;
        }

        Span<int> rows = items, otherRows = nextItems.AsSpan(0, n);
        Span<ulong> from = keys, to = nextKeys.AsSpan(0, n);
        for (int digit = 0; digit < Digits && n > 0; digit++)
        {
            Span<int> starts = counts.Slice(digit * Buckets, Buckets);
            if (starts[DigitOf(from[0], digit)] == n)
                continue; // all have the same digit
            for (int i = 0, sum = 0; i < Buckets; i++)
                (starts[i], sum) = (sum, sum + starts[i]);
            for (int i = 0; i < n; i++)
            {
                int at = starts[DigitOf(from[i], digit)]++;
                to[at] = from[i];
                otherRows[at] = rows[i];
            }

            Span<int> swapRows = rows;
            rows = otherRows;
            otherRows = swapRows;
            Span<ulong> swap = from;
            from = to;
            to = swap;
        }

        if (rows != items)
        {
            rows.CopyTo(items);
            from.CopyTo(keys);
        }

        ArrayPool<ulong>.Shared.Return(nextKeys);
        ArrayPool<int>.Shared.Return(nextItems);
    }

    private static int DigitOf(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Buckets - 1);
}
