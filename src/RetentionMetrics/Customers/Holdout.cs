namespace RetentionMetrics;

/// <summary>A customer base at the end of a calibration period, and what the same customers did afterwards: the test of a model on data that it has not seen.</summary>
/// <remarks>Columns have one element a row of <see cref="Calibration"/>, or one a day of <see cref="Window"/>. Customers who first bought in the holdout are not in it. Immutable.</remarks>
public sealed class Holdout
{
    private Holdout(CustomerBase calibration, ObservationWindow window, int[] frequency, double[] meanSpend, decimal[] revenue, int[] births, int[] repeatPurchases)
    {
        Calibration = calibration;
        Window = window;
        Frequency = frequency;
        MeanSpend = meanSpend;
        Revenue = revenue;
        Births = births;
        RepeatPurchases = repeatPurchases;
    }

    /// <summary>Calibration and holdout together.</summary>
    public ObservationWindow Window { get; }

    /// <summary>The base at the calibration's end; refunds after that day have not happened in it.</summary>
    public CustomerBase Calibration { get; }

    /// <summary>Length of the holdout in the window's unit: (End − calibrationEnd) ÷ unit.</summary>
    public double Duration => (Window.End.DayNumber - Calibration.Window.End.DayNumber) / Window.Unit.LengthInDays();

    /// <summary>Distinct purchase periods of each customer in the holdout.</summary>
    public ReadOnlyMemory<int> Frequency { get; }

    /// <summary>Mean spend of those periods; 0 when there are none.</summary>
    public ReadOnlyMemory<double> MeanSpend { get; }

    /// <summary>What each customer brought in the holdout, after refunds.</summary>
    public ReadOnlyMemory<decimal> Revenue { get; }

    /// <summary>How many customers bought for the first time on each day of the calibration; element 0 is the window's start. Customers from before the window are not counted.</summary>
    public ReadOnlyMemory<int> Births { get; }

    /// <summary>How many repeat purchase periods those customers began on each day of the window; element 0 is the window's start.</summary>
    /// <remarks>Up to the calibration's end they sum to the frequencies in <see cref="Calibration"/>, after it to <see cref="Frequency"/>: a period that the calibration's end cuts counts in both.</remarks>
    public ReadOnlyMemory<int> RepeatPurchases { get; }

    /// <summary>Splits transactions into calibration and holdout.</summary>
    /// <param name="transactions">Purchases and refunds, in any order.</param>
    /// <param name="window">Calibration and holdout together.</param>
    /// <param name="calibrationEnd">Last day of the calibration, inclusive.</param>
    /// <param name="options">How transactions become customers; the same in both.</param>
    /// <returns>The two, row by row.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="transactions"/> is null.</exception>
    /// <exception cref="ArgumentException">A transaction is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="calibrationEnd"/> is before the window's start or not before its end.</exception>
    public static Holdout Split(IEnumerable<Transaction> transactions, ObservationWindow window, DateOnly calibrationEnd, SummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        var builder = new CustomerBaseBuilder(options);
        foreach (Transaction transaction in transactions)
            builder.Add(transaction);
        return builder.Split(window, calibrationEnd);
    }

    internal static Holdout Create(CustomerShard[] shards, Utf8Table channels, SummaryOptions options, string? currency, ObservationWindow window, DateOnly calibrationEnd)
    {
        CustomerBase calibration = CustomerBase.Create(shards, channels, options, currency, new ObservationWindow(window.Start, calibrationEnd, window.Unit), threads: 1);
        RefundPolicy policy = CustomerBase.PolicyFor(shards, options);
        int n = calibration.Count;
        int start = window.Start.DayNumber, lastDay = calibrationEnd.DayNumber;
        var frequency = new int[n];
        var meanSpend = new double[n];
        var revenue = new decimal[n];
        var births = new int[lastDay - start + 1];
        var repeats = new int[window.End.DayNumber - start + 1];
        SummaryOptions all = options with { MeanSpend = MeanSpendBasis.AllPeriods };
        foreach (CustomerShard shard in shards)
        {
            using PurchaseLog before = PurchaseLog.Build(shard, channels, options, policy, lastDay);
            using PurchaseLog whole = PurchaseLog.Build(shard, channels, options, policy, window.End.DayNumber);
            for (int c = 0; c < shard.Customers.Count; c++)
            {
                if (calibration.TryGetRow(shard.Customers[c], out int row))
                    Add(before, whole, c, row);
            }
        }

        return new Holdout(calibration, window, frequency, meanSpend, revenue, births, repeats);

        void Add(PurchaseLog before, PurchaseLog whole, int c, int row)
        {
            int born = calibration.FirstDays.Span[row] - start;
            if (born >= 0)
            {
                births[born]++;
                HistoryKernel.CountPeriodStarts(before.Days[before.Starts[c]..before.Starts[c + 1]], all, start, repeats);
                repeats[born]--; // the first purchase repeats none
            }

            int to = whole.Starts[c + 1], from = to;
            while (from > whole.Starts[c] && whole.Days[from - 1] > lastDay)
                from--;
            if (from == to)
                return;
            ReadOnlySpan<int> days = whole.Days[from..to];
            ReadOnlySpan<decimal> amounts = whole.Amounts[from..to];
            HistoryKernel history = HistoryKernel.Of(days, amounts, all);
            frequency[row] = history.Periods;
            meanSpend[row] = history.MeanSpend;
            foreach (decimal amount in amounts)
                revenue[row] += amount;
            if (born >= 0)
                HistoryKernel.CountPeriodStarts(days, all, start, repeats);
        }
    }
}
