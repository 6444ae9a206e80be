using System.Buffers;
using System.Globalization;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Finds the formats in which the cells of a column are dates, by trying the readers' own parser with each.</summary>
internal sealed class DateGuess
{
    public const string Iso = "yyyy-MM-dd";

    private const int Trial = 200;

    private static readonly SearchValues<char> Separators = SearchValues.Create("/.-年 ,");

    // Strict ones first: of formats that fit equally well the first is proposed.
    private static readonly string[] Days =
    [
        "yyyy/MM/dd", "yyyy/M/d", "yyyy.MM.dd", "yyyy.M.d", "yyyy-M-d", "yyyy年M月d日", "gy年M月d日", "gyy/MM/dd", "gy/M/d", "gyy.MM.dd", "gy.M.d",
        "dd/MM/yyyy", "d/M/yyyy", "MM/dd/yyyy", "M/d/yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd-MM-yyyy", "d-M-yyyy", "MM-dd-yyyy", "M-d-yyyy",
        "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy",
    ];

    private static readonly string[] Times =
    [
        " HH:mm", " HH:mm:ss", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt", ", h:mm tt", ", h:mm:ss tt", ", HH:mm", ", HH:mm:ss", " HH:mm zzz", " HH:mm:ss zzz", "'T'HH:mm:ss", " HH:mm:ss 'UTC'",
    ];

    private static readonly string[] All =
    [
        Iso + " HH:mm:ss zzz", Iso + " HH:mm zzz", Iso + " HH:mm:ss 'UTC'", Iso + " H:mm", Iso + " H:mm:ss", Iso + " h:mm tt", Iso + " h:mm:ss tt",
        "yyyyMMdd", "yyyyMMdd HH:mm", "yyyyMMdd HH:mm:ss", "yyyyMMddHHmm", "yyyyMMddHHmmss",
        .. Days, .. Days.SelectMany(d => Times.Select(t => d + t)),
    ];

    private static readonly Dictionary<string, DateNotation> Notations = All.ToDictionary(f => f, f => DateNotation.For(f, null)!, StringComparer.Ordinal);

    // A cell can only fit formats with its first separator, and with a time where it has one.
    private static readonly Dictionary<(char, bool), string[]> ByShape = All.GroupBy(Shape).ToDictionary(g => g.Key, g => g.ToArray());

