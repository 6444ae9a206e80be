namespace RetentionMetrics.Json;

/// <summary>How a JSON source is read. The defaults read any UTF-8 array of objects or JSON Lines, with ISO dates.</summary>
/// <remarks>Nothing depends on the current culture. Immutable.</remarks>
public sealed record JsonOptions
{
    /// <summary>All defaults.</summary>
    public static JsonOptions Default { get; } = new();

    /// <summary>How records follow each other.</summary>
    /// <value><see cref="JsonLayout.Auto"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined value.</exception>
    public JsonLayout Layout
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a defined {nameof(JsonLayout)}.");
    }

    /// <summary>Whether a number may also be written as text, such as <c>"12.30"</c>: many sources do so to keep money exact.</summary>
    /// <value><see langword="false"/>.</value>
    public bool AllowNumbersInText { get; init; }

    /// <summary>Which currencies are taken, where transactions, subscriptions or spends have a property for it. Amounts of different currencies are never added up.</summary>
    /// <value><see cref="CurrencyPolicy.One"/>: the first that the source names; others are rejected.</value>
    /// <remarks>Where nothing is stated, the first record decides whether a source names currencies at all.</remarks>
    /// <exception cref="ArgumentNullException">Null.</exception>
    public CurrencyPolicy Currencies
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = CurrencyPolicy.One;

    /// <summary>The event ids that were seen, for finding duplicates across several readers. It is used where the reader is told which property holds the event id.</summary>
    /// <value><see langword="null"/>: a set of its own for each reader.</value>
    public EventIds? EventIds { get; init; }

    /// <summary>The last day that a record may be dated, the as-of date, inclusive. Of a subscription the start is meant: an end may well be known ahead.</summary>
    /// <value><see langword="null"/>: any day; <see cref="SummaryNotes.AfterWindow"/> counts transactions that a window leaves out.</value>
    public DateOnly? LastDay { get; init; }

    /// <summary>What becomes of a record that is dated after <see cref="LastDay"/>.</summary>
    /// <value><see cref="AfterLastDay.Reject"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined value.</exception>
    public AfterLastDay AfterLastDay
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a defined {nameof(AfterLastDay)}.");
    }

    /// <summary>What becomes of a rating between two whole numbers.</summary>
    /// <value><see cref="FractionalRatings.Reject"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not a defined value.</exception>
    public FractionalRatings FractionalRatings
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a defined {nameof(FractionalRatings)}.");
    }

    /// <summary>Whether reasons of rejects quote the value. Values may be personal data, which logs should not hold.</summary>
    /// <value><see langword="false"/>.</value>
    public bool IncludeValues { get; init; }

    /// <summary>How many rejects are kept with their details; all are counted.</summary>
    /// <value>1,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int MaxRejectsKept
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 1_000;

    /// <summary>The most rejects that are tolerated: one more throws <see cref="DataQualityException"/>.</summary>
    /// <value><see langword="null"/>: any number.</value>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public long? MaxRejects
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            field = value;
        }
    }

    /// <summary>The largest tolerated share of rejects among records that are not blank, 0 to 1; judged at the end of the source. A larger one throws <see cref="DataQualityException"/>.</summary>
    /// <value><see langword="null"/>: any share.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not a fraction.</exception>
    public double? MaxRejectRatio
    {
        get;
        init => field = value is null or (>= 0 and <= 1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Must be a fraction from 0 to 1.");
    }

    /// <summary>The longest record in bytes, without its line end. It also bounds the memory used.</summary>
    /// <value>1,048,576.</value>
    /// <exception cref="ArgumentOutOfRangeException">Below 16 or above 1,000,000,000.</exception>
    public int MaxRecordBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 16);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000_000);
            field = value;
        }
    }
    = 1 << 20;

    /// <summary>The deepest nesting of objects and arrays in one record; the record itself is the first level.</summary>
    /// <value>64.</value>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 1,000.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000);
            field = value;
        }
    }
    = 64;
}
