using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Customers by the calendar period of their first activity, followed period by period.</summary>
/// <remarks>
/// Every period from the first with activity to the last seen has a row, empty ones, too. Ages are whole periods: a customer of the January cohort is of age 1 throughout February.
/// The last period may be cut short by the data; its rates then are, too. Immutable; the same for any order of the facts.
/// </remarks>
public sealed partial class CohortTable
{
    /// <summary>The most periods that a table can span: 1,200, a century of months or three years of days.</summary>
    public const int MaxPeriods = 1_200;

    private CohortTable(CalendarPeriod period, ImmutableArray<Cohort> cohorts, ImmutableArray<ActivityFlow> flow, bool hasRevenue, decimal unassignedRevenue)
    {
        Period = period;
        Cohorts = cohorts;
        Flow = flow;
        HasRevenue = hasRevenue;
        UnassignedRevenue = unassignedRevenue;
    }

    /// <summary>The kind of period.</summary>
    public CalendarPeriod Period { get; }

    /// <summary>The cohorts, one a period without gaps, in order of time; empty without activity. Their sizes add up to the distinct customers.</summary>
    public ImmutableArray<Cohort> Cohorts { get; }

    /// <summary>Active, new, retained, reactivated and lost customers, one row a period, in order of time.</summary>
    public ImmutableArray<ActivityFlow> Flow { get; }

    /// <summary>Whether the table was built from transactions, and so has revenue.</summary>
    public bool HasRevenue { get; }

    /// <summary>Refunds that belong to no cell: of customers without any purchase, or from a period before their first. The cells and this add up to all amounts.</summary>
    public decimal UnassignedRevenue { get; }

    /// <summary>Classic retention: the share of a cohort that is active at an age.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>A fraction; 1 at age 0; <see langword="null"/> for an empty cohort and for ages that the table does not reach.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public double? Retention(int cohort, int age) =>
        Find(cohort, age) is { Size: > 0 } c ? (double)c.Active[age] / c.Size : null;

    /// <summary>Rolling retention: the share of a cohort that is active at an age or later. Never below the classic one, and never rising with age.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>A fraction; 1 at age 0; <see langword="null"/> for an empty cohort and for ages that the table does not reach.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public double? RollingRetention(int cohort, int age) =>
        Find(cohort, age) is { Size: > 0 } c ? (double)c.ActiveOrLater[age] / c.Size : null;

    /// <summary>A cohort's revenue at an age ÷ its revenue at age 0.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>A ratio, above 1 when the cohort grows; <see langword="null"/> when the revenue at age 0 is not positive, for ages that the table does not reach, and without revenue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public double? RevenueRetention(int cohort, int age) =>
        Find(cohort, age) is { } c && HasRevenue && c.Revenue[0] > 0 ? (double)c.Revenue[age] / (double)c.Revenue[0] : null;

    /// <summary>A cohort's revenue from age 0 to an age, both included, ÷ its size: the realised value of a customer.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>Money a customer; <see langword="null"/> for an empty cohort, for ages that the table does not reach, and without revenue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public decimal? CumulativeRevenuePerCustomer(int cohort, int age)
    {
        if (!(Find(cohort, age) is { Size: > 0 } c && HasRevenue))
            return null;
        decimal sum = 0;
        foreach (decimal revenue in c.Revenue.AsSpan()[..(age + 1)])
            sum += revenue;
        return sum / c.Size;
    }

    /// <summary>Retention at an age over all cohorts that have reached it: Σ active ÷ Σ size, so that large cohorts weigh more.</summary>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>A fraction; <see langword="null"/> when no customer's cohort has reached the age.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is negative.</exception>
    public double? WeightedRetention(int age)
    {
        Throw.IfNegative(age);
        (long active, long size) = (0, 0);
        foreach (Cohort cohort in Cohorts)
        {
            if (age >= cohort.Active.Length)
                break;
            active += cohort.Active[age];
            size += cohort.Size;
        }

        return size == 0 ? null : (double)active / size;
    }

    /// <summary>The cohort, or null when the table ends before the age.</summary>
    private Cohort? Find(int cohort, int age)
    {
        if ((uint)cohort >= (uint)Cohorts.Length)
            throw Throw.OutOfRange(nameof(cohort), cohort, $"from 0 to {Cohorts.Length - 1}, the rows of the table");
        Throw.IfNegative(age);
        return age < Cohorts[cohort].Active.Length ? Cohorts[cohort] : null;
    }
}
