namespace RetentionMetrics;

/// <summary>What one tier of a plan costs and keeps.</summary>
public readonly record struct TouchTierResult
{
    internal TouchTierResult(TouchTier tier, int customers, double valueAtRisk, double? marginalValue)
    {
        Tier = tier;
        Customers = customers;
        ValueAtRisk = valueAtRisk;
        Cost = customers * tier.CostPerCustomer;
        ValueKept = tier.Uplift * valueAtRisk;
        MarginalValue = marginalValue;
    }

    /// <summary>The tier.</summary>
    public TouchTier Tier { get; }

    /// <summary>Customers in it.</summary>
    public int Customers { get; }

    /// <summary>Sum of their values at risk.</summary>
    public double ValueAtRisk { get; }

    /// <summary>Customers × cost per customer.</summary>
    public decimal Cost { get; }

    /// <summary>Uplift × value at risk: what the care is expected to keep.</summary>
    public double ValueKept { get; }

    /// <summary>Value kept − cost.</summary>
    public double Net => ValueKept - (double)Cost;

    /// <summary>
    /// By how much the net of the whole plan changes when this tier can take one customer more, who leaves a place in a lower tier to another: 0 when nobody is waiting for a place, negative when the care costs more than it keeps;
    /// <see langword="null"/> for a tier without a capacity.
    /// </summary>
    public double? MarginalValue { get; }
}
