using System.Buffers;
using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>Finds how the cells of a column write numbers: it takes away signs and marks, and tries what is left with each pair of decimal point and group separator.</summary>
internal sealed class NumberGuess
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.,'\u2019 \u00A0\u202F");
    private static readonly SearchValues<char> PlainDigits = SearchValues.Create("0123456789.");

    // Simple ones first: of formats that fit equally well the first is proposed.
    private static readonly (char Point, char? Group)[] Pairs =
    [
        ('.', null), ('.', ','), (',', null), (',', '.'), (',', ' '), (',', '\u00A0'), (',', '\u202F'), ('.', '\''), ('.', '\u2019'), ('.', ' '), ('.', '\u00A0'), ('.', '\u202F'),
    ];

    private static readonly string[] Signs =
    [
        "$", "€", "£", "¥", "￥", "円", "元", "₹", "₩", "₽", "₺", "₫", "฿", "zł", "Kč", "kr", "kr.", "Fr.", "R$", "US$", "A$", "C$",
        "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "CNY", "INR", "BRL", "MXN", "SEK", "NOK", "DKK", "PLN", "CZK", "KRW", "SGD", "HKD",
    ];

    private readonly long[] _fits = new long[Pairs.Length];
    private readonly Dictionary<string, long> _signs = new(StringComparer.Ordinal);
    private long _points; // cells with a point that could be either
    private long _commas;
    private long _parentheses;
    private long _triangles;
    private long _trailingMinus;
    private long _fullWidth;

    /// <summary>Cells seen, blank ones not counted.</summary>
    public long Cells { get; private set; }

    /// <summary>Cells that begin with a zero before another digit, as ids do.</summary>
    public long LeadingZeros { get; private set; }

    public long Negative { get; private set; }

    /// <summary>Cells with decimals, also of zeros, by the pair that fits best so far.</summary>
    public long Fractions { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    public bool IsNumber => Cells > 0 && _fits.Max() * 10 >= Cells * 9;

    public void Add(string cell)
    {
        Cells++;
        if (cell.Length > 60 || !HasDigit(cell) || TryAddPlain(cell))
            return;
        var marks = new Marks();
        string core = Strip(cell, marks);
        if (core.Length == 0 || !char.IsAsciiDigit(core[^1]) || core.AsSpan().ContainsAnyExcept(Digits))
            return;
        bool any = false;
        for (int i = 0; i < Pairs.Length; i++)
        {
            if (!Fits(core, Pairs[i]))
                continue;
            any = true;
            _fits[i]++;
        }

        if (!any)
            return;
        if (Fits(core, ('.', null)) && core.Contains('.', StringComparison.Ordinal) && Fits(core, (',', '.')))
            _points++;
        if (Fits(core, (',', null)) && core.Contains(',', StringComparison.Ordinal) && Fits(core, ('.', ',')))
            _commas++;
        Note(core, marks);
    }

    /// <summary>The format to propose for columns that are read with one.</summary>
    /// <param name="columns">The columns; not all are numbers when there is no format for them.</param>
    /// <param name="commaLikely">Whether the rest of the file looks like that of a country with decimal commas.</param>
    /// <returns>The format; <see langword="null"/> when a column is no number.</returns>
    public static Proposal<NumberFormat>? Propose(IReadOnlyCollection<NumberGuess> columns, bool commaLikely)
    {
        if (columns.Count == 0 || columns.Any(c => !c.IsNumber))
            return null;
        long cells = columns.Sum(c => c.Cells);
        long[] fits = [.. Enumerable.Range(0, Pairs.Length).Select(i => columns.Sum(c => c._fits[i]))];
        long most = fits.Max();
        int best = Array.IndexOf(fits, most);
        (long points, long commas) = (columns.Sum(c => c._points), columns.Sum(c => c._commas));
        Certainty sure = most == cells ? Certainty.Certain : Certainty.Likely;
        string reason = most == cells ? Text($"all {cells:N0} cells are such numbers") : Text($"{most:N0} of {cells:N0} cells are such numbers; the others will be rejected");
        int groups = Array.IndexOf(Pairs, (',', (char?)'.'));
        // What has no decimals can only have groups, and three decimals in cell after cell are rare.
        bool hasNoDecimals = columns.Any(c => c._signs.Keys.Any(s => s is "¥" or "￥" or "円" or "₩" or "JPY" or "KRW"));
        if (hasNoDecimals && points + commas > 0)
        {
            best = points > 0 ? groups : Array.IndexOf(Pairs, ('.', (char?)','));
        }
        else if (points > 0 && fits[groups] == most)
        {
            // Each point has three digits after it, and no comma decides.
            best = commaLikely ? groups : best;
            sure = Certainty.Ambiguous;
            reason += Text($", but each point has exactly three digits after it: decimals or groups? {(commaLikely ? "The rest of the file looks like one with decimal commas" : "Decimals are taken")}: say which is meant");
        }
        else if (commas > 0 && fits[Array.IndexOf(Pairs, (',', (char?)null))] == most)
        {
            bool isGroup = Pairs[best] == ('.', ',') && !commaLikely;
            best = isGroup ? best : Array.IndexOf(Pairs, (',', (char?)null));
            sure = isGroup && commas >= 20 ? Certainty.Likely : Certainty.Ambiguous;
            reason += Text($", but each comma has exactly three digits after it: {(isGroup ? "groups are taken" : "decimals are taken, as in the rest of the file")}: say which is meant");
        }

        return Make(columns, Pairs[best], sure, reason);
    }

    private static Proposal<NumberFormat> Make(IReadOnlyCollection<NumberGuess> columns, (char Point, char? Group) pair, Certainty sure, string reason)
    {
        var signs = columns.SelectMany(c => c._signs).GroupBy(s => s.Key, StringComparer.Ordinal).Select(g => (Sign: g.Key, Cells: g.Sum(s => s.Value))).OrderByDescending(s => s.Cells).ThenBy(s => s.Sign, StringComparer.Ordinal).ToList();
        if (signs.Count > 1)
        {
            // Amounts of two currencies must not be added up because a sign was taken away.
            sure = Certainty.Ambiguous;
            reason += Text($"; there are {signs.Count} currency signs, and only cells with the most frequent one, or none, will be read");
        }

        var format = new NumberFormat
        {
            DecimalPoint = pair.Point,
            GroupSeparator = pair.Group,
            CurrencySigns = signs.Count == 0 ? [] : [signs[0].Sign],
            AllowParentheses = columns.Any(c => c._parentheses > 0),
            AllowTriangle = columns.Any(c => c._triangles > 0),
            AllowTrailingMinus = columns.Any(c => c._trailingMinus > 0),
            AllowFullWidth = columns.Any(c => c._fullWidth > 0),
        };
        return new(format, sure, reason);
    }

    /// <summary>Most numbers are plain ones, which fit all pairs unless a point in them could separate groups.</summary>
    private bool TryAddPlain(string cell)
    {
        ReadOnlySpan<char> core = cell.AsSpan(cell[0] == '-' ? 1 : 0);
        int point = core.IndexOf('.');
        if (core.IsEmpty || !char.IsAsciiDigit(core[0]) || !char.IsAsciiDigit(core[^1]) || core.ContainsAnyExcept(PlainDigits) || core.LastIndexOf('.') != point)
            return false;
        bool mayGroup = point >= 0 && Fits(core, (',', '.'));
        for (int i = 0; i < Pairs.Length; i++)
            _fits[i] += point < 0 || Pairs[i].Point == '.' || (mayGroup && Pairs[i].Group == '.') ? 1 : 0;
        _points += mayGroup ? 1 : 0;
        Fractions += point >= 0 ? 1 : 0;
        Negative += cell[0] == '-' ? 1 : 0;
        LeadingZeros += core.Length > 1 && core[0] == '0' && char.IsAsciiDigit(core[1]) ? 1 : 0;
        double value = double.Parse(cell, CultureInfo.InvariantCulture);
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
        return true;
    }

    private static bool HasDigit(string cell) => cell.AsSpan().ContainsAnyInRange('0', '9') || cell.AsSpan().ContainsAnyInRange('\uFF10', '\uFF19');

    private void Note(string core, Marks marks)
    {
        if (marks.Sign is { } sign)
            _signs[sign] = _signs.GetValueOrDefault(sign) + 1;
        _parentheses += marks.HasParentheses ? 1 : 0;
        _triangles += marks.HasTriangle ? 1 : 0;
        _trailingMinus += marks.HasTrailingMinus ? 1 : 0;
        _fullWidth += marks.IsFullWidth ? 1 : 0;
        Negative += marks.IsNegative ? 1 : 0;
        LeadingZeros += core.Length > 1 && core[0] == '0' && char.IsAsciiDigit(core[1]) ? 1 : 0;
        int best = Array.IndexOf(_fits, _fits.Max());
        (char point, char? _) = Pairs[best];
        int at = core.LastIndexOf(point);
        Fractions += at >= 0 ? 1 : 0;
        string plain = string.Concat(core.Where((c, i) => char.IsAsciiDigit(c) || i == at).Select(c => c == point ? '.' : c));
        double value = double.Parse(plain, CultureInfo.InvariantCulture) * (marks.IsNegative ? -1 : 1);
        Min = Math.Min(Min, value);
        Max = Math.Max(Max, value);
    }

    /// <summary>The digits and separators of a number, without its marks.</summary>
    private static string Strip(string cell, Marks marks)
    {
        string text = cell;
        if (text.AsSpan().ContainsAnyInRange('\uFF08', '\uFF19') || text.Contains('\u2212', StringComparison.Ordinal))
        {
            marks.IsFullWidth = true;
            text = string.Concat(text.Select(c => c is >= '\uFF08' and <= '\uFF19' ? (char)(c - 0xFEE0) : c == '\u2212' ? '-' : c));
        }

        ReadOnlySpan<char> rest = text;
        if (rest is ['(', .., ')'])
        {
            marks.HasParentheses = marks.IsNegative = true;
            rest = rest[1..^1];
        }

        // A sign may stand before or after that of the currency.
        for (int i = 0; i < 2; i++)
        {
            if (rest is ['+' or '-', ..])
            {
                marks.IsNegative |= rest[0] == '-';
                rest = rest[1..];
            }
            else if (rest is ['△' or '▲', ..])
            {
                marks.HasTriangle = marks.IsNegative = true;
                rest = rest[1..];
            }

            if (marks.Sign is null)
                rest = TakeSign(rest, marks);
        }

        if (rest is [.., '-'])
        {
            marks.HasTrailingMinus = marks.IsNegative = true;
            rest = rest[..^1];
        }

        return rest.ToString();
    }

    private static ReadOnlySpan<char> TakeSign(ReadOnlySpan<char> rest, Marks marks)
    {
        if (rest.IsEmpty || (char.IsAsciiDigit(rest[0]) && char.IsAsciiDigit(rest[^1])))
            return rest;
        string? found = null;
        foreach (string sign in Signs)
        {
            if ((rest.StartsWith(sign, StringComparison.Ordinal) || rest.EndsWith(sign, StringComparison.Ordinal)) && sign.Length > (found?.Length ?? 0))
                found = sign;
        }

        if (found is null)
            return rest;
        marks.Sign = found;
        return rest.StartsWith(found, StringComparison.Ordinal) ? rest[found.Length..].TrimStart(" \u00A0") : rest[..^found.Length].TrimEnd(" \u00A0");
    }

    private static bool Fits(ReadOnlySpan<char> core, (char Point, char? Group) pair)
    {
        int point = core.LastIndexOf(pair.Point);
        ReadOnlySpan<char> whole = point < 0 ? core : core[..point];
        if (point >= 0 && core[(point + 1)..].ContainsAnyExceptInRange('0', '9'))
            return false;
        if (!whole.ContainsAnyExceptInRange('0', '9'))
            return true;
        if (pair.Group is not { } group || whole[0] is '0')
            return false;
        int first = whole.IndexOf(group);
        if (first is < 1 or > 3 || (whole.Length - first) % 4 != 0)
            return false;
        for (int i = 0; i < whole.Length; i++)
        {
            bool separates = i >= first && (i - first) % 4 == 0;
            if (separates ? whole[i] != group : !char.IsAsciiDigit(whole[i]))
                return false;
        }

        return true;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed class Marks
    {
        public string? Sign { get; set; }

        public bool IsNegative { get; set; }

        public bool HasParentheses { get; set; }

        public bool HasTriangle { get; set; }

        public bool HasTrailingMinus { get; set; }

        public bool IsFullWidth { get; set; }
    }
}
