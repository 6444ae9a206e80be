namespace RetentionMetrics;

/// <summary>The RFM values of many customers, a column a value: checked once here, then trusted by cuts and scores.</summary>
/// <remarks>The struct refers to the caller's memory and does not copy it; do not change that memory while the columns are in use.</remarks>
public readonly struct RfmColumns
{
    /// <summary>Makes columns and checks every row.</summary>
    /// <param name="daysSinceLastPurchase">Days from the last purchase to the analysis date; at least 0.</param>
    /// <param name="purchaseCount">Number of orders; at least 0.</param>
    /// <param name="totalSpend">Sum of the amounts; finite.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a row is outside its range: the message names the row.</exception>
    public RfmColumns(ReadOnlyMemory<int> daysSinceLastPurchase, ReadOnlyMemory<int> purchaseCount, ReadOnlyMemory<double> totalSpend)
    {
        Throw.IfLengthDiffers(purchaseCount.Length, daysSinceLastPurchase.Length, nameof(purchaseCount));
        Throw.IfLengthDiffers(totalSpend.Length, daysSinceLastPurchase.Length, nameof(totalSpend));
        ReadOnlySpan<int> r = daysSinceLastPurchase.Span, f = purchaseCount.Span;
        ReadOnlySpan<double> m = totalSpend.Span;
        for (int i = 0; i < r.Length; i++)
        {
            if (r[i] < 0)
                throw Throw.Row(nameof(daysSinceLastPurchase), i, "the days since the last purchase", r[i], "at least 0");
            if (f[i] < 0)
                throw Throw.Row(nameof(purchaseCount), i, "the purchase count", f[i], "at least 0");
            if (!double.IsFinite(m[i]))
                throw Throw.Row(nameof(totalSpend), i, "the total spend", m[i], "finite");
        }

        DaysSinceLastPurchase = daysSinceLastPurchase;
        PurchaseCount = purchaseCount;
        TotalSpend = totalSpend;
    }

    // For rows that are valid already.
    private RfmColumns(ReadOnlyMemory<int> daysSinceLastPurchase, ReadOnlyMemory<int> purchaseCount, ReadOnlyMemory<double> totalSpend, int start, int length)
    {
        DaysSinceLastPurchase = daysSinceLastPurchase.Slice(start, length);
        PurchaseCount = purchaseCount.Slice(start, length);
        TotalSpend = totalSpend.Slice(start, length);
    }

    /// <summary>Number of rows.</summary>
    public int Count => DaysSinceLastPurchase.Length;

    /// <summary>Days from the last purchase to the analysis date.</summary>
    public ReadOnlyMemory<int> DaysSinceLastPurchase { get; }

    /// <summary>Number of orders.</summary>
    public ReadOnlyMemory<int> PurchaseCount { get; }

    /// <summary>Sum of the amounts.</summary>
    public ReadOnlyMemory<double> TotalSpend { get; }

    /// <summary>One row.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public RfmValue this[int row]
    {
        get
        {
            Throw.IfNoSuchRow(row, Count);
            return new(DaysSinceLastPurchase.Span[row], PurchaseCount.Span[row], TotalSpend.Span[row]);
        }
    }

    /// <summary>Refuses a destination that has not one element a row, or shares memory with a column.</summary>
    internal void CheckDestination<T>(Span<T> destination)
        where T : struct
    {
        Throw.IfLengthDiffers(destination.Length, Count, nameof(destination));
        Throw.IfOverlaps(DaysSinceLastPurchase.Span, destination, nameof(destination));
        Throw.IfOverlaps(PurchaseCount.Span, destination, nameof(destination));
        Throw.IfOverlaps(TotalSpend.Span, destination, nameof(destination));
    }

    /// <summary>Some of the rows, without copying and without checking again.</summary>
    /// <param name="start">First row.</param>
    /// <param name="length">Number of rows.</param>
    /// <returns>Columns over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is outside the columns.</exception>
    public RfmColumns Slice(int start, int length) => new(DaysSinceLastPurchase, PurchaseCount, TotalSpend, start, length);
}
