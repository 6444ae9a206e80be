namespace RetentionMetrics;

/// <summary>What the customers of one channel cost and what they are worth: CAC, payback and LTV:CAC.</summary>
/// <remarks>A quotient beyond the range of a double is <see langword="null"/>, as one without a denominator is. Immutable and valid by construction.</remarks>
public readonly record struct ChannelEconomics
{
    /// <summary>Makes the economics of a channel.</summary>
    /// <param name="acquisition">What was spent, and how many customers it won.</param>
    /// <param name="customers">Customers whose revenue and value are given; at least 0.</param>
    /// <param name="revenue">What they have brought so far.</param>
    /// <param name="customerMonths">How long they have been customers, added up, in months of 30.4375 days; at least 0.</param>
    /// <param name="grossMargin">Share of revenue that is kept, from 0 to 1.</param>
    /// <param name="residualValue">What they are expected to bring from now on, added up, after margin and discount (see <see cref="LifetimeValue{TModel}"/>); finite and at least 0. <see langword="null"/> when not known.</param>
    /// <exception cref="ArgumentException"><paramref name="acquisition"/> is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ChannelEconomics(ChannelAcquisition acquisition, long customers, decimal revenue, double customerMonths, double grossMargin, double? residualValue = null)
    {
        Throw.IfNegative(customers);
        if (acquisition.Channel is null)
            throw new ArgumentException("default(ChannelAcquisition) is not a valid ChannelAcquisition.", nameof(acquisition));
        Acquisition = acquisition;
        Customers = customers;
        Revenue = revenue;
        CustomerMonths = Throw.IfNegativeOrNotFinite(customerMonths);
        GrossMargin = Throw.IfNotFraction(grossMargin);
        ResidualValue = residualValue is { } value ? Throw.IfNegativeOrNotFinite(value, nameof(residualValue)) : null;
    }

    /// <summary>What was spent, and how many customers it won.</summary>
    public ChannelAcquisition Acquisition { get; }

    /// <summary>Customers whose revenue and value are given.</summary>
    public long Customers { get; }

    /// <summary>What they have brought so far.</summary>
    public decimal Revenue { get; }

    /// <summary>How long they have been customers, added up, in months.</summary>
    public double CustomerMonths { get; }

    /// <summary>Share of revenue that is kept.</summary>
    public double GrossMargin { get; }

    /// <summary>What they are expected to bring from now on, or <see langword="null"/>.</summary>
    public double? ResidualValue { get; }

    /// <summary>Gross profit of one customer in one month so far: revenue · margin ÷ customer-months; <see langword="null"/> without any.</summary>
    public double? MonthlyGrossProfit => Quotient.Of((double)Revenue * GrossMargin, CustomerMonths);

    /// <summary>Months until a customer has earned its CAC at the pace so far: CAC ÷ monthly gross profit; <see langword="null"/> when either is undefined or there is no profit.</summary>
    public double? PaybackMonths => Acquisition.Cac is { } cac && MonthlyGrossProfit is { } profit ? Quotient.Of((double)cac, profit) : null;

    /// <summary>Value of one customer: (gross profit so far + residual value) ÷ customers; <see langword="null"/> without customers or residual value.</summary>
    public double? ValuePerCustomer => ResidualValue is { } residual ? Quotient.Of(((double)Revenue * GrossMargin) + residual, Customers) : null;

    /// <summary>LTV:CAC, value per customer ÷ CAC; <see langword="null"/> when either is undefined or CAC is 0.</summary>
    public double? LtvToCac => Acquisition.Cac is { } cac && ValuePerCustomer is { } value ? Quotient.Of(value, (double)cac) : null;

    /// <summary>LTV:CAC with its interval, for a value per customer that has one (the mean of a fitted model's predictions, say); CAC's is that of <see cref="ChannelAcquisition.CacEstimate"/>.</summary>
    /// <param name="valuePerCustomer">The lifetime value of one customer; its value at least 0.</param>
    /// <returns>The ratio, as <see cref="UnitEconomics.Ratio"/> makes it; <see langword="null"/> when CAC is undefined or 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public Estimate? LtvToCacEstimate(Estimate valuePerCustomer) => UnitEconomics.Ratio(valuePerCustomer, Acquisition.CacEstimate(valuePerCustomer.Level));
}
