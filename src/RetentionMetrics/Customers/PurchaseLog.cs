namespace RetentionMetrics;

/// <summary>
/// The purchase days of every customer up to one day, after refunds: customer c has the entries Starts[c]..Starts[c + 1], in order of day, one a day.
/// What a window or a holdout needs is read off in one pass.
/// </summary>
internal sealed class PurchaseLog
{
    private PurchaseLog(int[] starts, int[] days, decimal[] amounts, int[] orders, int[] firstChannels, SummaryNotes notes)
    {
        Starts = starts;
        Days = days;
        Amounts = amounts;
        Orders = orders;
        FirstChannels = firstChannels;
        Notes = notes;
    }

    public int[] Starts { get; }

    public int[] Days { get; }

    public decimal[] Amounts { get; }

    /// <summary>Orders of each day.</summary>
    public int[] Orders { get; }

    /// <summary>The channel of each customer's first purchase day, or −1: the channel that won the customer.</summary>
    public int[] FirstChannels { get; }

    public SummaryNotes Notes { get; }

    /// <summary>Groups lines into days and applies refunds, looking at nothing after <paramref name="end"/>.</summary>
    public static PurchaseLog Build(ReadOnlySpan<TransactionLine> lines, int customers, int orderCount, Utf8Table channels, SummaryOptions options, int end)
    {
        RefundPolicy policy = options.Refunds != RefundPolicy.Automatic ? options.Refunds
            : orderCount > 0 ? RefundPolicy.NetToOrder
            : RefundPolicy.Ignore;
        bool dropZero = options.ZeroAmounts == ZeroAmounts.Ignore;
        var orders = policy == RefundPolicy.NetToOrder ? new OrderNetting(lines, orderCount, end) : null;
        long purchases = 0, refunds = 0, zeros = 0, after = 0;

        // 1. How many purchase lines each customer has.
        var starts = new int[customers + 1];
        foreach (ref readonly TransactionLine line in lines)
        {
            if (line.Day > end)
                after++;
            else if (line.Amount < 0)
                refunds++;
            else if (dropZero && line.Amount == 0)
                zeros++;
            else
            {
                purchases++;
                starts[line.Customer + 1]++;
            }
        }

        for (int c = 0; c < customers; c++)
            starts[c + 1] += starts[c];

        // 2. The lines grouped by customer, in order of arrival, then by day.
        var next = starts.AsSpan(0, customers).ToArray();
        var days = new int[purchases];
        var amounts = new decimal[purchases];
        var orderOf = orderCount > 0 ? new int[purchases] : null;
        foreach (ref readonly TransactionLine line in lines)
        {
            if (line.Day > end || line.Amount < 0 || (dropZero && line.Amount == 0))
                continue;
            int at = next[line.Customer]++;
            days[at] = line.Day;
            amounts[at] = line.Amount;
            if (orderOf is not null)
                orderOf[at] = line.Order;
        }

        var log = new PurchaseLog(starts, days, amounts, new int[purchases], [], new SummaryNotes
        {
            Transactions = lines.Length,
            Purchases = purchases,
            Refunds = refunds,
            IgnoredZeroAmounts = zeros,
            AfterWindow = after,
            RefundPolicy = policy,
            Options = options,
        });
        log.MergeDays(orderOf, orderCount, orders);
        decimal unmatchedAmount = 0;
        long unmatched = 0, fully = 0;
        if (orders is not null)
            (unmatched, unmatchedAmount, fully) = (orders.Unmatched, orders.UnmatchedAmount, orders.FullyRefunded);
        else if (policy == RefundPolicy.NetToCustomer)
            (unmatched, unmatchedAmount, fully) = log.NetToCustomers(lines, end);
        return new PurchaseLog(log.Starts, log.Days, log.Amounts, log.Orders, log.ChannelsOfFirstDays(lines, channels, orders, dropZero), log.Notes with
        {
            UnmatchedRefunds = unmatched,
            UnmatchedRefundAmount = unmatchedAmount,
            FullyRefunded = fully,
        });
    }

