namespace RetentionMetrics.Notebooks;

/// <summary>A bar as it is drawn: from one number to another, with its interval.</summary>
internal readonly record struct BarPiece(int Group, int Category, double From, double To, double? Lower, double? Upper)
{
    /// <summary>What the bar says: how far it goes, downwards below zero.</summary>
    public double Size => Math.Clamp(To - From, -double.MaxValue, double.MaxValue);

    /// <summary>All numbers that have to be on the scale.</summary>
    public IEnumerable<double> Reach => new[] { From, To, Lower ?? To, Upper ?? To };
}
