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
