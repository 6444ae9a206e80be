using System.Buffers;

namespace RetentionMetrics;

/// <summary>
/// The purchase days of every customer up to one day, after refunds: customer c has the entries Starts[c]..Starts[c + 1], in order of day, one a day.
/// What a window or a holdout needs is read off in one pass.
/// </summary>
internal sealed class PurchaseLog : IDisposable
{
    // Rented: a log is made for each part of the customers, looked at once and given back.
    private readonly int[] _days;
    private readonly decimal[] _amounts;
    private readonly int[] _orders;

    private PurchaseLog(int customers, int lines)
    {
        Starts = new int[customers + 1];
        FirstChannels = new int[customers];
        _days = ArrayPool<int>.Shared.Rent(lines);
        _amounts = ArrayPool<decimal>.Shared.Rent(lines);
        _orders = ArrayPool<int>.Shared.Rent(lines);
    }

    public int[] Starts { get; }

    public Span<int> Days => _days;

    public Span<decimal> Amounts => _amounts;

    /// <summary>Orders of each day.</summary>
    public Span<int> Orders => _orders;

    /// <summary>The channel of each customer's first purchase day, or −1: the channel that won the customer.</summary>
    public int[] FirstChannels { get; }

    /// <summary>What became of the lines.</summary>
    public SummaryNotes Notes { get; private set; } = new();

