using System.Text;

namespace RetentionMetrics;

/// <summary>A date format of digits and fixed text, read by hand from UTF-8: the platform's parser, which needs characters, is ten times as slow, and has no eras without a culture. Compiled into the packages that read files.</summary>
internal sealed class DatePieces
{
    private const int EraYear = 'e';

    private readonly Piece[] _pieces;
    private readonly bool _isFixed;
    private readonly int _length;
    private readonly int _yearAt;
    private readonly int _monthAt;
    private readonly int _dayAt;
    private readonly (int At, byte Mark)[] _marks = [];

    private DatePieces(Piece[] pieces)
    {
        _pieces = pieces;
        HasEra = pieces.Any(p => p.Kind == 'g');
        HasTime = pieces.Any(p => p.Kind is 'H' or 'm' or 's');
        HasHour = pieces.Any(p => p.Kind == 'H');
        // The format of most files: digits at fixed places.
        _isFixed = !HasEra && !HasTime && pieces.All(p => p.Kind == 0 || p.Digits != 1);
        if (!_isFixed)
            return;
        foreach (Piece piece in pieces)
        {
            if (piece.Kind == 'y')
                _yearAt = _length;
            else if (piece.Kind == 'M')
                _monthAt = _length;
            else if (piece.Kind == 'd')
                _dayAt = _length;
            _marks = [.. _marks, .. piece.Text.Select((mark, i) => (_length + i, mark))];
            _length += piece.Digits + piece.Text.Length;
        }
    }

    public bool HasEra { get; }

    public bool HasTime { get; }

    public bool HasHour { get; }

    /// <summary>The pieces of a format, or <see langword="null"/> when it has others than these: g with y or yy, or yyyy; M, MM, d, dd, H, HH, m, mm, s, ss; text that is not letters of ASCII, T or quoted.</summary>
    public static DatePieces? Of(string format)
    {
        var pieces = new List<Piece>();
        var text = new StringBuilder();
        for (int i = 0; i < format.Length;)
        {
            char c = format[i];
            if (c is '\'' or '"')
            {
                int end = format.IndexOf(c, i + 1);
                if (end < 0 || format.AsSpan(i, end - i).Contains('\\'))
                    return null;
                text.Append(format, i + 1, end - i - 1);
                i = end + 1;
                continue;
            }

            if (c is '\\' or '%' || (char.IsAsciiLetter(c) && c != 'T' && !"gyMdHms".Contains(c)))
                return null;
            if (!char.IsAsciiLetter(c) || c == 'T')
            {
                text.Append(c);
                i++;
                continue;
            }

            int run = 1;
            while (i + run < format.Length && format[i + run] == c)
                run++;
            i += run;
            AddText(pieces, text);
            pieces.Add(new Piece(c, run, []));
        }

        AddText(pieces, text);
        return IsKnown(pieces) ? new DatePieces(Named(pieces)) : null;
    }

    /// <summary>Whether, in an era format, each number ends where a reader would think so: <c>gyMd</c> can be read in two ways.</summary>
    public bool EndsAreClear()
    {
        for (int i = 0; i + 1 < _pieces.Length; i++)
        {
            if (_pieces[i] is { Digits: 1, Kind: not (0 or 'g') } && _pieces[i + 1].Kind != 0)
                return false;
        }

        return true;
    }

    /// <summary>Reads the day, and the seconds since its midnight: 0 when the format has no time.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out DateOnly date, out int seconds)
    {
        seconds = 0;
        return _isFixed ? TryParseFixed(text, out date) : TryParsePieces(text, out date, out seconds);
    }

    private static void AddText(List<Piece> pieces, StringBuilder text)
    {
        if (text.Length == 0)
            return;
        pieces.Add(new Piece(0, 0, Encoding.UTF8.GetBytes(text.ToString())));
        text.Clear();
    }

    private static bool IsKnown(List<Piece> pieces)
    {
        int Count(int kind) => pieces.Count(p => p.Kind == kind);
        bool isEra = Count('g') == 1;
        return (isEra || Count('g') == 0)
            && Count('y') == 1 && Count('M') == 1 && Count('d') == 1 && Count('H') <= 1 && Count('m') <= 1 && Count('s') <= 1
            && pieces.All(p => p.Kind switch
            {
                'y' => isEra ? p.Digits <= 2 : p.Digits == 4,
                _ => p.Digits <= 2,
            })
            && (!isEra || pieces.FindIndex(p => p.Kind == 'g') < pieces.FindIndex(p => p.Kind == 'y'));
    }

    private static Piece[] Named(List<Piece> pieces) =>
        pieces.Exists(p => p.Kind == 'g') ? [.. pieces.Select(p => p.Kind == 'y' ? p with { Kind = EraYear } : p)] : [.. pieces];

    private bool TryParseFixed(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != _length)
            return false;
        foreach ((int at, byte mark) in _marks)
        {
            if (text[at] != mark)
                return false;
        }

        (int century, int rest) = (TwoDigits(text[_yearAt..]), TwoDigits(text[(_yearAt + 2)..]));
        return century >= 0 && rest >= 0 && TryDay((century * 100) + rest, TwoDigits(text[_monthAt..]), TwoDigits(text[_dayAt..]), out date);
    }

    private bool TryParsePieces(ReadOnlySpan<byte> text, out DateOnly date, out int seconds)
    {
        date = default;
        seconds = 0;
        int era = -1, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
        foreach (Piece piece in _pieces)
        {
            int number = 0;
            if (piece.Kind == 0)
            {
                if (!text.StartsWith(piece.Text))
                    return false;
                text = text[piece.Text.Length..];
            }
            else if (piece.Kind == 'g')
            {
                era = JapaneseEra.Take(ref text);
                if (era < 0)
                    return false;
            }
            else if (!TryNumber(ref text, piece, out number))
            {
                return false;
            }

            switch (piece.Kind)
            {
                case 'y' or EraYear: year = number; break;
                case 'M': month = number; break;
                case 'd': day = number; break;
                case 'H': hour = number; break;
                case 'm': minute = number; break;
                case 's': second = number; break;
                default: break;
            }
        }

        if (!text.IsEmpty || hour > 23 || minute > 59 || second > 59)
            return false;
        seconds = (((hour * 60) + minute) * 60) + second;
        return HasEra ? year > 0 && JapaneseEra.TryDay(era, year, month, day, out date) : TryDay(year, month, day, out date);
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, Piece piece, out int number)
    {
        number = 0;
        if (piece.Kind == EraYear && text.StartsWith("元"u8))
        {
            text = text["元"u8.Length..];
            number = 1;
            return true;
        }

        // One letter stands for one digit or two, as in .NET's formats.
        int most = piece.Digits == 1 ? 2 : piece.Digits, digits = 0;
        for (; digits < most && digits < text.Length && char.IsAsciiDigit((char)text[digits]); digits++)
            number = (number * 10) + text[digits] - '0';
        text = text[digits..];
        return digits >= piece.Digits;
    }

    private static bool TryDay(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Two ASCII digits as a number, or −1.</summary>
    private static int TwoDigits(ReadOnlySpan<byte> text)
    {
        (uint tens, uint ones) = ((uint)text[0] - '0', (uint)text[1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }

    /// <summary>A letter of the format with its length, or text (of kind 0) that must be there.</summary>
    private readonly record struct Piece(int Kind, int Digits, byte[] Text);
}
