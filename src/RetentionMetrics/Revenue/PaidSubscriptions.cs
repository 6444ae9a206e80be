using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Subscriptions that bring revenue, as columns in which each customer's rows stand together: 24 bytes a subscription and 4 a customer.</summary>
internal sealed class PaidSubscriptions
{
    private const int Never = int.MaxValue;
    private static readonly Comparison<Change> ByPeriod = (a, b) => a.Period.CompareTo(b.Period);

    private readonly int[] _firstRow; // of each customer, and one more at the end
    private readonly int[] _start; // day numbers
    private readonly int[] _end; // the first day no longer in force, or Never
    private readonly decimal[] _amount;

    public PaidSubscriptions(IEnumerable<Subscription> subscriptions, string name)
    {
        var customers = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<(int Customer, int Start, int End, decimal Amount)>(subscriptions.TryGetNonEnumeratedCount(out int count) ? count : 0);
        long element = 0;
        foreach (Subscription s in subscriptions)
        {
            if (s.CustomerId is null)
                throw Throw.DefaultFact(name, nameof(Subscription), element);
            element++;
            if (s.IsTrial || s.Start == s.End)
                continue;
            if (!customers.TryGetValue(s.CustomerId, out int number))
            {
                number = customers.Count;
                customers.Add(s.CustomerId, number);
            }

            rows.Add((number, s.Start.DayNumber, s.End is { } e && e < DateOnly.MaxValue ? e.DayNumber : Never, s.MonthlyAmount));
        }

        _firstRow = new int[customers.Count + 1];
        (_start, _end, _amount) = (new int[rows.Count], new int[rows.Count], new decimal[rows.Count]);
        foreach (var row in CollectionsMarshal.AsSpan(rows))
            _firstRow[row.Customer + 1]++;
        for (int c = 0; c < customers.Count; c++)
            _firstRow[c + 1] += _firstRow[c];
        int[] next = _firstRow[..^1];
        (int firstStart, int lastEvent) = (int.MaxValue, 0);
        foreach (var row in CollectionsMarshal.AsSpan(rows))
        {
            int at = next[row.Customer]++;
            (_start[at], _end[at], _amount[at]) = (row.Start, row.End, row.Amount);
            firstStart = Math.Min(firstStart, row.Start);
            lastEvent = Math.Max(lastEvent, row.End == Never ? row.Start : row.End);
        }

        FirstStart = IsEmpty ? default : DateOnly.FromDayNumber(firstStart);
        LastEvent = DateOnly.FromDayNumber(lastEvent);
    }

    public bool IsEmpty => _start.Length == 0;

    public DateOnly FirstStart { get; }

    /// <summary>The last start or end.</summary>
    public DateOnly LastEvent { get; }

    /// <summary>The movements between the balances at the ends of consecutive periods, from 0 before the first.</summary>
    public Movement[] Movements(CalendarPeriod period, int first, int count)
    {
        var movements = new Movement[count];
        var changes = new List<Change>();
        for (int c = 0; c + 1 < _firstRow.Length; c++)
        {
            // In force at the ends of the periods from that of its start to the one before that of its end.
            changes.Clear();
            int firstPeriod = int.MaxValue;
            for (int row = _firstRow[c]; row < _firstRow[c + 1]; row++)
            {
                int from = PeriodOf(period, _start[row]) - first, to = _end[row] == Never ? Never : PeriodOf(period, _end[row]) - first;
                if (from == to)
                    continue; // in no balance
                firstPeriod = Math.Min(firstPeriod, from);
                changes.Add(new Change(from, row, true));
                if (to < count)
                    changes.Add(new Change(to, row, false));
            }

            Span<Change> sorted = CollectionsMarshal.AsSpan(changes);
            if (sorted.Length > 1)
                sorted.Sort(ByPeriod);
            Balance balance = default;
            for (int i = 0; i < sorted.Length && sorted[i].Period < count;)
            {
                (int now, Balance before) = (sorted[i].Period, balance);
                for (; i < sorted.Length && sorted[i].Period == now; i++)
                    Apply(ref balance, sorted[i]);
                movements[now].Add(before, balance, isFirst: now == firstPeriod);
            }
        }

        return movements;
    }

    /// <summary>The movement between the balances at the ends of two days, with the opening balance and its customers.</summary>
    public (Movement Movement, decimal Opening, long Customers) Between(DateOnly from, DateOnly to, CalendarPeriod period)
    {
        Movement movement = default;
        int open = period.IndexOf(from.AddDays(1)); // the first period that has not ended with from
        (decimal opening, long customers) = (0, 0);
        for (int c = 0; c + 1 < _firstRow.Length; c++)
        {
            (Balance before, Balance after, bool wasInBalance) = (default, default, false);
            for (int row = _firstRow[c]; row < _firstRow[c + 1]; row++)
            {
                int started = PeriodOf(period, _start[row]);
                wasInBalance |= started < open && (_end[row] == Never || started < PeriodOf(period, _end[row]));
                if (IsInForce(row, from.DayNumber))
                    before.Open(_amount[row]);
                if (IsInForce(row, to.DayNumber))
                    after.Open(_amount[row]);
            }

            movement.Add(before, after, isFirst: !wasInBalance);
            opening += before.Amount;
            customers += before.Held > 0 ? 1 : 0;
        }

        return (movement, opening, customers);
    }

    private static int PeriodOf(CalendarPeriod period, int day) => period.IndexOf(DateOnly.FromDayNumber(day));

    private bool IsInForce(int row, int day) => _start[row] <= day && day < _end[row];

    private void Apply(ref Balance balance, Change change)
    {
        if (change.Opens)
            balance.Open(_amount[change.Row]);
        else
            balance.Close(_amount[change.Row]);
    }

    /// <summary>A subscription that comes into a period's closing balance, or drops out of it.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Change(int Period, int Row, bool Opens);
}
