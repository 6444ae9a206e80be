using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Customers by the calendar period of their first activity or given start, followed age by age.</summary>
/// <remarks>
/// Every period from the first cohort to the last seen has a row, empty ones, too. Ages are whole calendar periods, or counted from each customer's own day (<see cref="CohortOptions.Age"/>).
/// Tables of different customers add up, exactly for any split by customer, when they were built alike. Immutable; the same for any order of the facts.
/// </remarks>
public sealed partial class CohortTable : ITally<CohortTable>, IEquatable<CohortTable>
{
    /// <summary>The most periods that a table can span: 1,200, a century of months or three years of days.</summary>
    public const int MaxPeriods = 1_200;

    /// <summary>Makes a table from its rows, such as those of one that was stored.</summary>
    /// <param name="period">The kind of period.</param>
    /// <param name="options">How they were counted.</param>
    /// <param name="cohorts">The cohorts, one a period without gaps, in order of time.</param>
    /// <param name="flow">One row a period, beside the cohorts.</param>
    /// <param name="hasRevenue">Whether they were counted from transactions.</param>
    /// <param name="hasStarts">Whether the customers' starts were given.</param>
    /// <param name="unassignedRevenue">Amounts in no cell.</param>
    /// <param name="customersLeftOut">Customers in no cohort; at least 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">A list is <c>default</c>, a cohort is null, the rows are not those of consecutive periods, or <paramref name="flow"/> differs from them in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or <paramref name="customersLeftOut"/> is out of range.</exception>
    public CohortTable(
        CalendarPeriod period,
        CohortOptions options,
        ImmutableArray<Cohort> cohorts,
        ImmutableArray<ActivityFlow> flow,
        bool hasRevenue = false,
        bool hasStarts = false,
        decimal unassignedRevenue = 0,
        long customersLeftOut = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options, period);
        Throw.IfDefault(cohorts);
        Throw.IfDefault(flow);
        Throw.IfLengthDiffers(flow.Length, cohorts.Length, nameof(flow));
        Throw.IfNegative(customersLeftOut);
        for (int p = 0; p < cohorts.Length; p++)
        {
            if (cohorts[p] is null)
                throw Throw.Row(nameof(cohorts), p, "the cohort", "null", "a cohort");
            DateOnly expected = period.StartOf(period.IndexOf(cohorts[0].Start) + p);
            if (cohorts[p].Index != p || cohorts[p].Start != expected || flow[p].Start != expected)
                throw Throw.Row(nameof(cohorts), p, "the row", cohorts[p].Index, "that of the period after the row before");
        }

