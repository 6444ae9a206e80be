namespace RetentionMetrics;

/// <summary>Sorts the lines of one customer by day, with all that belongs to them.</summary>
internal struct DaySorter()
{
    // Most customers have few lines: these are put in place one by one.
    private const int Few = 32;

    private int[] _order = new int[Few];
    private decimal[] _amounts = new decimal[Few];
    private int[] _numbers = new int[Few];

    public void Sort(Span<int> days, Span<decimal> amounts, Span<int> counts, Span<int> orders)
    {
        if (IsSorted(days))
            return;
        int n = days.Length;
        if (n > _order.Length)
        {
            _order = new int[2 * n];
            _amounts = new decimal[2 * n];
            _numbers = new int[2 * n];
        }

        Span<int> order = _order.AsSpan(0, n);
        if (n <= Few)
        {
            Insert(days, order);
        }
        else
        {
            for (int i = 0; i < n; i++)
                order[i] = i;
            days.Sort(order);
        }

        Permute(amounts, order, _amounts);
        Permute(counts, order, _numbers);
        if (!orders.IsEmpty)
            Permute(orders, order, _numbers);
    }

    private static bool IsSorted(ReadOnlySpan<int> days)
    {
        for (int i = 1; i < days.Length; i++)
        {
            if (days[i] < days[i - 1])
                return false;
        }

        return true;
    }

    private static void Insert(Span<int> days, Span<int> order)
    {
        // Day and place in one number: a day fits in 22 bits.
        Span<int> keys = stackalloc int[Few];
        for (int i = 0; i < days.Length; i++)
        {
            int key = (days[i] << 5) | i, to = i;
            for (; to > 0 && keys[to - 1] > key; to--)
                keys[to] = keys[to - 1];
            keys[to] = key;
        }

        for (int i = 0; i < days.Length; i++)
        {
            days[i] = keys[i] >> 5;
            order[i] = keys[i] & (Few - 1);
        }
    }

    private static void Permute<T>(Span<T> values, ReadOnlySpan<int> order, Span<T> copy)
    {
        values.CopyTo(copy);
        for (int i = 0; i < order.Length; i++)
            values[i] = copy[order[i]];
    }
}
