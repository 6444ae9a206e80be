using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>How many customers of a cohort a model of contracts expects to keep in each of the periods to come. Immutable.</summary>
public sealed class CohortProjection
{
    internal CohortProjection(DateOnly start, long survivors, int tenure, ImmutableArray<double> expected)
    {
        Start = start;
        Survivors = survivors;
        Tenure = tenure;
        Expected = expected;
    }

    /// <summary>The first day of the cohort's period.</summary>
    public DateOnly Start { get; }

    /// <summary>Customers in hand: those of the cohort who are active in the table's last period.</summary>
    public long Survivors { get; }

    /// <summary>Renewals that they have made: the cohort's age in the table's last period.</summary>
    public int Tenure { get; }

    /// <summary>Expected survivors after one more period, after two, and so on.</summary>
    public ImmutableArray<double> Expected { get; }
}
