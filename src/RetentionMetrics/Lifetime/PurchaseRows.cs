namespace RetentionMetrics;

/// <summary>The distinct histories that a purchase model is fitted to, and what each such fit asks of them before it searches.</summary>
internal readonly struct PurchaseRows
{
    public PurchaseRows(HistoryColumns columns)
    {
        Rows = columns.Collapse();
        Customers = Rows.Customers;
        ReadOnlySpan<int> x = Rows.Frequency.Span;
        ReadOnlySpan<double> age = Rows.Age.Span;
        ReadOnlySpan<long> counts = Rows.Counts.Span;
        for (int i = 0; i < x.Length; i++)
        {
            Purchases += (double)counts[i] * x[i];
            Time += counts[i] * age[i];
        }
    }

    /// <summary>In order of x, t_x and T, with counts.</summary>
    public HistoryColumns Rows { get; }

    public long Customers { get; }

    /// <summary>Repeat purchases of all customers.</summary>
    public double Purchases { get; }

    /// <summary>The ages of all customers.</summary>
    public double Time { get; }

    /// <summary>The mean time between purchases.</summary>
    public double Gap => Time / Purchases;

    /// <summary>The unit in which times are searched, about the mean time between purchases, so that the unit of time does not matter. A power of two scales without rounding.</summary>
    public double Scale => Math.Pow(2, Math.Clamp(Math.Round(Math.Log2(Gap)), -1000, 1000));

    /// <summary>Why so many parameters cannot be fitted; null where they may be.</summary>
    public string? ReasonAgainst(int parameters) => Customers < 2 ? "At least two customers are needed."
        : Purchases == 0 ? "No customer has a repeat purchase."
        : Time == 0 ? "No customer has been observed for any time."
        : Rows.Count < parameters ? "There are fewer distinct histories than parameters."
        : Rows.Frequency.Span[0] == Rows.Frequency.Span[^1] ? "All customers have the same frequency."
        : null;
}
