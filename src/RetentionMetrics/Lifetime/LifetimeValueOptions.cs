namespace RetentionMetrics;

/// <summary>How future purchases become money today.</summary>
public sealed record LifetimeValueOptions
{
    /// <summary>The default choices.</summary>
    public static LifetimeValueOptions Default { get; } = new();

    /// <summary>The share of revenue that is kept after the cost of what is sold, from 0 to 1.</summary>
    /// <value>1: the value is revenue, not profit</value>
    public double GrossMargin
    {
        get;
        init => field = Throw.IfNotFraction(value);
    } = 1;

    /// <summary>The effective annual discount rate d; at least 0. Money at time τ is worth (1 + d)^(−τ ÷ units a year).</summary>
    /// <value>0: no discounting</value>
    public double AnnualDiscountRate
    {
        get;
        init => field = Throw.IfNegativeOrNotFinite(value);
    }

    /// <summary>When in each step its revenue is taken to arrive.</summary>
    /// <value><see cref="DiscountTiming.Middle"/></value>
    public DiscountTiming Timing
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw Throw.Undefined(value);
    }

    /// <summary>Length of a step in the model's unit of time; greater than 0. The last step of a horizon may be shorter.</summary>
    /// <value>1</value>
    public double StepLength
    {
        get;
        init => field = Throw.IfNotPositive(value);
    } = 1;
}
