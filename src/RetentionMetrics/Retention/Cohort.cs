using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The customers whose first activity lies in one calendar period: a row of a <see cref="CohortTable"/>.</summary>
/// <remarks>Its lists are by age in periods; age 0 is the cohort's own period, the last is that of the table's last period. Immutable.</remarks>
public sealed class Cohort
{
    internal Cohort(int index, DateOnly start, ImmutableArray<long> active, ImmutableArray<long> activeOrLater, ImmutableArray<decimal> revenue)
    {
        Index = index;
        Start = start;
        Active = active;
        ActiveOrLater = activeOrLater;
        Revenue = revenue;
    }

    /// <summary>The row in the table: 0 for the first period.</summary>
    public int Index { get; }

    /// <summary>The first day of the cohort's period.</summary>
    public DateOnly Start { get; }

    /// <summary>Customers in the cohort; 0 in a period without new customers.</summary>
    public long Size => Active[0];

    /// <summary>By age: customers active in that period.</summary>
    public ImmutableArray<long> Active { get; }

    /// <summary>By age: customers active in that period or in a later one of the table.</summary>
    public ImmutableArray<long> ActiveOrLater { get; }

    /// <summary>By age: the customers' revenue, refunds taken off; empty in a table of activities.</summary>
    public ImmutableArray<decimal> Revenue { get; }
}
