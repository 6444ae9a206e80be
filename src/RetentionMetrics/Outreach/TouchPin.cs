namespace RetentionMetrics;

/// <summary>A customer fixed to a tier by hand.</summary>
public readonly record struct TouchPin
{
    /// <summary>Makes a pin.</summary>
    /// <param name="row">The customer's row, from 0.</param>
    /// <param name="tier">The tier's index in <see cref="TouchPlan.Tiers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public TouchPin(int row, int tier)
    {
        Throw.IfNegative(row);
        Throw.IfNegative(tier);
        Row = row;
        Tier = tier;
    }

    /// <summary>The customer's row.</summary>
    public int Row { get; }

    /// <summary>The tier's index.</summary>
    public int Tier { get; }
}
