using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>The movements between balances, from customers' subscriptions.</summary>
internal static class MrrLedger
{
    private static readonly Comparison<Change> ByPeriod = (a, b) => a.Period.CompareTo(b.Period);

    /// <summary>The movements between the balances at the ends of consecutive periods, from 0 before the first.</summary>
    public static Movement[] Movements(CustomerSubscriptions paid, CalendarPeriod period, MrrOptions options, int first, int count)
    {
        var movements = new Movement[count];
        var changes = new List<Change>();
        var products = new ProductChanges();
        var periods = new PeriodIndex(period, paid.FirstStart, paid.LastEvent);
        for (int c = 0; c < paid.Customers; c++)
        {
            // In force at the ends of the periods from that of its start to the one before that of its end.
            changes.Clear();
            for (int row = paid.FirstRow[c]; row < paid.FirstRow[c + 1]; row++)
            {
                ref readonly CustomerSubscriptions.Row subscription = ref paid.Rows[row];
                int from = periods.Of(subscription.Start) - first;
                int to = subscription.End == CustomerSubscriptions.Never ? CustomerSubscriptions.Never : periods.Of(subscription.End) - first;
                if (from == to)
                    continue; // in no balance
                changes.Add(new Change(from, row, true));
                if (to < count)
                    changes.Add(new Change(to, row, false));
            }

            Span<Change> sorted = CollectionsMarshal.AsSpan(changes);
            if (sorted.Length > 1)
                sorted.Sort(ByPeriod);
            Balance balance = default;
            bool isKnown = false;
            for (int i = 0; i < sorted.Length && sorted[i].Period < count;)
            {
                (int now, Balance before) = (sorted[i].Period, balance);
                products.Clear();
                for (; i < sorted.Length && sorted[i].Period == now; i++)
                    balance.Apply(in paid.Rows[sorted[i].Row], sorted[i].Opens, products);
                if (balance.Held == 0)
                {
                    movements[now].Leave(before.Amount, paid.IsOnPause(c, period.LastDayOf(first + now).DayNumber));
                }
                else if (before.Held == 0)
                {
                    bool wasOnPause = isKnown && paid.IsOnPause(c, period.LastDayOf(first + now - 1).DayNumber);
                    movements[now].Enter(balance.Amount, !isKnown || (options.Return == ReturnRule.New && !wasOnPause), wasOnPause);
                    isKnown = true;
                }
                else
                {
                    movements[now].Stay(products);
                }
            }
        }

        return movements;
    }

    /// <summary>The movement between the balances at the ends of two days, with the opening balance and its customers.</summary>
    public static (Movement Movement, decimal Opening, long Customers) Between(CustomerSubscriptions paid, DateOnly from, DateOnly to, CalendarPeriod period, MrrOptions options)
    {
        Movement movement = default;
        var products = new ProductChanges();
        int open = period.StartOf(period.IndexOf(from.AddDays(1))).DayNumber; // of the first period that has not ended with from
        var periods = new PeriodIndex(period, paid.FirstStart, paid.LastEvent);
        (decimal opening, long customers) = (0, 0);
        for (int c = 0; c < paid.Customers; c++)
        {
            (Balance before, Balance after, bool isKnown) = (default, default, false);
            products.Clear();
            foreach (ref readonly CustomerSubscriptions.Row row in paid.RowsOf(c))
            {
                (bool was, bool isNow) = (row.IsInForce(from.DayNumber), row.IsInForce(to.DayNumber));
                if (!isKnown && row.Start < open)
                    isKnown = row.End == CustomerSubscriptions.Never || periods.Of(row.Start) < periods.Of(row.End); // it was in a period's balance
                if (was)
                    before.Add(row.Amount);
                if (isNow)
                    after.Add(row.Amount);
                if (was && !isNow)
                    products.Closes(row.Product, row.Amount);
                else if (isNow && !was)
                    products.Opens(row.Product, row.Amount);
            }

            if (before.Held > 0)
                (opening, customers) = (opening + before.Amount, customers + 1);
            if (before.Held > 0 && after.Held > 0)
                movement.Stay(products);
            else if (before.Held > 0)
                movement.Leave(before.Amount, paid.IsOnPause(c, to.DayNumber));
            else if (after.Held > 0)
                Enter(c, after.Amount, isKnown);
        }

        return (movement, opening, customers);

        void Enter(int customer, decimal amount, bool isKnown)
        {
            bool wasOnPause = isKnown && paid.IsOnPause(customer, from.DayNumber);
            movement.Enter(amount, !isKnown || (options.Return == ReturnRule.New && !wasOnPause), wasOnPause);
        }
    }

    /// <summary>What one customer pays on a day, by how many subscriptions.</summary>
    [StructLayout(LayoutKind.Auto)]
    private record struct Balance(decimal Amount, int Held)
    {
        public void Add(decimal amount)
        {
            Amount += amount;
            Held++;
        }

        public void Apply(in CustomerSubscriptions.Row row, bool opens, ProductChanges changes)
        {
            if (opens)
            {
                Add(row.Amount);
                changes.Opens(row.Product, row.Amount);
                return;
            }

            Amount -= row.Amount;
            Held--;
            changes.Closes(row.Product, row.Amount);
        }
    }

    /// <summary>A subscription that comes into a period's closing balance, or drops out of it.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Change(int Period, int Row, bool Opens);

    /// <summary>The period of each day, looked up.</summary>
    private readonly struct PeriodIndex
    {
        private readonly int _firstDay;
        private readonly int[] _periods;

        public PeriodIndex(CalendarPeriod period, DateOnly first, DateOnly last)
        {
            _firstDay = first.DayNumber;
            _periods = new int[Math.Max(0, last.DayNumber - _firstDay + 1)];
            for (int day = 0; day < _periods.Length; day++)
                _periods[day] = period.IndexOf(DateOnly.FromDayNumber(_firstDay + day));
        }

        public int Of(int day) => _periods[day - _firstDay];
    }
}
