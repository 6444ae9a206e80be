using System.Data.Common;
using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>The customers who bought in a window, one row each, in order of their ids' UTF-8 bytes, as a database summarised them.</summary>
/// <remarks>The rows are those of <see cref="CustomerBase.Summarize"/> for the same transactions; a customer who bought before the window's start as well has count 0 in <see cref="Histories"/>. Immutable.</remarks>
public sealed class CustomerSummaries
{
    private readonly int[] _firstDays;
    private readonly int[] _lastDays;
    private readonly string?[] _channels; // empty when they were not asked for

    private CustomerSummaries(ObservationWindow window, string[] ids, int[] firstDays, int[] lastDays, HistoryColumns histories, RfmColumns rfm, decimal[] totalSpend, string?[] channels)
    {
        Window = window;
        Ids = ids;
        _firstDays = firstDays;
        _lastDays = lastDays;
        Histories = histories;
        RfmColumns = rfm;
        TotalSpend = totalSpend;
        _channels = channels;
    }

    /// <summary>The window.</summary>
    public ObservationWindow Window { get; }

    /// <summary>Number of customers.</summary>
    public int Count => Ids.Length;

    /// <summary>The id of each customer.</summary>
    public ReadOnlyMemory<string> Ids { get; }

    /// <summary>Frequency, recency, age and mean spend of every customer, in the window's unit; without gaps.</summary>
    public HistoryColumns Histories { get; }

    /// <summary>The RFM values of every customer on the window's last day.</summary>
    public RfmColumns RfmColumns { get; }

    /// <summary>What the purchases of each customer in the window brought, after refunds.</summary>
    public ReadOnlyMemory<decimal> TotalSpend { get; }

    /// <summary>The day of a customer's first known purchase.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The day.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public DateOnly FirstPurchaseOf(int row) => DateOnly.FromDayNumber(At(_firstDays, row));

    /// <summary>The day of a customer's last purchase in the window.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The day.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public DateOnly LastPurchaseOf(int row) => DateOnly.FromDayNumber(At(_lastDays, row));

    /// <summary>The channel of a customer's first purchase.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The channel, or <see langword="null"/> when that purchase named none, or the query has no column of channels.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public string? ChannelOf(int row) => _channels.Length == 0 && row >= 0 && row < Count ? null : At(_channels, row);

    /// <summary>Reads id, first and last day, x, spend and the total and orders of the window.</summary>
    internal static async Task<CustomerSummaries> ReadAsync(DbDataReader rows, ObservationWindow window, CustomerQuery query, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        List<int> first = [], last = [], frequency = [], since = [], orders = [];
        List<double> recency = [], age = [], mean = [], spend = [];
        List<decimal> total = [];
        List<string?> channels = [];
        List<long> counts = [];
        double unit = window.Unit.LengthInDays();
        int start = window.Start.DayNumber, end = window.End.DayNumber;
        bool isAnyEarlier = false;
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            int from = checked((int)rows.GetInt64(1)), to = checked((int)rows.GetInt64(2)), x = checked((int)rows.GetInt64(3));
            long bought = rows.GetInt64(5);
            ids.Add(rows.GetString(0));
            first.Add(from);
            last.Add(to);
            frequency.Add(x);
            recency.Add(x > 0 ? (to - from) / unit : 0);
            age.Add((end - from) / unit);
            mean.Add(MinorUnits.Mean(rows.GetInt64(4), query.Transactions.AmountDigits, query.SpendPeriods(x)));
            total.Add(MinorUnits.ToDecimal(bought, query.Transactions.AmountDigits));
            spend.Add(MinorUnits.ToDouble(bought, query.Transactions.AmountDigits));
            orders.Add(checked((int)rows.GetInt64(6)));
            since.Add(end - to);
            if (query.Transactions.Channel is not null)
                channels.Add(rows.IsDBNull(7) ? null : ChannelOn(from, rows.GetString(7)));
            counts.Add(from < start ? 0 : 1);
            isAnyEarlier |= from < start;
        }

        var histories = new HistoryColumns(frequency.ToArray(), recency.ToArray(), age.ToArray(), window.Unit, mean.ToArray(), isAnyEarlier ? counts.ToArray() : default(ReadOnlyMemory<long>));
        var rfm = new RfmColumns(since.ToArray(), orders.ToArray(), spend.ToArray());
        return new CustomerSummaries(window, [.. ids], [.. first], [.. last], histories, rfm, [.. total], [.. channels]);
    }

    // A mark is a day of seven digits and a channel. The least one of a customer may be of a later purchase, when the first named no channel.
    private static string? ChannelOn(int day, string mark) =>
        mark.StartsWith((day + CustomerSteps.MarkedDay).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) ? mark[7..] : null;

    private T At<T>(T[] column, int row) =>
        (uint)row < (uint)Count ? column[row] : throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Count} rows, numbered from 0.");
}
