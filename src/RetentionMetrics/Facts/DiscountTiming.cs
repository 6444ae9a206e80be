namespace RetentionMetrics;

/// <summary>When in each step of a horizon its revenue is taken to arrive, for discounting.</summary>
public enum DiscountTiming
{
    /// <summary>In the middle of the step: the default of <see cref="LifetimeValueOptions"/>.</summary>
    Middle = 0,

    /// <summary>At the end of the step.</summary>
    End = 1,

    /// <summary>At the start of the step: as a subscription is paid.</summary>
    Start = 2,
}