    private readonly Dictionary<string, long> _fits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateOnly Last, long Falls, long Moves)> _order = new(StringComparer.Ordinal);
    private string[]? _narrowed;
    private long _twoDigitYears;
    private long _onlyDayFirst;
    private long _onlyMonthFirst;

    /// <summary>Cells seen, blank ones not counted.</summary>
    public long Cells { get; private set; }

    /// <summary>How many cells are dates in the format that fits best.</summary>
    public long BestFit => _fits.Count == 0 ? 0 : _fits.Values.Max();

    public bool IsDate => Cells > 0 && BestFit * 10 >= Cells * 9;

    /// <summary>Whether the cells look like dates with two digits of a year, which no reader takes.</summary>
    public bool HasTwoDigitYears => !IsDate && _twoDigitYears * 10 >= Cells * 9 && Cells > 0;

    public void Add(string cell)
    {
        Cells++;
        if (cell.Length is < 6 or > 40 || !cell.AsSpan().ContainsAnyInRange('0', '9'))
            return;
        Span<byte> utf8 = stackalloc byte[160];
        utf8 = utf8[..Encoding.UTF8.GetBytes(cell, utf8)];
        if (DateCell.TryParse(utf8, null, out DateOnly iso, out _))
        {
            // The default format, with or without a time.
            Count("", iso);
            return;
        }

        if (LooksLikeTwoDigitYear(cell))
            _twoDigitYears++;
        if (Cells > Trial)
            _narrowed ??= [.. All.Where(_fits.ContainsKey)]; // the others fit none of the first cells
        (bool dayFirst, bool monthFirst) = (false, false);
        foreach (string format in _narrowed ?? ByShape.GetValueOrDefault(Shape(cell), []))
        {
            if (!DateCell.TryParse(utf8, Notations[format], out DateOnly day, out _) || day.Year is < 1900 or > 2200)
                continue;
            Count(format, day);
            bool hasMirror = Mirror(format).Length > 0;
            dayFirst |= hasMirror && IsDayFirst(format);
            monthFirst |= hasMirror && !IsDayFirst(format);
        }

        _onlyDayFirst += dayFirst && !monthFirst ? 1 : 0;
        _onlyMonthFirst += monthFirst && !dayFirst ? 1 : 0;
    }

    /// <summary>The format to propose; null when the cells are no dates.</summary>
    public static Proposal<string>? Propose(IReadOnlyCollection<DateGuess> columns, bool dayFirstLikely)
    {
        long cells = columns.Sum(c => c.Cells);
        if (cells == 0 || columns.Any(c => !c.IsDate))
            return null;
        // Several columns are read with one format: what one leaves open another may settle.
        Dictionary<string, long> fits = columns.SelectMany(c => c._fits).GroupBy(f => f.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(f => f.Value), StringComparer.Ordinal);
        long most = fits.Values.Max();
        string first = Preferred(fits, most);
        if (first.Length == 0)
            return new(Iso, Certainty.Certain, $"{Of(most, cells)} are ISO dates" + Rest(fits, cells));
        string other = Mirror(first);
        string fit = $"{Of(most, cells)} are such dates" + Rest(fits, cells);
        Certainty sure = most == cells ? Certainty.Certain : Certainty.Likely;
        if (other.Length == 0)
            return new(first, sure, fit);
        (long only, long onlyOther) = (columns.Sum(c => c._onlyDayFirst), columns.Sum(c => c._onlyMonthFirst));
        if (!IsDayFirst(first))
            (only, onlyOther) = (onlyOther, only);
        if (only == 0 && onlyOther == 0)
            return Undecided(columns, first, other, dayFirstLikely);
        string decided = string.Create(CultureInfo.InvariantCulture, $"{fit}; in {only:N0} the number of the day is above 12, so that {other} cannot be meant");
        return onlyOther == 0
            ? new(first, sure, decided)
            : new(first, Certainty.Ambiguous, string.Create(CultureInfo.InvariantCulture, $"{decided}, but {onlyOther:N0} can only be {other}: the file mixes both"));
    }

    /// <summary>Both orders fit every cell: rows that stand in the order of time in one of them speak for it.</summary>
    private static Proposal<string> Undecided(IReadOnlyCollection<DateGuess> columns, string first, string other, bool dayFirstLikely)
    {
        string dayFirst = IsDayFirst(first) ? first : other, monthFirst = IsDayFirst(first) ? other : first;
        foreach (DateGuess column in columns)
        {
            (_, long dayFalls, long dayMoves) = column._order.GetValueOrDefault(dayFirst);
            (_, long monthFalls, long monthMoves) = column._order.GetValueOrDefault(monthFirst);
            if (dayMoves >= 5 && (dayFalls == 0 || dayFalls == dayMoves) && monthFalls > 0 && monthFalls < monthMoves)
                return new(dayFirst, Certainty.Likely, $"no number is above 12, so that {monthFirst} is possible, too; but with the day first the rows stand in the order of time, with the month first they do not");
            if (monthMoves >= 5 && (monthFalls == 0 || monthFalls == monthMoves) && dayFalls > 0 && dayFalls < dayMoves)
                return new(monthFirst, Certainty.Likely, $"no number is above 12, so that {dayFirst} is possible, too; but with the month first the rows stand in the order of time, with the day first they do not");
        }

        string taken = dayFirst;
        string why = dayFirstLikely ? "the other formats of the file are those of countries that write the day first" : "it is the order of most countries, but not of the United States";
        return new(taken, Certainty.Ambiguous, $"no number is above 12, so that {monthFirst} fits as well; {why}: say which one is meant");
    }

    private static string Of(long fits, long cells) => fits == cells
        ? string.Create(CultureInfo.InvariantCulture, $"all {cells:N0} cells")
        : string.Create(CultureInfo.InvariantCulture, $"{fits:N0} of {cells:N0} cells");

    private static string Rest(Dictionary<string, long> fits, long cells) => fits.Values.Max() == cells ? "" : "; the others will be rejected";

    /// <summary>Of the formats that fit most cells the ISO one, else the one that stands first in the list: the strictest.</summary>
    private static string Preferred(Dictionary<string, long> fits, long most)
    {
        if (fits.GetValueOrDefault("") == most)
            return "";
        return Array.Find(All, f => fits.GetValueOrDefault(f) == most)!;
    }

    private static bool IsDayFirst(string format) => format.IndexOf('d', StringComparison.Ordinal) < format.IndexOf('M', StringComparison.Ordinal);

    /// <summary>The same format with day and month exchanged, or nothing where that is no usual format.</summary>
    private static string Mirror(string format)
    {
        if (format.StartsWith("yyyy", StringComparison.Ordinal) || format[0] == 'g' || format.Contains("MMM", StringComparison.Ordinal))
            return "";
        string mirrored = string.Concat(format.Select(c => c switch { 'd' => 'M', 'M' => 'd', _ => c }));
        return Array.IndexOf(All, mirrored) >= 0 ? mirrored : "";
    }

    private void Count(string format, DateOnly day)
    {
        _fits[format] = _fits.GetValueOrDefault(format) + 1;
        (DateOnly last, long falls, long moves) = _order.GetValueOrDefault(format);
        if (last != default && day != last)
        {
            moves++;
            falls += day < last ? 1 : 0;
        }

        _order[format] = (day, falls, moves);
    }

    private static (char Separator, bool HasTime) Shape(string text)
    {
        int i = text.AsSpan().IndexOfAny(Separators);
        return (i < 0 ? '\0' : text[i], text.Contains(':', StringComparison.Ordinal));
    }

    private static bool LooksLikeTwoDigitYear(string cell)
    {
        string[] parts = cell.Split(' ')[0].Split('/', '.', '-');
        return parts is [{ Length: 1 or 2 }, { Length: 1 or 2 }, { Length: 2 }] && Array.TrueForAll(parts, p => p.All(char.IsAsciiDigit));
    }
}
