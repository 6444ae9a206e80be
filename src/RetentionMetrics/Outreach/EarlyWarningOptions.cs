namespace RetentionMetrics;

/// <summary>When a customer's silence counts as unusual.</summary>
public sealed record EarlyWarningOptions
{
    /// <summary>The default thresholds.</summary>
    public static EarlyWarningOptions Default { get; } = new();

    /// <summary>A silence is unusual when the chance of one so long, for this customer's own rhythm, is at most this.</summary>
    /// <value>0.05</value>
    public double UnusualBelow
    {
        get;
        init => field = Throw.IfNotFraction(value);
    } = 0.05;

    /// <summary>Below this chance the customer is taken as gone, not as slipping away: counted, not listed.</summary>
    /// <value>0.001</value>
    public double GoneBelow
    {
        get;
        init => field = Throw.IfNotFraction(value);
    } = 0.001;

    /// <summary>Repeat purchases that make a rhythm; at least 1. Customers with fewer are not watched.</summary>
    /// <value>2</value>
    public int MinimumFrequency
    {
        get;
        init
        {
            Throw.IfLessThan(value, 1);
            field = value;
        }
    } = 2;
}
