namespace RetentionMetrics;

/// <summary>What early warnings look at in many customers, a column a sign: checked once here, then trusted.</summary>
/// <remarks>
/// An empty column is a sign that is not watched; NaN is one that is missing for a customer. The struct refers to the caller's memory and does not copy it; do not change that memory while the columns are in use.
/// </remarks>
public readonly struct SignColumns
{
    /// <summary>Makes columns and checks every row.</summary>
    /// <param name="value">What each customer is worth; finite.</param>
    /// <param name="histories">The purchase histories; <c>default</c> when they are not watched.</param>
    /// <param name="earlierAlive">P(alive) at the last look, 0 to 1, or NaN.</param>
    /// <param name="alive">P(alive) now, 0 to 1, or NaN.</param>
    /// <param name="earlierSpend">Mean spend of the customer's earlier periods, each as long as the recent one: <see cref="MeanOfPeriods"/>. Finite, or NaN.</param>
    /// <param name="spend">Spend in the recent period; finite, or NaN.</param>
    /// <param name="earlierRating">The rating before, 0 to 10, or NaN.</param>
    /// <param name="rating">The rating now, 0 to 10, or NaN.</param>
    /// <exception cref="ArgumentException">A column that is not empty has not one element a row, one of a pair is given without the other, or a row is outside its range: the message names the row.</exception>
    public SignColumns(
        ReadOnlyMemory<double> value,
        HistoryColumns histories = default,
        ReadOnlyMemory<double> earlierAlive = default,
        ReadOnlyMemory<double> alive = default,
        ReadOnlyMemory<double> earlierSpend = default,
        ReadOnlyMemory<double> spend = default,
        ReadOnlyMemory<double> earlierRating = default,
        ReadOnlyMemory<double> rating = default)
    {
        ReadOnlySpan<double> worth = value.Span;
        for (int row = 0; row < worth.Length; row++)
        {
            if (!double.IsFinite(worth[row]))
                throw Throw.Row(nameof(value), row, "the value", worth[row], "finite");
        }

        if (histories.Count > 0)
            Throw.IfLengthDiffers(histories.Count, value.Length, nameof(histories));
        CheckPair(earlierAlive, alive, value.Length, 0, 1, nameof(earlierAlive), nameof(alive));
        CheckPair(earlierSpend, spend, value.Length, double.MinValue, double.MaxValue, nameof(earlierSpend), nameof(spend));
        CheckPair(earlierRating, rating, value.Length, 0, 10, nameof(earlierRating), nameof(rating));
        Value = value;
        Histories = histories;
        EarlierAlive = earlierAlive;
        Alive = alive;
        EarlierSpend = earlierSpend;
        Spend = spend;
        EarlierRating = earlierRating;
        Rating = rating;
    }

    // For rows that are valid already.
    private SignColumns(SignColumns all, int start, int length)
    {
        Value = all.Value.Slice(start, length);
        Histories = all.Histories.Count == 0 ? all.Histories : all.Histories.Slice(start, length);
        EarlierAlive = Cut(all.EarlierAlive);
        Alive = Cut(all.Alive);
        EarlierSpend = Cut(all.EarlierSpend);
        Spend = Cut(all.Spend);
        EarlierRating = Cut(all.EarlierRating);
        Rating = Cut(all.Rating);

        ReadOnlyMemory<double> Cut(ReadOnlyMemory<double> column) => column.IsEmpty ? column : column.Slice(start, length);
    }

    /// <summary>Number of rows.</summary>
    public int Count => Value.Length;

    /// <summary>What each customer is worth.</summary>
    public ReadOnlyMemory<double> Value { get; }

    /// <summary>The purchase histories, or <c>default</c>.</summary>
    public HistoryColumns Histories { get; }

    /// <summary>P(alive) at the last look, or empty.</summary>
    public ReadOnlyMemory<double> EarlierAlive { get; }

    /// <summary>P(alive) now, or empty.</summary>
    public ReadOnlyMemory<double> Alive { get; }

    /// <summary>Mean spend of the earlier periods, or empty.</summary>
    public ReadOnlyMemory<double> EarlierSpend { get; }

    /// <summary>Spend in the recent period, or empty.</summary>
    public ReadOnlyMemory<double> Spend { get; }

    /// <summary>The rating before, or empty.</summary>
    public ReadOnlyMemory<double> EarlierRating { get; }

    /// <summary>The rating now, or empty.</summary>
    public ReadOnlyMemory<double> Rating { get; }

    /// <summary>One row.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The customer's signs.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public CustomerSigns this[int row]
    {
        get
        {
            Throw.IfNoSuchRow(row, Count);
            return new(
                Value.Span[row],
                Histories.Count == 0 ? null : Histories[row],
                At(EarlierAlive, row),
                At(Alive, row),
                At(EarlierSpend, row),
                At(Spend, row),
                At(EarlierRating, row),
                At(Rating, row));
        }
    }

    /// <summary>Some of the rows, without copying and without checking again.</summary>
    /// <param name="start">First row.</param>
    /// <param name="length">Number of rows.</param>
    /// <returns>Columns over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is outside the columns.</exception>
    public SignColumns Slice(int start, int length) => new(this, start, length);

    /// <summary>Scores all rows on several threads, a slice of rows at a time. Each row gets, bit for bit, what a single call for all rows gives it.</summary>
    /// <param name="destination">Gets one result a row.</param>
    /// <param name="score">A batch door that treats each row by itself, such as <c>(rows, results) => EarlyWarnings.Check(rows, options, results)</c>. Called first with no rows, then on several threads at once.</param>
    /// <param name="options">Threads and cancellation; <see langword="null"/> for the default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="score"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row or shares memory with a column, or the door refuses a row: the message names it.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public void Score(Memory<CustomerWarning> destination, RowScore<SignColumns, CustomerWarning> score, ParallelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        CheckDestination(destination.Span);
        SignColumns rows = this;
        RowSlices.Run(Count, (start, length) => score(rows.Slice(start, length), destination.Span.Slice(start, length)), options);
    }

    /// <summary>The mean spend of each customer's earlier periods, for <see cref="EarlierSpend"/>. Allocates nothing.</summary>
    /// <param name="periods">A column for each earlier period, all as long as the recent one: what each customer spent, NaN before it was a customer.</param>
    /// <param name="minimumPeriods">A customer with fewer periods gets NaN: no habit to compare with. At least 1; three make a habit that one large order does not.</param>
    /// <param name="destination">Gets the mean, or NaN.</param>
    /// <exception cref="ArgumentException">A column has not one element a row of <paramref name="destination"/>, or overlaps it, or an amount is infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumPeriods"/> is less than 1.</exception>
    public static void MeanOfPeriods(ReadOnlySpan<ReadOnlyMemory<double>> periods, int minimumPeriods, Span<double> destination)
    {
        Throw.IfLessThan(minimumPeriods, 1);
        foreach (ReadOnlyMemory<double> period in periods)
        {
            Throw.IfLengthDiffers(period.Length, destination.Length, nameof(periods));
            Throw.IfOverlaps(period.Span, destination, nameof(destination));
        }

        for (int row = 0; row < destination.Length; row++)
        {
            double sum = 0;
            int n = 0;
            foreach (ReadOnlyMemory<double> period in periods)
            {
                double amount = period.Span[row];
                if (double.IsNaN(amount))
                    continue;
                if (double.IsInfinity(amount))
                    throw Throw.Row(nameof(periods), row, "the amount", amount, "finite, or NaN when it is missing");
                sum += amount;
                n++;
            }

            destination[row] = n < minimumPeriods ? double.NaN : double.IsFinite(sum) ? sum / n : MeanOfLarge(periods, row, n);
        }
    }

    // Divided first, where the sum is beyond a double.
    private static double MeanOfLarge(ReadOnlySpan<ReadOnlyMemory<double>> periods, int row, int n)
    {
        double mean = 0;
        foreach (ReadOnlyMemory<double> period in periods)
            mean += double.IsNaN(period.Span[row]) ? 0 : period.Span[row] / n;
        return Math.Clamp(mean, double.MinValue, double.MaxValue);
    }

    /// <summary>Refuses a destination that has not one element a row, or shares memory with a column.</summary>
    internal void CheckDestination<T>(Span<T> destination)
        where T : struct
    {
        Throw.IfLengthDiffers(destination.Length, Count, nameof(destination));
        if (Histories.Count > 0)
            Histories.CheckDestination(destination);
        foreach (ReadOnlyMemory<double> column in (ReadOnlySpan<ReadOnlyMemory<double>>)[Value, EarlierAlive, Alive, EarlierSpend, Spend, EarlierRating, Rating])
            Throw.IfOverlaps(column.Span, destination, nameof(destination));
    }

    private static double? At(ReadOnlyMemory<double> column, int row) => column.IsEmpty || double.IsNaN(column.Span[row]) ? null : column.Span[row];

    private static void CheckPair(ReadOnlyMemory<double> before, ReadOnlyMemory<double> now, int rows, double least, double most, string nameBefore, string nameNow)
    {
        if (before.IsEmpty && now.IsEmpty)
            return;
        Check(before.Span, rows, least, most, nameBefore);
        Check(now.Span, rows, least, most, nameNow);
    }

    private static void Check(ReadOnlySpan<double> column, int rows, double least, double most, string name)
    {
        Throw.IfLengthDiffers(column.Length, rows, name);
        for (int row = 0; row < column.Length; row++)
        {
            if (column[row] < least || column[row] > most)
                throw Throw.Row(name, row, "the value", column[row], FormattableString.Invariant($"from {least} to {most}, or NaN when it is missing"));
        }
    }
}
