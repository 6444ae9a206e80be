namespace RetentionMetrics;

/// <summary>How spend and new customers are set against each other. It is the definition of an <see cref="AcquisitionTally"/>: tallies of different options do not add.</summary>
public sealed record AcquisitionOptions
{
    /// <summary>The default choices.</summary>
    public static AcquisitionOptions Default { get; } = new();

    /// <summary>The calendar period that spend and customers are summed by.</summary>
    /// <value><see cref="CalendarPeriod.Month"/></value>
    public CalendarPeriod Period
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw Throw.Undefined(value);
    } = CalendarPeriod.Month;

    /// <summary>How many periods after the spend its customers come: those of period t are set against the spend of period t − lag. At least 0 and at most 1,000.</summary>
    /// <value>0: spend and customers of the same period</value>
    public int Lag
    {
        get;
        init
        {
            Throw.IfNegative(value);
            Throw.IfGreaterThan(value, 1000);
            field = value;
        }
    }
}
