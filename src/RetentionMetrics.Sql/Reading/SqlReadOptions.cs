namespace RetentionMetrics.Sql;

/// <summary>How rows are read, and which of them are tolerated.</summary>
/// <remarks>Immutable, but for <see cref="EventIds"/>, which remembers.</remarks>
public sealed record SqlReadOptions
{
    /// <summary>The defaults.</summary>
    public static SqlReadOptions Default { get; } = new();

    /// <summary>What rejects and counts call the rows.</summary>
    /// <value><c>rows</c>.</value>
    public string SourceName
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    } = "rows";

    /// <summary>The time zone whose calendar dates moments: times in UTC or with an offset. Times without either are dated as they stand.</summary>
    /// <value><see langword="null"/>: the date of a moment is that of its own offset, which is UTC for most databases.</value>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Which currencies are taken, when there is a column of currencies.</summary>
    /// <value><see cref="CurrencyPolicy.One"/>: the first that the rows name; others are rejected.</value>
    public CurrencyPolicy Currencies
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = CurrencyPolicy.One;

    /// <summary>The event ids seen so far, when several readers share them.</summary>
    /// <value><see langword="null"/>: a set of its own for each reader.</value>
    public EventIds? EventIds { get; init; }

    /// <summary>The last day that a fact may have.</summary>
    /// <value><see langword="null"/>: any day.</value>
    public DateOnly? LastDay { get; init; }

    /// <summary>What becomes of facts after <see cref="LastDay"/>.</summary>
    /// <value><see cref="AfterLastDay.Reject"/>.</value>
    public AfterLastDay AfterLastDay { get; init; }

    /// <summary>What becomes of a rating between two whole numbers.</summary>
    /// <value><see cref="FractionalRatings.Reject"/>.</value>
    public FractionalRatings FractionalRatings { get; init; }

    /// <summary>How many rejects are kept with their details; all are counted.</summary>
    /// <value>1,000.</value>
    public int MaxRejectsKept { get; init; } = 1_000;

    /// <summary>The most rejects that are tolerated.</summary>
    /// <value><see langword="null"/>: any number.</value>
    public long? MaxRejects { get; init; }

    /// <summary>The largest tolerated share of rejects, 0 to 1, judged when the rows end.</summary>
    /// <value><see langword="null"/>: any share.</value>
    public double? MaxRejectRatio { get; init; }
}
