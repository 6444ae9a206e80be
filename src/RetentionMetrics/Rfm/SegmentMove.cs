namespace RetentionMetrics;

/// <summary>The customers who went from one segment to another between two periods.</summary>
public readonly record struct SegmentMove
{
    internal SegmentMove(string? from, string? to, long customers, long fromCustomers, decimal revenueBefore, decimal revenueAfter)
    {
        From = from;
        To = to;
        Customers = customers;
        FromCustomers = fromCustomers;
        RevenueBefore = revenueBefore;
        RevenueAfter = revenueAfter;
    }

    /// <summary>The segment in the earlier period; <see langword="null"/> for new customers.</summary>
    public string? From { get; }

    /// <summary>The segment in the later period; <see langword="null"/> for customers who are gone.</summary>
    public string? To { get; }

    /// <summary>Customers who made the move: the numerator.</summary>
    public long Customers { get; }

    /// <summary>All customers of <see cref="From"/>: the denominator.</summary>
    public long FromCustomers { get; }

    /// <summary>What those who moved brought in the earlier period.</summary>
    public decimal RevenueBefore { get; }

    /// <summary>What those who moved brought in the later period.</summary>
    public decimal RevenueAfter { get; }

    /// <summary>Customers ÷ all customers of <see cref="From"/>, with Wilson's interval (1927).</summary>
    /// <param name="level">The interval's level.</param>
    /// <returns>The share; <see langword="null"/> when <see cref="From"/> had no customers.</returns>
    public Estimate? Share(ConfidenceLevel level = default) => ProportionInterval.Wilson(Customers, FromCustomers, level);
}
