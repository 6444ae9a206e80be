using System.Runtime.ExceptionServices;
using System.Text;

namespace RetentionMetrics;

/// <summary>From a builder's shards to columns: each shard is summarised by itself, the ids are put in order, and the rows are filled in that order.</summary>
public sealed partial class CustomerBase
{
    private const int RowsAtOnce = 1 << 14;

    internal static CustomerBase Create(CustomerShard[] shards, Utf8Table channels, SummaryOptions options, string? currency, ObservationWindow window, int threads)
    {
        RefundPolicy policy = PolicyFor(shards, options);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var parts = new ShardSummary[shards.Length];
        try
        {
            Parallel.For(0, shards.Length, parallel, s => parts[s] = ShardSummary.Of(shards[s], channels, options, policy, window));
        }
        catch (AggregateException e) when (e.InnerException is OverflowException overflow)
        {
            // A sum beyond a decimal is the same error with any number of threads.
            ExceptionDispatchInfo.Throw(overflow);
        }

        int[] order = IdOrder.Of(parts);
        int n = order.Length;
        var idEnds = new int[n];
        int idLength = 0;
        bool isAnyEarlier = false;
        for (int row = 0; row < n; row++)
        {
            ref readonly CustomerSummary customer = ref IdOrder.Customer(parts, order[row]);
            idEnds[row] = idLength = checked(idLength + customer.IdLength);
            isAnyEarlier |= customer.FirstDay < window.Start.DayNumber;
        }

        int[] frequency = new int[n], firstDays = new int[n], lastDays = new int[n], purchases = new int[n], channelOf = new int[n];
        double[] recency = new double[n], age = new double[n], meanSpend = new double[n], logGaps = new double[n];
        var total = new decimal[n];
        long[]? counts = isAnyEarlier ? new long[n] : null;
        var ids = new byte[idLength];
        double unit = window.Unit.LengthInDays();
        int start = window.Start.DayNumber, end = window.End.DayNumber;
        Parallel.For(0, (n + RowsAtOnce - 1) / RowsAtOnce, parallel, block =>
        {
            for (int row = block * RowsAtOnce; row < Math.Min(n, (block + 1) * RowsAtOnce); row++)
            {
                ref readonly CustomerSummary customer = ref IdOrder.Customer(parts, order[row]);
                frequency[row] = customer.Frequency;
                meanSpend[row] = customer.MeanSpend;
                firstDays[row] = customer.FirstDay;
                lastDays[row] = customer.LastDay;
                recency[row] = customer.Frequency > 0 ? (customer.LastDay - customer.FirstDay) / unit : 0;
                age[row] = (end - customer.FirstDay) / unit;
                logGaps[row] = customer.LogGaps;
                total[row] = customer.TotalSpend;
                purchases[row] = customer.Purchases;
                channelOf[row] = customer.Channel;
                if (counts is not null)
                    counts[row] = customer.FirstDay < start ? 0 : 1;
                IdOrder.Id(parts, order[row]).CopyTo(ids.AsSpan(idEnds[row] - customer.IdLength));
            }
        });

        var names = new string[channels.Count];
        for (int i = 0; i < names.Length; i++)
            names[i] = Encoding.UTF8.GetString(channels[i]);
        HistoryColumns histories = HistoryColumns.Trusted(frequency, recency, age, window.Unit, meanSpend, counts, logGaps);
        return new CustomerBase(window, ids, idEnds, names, channelOf, firstDays, lastDays, total, purchases, histories, NotesOf(parts, options, policy)) { Currency = currency };
    }

    /// <summary>What is done with refunds, once it is known whether there are orders.</summary>
    internal static RefundPolicy PolicyFor(CustomerShard[] shards, SummaryOptions options) =>
        options.Refunds != RefundPolicy.Automatic ? options.Refunds
        : Array.Exists(shards, s => s.Orders.Count > 0) ? RefundPolicy.NetToOrder
        : RefundPolicy.Ignore;

    private static SummaryNotes NotesOf(ShardSummary[] parts, SummaryOptions options, RefundPolicy policy)
    {
        var sum = new SummaryNotes { Options = options, RefundPolicy = policy };
        foreach (ShardSummary part in parts)
            sum = sum.Plus(part.Notes);
        return sum;
    }
}