    /// <summary>Groups lines into days and applies refunds, looking at nothing after <paramref name="end"/>.</summary>
    public static PurchaseLog Build(CustomerShard shard, Utf8Table channels, SummaryOptions options, RefundPolicy policy, int end)
    {
        TransactionLines lines = shard.Lines;
        int customers = shard.Customers.Count, orderCount = shard.Orders.Count;
        bool dropZero = options.ZeroAmounts == ZeroAmounts.Ignore;
        var netting = policy == RefundPolicy.NetToOrder ? new OrderNetting(lines, orderCount, end) : null;
        long purchases = 0, refunds = 0, zeros = 0, after = 0;

        // 1. How many purchase lines each customer has.
        var log = new PurchaseLog(customers, checked((int)lines.Count));
        int[] starts = log.Starts;
        foreach (TransactionLine line in lines)
        {
            if (line.Day > end)
            {
                after += line.Count;
            }
            else if (line.Amount < 0)
            {
                refunds += line.Count;
            }
            else if (dropZero && line.Amount == 0)
            {
                zeros += line.Count;
            }
            else
            {
                purchases += line.Count;
                starts[line.Customer + 1]++;
            }
        }

        for (int c = 0; c < customers; c++)
            starts[c + 1] += starts[c];

        // 2. The lines grouped by customer, in order of arrival, then by day.
        int[] next = ArrayPool<int>.Shared.Rent(customers);
        starts.AsSpan(0, customers).CopyTo(next);
        int[]? orderOf = orderCount > 0 ? ArrayPool<int>.Shared.Rent(starts[customers]) : null;
        foreach (TransactionLine line in lines)
        {
            if (line.Day > end || line.Amount < 0 || (dropZero && line.Amount == 0))
                continue;
            int at = next[line.Customer]++;
            log._days[at] = line.Day;
            log._amounts[at] = line.Amount;
            log._orders[at] = line.Count;
            if (orderOf is not null)
                orderOf[at] = line.Order;
        }

        log.MergeDays(orderOf, orderCount, netting);
        ArrayPool<int>.Shared.Return(next);
        if (orderOf is not null)
            ArrayPool<int>.Shared.Return(orderOf);
        decimal unmatchedAmount = 0;
        long unmatched = 0, fully = 0;
        if (netting is not null)
            (unmatched, unmatchedAmount, fully) = (netting.Unmatched, netting.UnmatchedAmount, netting.FullyRefunded);
        else if (policy == RefundPolicy.NetToCustomer)
            (unmatched, unmatchedAmount, fully) = log.NetToCustomers(lines, end);
        log.FindFirstChannels(lines, channels, netting, dropZero);
        log.Notes = new SummaryNotes
        {
            Transactions = shard.Count,
            Purchases = purchases,
            Refunds = refunds,
            IgnoredZeroAmounts = zeros,
            AfterWindow = after,
            RefundPolicy = policy,
            Options = options,
            UnmatchedRefunds = unmatched,
            UnmatchedRefundAmount = unmatchedAmount,
            FullyRefunded = fully,
        };
        return log;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_days);
        ArrayPool<decimal>.Shared.Return(_amounts);
        ArrayPool<int>.Shared.Return(_orders);
    }

    // Only lines that are purchases count: a free order that is left out, or one that was wholly refunded, has won nobody.
    private void FindFirstChannels(TransactionLines lines, Utf8Table channels, OrderNetting? orders, bool dropZero)
    {
        int[] first = FirstChannels;
        Array.Fill(first, -1);
        if (channels.Count == 0)
            return;
        foreach (TransactionLine line in lines)
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
    }

    // Sorts each customer's lines by day and folds equal days in place: the folded log is never longer than the lines.
    private void MergeDays(int[]? orderOf, int orderCount, OrderNetting? netting)
    {
        int write = 0;
        int customers = Starts.Length - 1;
        var sorter = new DaySorter();
        var isSeen = orderOf is null ? [] : new bool[orderCount];
        int begin = Starts[0];
        for (int c = 0; c < customers; c++)
        {
            int from = begin, length = Starts[c + 1] - from;
            begin = Starts[c + 1];
            Starts[c] = write;
            Span<int> days = _days.AsSpan(from, length), counts = _orders.AsSpan(from, length);
            Span<decimal> amounts = _amounts.AsSpan(from, length);
            Span<int> orders = orderOf is null ? default : orderOf.AsSpan(from, length);
            sorter.Sort(days, amounts, counts, orders);

            int first = write;
            for (int i = 0; i < length; i++)
            {
                // Only an order's first line counts as an order. Netted, the whole order stands on that line's day.
                int day = days[i], count = counts[i];
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

                if (write > first && _days[write - 1] == day)
                {
                    _amounts[write - 1] += amount;
                    _orders[write - 1] += count;
                }
                else
                {
                    _days[write] = day;
                    _amounts[write] = amount;
                    _orders[write] = count;
                    write++;
                }
            }
        }

        Starts[customers] = write;
    }

    private (long Unmatched, decimal Amount, long Fully) NetToCustomers(TransactionLines lines, int end)
    {
        var isGone = new bool[Days.Length];
        // Refunds come by customer and day, so the entries that a refund can be set against are a stack, the latest on top. Entries of 0 are in nobody's way: they stay out of it.
        var open = new Stack<int>();
        int owner = -1, next = 0;
        long unmatched = 0, fully = 0;
        decimal unmatchedAmount = 0;
        foreach ((int customer, int day, decimal amount, _) in RefundsOf(lines, end, line => line.Customer))
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
    private static List<(int Against, int Day, decimal Amount, int Count)> RefundsOf(TransactionLines lines, int end, Func<TransactionLine, int> against)
    {
        var refunds = new List<(int, int, decimal, int)>();
        foreach (TransactionLine line in lines)
        {
            if (line.Day <= end && line.Amount < 0)
                refunds.Add((against(line), line.Day, -line.Amount, line.Count));
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

    /// <summary>What each order comes to after its refunds, up to a day.</summary>
    private sealed class OrderNetting
    {
        private readonly decimal[] _gross;
        private readonly decimal[] _refunded;

        public OrderNetting(TransactionLines lines, int orderCount, int end)
        {
            _gross = new decimal[orderCount];
            _refunded = new decimal[orderCount];
            foreach (TransactionLine line in lines)
            {
                if (line.Day <= end && line.Order >= 0 && line.Amount > 0)
                    _gross[line.Order] += line.Amount;
            }

            // By day and amount, so that which refund stays unmatched does not depend on the order of arrival.
            foreach ((int order, _, decimal amount, int count) in RefundsOf(lines, end, line => line.Order))
            {
                decimal used = order < 0 ? 0 : Math.Min(amount, _gross[order] - _refunded[order]);
                if (used > 0)
                    _refunded[order] += used;
                if (used < amount)
                {
                    Unmatched += count;
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