        Period = period;
        Options = options;
        Cohorts = cohorts;
        Flow = flow;
        HasRevenue = hasRevenue;
        HasStarts = hasStarts;
        UnassignedRevenue = unassignedRevenue;
        CustomersLeftOut = customersLeftOut;
    }

    /// <summary>The table of nobody, by day with the default options; it adds to a table of any kind.</summary>
    public static CohortTable Zero { get; } = new(CalendarPeriod.Day, new CohortOptions(), [], []);

    /// <summary>The kind of period.</summary>
    public CalendarPeriod Period { get; }

    /// <summary>How it was counted.</summary>
    public CohortOptions Options { get; }

    /// <summary>The unit of ages.</summary>
    public CalendarPeriod AgePeriod => Options.AgePeriod ?? Period;

    /// <summary>The cohorts, one a period without gaps, in order of time; empty without activity. Their sizes add up to the distinct customers, without those left out.</summary>
    public ImmutableArray<Cohort> Cohorts { get; }

    /// <summary>Active, new, retained, reactivated and lost customers, one row a calendar period, in order of time. The last may be cut short by the as-of day.</summary>
    public ImmutableArray<ActivityFlow> Flow { get; }

    /// <summary>Whether the table was built from transactions, and so has revenue.</summary>
    public bool HasRevenue { get; }

    /// <summary>Whether the customers' starts were given, instead of taken from their first activity.</summary>
    public bool HasStarts { get; }

    /// <summary>
    /// Amounts that belong to no cell: refunds of customers without any purchase or from before their first, and amounts of customers left out, before a given start, in ages not yet observed
    /// or beyond the last counted. The cells and this add up to all amounts up to the as-of day.
    /// </summary>
    public decimal UnassignedRevenue { get; }

    /// <summary>Customers in no cohort: watched for too short a time (<see cref="CohortOptions.MinimumHorizon"/>), or without a given start.</summary>
    public long CustomersLeftOut { get; }

    /// <summary>Classic retention: the share of a cohort that is active at an age, with Wilson's score interval (1927).</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>Active ÷ observed; <see langword="null"/> for an empty cohort and for ages that the table does not reach or has not seen whole.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public Estimate? Retention(int cohort, int age, ConfidenceLevel level = default) =>
        Find(cohort, age) is { } c ? ProportionInterval.Wilson(c.Active[age], c.Observed[age], level) : null;

    /// <summary>Rolling retention: the share of a cohort that is active at an age or later. Never below the classic one, and under calendar ages never rising with age.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>Active then or later ÷ observed, with Wilson's score interval; <see langword="null"/> as in <see cref="Retention"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public Estimate? RollingRetention(int cohort, int age, ConfidenceLevel level = default) =>
        Find(cohort, age) is { } c ? ProportionInterval.Wilson(c.ActiveOrLater[age], c.Observed[age], level) : null;

    /// <summary>Bracket retention: the share of a cohort that is active at least once in a range of ages.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="bracket">The bracket's index in <see cref="CohortOptions.Brackets"/>.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>Active in it ÷ observed through it, with Wilson's score interval; <see langword="null"/> when nobody was.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public Estimate? BracketRetention(int cohort, int bracket, ConfidenceLevel level = default)
    {
        Throw.IfNoSuchRow(bracket, Options.Brackets.Length);
        Cohort row = Row(cohort);
        return row.BracketObserved[bracket] == 0 ? null : ProportionInterval.Wilson(row.BracketActive[bracket], row.BracketObserved[bracket], level);
    }

    /// <summary>A cohort's revenue at an age ÷ its revenue at age 0; under <see cref="CohortAge.OwnDay"/> revenue is taken per customer observed.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>A ratio, above 1 when the cohort grows; <see langword="null"/> when the revenue at age 0 is not positive, without revenue, and as in <see cref="Retention"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public double? RevenueRetention(int cohort, int age) =>
        Find(cohort, age) is { } c && HasRevenue && c.Revenue[0] > 0
            ? c.Observed[age] == c.Observed[0] ? (double)c.Revenue[age] / (double)c.Revenue[0] : (double)c.Revenue[age] / c.Observed[age] / ((double)c.Revenue[0] / c.Observed[0])
            : null;

    /// <summary>The realised value of a customer from age 0 to an age, both included: Σ revenue ÷ observed, age by age.</summary>
    /// <param name="cohort">The cohort's index.</param>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>Money a customer; <see langword="null"/> without revenue, and as in <see cref="Retention"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cohort"/> is not an index of <see cref="Cohorts"/>, or <paramref name="age"/> is negative.</exception>
    public decimal? CumulativeRevenuePerCustomer(int cohort, int age)
    {
        if (!(Find(cohort, age) is { } c && HasRevenue))
            return null;
        (decimal value, decimal sum) = (0, 0);
        for (int a = 0; a <= age; a++)
        {
            sum += c.Revenue[a];
            if (a < age && c.Observed[a + 1] == c.Observed[a])
                continue; // of the same customers: one division
            value += sum / c.Observed[a];
            sum = 0;
        }

        return value;
    }

    /// <summary>Classic retention at an age over all cohorts: Σ active ÷ Σ observed, so that large cohorts weigh more.</summary>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction with Wilson's score interval; <see langword="null"/> when nobody was observed at the age.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is negative.</exception>
    public Estimate? WeightedRetention(int age, ConfidenceLevel level = default) => Weighted(age, c => c.Active[age], level);

    /// <summary>Rolling retention at an age over all cohorts: Σ active then or later ÷ Σ observed.</summary>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction with Wilson's score interval; <see langword="null"/> when nobody was observed at the age.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is negative.</exception>
    public Estimate? WeightedRollingRetention(int age, ConfidenceLevel level = default) => Weighted(age, c => c.ActiveOrLater[age], level);

    /// <summary>Bracket retention over all cohorts: Σ active in it ÷ Σ observed through it.</summary>
    /// <param name="bracket">The bracket's index in <see cref="CohortOptions.Brackets"/>.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction with Wilson's score interval; <see langword="null"/> when nobody was observed through it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bracket"/> is no index.</exception>
    public Estimate? WeightedBracketRetention(int bracket, ConfidenceLevel level = default)
    {
        Throw.IfNoSuchRow(bracket, Options.Brackets.Length);
        (long active, long observed) = (0, 0);
        foreach (Cohort cohort in Cohorts.Where(c => c.BracketObserved[bracket] > 0))
            (active, observed) = (active + cohort.BracketActive[bracket], observed + cohort.BracketObserved[bracket]);
        return ProportionInterval.Wilson(active, observed, level);
    }

    /// <summary>Revenue at an age ÷ revenue at age 0, over all cohorts observed at the age; under <see cref="CohortAge.OwnDay"/> revenue per customer observed.</summary>
    /// <param name="age">Periods since the cohort's own; at least 0.</param>
    /// <returns>A ratio; <see langword="null"/> when the revenue at age 0 is not positive, nobody was observed at the age, and without revenue.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="age"/> is negative.</exception>
    public double? WeightedRevenueRetention(int age)
    {
        Throw.IfNegative(age);
        if (!HasRevenue)
            return null;
        (decimal now, decimal first, long observed, long all) = (0, 0, 0, 0);
        foreach (Cohort cohort in Reached(age))
        {
            (now, first) = (now + cohort.Revenue[age], first + cohort.Revenue[0]);
            (observed, all) = (observed + cohort.Observed[age], all + cohort.Observed[0]);
        }

        return first > 0 ? (double)now / (double)first * all / observed : null;
    }

    private Estimate? Weighted(int age, Func<Cohort, long> count, ConfidenceLevel level)
    {
        Throw.IfNegative(age);
        (long active, long observed) = (0, 0);
        foreach (Cohort cohort in Reached(age))
            (active, observed) = (active + count(cohort), observed + cohort.Observed[age]);
        return ProportionInterval.Wilson(active, observed, level);
    }

    private IEnumerable<Cohort> Reached(int age) => Cohorts.Where(c => age < c.Observed.Length && c.Observed[age] > 0);

    private Cohort Row(int cohort) => (uint)cohort < (uint)Cohorts.Length
        ? Cohorts[cohort]
        : throw Throw.OutOfRange(nameof(cohort), cohort, Cohorts.IsEmpty ? "a row of the table, but it has none" : $"from 0 to {Cohorts.Length - 1}, the rows of the table");

    /// <summary>The cohort, or null when the table does not know the whole age of anybody in it.</summary>
    private Cohort? Find(int cohort, int age)
    {
        Cohort row = Row(cohort);
        Throw.IfNegative(age);
        return age < row.Observed.Length && row.Observed[age] > 0 ? row : null;
    }
}
