namespace RetentionMetrics;

/// <summary>The warnings of one customer, without their evidence.</summary>
public readonly record struct CustomerWarning
{
    internal CustomerWarning(AlertKinds kinds, bool isWatched, bool isGone, double valueAtRisk)
    {
        Kinds = kinds;
        IsWatched = isWatched;
        IsGone = isGone;
        ValueAtRisk = valueAtRisk;
    }

    /// <summary>The kinds of warning, or none.</summary>
    public AlertKinds Kinds { get; }

    /// <summary>Whether the customer has bought often enough to have a rhythm.</summary>
    public bool IsWatched { get; }

    /// <summary>Whether the silence is so long that the customer is taken as gone; then there are no warnings.</summary>
    public bool IsGone { get; }

    /// <summary>The largest value at risk of its warnings; 0 without one.</summary>
    public double ValueAtRisk { get; }
}
