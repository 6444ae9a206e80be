using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RetentionMetrics.Sql;

/// <summary>What a count of cohorts is of.</summary>
internal enum CohortCount
{
    Size = 0,
    Active = 1,
    Last = 2,
    Visited = 3,
    Retained = 4,
    LeftOut = 5,
    Bracket = 6,
}

/// <summary>A count of customers, by the period of a cohort or of activity, and by age, whole ages observed, or bracket.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CohortCell(CohortCount What, int Period, int At, long Customers);

/// <summary>The ages of cohorts, in SQL and as the library counts them, and the table that counts by them make.</summary>
internal sealed class CohortAges
{
    private readonly CalendarPeriod _period;
    private readonly CalendarPeriod _unit;
    private readonly CohortOptions _options;

    public CohortAges(CalendarPeriod period, CohortOptions options)
    {
        (_period, _unit, _options) = (period, options.AgePeriod ?? period, options);
        if (IsOwnDay && _unit > CalendarPeriod.IsoWeek)
            throw new NotSupportedException("Months from each customer's own day are counted by the library alone: ask for days or weeks, or for calendar ages.");
    }

    public bool IsOwnDay => _options.Age == CohortAge.OwnDay;

    // The first day that is not known; ages that end with it are whole.
    private long Next => Math.Min(_options.AsOf!.Value.DayNumber, DateOnly.MaxValue.DayNumber - 1) + 1;

    public string Age(SqlDialect dialect, string start, string day) =>
        !IsOwnDay ? $"{dialect.Period(day, _period)} - {dialect.Period(start, _period)}" : InUnits(dialect, $"({day} - {start})");

    /// <summary>How many ages are known whole; 0, for it is not asked, under calendar ages.</summary>
    public string Observed(SqlText text, string start) => IsOwnDay ? InUnits(text.Dialect, $"({text.Value(Next)} - {start})") : "0";

    /// <summary>Whether a customer was watched for as many ages as wanted.</summary>
    public string IsWatched(SqlText text) =>
        _options.MinimumHorizon == 0 ? "1 = 1"
        : IsOwnDay ? $"observed >= {text.Value((long)_options.MinimumHorizon)}"
        : $"cohort <= {text.Value((long)WholeAges(0) - _options.MinimumHorizon)}";

    public CohortTable Table(List<CohortCell> cells)
    {
        ILookup<CohortCount, CohortCell> of = cells.ToLookup(c => c.What);
        long leftOut = of[CohortCount.LeftOut].Sum(c => c.Customers);
        if (!of[CohortCount.Size].Any())
            return new CohortTable(_period, _options, [], [], customersLeftOut: leftOut);
        int first = of[CohortCount.Size].Min(c => c.Period);
        int last = _options.AsOf is { } day ? _period.IndexOf(day) : of[CohortCount.Visited].Max(c => c.Period);
        IfTooMany(last - (long)first + 1, _period);
        ILookup<(CohortCount, int), CohortCell> by = cells.ToLookup(c => (c.What, c.Period));
        var cohorts = ImmutableArray.CreateBuilder<Cohort>();
        var flow = ImmutableArray.CreateBuilder<ActivityFlow>();
        (long active, long seen) = (0, 0); // in the period before; ever
        for (int p = first; p <= last; p++)
        {
            CohortCell[] sizes = [.. by[(CohortCount.Size, p)]];
            cohorts.Add(Row(p - first, p, last, sizes, by));
            long size = sizes.Sum(c => c.Customers), visited = by[(CohortCount.Visited, p)].Sum(c => c.Customers), retained = by[(CohortCount.Retained, p)].Sum(c => c.Customers);
            flow.Add(new ActivityFlow(_period.StartOf(p), size, retained, visited - size - retained, active - retained, seen - active));
            (active, seen) = (visited, seen + size);
        }

        return new CohortTable(_period, _options, cohorts.ToImmutable(), flow.ToImmutable(), customersLeftOut: leftOut);
    }

    private Cohort Row(int index, int period, int last, CohortCell[] sizes, ILookup<(CohortCount, int), CohortCell> by)
    {
        long size = sizes.Sum(c => c.Customers);
        DateOnly start = _period.StartOf(period);
        long all = IsOwnDay ? (Next - start.DayNumber) / (_unit == CalendarPeriod.IsoWeek ? 7 : 1) : last - period + 1;
        int ages = (int)Math.Min(all - 1, _options.LastAge ?? int.MaxValue) + 1;
        IfTooMany(ages, _unit);
        long[] active = new long[ages], later = new long[ages], inBracket = new long[_options.Brackets.Length];
        foreach (CohortCell cell in by[(CohortCount.Active, period)])
        {
            if (cell.At < ages)
                active[cell.At] += cell.Customers;
        }

        foreach (CohortCell cell in by[(CohortCount.Last, period)])
        {
            if (cell.At >= 0 && ages > 0)
                later[Math.Min(cell.At, ages - 1)] += cell.Customers;
        }

        for (int age = ages - 2; age >= 0; age--)
            later[age] += later[age + 1];
        foreach (CohortCell cell in by[(CohortCount.Bracket, period)])
            inBracket[cell.At] += cell.Customers;
        return new Cohort(
            index,
            start,
            size,
            [.. Enumerable.Range(1, ages).Select(WatchedFor)],
            [.. active],
            [.. later],
            [.. _options.Brackets.Select(b => WatchedFor(b.To))],
            [.. inBracket],
            revenue: []);

        long WatchedFor(int wholeAges) => IsOwnDay ? sizes.Where(c => c.At >= wholeAges).Sum(c => c.Customers)
            : wholeAges <= (_options.AsOf is null ? last + 1L : WholeAges(0)) - period ? size : 0;
    }

    // Whole calendar ages, at the as-of day, of a cohort.
    private int WholeAges(int cohort)
    {
        DateOnly day = _options.AsOf!.Value;
        bool isWhole = day == DateOnly.MaxValue || _period.IndexOf(day.AddDays(1)) > _period.IndexOf(day);
        return _period.IndexOf(day) + (isWhole ? 1 : 0) - cohort;
    }

    private string InUnits(SqlDialect dialect, string days) => _unit == CalendarPeriod.IsoWeek ? dialect.Quotient(days, "7") : days;

    private static void IfTooMany(long periods, CalendarPeriod period)
    {
        if (periods > CohortTable.MaxPeriods)
            throw new InvalidOperationException(FormattableString.Invariant($"{ErrorCodes.TooManyPeriods} The dates span {periods} periods ({period}), but a table holds at most {CohortTable.MaxPeriods}: leave out the far dates or take longer periods."));
    }
}
