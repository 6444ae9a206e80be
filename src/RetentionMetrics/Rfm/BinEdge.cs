namespace RetentionMetrics;

/// <summary>To which side a value equal to a cut belongs.</summary>
public enum BinEdge
{
    /// <summary>The default: bins are (low, high]; a value equal to a cut stays below it.</summary>
    RightClosed = 0,

    /// <summary>Bins are [low, high); a value equal to a cut goes above it.</summary>
    LeftClosed = 1,
}
