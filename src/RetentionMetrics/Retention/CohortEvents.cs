using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Facts as packed (customer, day) numbers: sorting them puts each customer's days side by side, so that no set a customer is needed.</summary>
internal sealed class CohortEvents
{
    private const int None = int.MaxValue;

    private readonly CalendarPeriod _period;
    private readonly CohortOptions _options;
    private readonly IReadOnlyDictionary<string, DateOnly>? _starts;
    private readonly CohortClock _clock;
    private readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);
    private readonly List<int> _start = []; // each customer's first day, or None
    private readonly List<long> _active;
    private readonly List<(long Key, decimal Amount)> _amounts = [];
    private readonly List<int> _last = []; // each customer's last day of any fact

    public CohortEvents(CalendarPeriod period, CohortOptions options, IReadOnlyDictionary<string, DateOnly>? starts, int capacity)
    {
        (_period, _options, _starts) = (period, options, starts);
        _clock = new CohortClock(period, options);
        _active = new List<long>(capacity);
        foreach ((string id, DateOnly start) in starts ?? ImmutableDictionary<string, DateOnly>.Empty)
        {
            if (start > options.AsOf)
                continue; // not yet a customer
            _customers[id] = _start.Count;
            _start.Add(start.DayNumber);
            _last.Add(start.DayNumber);
        }
    }

    public void Add(string customerId, DateOnly date) => AddActivity(KeyOf(customerId, date));

    public void Add(string customerId, DateOnly date, decimal amount)
    {
        long key = KeyOf(customerId, date);
        _amounts.Add((key, amount));
        if (amount >= 0)
            AddActivity(key);
    }

    public CohortTable ToTable(string name, bool hasRevenue)
    {
        // Without an as-of day the table ends with the last fact of a customer who is in it: facts of others are in no row of a part, and must not lengthen the whole.
        int last = _options.AsOf?.DayNumber ?? -1;
        for (int c = 0; c < _start.Count && _options.AsOf is null; c++)
            last = _start[c] == None ? last : Math.Max(last, _last[c]);
        long leftOut = 0;
        int firstDay = None;
        for (int c = 0; c < _start.Count; c++)
        {
            if (_start[c] == None)
            {
                leftOut += _starts is null ? 0 : 1; // refunds only, or no given start
            }
            else if (_options.MinimumHorizon > 0 && _clock.Observed(_start[c], last) < _options.MinimumHorizon)
            {
                _start[c] = None;
                leftOut++;
            }
            else
            {
                firstDay = Math.Min(firstDay, _start[c]);
            }
        }

        int first = firstDay == None ? 0 : PeriodOf(firstDay), periods = firstDay == None ? 0 : PeriodOf(last) - first + 1;
        IfTooMany(periods, _period, name);
        var rows = new CohortRow[periods];
        for (int p = 0; p < periods; p++)
        {
            int ages = _clock.Ages(_period.StartOf(first + p).DayNumber, last);
            IfTooMany(ages, _options.AgePeriod ?? _period, name);
            rows[p] = new CohortRow(ages, _options.Brackets.Length, hasRevenue);
        }

        var flow = new CohortFlow(periods);
        CountActivity(rows, flow, first, last);
        decimal unassigned = CountRevenue(rows, first, last);
        var cohorts = new Cohort[periods];
        for (int p = 0; p < periods; p++)
            cohorts[p] = rows[p].ToCohort(p, _period.StartOf(first + p), _options.Brackets);
        return new CohortTable(
            _period, _options, ImmutableCollectionsMarshal.AsImmutableArray(cohorts), flow.ToRows(_period, first), hasRevenue, _starts is not null, unassigned, leftOut);
    }

    private static void IfTooMany(int periods, CalendarPeriod period, string name)
    {
        if (periods > CohortTable.MaxPeriods)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The dates span {periods} periods ({period}), but a table holds at most {CohortTable.MaxPeriods}: leave out the far dates or take longer periods."), name);
        }
    }

    private long KeyOf(string customerId, DateOnly date)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_customers, customerId, out bool known);
        if (!known)
        {
            number = _start.Count;
            _start.Add(None);
            _last.Add(date.DayNumber);
        }

        _last[number] = Math.Max(_last[number], date.DayNumber);
        return ((long)number << 32) | (uint)date.DayNumber;
    }

    private void AddActivity(long key)
    {
        _active.Add(key);
        int customer = (int)(key >> 32);
        if (_starts is null)
            _start[customer] = Math.Min(_start[customer], (int)key);
    }

    private void CountActivity(CohortRow[] rows, CohortFlow flow, int first, int last)
    {
        Span<long> keys = CollectionsMarshal.AsSpan(_active);
        keys.Sort();
        var seen = new bool[_options.Brackets.Length];
        int at = 0;
        for (int customer = 0; customer < _start.Count; customer++)
        {
            int start = _start[customer], previousPeriod = -1, previousAge = -1;
            CohortRow? row = start == None ? null : rows[PeriodOf(start) - first];
            int observed = row is null ? 0 : _clock.Observed(start, last);
            row?.AddCustomer(observed);
            Array.Clear(seen);
            for (; at < keys.Length && (int)(keys[at] >> 32) == customer; at++)
            {
                int day = (int)keys[at];
                if (row is null || day < start)
                    continue;
                int period = PeriodOf(day) - first, age = _clock.Age(start, day);
                if (period != previousPeriod)
                    flow.Add(period, previousPeriod);
                previousPeriod = period;
                if (age == previousAge)
                    continue;
                previousAge = age;
                if (_clock.Counts(age, observed))
                    row.AddActive(age);
                for (int b = 0; b < seen.Length; b++)
                    seen[b] |= age >= _options.Brackets[b].From && age < _options.Brackets[b].To && _clock.Counts(_options.Brackets[b].To - 1, observed);
            }

            if (previousAge >= 0)
                row!.AddLast(_clock.Counts(previousAge, observed) ? previousAge : observed - 1, seen);
        }
    }

    private decimal CountRevenue(CohortRow[] rows, int first, int last)
    {
        decimal unassigned = 0;
        foreach ((long key, decimal amount) in CollectionsMarshal.AsSpan(_amounts))
        {
            int start = _start[(int)(key >> 32)], day = (int)key;
            if (start == None || IsBefore(day, start)
                || !_clock.Counts(_clock.Age(start, day), _clock.Observed(start, last))
                || !rows[PeriodOf(start) - first].TryAddRevenue(_clock.Age(start, day), amount))
            {
                unassigned += amount;
            }
        }

        return unassigned;
    }

    // A refund in the calendar period of the first purchase is of age 0, on whatever day.
    private bool IsBefore(int day, int start) => _starts is null && _options.Age == CohortAge.Calendar ? PeriodOf(day) < PeriodOf(start) : day < start;

    private int PeriodOf(int day) => _period.IndexOf(DateOnly.FromDayNumber(day));
}
