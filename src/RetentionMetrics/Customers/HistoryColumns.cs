namespace RetentionMetrics;

/// <summary>The histories of many customers, a column a value: checked once here, then trusted by every model.</summary>
/// <remarks>
/// Rows may carry counts: a row with count k stands for k customers with the same history (a weighted histogram), and a row with count 0 is scored but takes no part in fits.
/// The struct refers to the caller's memory and does not copy it; do not change that memory while the columns are in use.
/// </remarks>
public readonly partial struct HistoryColumns
{
    /// <summary>Makes columns and checks every row.</summary>
    /// <param name="frequency">x of each row; at least 0.</param>
    /// <param name="recency">t_x of each row; 0 where x is 0, else at least 0.</param>
    /// <param name="age">T of each row; finite and at least t_x.</param>
    /// <param name="unit">The unit of recency and age.</param>
    /// <param name="meanSpend">m̄ of each row, finite; empty when spend is not known (then 0 everywhere).</param>
    /// <param name="counts">How many customers each row stands for, at least 0; empty means 1 each.</param>
    /// <param name="logGaps">Of each row Σ ln gap over the times between one purchase period and the next: finite, 0 where x is 0 and else at most x · ln(t_x ÷ x); empty when the gaps are not known.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row is outside its range: the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not a defined value.</exception>
    public HistoryColumns(
        ReadOnlyMemory<int> frequency,
        ReadOnlyMemory<double> recency,
        ReadOnlyMemory<double> age,
        TimeUnit unit,
        ReadOnlyMemory<double> meanSpend = default,
        ReadOnlyMemory<long> counts = default,
        ReadOnlyMemory<double> logGaps = default)
    {
        _ = unit.LengthInDays();
        int n = frequency.Length;
        Throw.IfLengthDiffers(recency.Length, n, nameof(recency));
        Throw.IfLengthDiffers(age.Length, n, nameof(age));
        if (!meanSpend.IsEmpty)
            Throw.IfLengthDiffers(meanSpend.Length, n, nameof(meanSpend));
        if (!counts.IsEmpty)
            Throw.IfLengthDiffers(counts.Length, n, nameof(counts));
        if (!logGaps.IsEmpty)
            Throw.IfLengthDiffers(logGaps.Length, n, nameof(logGaps));
        Check(frequency.Span, recency.Span, age.Span, meanSpend.Span, counts.Span);
        CheckGaps(frequency.Span, recency.Span, logGaps.Span);
        Frequency = frequency;
        Recency = recency;
        Age = age;
        Unit = unit;
        MeanSpend = meanSpend;
        Counts = counts;
        LogGaps = logGaps;
    }

    // For rows that are valid already.
    private HistoryColumns(ReadOnlyMemory<int> frequency, ReadOnlyMemory<double> recency, ReadOnlyMemory<double> age, ReadOnlyMemory<double> meanSpend, ReadOnlyMemory<long> counts, TimeUnit unit, ReadOnlyMemory<double> logGaps = default)
    {
        Frequency = frequency;
        Recency = recency;
        Age = age;
        Unit = unit;
        MeanSpend = meanSpend;
        Counts = counts;
        LogGaps = logGaps;
    }

    /// <summary>Columns of rows that were counted from purchases, and so are valid.</summary>
    internal static HistoryColumns Trusted(int[] frequency, double[] recency, double[] age, TimeUnit unit, double[] meanSpend, long[]? counts, double[] logGaps) =>
        new(frequency, recency, age, meanSpend, counts, unit, logGaps);

    /// <summary>Number of rows.</summary>
    public int Count => Frequency.Length;

    /// <summary>x of each row.</summary>
    public ReadOnlyMemory<int> Frequency { get; }

    /// <summary>t_x of each row.</summary>
    public ReadOnlyMemory<double> Recency { get; }

    /// <summary>T of each row.</summary>
    public ReadOnlyMemory<double> Age { get; }

    /// <summary>m̄ of each row; empty when spend is not known.</summary>
    public ReadOnlyMemory<double> MeanSpend { get; }

    /// <summary>Customers each row stands for; empty means 1 each.</summary>
    public ReadOnlyMemory<long> Counts { get; }

    /// <summary>Σ ln gap of each row, the gaps in <see cref="Unit"/>: what tells regular buyers from random ones. Empty when the gaps are not known, as in histories read from a summary.</summary>
    public ReadOnlyMemory<double> LogGaps { get; }

    /// <summary>The unit of recency and age.</summary>
    public TimeUnit Unit { get; }

    /// <summary>Customers in all: the sum of the counts, or the number of rows.</summary>
    /// <exception cref="OverflowException">The sum does not fit a long.</exception>
    public long Customers
    {
        get
        {
            if (Counts.IsEmpty)
                return Count;
            long sum = 0;
            foreach (long k in Counts.Span)
                checked { sum += k; }
            return sum;
        }
    }

    /// <summary>One row.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The history, without its count.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public CustomerHistory this[int row]
    {
        get
        {
            Throw.IfNoSuchRow(row, Count);
            return new(Frequency.Span[row], Recency.Span[row], Age.Span[row], Unit, MeanSpend.IsEmpty ? 0 : MeanSpend.Span[row]);
        }
    }

    /// <summary>Some of the rows, without copying and without checking again.</summary>
    /// <param name="start">First row.</param>
    /// <param name="length">Number of rows.</param>
    /// <returns>Columns over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is outside the columns.</exception>
    public HistoryColumns Slice(int start, int length) => new(
        Frequency.Slice(start, length),
        Recency.Slice(start, length),
        Age.Slice(start, length),
        MeanSpend.IsEmpty ? MeanSpend : MeanSpend.Slice(start, length),
        Counts.IsEmpty ? Counts : Counts.Slice(start, length),
        Unit,
        LogGaps.IsEmpty ? LogGaps : LogGaps.Slice(start, length));

    private static void Check(ReadOnlySpan<int> x, ReadOnlySpan<double> tx, ReadOnlySpan<double> t, ReadOnlySpan<double> m, ReadOnlySpan<long> counts)
    {
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] < 0)
                throw Throw.Row("frequency", i, "the frequency", x[i], "at least 0");
            if (!CustomerHistory.IsRecency(x[i], tx[i]))
                throw Throw.Row("recency", i, "the recency", tx[i], CustomerHistory.RecencyRange);
            if (!CustomerHistory.IsAge(tx[i], t[i]))
                throw Throw.Row("age", i, "the age", t[i], CustomerHistory.AgeRange);
        }

        for (int i = 0; i < m.Length; i++)
        {
            if (!double.IsFinite(m[i]))
                throw Throw.Row("meanSpend", i, "the mean spend", m[i], "finite");
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0)
                throw Throw.Row("counts", i, "the count", counts[i], "at least 0");
        }
    }

    private static void CheckGaps(ReadOnlySpan<int> x, ReadOnlySpan<double> tx, ReadOnlySpan<double> logGaps)
    {
        for (int i = 0; i < logGaps.Length; i++)
        {
            // The gaps add up to t_x, so their product is largest when they are equal; a little is left for the rounding of the sum.
            double most = x[i] == 0 ? 0 : x[i] * Math.Log(tx[i] / x[i]);
            bool isPossible = x[i] == 0 ? logGaps[i].Equals(0) : double.IsFinite(logGaps[i]) && logGaps[i] <= most + (1e-9 * (1 + Math.Abs(most)));
            if (!isPossible)
                throw Throw.Row("logGaps", i, "the sum of the gaps' logarithms", logGaps[i], "0 when the frequency is 0, and else finite and at most x · ln(t_x ÷ x)");
        }
    }
}
