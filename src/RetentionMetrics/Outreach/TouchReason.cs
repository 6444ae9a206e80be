using System.Globalization;

namespace RetentionMetrics;

/// <summary>Why a customer did not get a higher tier.</summary>
public enum TouchBasis
{
    /// <summary>It has the highest tier.</summary>
    Highest = 0,

    /// <summary>The next higher tier is full of customers with a higher priority.</summary>
    HigherTierFull = 1,

    /// <summary>Its priority is below the least that the next higher tier takes.</summary>
    BelowMinimum = 2,
}

/// <summary>The reason for a customer's tier: its rank, and what kept it from a higher one.</summary>
public readonly record struct TouchReason
{
    internal TouchReason(TouchBasis basis, int rank, int customers)
    {
        Basis = basis;
        Rank = rank;
        Customers = customers;
    }

    /// <summary>What kept the customer from a higher tier.</summary>
    public TouchBasis Basis { get; }

    /// <summary>Place by priority, from 1; ties by row.</summary>
    public int Rank { get; }

    /// <summary>Number of customers ranked.</summary>
    public int Customers { get; }

    /// <summary>One phrase, such as <c>rank 130 of 4338; the tier above is full</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"rank {Rank} of {Customers}{Basis switch
    {
        TouchBasis.HigherTierFull => "; the tier above is full",
        TouchBasis.BelowMinimum => "; below the minimum of the tier above",
        _ => "",
    }}");
}
