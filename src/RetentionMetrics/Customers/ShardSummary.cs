using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>The customers of a shard who bought in a window, in no order, and what became of the shard's transactions.</summary>
internal sealed class ShardSummary
{
    private ShardSummary(CustomerShard shard, CustomerSummary[] customers, int count, SummaryNotes notes)
    {
        Shard = shard;
        Customers = customers;
        Count = count;
        Notes = notes;
    }

    public CustomerShard Shard { get; }

    /// <summary>As many as <see cref="Count"/> says.</summary>
    public CustomerSummary[] Customers { get; }

    public int Count { get; }

    public SummaryNotes Notes { get; }

    public static ShardSummary Of(CustomerShard shard, Utf8Table channels, SummaryOptions options, RefundPolicy policy, ObservationWindow window)
    {
        int start = window.Start.DayNumber;
        double logUnit = Math.Log(window.Unit.LengthInDays());
        using PurchaseLog log = PurchaseLog.Build(shard, channels, options, policy, window.End.DayNumber);
        var customers = new CustomerSummary[shard.Customers.Count];
        int n = 0, earlier = 0, onlyBefore = 0;
        for (int c = 0; c < customers.Length; c++)
        {
            ReadOnlySpan<int> days = log.Days[log.Starts[c]..log.Starts[c + 1]];
            if (days.IsEmpty)
                continue;
            if (days[^1] < start)
            {
                onlyBefore++;
                continue;
            }

            if (days[0] < start)
                earlier++;
            ReadOnlySpan<decimal> amounts = log.Amounts.Slice(log.Starts[c], days.Length);
            ReadOnlySpan<int> orders = log.Orders.Slice(log.Starts[c], days.Length);
            HistoryKernel history = HistoryKernel.Of(days, amounts, options);
            decimal total = 0;
            int purchases = 0;
            for (int i = days.Length - 1; i >= 0 && days[i] >= start; i--)
            {
                total += amounts[i];
                purchases = checked(purchases + orders[i]);
            }

            customers[n++] = new CustomerSummary
            {
                Number = c,
                IdLength = shard.Customers[c].Length,
                Frequency = history.Periods - 1,
                FirstDay = days[0],
                LastDay = days[^1],
                Purchases = purchases,
                Channel = log.FirstChannels[c],
                MeanSpend = history.MeanSpend,
                LogGaps = PurchaseGaps.LogSum(days, options.MergeBy, history.Periods, logUnit),
                TotalSpend = total,
            };
        }

        return new ShardSummary(shard, customers, n, log.Notes with { EarlierCustomers = earlier, CustomersOnlyBefore = onlyBefore });
    }
}

/// <summary>One customer's row before its place is known.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CustomerSummary
{
    public int Number;
    public int IdLength;
    public int Frequency;
    public int FirstDay;
    public int LastDay;
    public int Purchases;
    public int Channel;
    public double MeanSpend;
    public double LogGaps;
    public decimal TotalSpend;
}
