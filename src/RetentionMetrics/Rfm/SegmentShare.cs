namespace RetentionMetrics;

/// <summary>How many customers a segment holds and what they brought.</summary>
public readonly record struct SegmentShare
{
    internal SegmentShare(string name, long customers, long allCustomers, decimal revenue, decimal allRevenue)
    {
        Name = name;
        Customers = customers;
        AllCustomers = allCustomers;
        Revenue = revenue;
        AllRevenue = allRevenue;
    }

    /// <summary>The segment's name.</summary>
    public string Name { get; }

    /// <summary>Customers in the segment.</summary>
    public long Customers { get; }

    /// <summary>Customers in all segments.</summary>
    public long AllCustomers { get; }

    /// <summary>Revenue of the segment.</summary>
    public decimal Revenue { get; }

    /// <summary>Revenue of all segments.</summary>
    public decimal AllRevenue { get; }

    /// <summary>Customers ÷ all customers; <see langword="null"/> when there are none at all.</summary>
    public double? CustomerShare => AllCustomers == 0 ? null : (double)Customers / AllCustomers;

    /// <summary>Revenue ÷ all revenue; <see langword="null"/> when that is 0.</summary>
    public double? RevenueShare => AllRevenue == 0 ? null : (double)(Revenue / AllRevenue);
}
