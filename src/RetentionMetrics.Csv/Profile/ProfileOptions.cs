using System.Collections.Immutable;

namespace RetentionMetrics.Csv;

/// <summary>What a <see cref="CsvProfile"/> may look at, and what its caller knows already: that is taken as it is and not guessed.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ProfileOptions
{
    /// <summary>All defaults.</summary>
    public static ProfileOptions Default { get; } = new();

    /// <summary>How many bytes are looked at. Of a longer file three quarters of them are its beginning and the rest four places further on, the last of them its end; of a stream that cannot seek all are its beginning.</summary>
    /// <value>1,048,576.</value>
    /// <exception cref="ArgumentOutOfRangeException">Below 1,024 or above 1,000,000,000.</exception>
    public int SampleBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1_024);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000_000);
            field = value;
        }
    }
    = 1 << 20;

    /// <summary>The kind of fact that the file holds.</summary>
    /// <value><see cref="FactKind.Unknown"/>: it is proposed from the columns.</value>
    public FactKind Kind { get; init; }

    /// <summary>The names of columns whose role is known.</summary>
    /// <value>None: all roles are proposed.</value>
    /// <exception cref="ArgumentNullException">Null.</exception>
    public ImmutableDictionary<ColumnRole, string> Columns
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = ImmutableDictionary<ColumnRole, string>.Empty;

    /// <summary>How the file is read as far as that is known: a delimiter, encoding or format that is set here is taken, all other options go unchanged into <see cref="CsvProfile.Options"/>.</summary>
    /// <value><see cref="CsvOptions.Default"/>.</value>
    /// <exception cref="ArgumentNullException">Null.</exception>
    public CsvOptions Read
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = CsvOptions.Default;
}
