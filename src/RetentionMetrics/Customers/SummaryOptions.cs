namespace RetentionMetrics;

/// <summary>How transactions become customers, where practice differs. The result names the choices that were made.</summary>
public sealed record SummaryOptions
{
    /// <summary>The default choices.</summary>
    public static SummaryOptions Default { get; } = new();

    /// <summary>Purchases in one calendar period are one purchase occasion of the frequency x; recency and age stay differences of days.</summary>
    /// <value><see cref="CalendarPeriod.Day"/></value>
    public CalendarPeriod MergeBy
    {
        get;
        init
        {
            _ = value.IndexOf(default);
            field = value;
        }
    }

    /// <summary>What to do with negative amounts.</summary>
    /// <value><see cref="RefundPolicy.Automatic"/></value>
    public RefundPolicy Refunds
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw Throw.Undefined(value);
    }

    /// <summary>Whether an order that cost nothing is a purchase.</summary>
    /// <value><see cref="ZeroAmounts.Count"/></value>
    public ZeroAmounts ZeroAmounts
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw Throw.Undefined(value);
    }

    /// <summary>Which purchase periods the mean spend is taken over.</summary>
    /// <value><see cref="MeanSpendBasis.RepeatPeriods"/></value>
    public MeanSpendBasis MeanSpend
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw Throw.Undefined(value);
    }
}
