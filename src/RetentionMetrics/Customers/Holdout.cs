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

    internal static Holdout Create(CustomerBase calibration, PurchaseLog before, PurchaseLog whole, Utf8Table customers, ObservationWindow window)
    {
        int n = calibration.Count;
        int start = window.Start.DayNumber, calibrationEnd = calibration.Window.End.DayNumber;
        var frequency = new int[n];
        var meanSpend = new double[n];
        var revenue = new decimal[n];
        var births = new int[calibrationEnd - start + 1];
        var repeats = new int[window.End.DayNumber - start + 1];
        SummaryOptions all = whole.Notes.Options with { MeanSpend = MeanSpendBasis.AllPeriods };
        for (int row = 0; row < n; row++)
        {
            int c = customers.Add(calibration.Utf8IdOf(row)); // there already: looks it up
            int born = calibration.FirstDays.Span[row] - start;
            if (born >= 0)
            {
                births[born]++;
                ReadOnlySpan<int> known = before.Days.AsSpan(before.Starts[c]..before.Starts[c + 1]);
                HistoryKernel.CountPeriodStarts(known, all, start, repeats);
                repeats[born]--; // the first purchase repeats none
            }

            int from = FirstAfter(c), to = whole.Starts[c + 1];
            if (from == to)
                continue;
            ReadOnlySpan<int> days = whole.Days.AsSpan(from..to);
            ReadOnlySpan<decimal> amounts = whole.Amounts.AsSpan(from..to);
            HistoryKernel history = HistoryKernel.Of(days, amounts, all);
            frequency[row] = history.Periods;
            meanSpend[row] = history.MeanSpend;
            foreach (decimal amount in amounts)
                revenue[row] += amount;
            if (born >= 0)
                HistoryKernel.CountPeriodStarts(days, all, start, repeats);
        }

        return new Holdout(calibration, window, frequency, meanSpend, revenue, births, repeats);

        // The first entry of a customer after the calibration.
        int FirstAfter(int c)
        {
            int at = whole.Starts[c + 1];
            while (at > whole.Starts[c] && whole.Days[at - 1] > calibrationEnd)
                at--;
            return at;
        }
    }
}
