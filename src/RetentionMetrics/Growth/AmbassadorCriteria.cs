namespace RetentionMetrics;

/// <summary>By which criteria ambassadors are chosen. One that is <see langword="null"/> is not asked for.</summary>
public sealed record AmbassadorCriteria
{
    /// <summary>The default choices: promoters among the most valuable fifth, active in the last 90 days.</summary>
    public static AmbassadorCriteria Default { get; } = new();

    /// <summary>The least rating, 0…10.</summary>
    /// <value>9: promoters (Reichheld 2003)</value>
    public int? MinimumRating
    {
        get;
        init
        {
            Throw.IfNegative(value ?? 0, nameof(value));
            Throw.IfGreaterThan(value ?? 0, 10, nameof(value));
            field = value;
        }
    } = 9;

    /// <summary>The least value; finite.</summary>
    /// <value><see langword="null"/></value>
    public double? MinimumValue
    {
        get;
        init => field = value is null || double.IsFinite(value.Value) ? value : throw Throw.OutOfRange(nameof(value), value, "finite or null");
    }

    /// <summary>The share of all customers, the most valuable first, to whom one must belong, 0…1; ⌈share · n⌉ rows, ties by row.</summary>
    /// <value>0.2</value>
    public double? TopValueShare
    {
        get;
        init => field = value is { } share ? Throw.IfNotFraction(share, nameof(value)) : null;
    } = 0.2;

    /// <summary>The most days since the last activity; at least 0.</summary>
    /// <value>90</value>
    public int? MaximumDaysSinceActive
    {
        get;
        init
        {
            Throw.IfNegative(value ?? 0, nameof(value));
            field = value;
        }
    } = 90;

    /// <summary>The least number of activities in the time looked at; at least 0.</summary>
    /// <value><see langword="null"/></value>
    public long? MinimumActivity
    {
        get;
        init
        {
            Throw.IfNegative(value ?? 0, nameof(value));
            field = value;
        }
    }

    /// <summary>The least number of customers won by invitations; at least 0.</summary>
    /// <value><see langword="null"/></value>
    public long? MinimumReferrals
    {
        get;
        init
        {
            Throw.IfNegative(value ?? 0, nameof(value));
            field = value;
        }
    }

    /// <summary>The criteria that are asked for.</summary>
    public AmbassadorCriterion Asked =>
        If(MinimumRating is not null, AmbassadorCriterion.Rating)
        | If(MinimumValue is not null || TopValueShare is not null, AmbassadorCriterion.Value)
        | If(MaximumDaysSinceActive is not null, AmbassadorCriterion.Recency)
        | If(MinimumActivity is not null, AmbassadorCriterion.Activity)
        | If(MinimumReferrals is not null, AmbassadorCriterion.Referrals);

    private static AmbassadorCriterion If(bool isAsked, AmbassadorCriterion criterion) => isAsked ? criterion : AmbassadorCriterion.None;
}
