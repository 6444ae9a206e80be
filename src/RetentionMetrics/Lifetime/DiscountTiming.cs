namespace RetentionMetrics;

/// <summary>When in each step of a horizon its revenue is taken to arrive, for discounting.</summary>
public enum DiscountTiming
{
    /// <summary>The default: in the middle of the step.</summary>
    Middle = 0,

    /// <summary>At the end of the step.</summary>
    End = 1,

    /// <summary>At the start of the step.</summary>
    Start = 2,
}