    // Only lines that are purchases count: a free order that is left out, or one that was wholly refunded, has won nobody.
    private int[] ChannelsOfFirstDays(ReadOnlySpan<TransactionLine> lines, Utf8Table channels, OrderNetting? orders, bool dropZero)
    {
        var first = new int[Starts.Length - 1];
        Array.Fill(first, -1);
        if (channels.Count == 0)
            return first;
        foreach (ref readonly TransactionLine line in lines)
        {
            int c = line.Customer;
            if (line.Channel < 0 || line.Amount < 0 || (dropZero && line.Amount == 0) || Starts[c] == Starts[c + 1] || line.Day != Days[Starts[c]])
                continue;
            if (orders is not null && line.Order >= 0 && orders.IsCancelled(line.Order))
                continue;
            // Of two names on one day the smaller: the order of arrival must not matter.
            if (first[c] < 0 || channels[line.Channel].SequenceCompareTo(channels[first[c]]) < 0)
                first[c] = line.Channel;
        }

        return first;
    }

    // Sorts each customer's lines by day and folds equal days in place: the folded log is never longer than the lines.
    private void MergeDays(int[]? orderOf, int orderCount, OrderNetting? netting)
    {
        int write = 0;
        int customers = Starts.Length - 1;
        var rank = Array.Empty<int>();
        var isSeen = orderOf is null ? [] : new bool[orderCount];
        int begin = Starts[0];
        for (int c = 0; c < customers; c++)
        {
            int from = begin, length = Starts[c + 1] - from;
            begin = Starts[c + 1];
            Starts[c] = write;
            Span<int> days = Days.AsSpan(from, length);
            Span<decimal> amounts = Amounts.AsSpan(from, length);
            Span<int> orders = orderOf is null ? default : orderOf.AsSpan(from, length);
            if (!IsSorted(days))
                SortByDay(days, amounts, orders, ref rank);

            int first = write;
            for (int i = 0; i < length; i++)
            {
                // Only an order's first line counts as an order. Netted, the whole order stands on that line's day.
                int day = days[i], count = 1;
                decimal amount = amounts[i];
                if (orderOf is not null && orders[i] >= 0)
                {
                    bool isFirst = !isSeen[orders[i]];
                    isSeen[orders[i]] = true;
                    if (netting is not null)
                    {
                        if (!isFirst || netting.IsCancelled(orders[i]))
                            continue;
                        amount = netting.NetOf(orders[i]);
                    }
                    else
                    {
                        count = isFirst ? 1 : 0;
                    }
                }

                if (write > first && Days[write - 1] == day)
                {
                    Amounts[write - 1] += amount;
                    Orders[write - 1] += count;
                }
                else
                {
                    Days[write] = day;
                    Amounts[write] = amount;
                    Orders[write] = count;
                    write++;
                }
            }
        }

        Starts[customers] = write;
    }

    private (long Unmatched, decimal Amount, long Fully) NetToCustomers(ReadOnlySpan<TransactionLine> lines, int end)
    {
        var isGone = new bool[Days.Length];
        // Refunds come by customer and day, so the entries that a refund can be set against are a stack, the latest on top. Entries of 0 are in nobody's way: they stay out of it.
        var open = new Stack<int>();
        int owner = -1, next = 0;
        long unmatched = 0, fully = 0;
        decimal unmatchedAmount = 0;
        foreach ((int customer, int day, decimal amount) in RefundsOf(lines, end, line => line.Customer))
        {
            if (customer != owner)
            {
                owner = customer;
                next = Starts[customer];
                open.Clear();
            }

            for (; next < Starts[customer + 1] && Days[next] <= day; next++)
            {
                if (Amounts[next] > 0)
                    open.Push(next);
            }

            decimal left = amount;
            while (left > 0 && open.TryPeek(out int i))
            {
                decimal used = Math.Min(left, Amounts[i]);
                Amounts[i] -= used;
                left -= used;
                if (Amounts[i] == 0)
                {
                    open.Pop();
                    isGone[i] = true;
                    fully++;
                }
            }

            if (left > 0)
            {
                unmatched++;
                unmatchedAmount += left;
            }
        }

        if (fully > 0)
            Remove(isGone);
        return (unmatched, unmatchedAmount, fully);
    }

