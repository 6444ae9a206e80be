using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>What a plan costs, what it is expected to keep, and what more capacity would be worth.</summary>
/// <remarks>Immutable.</remarks>
public sealed class TouchEconomics
{
    internal TouchEconomics(ImmutableArray<TouchTierResult> tiers, int excluded)
    {
        Tiers = tiers;
        Excluded = excluded;
    }

    /// <summary>The tiers, in the plan's order.</summary>
    public ImmutableArray<TouchTierResult> Tiers { get; }

    /// <summary>Customers without a tier, who cost nothing and of whose value nothing is kept.</summary>
    public int Excluded { get; }

    /// <summary>Cost of all tiers.</summary>
    public decimal Cost => Tiers.Sum(t => t.Cost);

    /// <summary>Value expected to be kept by all tiers.</summary>
    public double ValueKept => Tiers.Sum(t => t.ValueKept);

    /// <summary>Value kept − cost.</summary>
    public double Net => ValueKept - (double)Cost;
}
