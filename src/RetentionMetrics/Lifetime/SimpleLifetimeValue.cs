namespace RetentionMetrics;

/// <summary>The textbook lifetime value of a steady business: average revenue per customer and period · gross margin ÷ churn per period.</summary>
/// <remarks>It takes churn as the same for every customer at every age, so it understates the value of a base with mixed loyalty (Fader and Hardie 2010). Immutable.</remarks>
public readonly record struct SimpleLifetimeValue
{
    /// <summary>Makes a simple lifetime value.</summary>
    /// <param name="revenuePerPeriod">Average revenue per customer and period; at least 0.</param>
    /// <param name="grossMargin">Share of revenue that is kept, from 0 to 1.</param>
    /// <param name="churnPerPeriod">Share of customers lost per period, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public SimpleLifetimeValue(decimal revenuePerPeriod, double grossMargin, double churnPerPeriod)
    {
        Throw.IfNegative(revenuePerPeriod);
        RevenuePerPeriod = revenuePerPeriod;
        GrossMargin = Throw.IfNotFraction(grossMargin);
        ChurnPerPeriod = Throw.IfNotFraction(churnPerPeriod);
    }

    /// <summary>Average revenue per customer and period.</summary>
    public decimal RevenuePerPeriod { get; }

    /// <summary>Share of revenue that is kept.</summary>
    public double GrossMargin { get; }

    /// <summary>Share of customers lost per period.</summary>
    public double ChurnPerPeriod { get; }

    /// <summary>Expected lifetime in periods, 1 ÷ churn; <see langword="null"/> without churn (or with too little for a finite quotient).</summary>
    public double? ExpectedPeriods => Quotient.Of(1, ChurnPerPeriod);

    /// <summary>Revenue · margin ÷ churn; <see langword="null"/> without churn (or with too little for a finite quotient).</summary>
    public double? Value => Quotient.Of((double)RevenuePerPeriod * GrossMargin, ChurnPerPeriod);
}
