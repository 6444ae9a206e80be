using System.Collections.Immutable;

namespace RetentionMetrics;

public readonly partial record struct ChurnTally
{
    private static readonly ChurnOptions DefaultOptions = new();

    /// <summary>Counts the churn of a period from subscriptions.</summary>
    /// <param name="subscriptions">The subscriptions, in any order; a customer's own are taken together, overlaps and all. Trials make nobody a customer.</param>
    /// <param name="from">First day of the period [from, to).</param>
    /// <param name="to">The day after it. A leave on that day, one whose last paid day is the one before, belongs to the period.</param>
    /// <param name="options">The denominator, the pause limit and the last day known; <see langword="null"/> takes the defaults.</param>
    /// <returns>
    /// The tally of who was at risk (<see cref="ChurnDenominator"/>), of whom those are lost who do not pay on <paramref name="to"/> and are not on a pause: a leave and return in between is no loss.
    /// Under <see cref="ChurnDenominator.MeanOfDays"/> each end of a stay after <paramref name="from"/> and up to <paramref name="to"/> is one.
    /// The reason is that of the subscription that ended last; the customer's own decision goes before a failed payment on the same day.
    /// The churn of a period of <c>MrrTimeline</c>, which compares balances at the ends of days, has the two closing days as <paramref name="from"/> and <paramref name="to"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not after <paramref name="from"/>, or is after the last day known, or an option is out of range.</exception>
    public static ChurnTally Count(IEnumerable<Subscription> subscriptions, DateOnly from, DateOnly to, ChurnOptions? options = null)
    {
        (CustomerSubscriptions paid, Period period) = Open(subscriptions, from, to, options);
        for (int c = 0; c < paid.Customers; c++)
            period.Add(paid, c);
        return period.ToTally();
    }

    /// <summary>Counts the churn of a period by segment of customers.</summary>
    /// <param name="subscriptions">As in <see cref="Count(IEnumerable{Subscription}, DateOnly, DateOnly, ChurnOptions?)"/>.</param>
    /// <param name="from">As in <see cref="Count(IEnumerable{Subscription}, DateOnly, DateOnly, ChurnOptions?)"/>.</param>
    /// <param name="to">As in <see cref="Count(IEnumerable{Subscription}, DateOnly, DateOnly, ChurnOptions?)"/>.</param>
    /// <param name="segmentOf">The segment of a customer, by id; called once a paying customer.</param>
    /// <param name="options">As in <see cref="Count(IEnumerable{Subscription}, DateOnly, DateOnly, ChurnOptions?)"/>.</param>
    /// <returns>The tallies by segment, in ordinal order; they add up to that of all customers.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As in <see cref="Count(IEnumerable{Subscription}, DateOnly, DateOnly, ChurnOptions?)"/>.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="segmentOf"/> gives null.</exception>
    public static ImmutableSortedDictionary<string, ChurnTally> CountBy(
        IEnumerable<Subscription> subscriptions, DateOnly from, DateOnly to, Func<string, string> segmentOf, ChurnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(segmentOf);
        (CustomerSubscriptions paid, Period empty) = Open(subscriptions, from, to, options);
        var segments = new Dictionary<string, Period>(StringComparer.Ordinal);
        for (int c = 0; c < paid.Customers; c++)
        {
            string segment = segmentOf(paid.Ids[c]) ?? throw Throw.NoSegment();
            if (!segments.TryGetValue(segment, out Period? period))
                segments.Add(segment, period = empty.Empty());
            period.Add(paid, c);
        }

        return segments.ToImmutableSortedDictionary(s => s.Key, s => s.Value.ToTally(), StringComparer.Ordinal);
    }

    private static (CustomerSubscriptions Paid, Period Period) Open(IEnumerable<Subscription> subscriptions, DateOnly from, DateOnly to, ChurnOptions? options)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        options = Checked(options, from, to);
        return (new CustomerSubscriptions(subscriptions, nameof(subscriptions), options.AsOf, options.PauseLimitDays), new Period(from, to, options));
    }

    /// <summary>The counts of one period while customers are added.</summary>
    private sealed class Period(DateOnly from, DateOnly to, ChurnOptions options)
    {
        private readonly int _from = from.DayNumber;
        private readonly int _to = to.DayNumber;
        private readonly List<(int Start, int End)> _stays = [];
        private readonly long[] _lost = new long[3]; // by reason
        private long _base;

        public Period Empty() => new(from, to, options);

        public void Add(CustomerSubscriptions paid, int customer)
        {
            ReadOnlySpan<CustomerSubscriptions.Row> rows = paid.RowsOf(customer);
            if (options.Denominator == ChurnDenominator.MeanOfDays)
            {
                AddDays(paid, customer, rows);
                return;
            }

            (bool atRisk, bool pays) = (false, false);
            foreach (ref readonly var row in rows)
            {
                atRisk |= IsAtRisk(row);
                pays |= row.IsInForce(_to);
            }

            if (!atRisk)
                return;
            _base++;
            if (pays || paid.IsOnPause(customer, _to))
                return;
            int left = 0; // everyone at risk has an end up to then
            foreach (ref readonly var row in rows)
                left = row.Start < _to ? Math.Max(left, row.End) : left;
            _lost[(int)ReasonAt(rows, left)]++;
        }

        public ChurnTally ToTally()
        {
            bool daily = options.Denominator == ChurnDenominator.MeanOfDays;
            return new ChurnTally(
                options.Denominator, _base, _lost[0] + _lost[1] + _lost[2], _lost[(int)EndReason.Voluntary], _lost[(int)EndReason.Involuntary], daily ? _to - _from : 0, from, to, options.PauseLimitDays);
        }

        private static EndReason ReasonAt(ReadOnlySpan<CustomerSubscriptions.Row> rows, int day)
        {
            EndReason reason = EndReason.Unknown;
            foreach (ref readonly var row in rows)
            {
                if (row.End == day && row.Reason > reason)
                    reason = row.Reason;
            }

            return reason;
        }

        private bool IsAtRisk(in CustomerSubscriptions.Row row) => options.Denominator switch
        {
            ChurnDenominator.AtStart => row.IsInForce(_from),
            ChurnDenominator.StartPlusNew => row.Start < _to && row.End > _from,
            // The last day of a billing period lies in the period; without a known one, only the subscription's own end can.
            _ when row.Billing == default => row.End > _from && row.End <= _to,
            _ => row.Start < _to && row.End > _from
                && row.Billing.LastDue(DateOnly.FromDayNumber(row.Start), DateOnly.FromDayNumber(Math.Min(_to, row.End))) is { } due && due.DayNumber > _from,
        };

        private void AddDays(CustomerSubscriptions paid, int customer, ReadOnlySpan<CustomerSubscriptions.Row> rows)
        {
            _stays.Clear();
            foreach (ref readonly var row in rows)
                _stays.Add((row.Start, row.End));
            _stays.Sort();
            for (int i = 0; i < _stays.Count;)
            {
                (int start, int end) = _stays[i];
                for (i++; i < _stays.Count && _stays[i].Start <= end; i++)
                    end = Math.Max(end, _stays[i].End);
                _base = checked(_base + Math.Max(0, Math.Min(end, _to) - Math.Max(start, _from)));
                int back = i < _stays.Count ? _stays[i].Start : CustomerSubscriptions.Never;
                if (end > _from && end <= _to && !paid.IsPause(customer, end, back))
                    _lost[(int)ReasonAt(rows, end)]++;
            }
        }
    }
}
