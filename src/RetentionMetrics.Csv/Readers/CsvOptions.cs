using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>How a CSV file is read. The defaults read any UTF-8 file with a header, ISO dates and plain numbers, whatever its delimiter.</summary>
/// <remarks>Nothing depends on the current culture. Immutable.</remarks>
public sealed record CsvOptions
{
    /// <summary>All defaults.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>The character between fields.</summary>
    /// <value><see langword="null"/> (the default) finds it from the header: of comma, semicolon, tab and bar, the one with which the needed columns are there.</value>
    /// <exception cref="ArgumentException">Not an ASCII character, or a quote, a line end or NUL.</exception>
    public char? Delimiter
    {
        get;
        init => field = value is null or (not ('\0' or '"' or '\r' or '\n') and < '\x80')
            ? value
            : throw new ArgumentException("Must be an ASCII character other than a quote, a line end and NUL.", nameof(value));
    }

    /// <summary>The encoding of the file. Bytes that it does not define are never replaced: their record is rejected.</summary>
    /// <value><see langword="null"/> (the default) is UTF-8, or UTF-16 or UTF-32 when the file begins with their byte order mark.</value>
    /// <remarks>Code pages such as 932 need <c>Encoding.RegisterProvider(CodePagesEncodingProvider.Instance)</c>, once, by the caller.</remarks>
    public Encoding? Encoding { get; init; }

    /// <summary>The exact format of dates: .NET's custom date formats, read with the invariant culture, and Japanese eras.</summary>
    /// <value>
    /// <see langword="null"/> (the default) takes <c>yyyy-MM-dd</c>, alone or followed by a time (<c>T</c> or a space, <c>HH:mm</c>, <c>HH:mm:ss</c> or with up to 7 decimals,
    /// then nothing, <c>Z</c> or an offset). Of a date with a time the local date, as written, is taken, unless <see cref="TimeZone"/> says otherwise.
    /// </value>
    /// <remarks>
    /// In an era format, <c>g</c> stands for the era and <c>y</c> (1 or 2 digits) or <c>yy</c> (2 digits) for its year: <c>gy年M月d日</c> takes 令和6年7月1日 and 令和元年5月1日, <c>gy.M.d</c> takes R6.7.1 and <c>gyy/MM/dd</c> takes R06/07/01.
    /// An era is its name (明治, 大正, 昭和, 平成, 令和), its letter (M, T, S, H, R) or its one character (㍾, ㍽, ㍼, ㍻, ㋿). Days outside their era are rejected, and so are those before 明治6年 (1873), when months were those of the moon.
    /// </remarks>
    /// <exception cref="ArgumentException">The format does not say year (<c>yyyy</c>, or <c>g</c> with <c>y</c>), month and day without doubt.</exception>
    public string? DateFormat
    {
        get;
        init => field = value is null || DateNotation.IsUnambiguous(value)
            ? value
            : throw new ArgumentException($"'{value}' does not determine a day: it needs yyyy (or g and y), MM (months; mm is minutes) and dd.", nameof(value));
    }

    /// <summary>The time zone in whose calendar days are counted.</summary>
    /// <value>
    /// <see langword="null"/> (the default) takes the local date as it is written, whatever the offset. With a zone, a time with an offset is taken to the zone's own day, and a time without one is a time of the zone:
    /// a time that the zone skips when its clocks go forward is rejected, one that it has twice keeps its day. Dates without a time stay as they are.
    /// </value>
    /// <remarks>The rules are those of the time zone data of the machine, unless the zone is made by hand.</remarks>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>How the file writes numbers.</summary>
    /// <value><see cref="NumberFormat.Plain"/>.</value>
    /// <exception cref="ArgumentNullException">Null.</exception>
    /// <exception cref="ArgumentException">The format's decimal point separates groups, too.</exception>
    public NumberFormat Numbers
    {
        get;
        init => field = NumberNotation.Checked(value);
    }
    = NumberFormat.Plain;

    /// <summary>Whether spaces and tabs around unquoted and quoted text are removed, in the header and in cells. Ids are otherwise compared as they are.</summary>
    /// <value><see langword="false"/>.</value>
    public bool TrimCells { get; init; }

    /// <summary>Whether text (ids, channels and the like) is brought to Unicode's normalization form C, so that <c>é</c> written as one character and as two is the same id.</summary>
    /// <value><see langword="false"/>: ids are compared as they are.</value>
    /// <remarks>It needs the platform's Unicode data: opening a file throws <see cref="PlatformNotSupportedException"/> in a program built with invariant globalization.</remarks>
    public bool NormalizeText { get; init; }

    /// <summary>Whether the apostrophe that <see cref="CsvTableWriter"/> puts before dangerous text is taken away again: set it to read back such a table exactly.</summary>
    /// <value><see langword="false"/>, because in other files such an apostrophe is data.</value>
    public bool UndoInjectionGuard { get; init; }

    /// <summary>Which currencies are taken, where transactions, subscriptions or spends have a column for it. Amounts of different currencies are never added up.</summary>
    /// <value><see cref="CurrencyPolicy.One"/>: the first that the file names; others are rejected.</value>
    /// <remarks>A policy that states a currency needs the column; name it <c>""</c> in the columns where amounts are in that currency without saying so.</remarks>
    /// <exception cref="ArgumentNullException">Null.</exception>
    public CurrencyPolicy Currencies
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }
    = CurrencyPolicy.One;

    /// <summary>The event ids that were seen, for finding duplicates across several readers. It is used where the reader is told which column holds the event id.</summary>
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

    /// <summary>Whether reasons of rejects quote the cell's value. Values may be personal data, which logs should not hold.</summary>
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

    /// <summary>The largest tolerated share of rejects among records that are not blank, 0 to 1; judged at the end of the file. A larger one throws <see cref="DataQualityException"/>.</summary>
    /// <value><see langword="null"/>: any share.</value>
    /// <exception cref="ArgumentOutOfRangeException">Not a fraction.</exception>
    public double? MaxRejectRatio
    {
        get;
        init => field = value is null or (>= 0 and <= 1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Must be a fraction from 0 to 1.");
    }

    // How much text a thread takes at a time. Results do not depend on it, which tests show with small ones.
    internal int BlockBytes { get; init; } = 1 << 18;

    /// <summary>Where rejected records are written for repair: the file's own columns, and before them where each record stands and what is wrong with it. Mended, it is read with the same options and <see cref="UndoInjectionGuard"/>.</summary>
    /// <value><see langword="null"/>: nowhere.</value>
    /// <remarks>
    /// It holds the values of the data, which may be personal. It is written in one step when the file has been gone through, or has more rejects than are tolerated, and then replaces an old one;
    /// a reading that is cancelled, fails or is left half-way leaves the old one. Without rejects it has its header only.
    /// </remarks>
    /// <exception cref="ArgumentException">Empty.</exception>
    public string? RepairFile
    {
        get;
        init => field = value is null or { Length: > 0 } ? value : throw new ArgumentException("Must name a file.", nameof(value));
    }

    /// <summary>The most threads that read a file at the same time, where the result does not depend on the order of its records: when customers are made of transactions.</summary>
    /// <value><see langword="null"/>: as many as the machine has processors. Results, rejects and counts are the same with any number.</value>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int? MaxThreads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(value));
            field = value;
        }
    }

    /// <summary>The longest record, in bytes of UTF-8 without its line end. It also bounds how far an unclosed quote is followed, and the memory used.</summary>
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
}