    // The refunds up to a day, by what they are set against (a customer or an order), then by day and amount.
    private static List<(int Against, int Day, decimal Amount)> RefundsOf(ReadOnlySpan<TransactionLine> lines, int end, Func<TransactionLine, int> against)
    {
        var refunds = new List<(int, int, decimal)>();
        foreach (ref readonly TransactionLine line in lines)
        {
            if (line.Day <= end && line.Amount < 0)
                refunds.Add((against(line), line.Day, -line.Amount));
        }

        refunds.Sort();
        return refunds;
    }

    private void Remove(bool[] isGone)
    {
        int write = 0;
        int begin = Starts[0];
        for (int c = 0; c < Starts.Length - 1; c++)
        {
            int from = begin, to = Starts[c + 1];
            begin = to;
            Starts[c] = write;
            for (int i = from; i < to; i++)
            {
                if (isGone[i])
                    continue;
                (Days[write], Amounts[write], Orders[write]) = (Days[i], Amounts[i], Orders[i]);
                write++;
            }
        }

        Starts[^1] = write;
    }

    private static bool IsSorted(ReadOnlySpan<int> days)
    {
        for (int i = 1; i < days.Length; i++)
        {
            if (days[i] < days[i - 1])
                return false;
        }

        return true;
    }

    private static void SortByDay(Span<int> days, Span<decimal> amounts, Span<int> orders, ref int[] rank)
    {
        if (rank.Length < days.Length)
            rank = new int[days.Length * 2];
        Span<int> order = rank.AsSpan(0, days.Length);
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        days.Sort(order);
        Permute(amounts, order);
        if (!orders.IsEmpty)
            Permute(orders, order);
    }

    private static void Permute<T>(Span<T> values, ReadOnlySpan<int> order)
    {
        T[] copy = values.ToArray();
        for (int i = 0; i < order.Length; i++)
            values[i] = copy[order[i]];
    }

    /// <summary>What each order comes to after its refunds, up to a day.</summary>
    private sealed class OrderNetting
    {
        private readonly decimal[] _gross;
        private readonly decimal[] _refunded;

        public OrderNetting(ReadOnlySpan<TransactionLine> lines, int orderCount, int end)
        {
            _gross = new decimal[orderCount];
            _refunded = new decimal[orderCount];
            foreach (ref readonly TransactionLine line in lines)
            {
                if (line.Day <= end && line.Order >= 0 && line.Amount > 0)
                    _gross[line.Order] += line.Amount;
            }

            // By day and amount, so that which refund stays unmatched does not depend on the order of arrival.
            foreach ((int order, _, decimal amount) in RefundsOf(lines, end, line => line.Order))
            {
                decimal used = order < 0 ? 0 : Math.Min(amount, _gross[order] - _refunded[order]);
                if (used > 0)
                    _refunded[order] += used;
                if (used < amount)
                {
                    Unmatched++;
                    UnmatchedAmount += amount - used;
                }
            }

            for (int o = 0; o < orderCount; o++)
            {
                if (IsCancelled(o))
                    FullyRefunded++;
            }
        }

        public long Unmatched { get; }

        public decimal UnmatchedAmount { get; }

        public long FullyRefunded { get; }

        public bool IsCancelled(int order) => _refunded[order] > 0 && _refunded[order] == _gross[order];

        public decimal NetOf(int order) => _gross[order] - _refunded[order];
    }
}

/// <summary>One transaction, ids as numbers; <see cref="Order"/> and <see cref="Channel"/> are −1 when it has none.</summary>
internal readonly record struct TransactionLine(int Customer, int Day, int Order, int Channel, decimal Amount);
