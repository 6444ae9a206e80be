namespace RetentionMetrics;

/// <summary>Sorts the lines of one customer by day, with all that belongs to them.</summary>
internal struct DaySorter()
{
    // Most customers have few lines: these are moved into place one by one.
    private const int Few = 24;

    private int[] _order = [];
    private decimal[] _amounts = [];
    private int[] _numbers = [];

    public void Sort(Span<int> days, Span<decimal> amounts, Span<int> counts, Span<int> orders)
    {
        if (IsSorted(days))
            return;
        if (days.Length > Few)
            SortMany(days, amounts, counts, orders);
        else
            Insert(days, amounts, counts, orders);
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

    private static void Insert(Span<int> days, Span<decimal> amounts, Span<int> counts, Span<int> orders)
    {
        for (int i = 1; i < days.Length; i++)
        {
            int day = days[i], to = i;
            while (to > 0 && days[to - 1] > day)
                to--;
            if (to == i)
                continue;
            Rotate(days[to..(i + 1)]);
            Rotate(amounts[to..(i + 1)]);
            Rotate(counts[to..(i + 1)]);
            if (!orders.IsEmpty)
                Rotate(orders[to..(i + 1)]);
        }
    }

    // The last goes to the front.
    private static void Rotate<T>(Span<T> values)
    {
        T last = values[^1];
        values[..^1].CopyTo(values[1..]);
        values[0] = last;
    }

    private void SortMany(Span<int> days, Span<decimal> amounts, Span<int> counts, Span<int> orders)
    {
        if (_order.Length < days.Length)
        {
            _order = new int[days.Length * 2];
            _amounts = new decimal[_order.Length];
            _numbers = new int[_order.Length];
        }

        Span<int> order = _order.AsSpan(0, days.Length);
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        days.Sort(order);
        Permute(amounts, order, _amounts);
        Permute(counts, order, _numbers);
        if (!orders.IsEmpty)
            Permute(orders, order, _numbers);
    }

    private static void Permute<T>(Span<T> values, ReadOnlySpan<int> order, Span<T> copy)
    {
        values.CopyTo(copy);
        for (int i = 0; i < order.Length; i++)
            values[i] = copy[order[i]];
    }
}
