using System.Globalization;

namespace RetentionMetrics;

/// <summary>The reason for a customer's tier: its rank, and what kept it from a higher one.</summary>
public readonly record struct TouchReason
{
    internal TouchReason(TouchBasis basis, int rank, int customers)
    {
        Basis = basis;
        Rank = rank;
        Customers = customers;
    }

    /// <summary>What decided the tier.</summary>
    public TouchBasis Basis { get; }

    /// <summary>Place by priority among all customers, also those without a tier, from 1; ties by row.</summary>
    public int Rank { get; }

    /// <summary>Number of customers ranked.</summary>
    public int Customers { get; }

    /// <summary>One phrase, such as <c>rank 130 of 4338; the tier above is full</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rank {Rank} of {Customers}{Basis switch
    {
        TouchBasis.HigherTierFull => "; the tier above is full",
        TouchBasis.BelowMinimum => "; below the minimum of the tier above",
        TouchBasis.Pinned => "; pinned to the tier",
        TouchBasis.Excluded => "; excluded",
        TouchBasis.KeptFromLastPlan => "; keeps the tier of the last plan",
        _ => "",
    }}");
}
