namespace RetentionMetrics;

/// <summary>The three values that RFM segmentation scores: days since the last purchase, number of purchases, and what they brought.</summary>
/// <remarks>Not to be confused with the recency of <see cref="CustomerHistory"/>, which is an age at the last purchase. Immutable and valid by construction.</remarks>
public readonly record struct RfmValue
{
    /// <summary>Makes a value.</summary>
    /// <param name="daysSinceLastPurchase">Days from the last purchase to the analysis date; at least 0.</param>
    /// <param name="purchaseCount">Number of orders; at least 0.</param>
    /// <param name="totalSpend">Sum of the amounts; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RfmValue(int daysSinceLastPurchase, int purchaseCount, double totalSpend)
    {
        Throw.IfNegative(daysSinceLastPurchase);
        Throw.IfNegative(purchaseCount);
        if (!double.IsFinite(totalSpend))
            throw Throw.OutOfRange(nameof(totalSpend), totalSpend, "finite");
        DaysSinceLastPurchase = daysSinceLastPurchase;
        PurchaseCount = purchaseCount;
        TotalSpend = totalSpend;
    }

    /// <summary>Days from the last purchase to the analysis date.</summary>
    public int DaysSinceLastPurchase { get; }

    /// <summary>Number of orders.</summary>
    public int PurchaseCount { get; }

    /// <summary>Sum of the amounts.</summary>
    public double TotalSpend { get; }
}
