namespace RetentionMetrics;

/// <summary>How a health score treats missing measures, and where its bands lie.</summary>
public sealed record HealthScoreOptions
{
    /// <summary>The default rules.</summary>
    public static HealthScoreOptions Default { get; } = new();

    /// <summary>What to do with a missing measure.</summary>
    /// <value><see cref="HealthMissing.DropOut"/></value>
    public HealthMissing Missing
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw Throw.Undefined(value);
    }

    /// <summary>The share of all weight that must be present, or else there is no score.</summary>
    /// <value>0: one measure with a weight is enough.</value>
    public double MinimumWeightShare
    {
        get;
        init => field = Throw.IfNotFraction(value);
    }

    /// <summary>Scores below this are red.</summary>
    /// <value>40. There is no standard: set it by <see cref="HealthCalibration"/>.</value>
    public double RedBelow
    {
        get;
        init => field = CheckCut(value);
    } = 40;

    /// <summary>Scores from this on are green; those between are yellow. At least <see cref="RedBelow"/>.</summary>
    /// <value>70</value>
    public double GreenFrom
    {
        get;
        init => field = CheckCut(value);
    } = 70;

    private static double CheckCut(double value) => value is >= 0 and <= 100 ? value : throw Throw.OutOfRange(nameof(value), value, "from 0 to 100");
}
