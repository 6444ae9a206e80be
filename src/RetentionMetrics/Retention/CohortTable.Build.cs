using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

public sealed partial class CohortTable
{
    /// <summary>Builds the table from activities.</summary>
    /// <param name="activities">The activities, in any order; several of one customer in one period count once.</param>
    /// <param name="period">The kind of period.</param>
    /// <returns>The table; without rows when there are no activities.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="activities"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>, or the dates span more than <see cref="MaxPeriods"/> periods.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value.</exception>
    public static CohortTable Build(IEnumerable<Activity> activities, CalendarPeriod period)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var events = new Events(period, capacity: activities.TryGetNonEnumeratedCount(out int count) ? count : 0);
        long row = 0;
        foreach (Activity a in activities)
        {
            if (a.CustomerId is null)
                throw Throw.DefaultFact(nameof(activities), nameof(Activity), row);
            row++;
            events.AddActivity(events.KeyOf(a.CustomerId, a.Date));
        }

        return events.ToTable(nameof(activities), revenue: null);
    }

    /// <summary>Builds the table, with revenue, from transactions.</summary>
    /// <param name="transactions">
    /// The transactions, in any order. Amounts of 0 and more are activity. A refund (a negative amount) is revenue of its own period, but no activity:
    /// it neither founds a cohort nor keeps a customer active. See <see cref="UnassignedRevenue"/> for refunds without a cohort.
    /// </param>
    /// <param name="period">The kind of period.</param>
    /// <returns>The table; without rows when there are no purchases.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="transactions"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>, or the dates span more than <see cref="MaxPeriods"/> periods.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value.</exception>
    /// <exception cref="OverflowException">A sum of amounts is out of decimal's range.</exception>
    public static CohortTable Build(IEnumerable<Transaction> transactions, CalendarPeriod period)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        int capacity = transactions.TryGetNonEnumeratedCount(out int count) ? count : 0;
        var events = new Events(period, capacity);
        var revenue = new List<(long Key, decimal Amount)>(capacity);
        foreach (Transaction t in transactions)
        {
            if (t.CustomerId is null)
                throw Throw.DefaultFact(nameof(transactions), nameof(Transaction), revenue.Count);
            long key = events.KeyOf(t.CustomerId, t.Date);
            revenue.Add((key, t.Amount));
            if (t.Amount >= 0)
                events.AddActivity(key);
        }

        return events.ToTable(nameof(transactions), revenue);
    }

    /// <summary>Facts as packed (customer, period) numbers: sorting them puts each customer's periods side by side, so that no set a customer is needed.</summary>
    private sealed class Events
    {
        private readonly CalendarPeriod _period;
        private readonly Dictionary<string, int> _customers = new(StringComparer.Ordinal);
        private readonly List<long> _active;
        private int _first = int.MaxValue; // of the activities
        private int _last = int.MinValue; // of all facts

        public Events(CalendarPeriod period, int capacity)
        {
            _ = period.IndexOf(default); // refuses an undefined period also when there are no facts
            _period = period;
            _active = new List<long>(capacity);
        }

        public long KeyOf(string customerId, DateOnly date)
        {
            if (!_customers.TryGetValue(customerId, out int number))
            {
                number = _customers.Count;
                _customers.Add(customerId, number);
            }

            int period = _period.IndexOf(date);
            _last = Math.Max(_last, period);
            return ((long)number << 32) | (uint)period;
        }

        public void AddActivity(long key)
        {
            _first = Math.Min(_first, (int)key);
            _active.Add(key);
        }

        public CohortTable ToTable(string name, List<(long Key, decimal Amount)>? revenue)
        {
            int periods = _active.Count == 0 ? 0 : _last - _first + 1;
            if (periods > MaxPeriods)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The dates span {periods} periods ({_period}), but a table holds at most {MaxPeriods}: leave out the far dates or take longer periods."), name);

            long[][] active = Triangle<long>(periods), lastSeen = Triangle<long>(periods);
            (long[] born, long[] retained, long[] reactivated) = (new long[periods], new long[periods], new long[periods]);
            int[] birth = new int[_customers.Count];
            Array.Fill(birth, int.MaxValue); // no purchase
            Span<long> keys = CollectionsMarshal.AsSpan(_active);
            keys.Sort();
            for (int i = 0; i < keys.Length;)
            {
                int customer = (int)(keys[i] >> 32), first = (int)keys[i] - _first, previous = first;
                birth[customer] = first;
                born[first]++;
                active[first][0]++;
                for (i++; i < keys.Length && (int)(keys[i] >> 32) == customer; i++)
                {
                    int now = (int)keys[i] - _first;
                    if (now == previous)
                        continue;
                    active[first][now - first]++;
                    (now == previous + 1 ? retained : reactivated)[now]++;
                    previous = now;
                }

                lastSeen[first][previous - first]++;
            }

            decimal[][]? money = revenue is null ? null : Triangle<decimal>(periods);
            decimal unassigned = 0;
            foreach ((long key, decimal amount) in CollectionsMarshal.AsSpan(revenue))
            {
                int first = birth[(int)(key >> 32)];
                int age = (int)key - _first - first;
                if (first < int.MaxValue && age >= 0)
                    money![first][age] += amount;
                else
                    unassigned += amount;
            }

            var cohorts = new Cohort[periods];
            var flow = new ActivityFlow[periods];
            for (int p = 0; p < periods; p++)
            {
                long[] orLater = lastSeen[p];
                for (int age = orLater.Length - 2; age >= 0; age--)
                    orLater[age] += orLater[age + 1];
                DateOnly start = _period.StartOf(_first + p);
                cohorts[p] = new Cohort(p, start, Sealed(active[p]), Sealed(orLater), money is null ? [] : Sealed(money[p]));
                flow[p] = new ActivityFlow(start, born[p], retained[p], reactivated[p], p == 0 ? 0 : flow[p - 1].Active - retained[p]);
            }

            return new CohortTable(_period, Sealed(cohorts), Sealed(flow), revenue is not null, unassigned);
        }

        private static ImmutableArray<T> Sealed<T>(T[] written) => ImmutableCollectionsMarshal.AsImmutableArray(written);

        private static T[][] Triangle<T>(int periods)
        {
            var rows = new T[periods][];
            for (int p = 0; p < periods; p++)
                rows[p] = new T[periods - p];
            return rows;
        }
    }
}
