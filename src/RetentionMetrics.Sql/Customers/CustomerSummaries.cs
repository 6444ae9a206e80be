using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>The customers who bought in a window, one row each, in order of their ids' UTF-8 bytes, as a database summarised them.</summary>
/// <remarks>The rows are those of <see cref="CustomerBase.Summarize"/> for the same transactions; a customer who bought before the window's start as well has count 0 in <see cref="Histories"/>. Immutable.</remarks>
public sealed class CustomerSummaries
{
    private readonly int[] _firstDays;
    private readonly int[] _lastDays;

    private CustomerSummaries(ObservationWindow window, string[] ids, int[] firstDays, int[] lastDays, HistoryColumns histories, RfmColumns rfm, decimal[] totalSpend)
    {
        Window = window;
        Ids = ids;
        _firstDays = firstDays;
        _lastDays = lastDays;
        Histories = histories;
        RfmColumns = rfm;
        TotalSpend = totalSpend;
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
    public DateOnly FirstPurchaseOf(int row) => Day(_firstDays, row);

    /// <summary>The day of a customer's last purchase in the window.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The day.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public DateOnly LastPurchaseOf(int row) => Day(_lastDays, row);

    /// <summary>Reads id, first and last day, x, spend and the total and orders of the window.</summary>
    internal static async Task<CustomerSummaries> ReadAsync(DbDataReader rows, ObservationWindow window, CustomerQuery query, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        List<int> first = [], last = [], frequency = [], since = [], orders = [];
        List<double> recency = [], age = [], mean = [], spend = [];
        List<decimal> total = [];
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
            mean.Add(MinorUnits.Mean(rows.GetInt64(4), query.AmountDigits, query.SpendPeriods(x)));
            total.Add(MinorUnits.ToDecimal(bought, query.AmountDigits));
            spend.Add(MinorUnits.ToDouble(bought, query.AmountDigits));
            orders.Add(checked((int)rows.GetInt64(6)));
            since.Add(end - to);
            counts.Add(from < start ? 0 : 1);
            isAnyEarlier |= from < start;
        }

        var histories = new HistoryColumns(frequency.ToArray(), recency.ToArray(), age.ToArray(), window.Unit, mean.ToArray(), isAnyEarlier ? counts.ToArray() : default(ReadOnlyMemory<long>));
        var rfm = new RfmColumns(since.ToArray(), orders.ToArray(), spend.ToArray());
        return new CustomerSummaries(window, [.. ids], [.. first], [.. last], histories, rfm, [.. total]);
    }

    private static DateOnly Day(int[] days, int row) =>
        (uint)row < (uint)days.Length ? DateOnly.FromDayNumber(days[row]) : throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {days.Length} rows, numbered from 0.");
}
