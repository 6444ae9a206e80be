namespace RetentionMetrics;

/// <summary>What the customers of one channel cost and what they are worth: CAC, payback and LTV:CAC.</summary>
/// <remarks>Immutable and valid by construction.</remarks>
public readonly record struct ChannelEconomics
{
    /// <summary>Makes the economics of a channel.</summary>
    /// <param name="acquisition">What was spent, and how many customers it won.</param>
    /// <param name="customers">Customers whose revenue and value are given; at least 0.</param>
    /// <param name="revenue">What they have brought so far.</param>
    /// <param name="customerMonths">How long they have been customers, added up, in months of 30.4375 days; at least 0.</param>
    /// <param name="grossMargin">Share of revenue that is kept, from 0 to 1.</param>
    /// <param name="residualValue">What they are expected to bring from now on, added up, after margin and discount (see <see cref="LifetimeValue{TModel}"/>); finite and at least 0. <see langword="null"/> when not known.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ChannelEconomics(ChannelAcquisition acquisition, long customers, decimal revenue, double customerMonths, double grossMargin, double? residualValue = null)
    {
        Throw.IfNegative(customers);
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
    public double? MonthlyGrossProfit => CustomerMonths > 0 ? (double)Revenue * GrossMargin / CustomerMonths : null;

    /// <summary>Months until a customer has earned its CAC at the pace so far: CAC ÷ monthly gross profit; <see langword="null"/> when either is undefined or there is no profit.</summary>
    public double? PaybackMonths => MonthlyGrossProfit is > 0 and var profit ? (double?)Acquisition.Cac / profit : null;

    /// <summary>Value of one customer: (gross profit so far + residual value) ÷ customers; <see langword="null"/> without customers or residual value.</summary>
    public double? ValuePerCustomer => Customers == 0 ? null : (((double)Revenue * GrossMargin) + ResidualValue) / Customers;

    /// <summary>LTV:CAC, value per customer ÷ CAC; <see langword="null"/> when either is undefined or CAC is 0.</summary>
    public double? LtvToCac => Acquisition.Cac is > 0 and var cac ? ValuePerCustomer / (double)cac : null;
}
