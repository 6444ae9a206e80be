namespace RetentionMetrics;

/// <summary>When a change in a customer's behaviour is a warning.</summary>
public sealed record EarlyWarningOptions
{
    /// <summary>The default thresholds.</summary>
    public static EarlyWarningOptions Default { get; } = new();

    /// <summary>A silence is unusual when the chance of one so long, for this customer's own rhythm, is at most this.</summary>
    /// <value>0.05</value>
    public double UnusualBelow
    {
        get;
        init => field = PositiveFraction(value);
    } = 0.05;

    /// <summary>Below this chance the customer is taken as gone, not as slipping away: counted, and not warned of for any reason.</summary>
    /// <value>0.001</value>
    public double GoneBelow
    {
        get;
        init => field = Throw.IfNotFraction(value);
    } = 0.001;

    /// <summary>Repeat purchases that make a rhythm; at least 1. Silences of customers with fewer are not watched.</summary>
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

    /// <summary>P(alive) is falling when it is lower than at the last look by at least this.</summary>
    /// <value>0.2</value>
    public double AliveFall
    {
        get;
        init => field = PositiveFraction(value);
    } = 0.2;

    /// <summary>Spend is falling when the recent period brought less than the mean of the earlier ones by at least this fraction of it.</summary>
    /// <value>0.5</value>
    public double SpendFall
    {
        get;
        init => field = PositiveFraction(value);
    } = 0.5;

    /// <summary>A rating is falling when it is lower by at least so many points, 1 to 10.</summary>
    /// <value>3</value>
    public int RatingFall
    {
        get;
        init
        {
            Throw.IfLessThan(value, 1);
            Throw.IfGreaterThan(value, 10);
            field = value;
        }
    } = 3;

    /// <summary>Whether a rating is falling as well when it drops from promoter (9, 10) to passive (7, 8), or from either to detractor (0 to 6), by whatever number of points.</summary>
    /// <value><see langword="true"/></value>
    public bool WarnOnLowerClass { get; init; } = true;

    private static double PositiveFraction(double value) => value is > 0 and <= 1 ? value : throw Throw.OutOfRange(nameof(value), value, "greater than 0 and at most 1");
}
