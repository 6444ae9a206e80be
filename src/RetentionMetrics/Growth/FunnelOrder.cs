namespace RetentionMetrics;

/// <summary>In which order a customer must pass the stages of a funnel.</summary>
public enum FunnelOrder
{
    /// <summary>
    /// The default: one after the other. The first stage is reached at its first event ever, each next one at its first event on that day or later; a stage skipped ends the way.
    /// Events of one day count as in the order of the stages.
    /// </summary>
    Strict = 0,

    /// <summary>In any order: a stage is reached on the day by which it and all stages before it have happened for the first time.</summary>
    Any = 1,
}
