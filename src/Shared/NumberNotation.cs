using System.Text;

namespace RetentionMetrics;

/// <summary>A stated <see cref="NumberFormat"/>, made ready for UTF-8: it rewrites a number to the plain notation, which one exact parser then reads. Compiled into the packages that read files.</summary>
internal sealed class NumberNotation
{
    private readonly NumberFormat _format;
    private readonly byte[] _group;
    private readonly byte[][] _currencies;

    private NumberNotation(NumberFormat format)
    {
        _format = format;
        _group = format.GroupSeparator is { } group ? Encoding.UTF8.GetBytes([group]) : [];
        // The longest first, so that US$ is not taken for $.
        _currencies = [.. format.CurrencySigns.Select(Encoding.UTF8.GetBytes).OrderByDescending(s => s.Length)];
    }

    /// <summary>The notation of a format, or <see langword="null"/> for the plain one, which needs no rewriting.</summary>
    public static NumberNotation? For(NumberFormat format) => format == NumberFormat.Plain ? null : new NumberNotation(format);

    /// <summary>A format that can be read in one way only.</summary>
    /// <exception cref="ArgumentException">The decimal point separates groups, too.</exception>
    public static NumberFormat Checked(NumberFormat value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.DecimalPoint != value.GroupSeparator
            ? value
            : throw new ArgumentException($"'{value.DecimalPoint}' is both the decimal point and the group separator.", nameof(value));
    }

    /// <summary>Rewrites a number as <c>-1234.5</c>.</summary>
    /// <param name="text">The number as the source writes it.</param>
    /// <param name="plain">Room for at least a byte more than <paramref name="text"/> has.</param>
    /// <param name="length">How much of it is filled.</param>
    /// <returns>Whether everything in the text has its place in the format; that there is a digit at all is left to the parser.</returns>
    public bool TryRewrite(ReadOnlySpan<byte> text, Span<byte> plain, out int length)
    {
        length = 0;
        // No mark has a digit in it: between digits there is none to look for.
        if (text.Length > 0 && char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[^1]))
            return TryRewriteDigits(text, plain, ref length);
        TakeMarks(ref text, out bool isNegative, out bool hasCurrency);
        // A point beside a currency sign may be a part of the sign: Rs.500 is not half a rupee.
        if (hasCurrency && !(TryDigit(text, out _, out _) && EndsInDigit(text)))
            return false;
        if (isNegative)
            plain[length++] = (byte)'-';
        return TryRewriteDigits(text, plain, ref length);
    }

    private bool TryRewriteDigits(ReadOnlySpan<byte> text, Span<byte> plain, ref int length)
    {
        int first = length, run = 0, groups = 0;
        bool isFraction = false;
        while (!text.IsEmpty)
        {
            if (TryDigit(text, out byte digit, out int size))
            {
                plain[length++] = digit;
                run++;
                text = text[size..];
            }
            else if (isFraction)
            {
                return false;
            }
            else if (TakeSeparator(ref text, _format.DecimalPoint))
            {
                if (groups > 0 && run != 3)
                    return false;
                isFraction = true;
                plain[length++] = (byte)'.';
            }
            else if (TakeGroup(ref text))
            {
                // 0.125 may be an eighth that somebody wrote with the other point.
                if (groups == 0 ? run is < 1 or > 3 || plain[first] == '0' : run != 3)
                    return false;
                groups++;
                run = 0;
            }
            else
            {
                return false;
            }
        }

        return groups == 0 || isFraction || run == 3;
    }

    /// <summary>Takes away, from outside to inside, one sign or bracket and one currency sign.</summary>
    private void TakeMarks(ref ReadOnlySpan<byte> text, out bool isNegative, out bool hasCurrency)
    {
        isNegative = hasCurrency = false;
        bool isSigned = false;
        while (true)
        {
            if (!isSigned && TakeSign(ref text, out isNegative))
                isSigned = true;
            else if (!hasCurrency && TakeCurrency(ref text))
                hasCurrency = true;
            else
                return;
        }
    }

    private bool TakeSign(ref ReadOnlySpan<byte> text, out bool isNegative)
    {
        isNegative = true;
        if (TakeMinus(ref text))
            return true;
        if (_format.AllowTriangle && (Take(ref text, "△"u8) || Take(ref text, "▲"u8)))
        {
            // Spreadsheets in Japan put a blank after it.
            _ = TakeBlank(ref text);
            return true;
        }

        if (_format.AllowParentheses && TakeBrackets(ref text))
            return true;
        if (_format.AllowTrailingMinus && TakeLastMinus(ref text))
            return true;
        isNegative = false;
        return Take(ref text, "+"u8) || (_format.AllowFullWidth && Take(ref text, "＋"u8));
    }

    private bool TakeMinus(ref ReadOnlySpan<byte> text) =>
        Take(ref text, "-"u8) || (_format.AllowFullWidth && (Take(ref text, "－"u8) || Take(ref text, "−"u8)));

    private bool TakeLastMinus(ref ReadOnlySpan<byte> text) =>
        TakeLast(ref text, "-"u8) || (_format.AllowFullWidth && (TakeLast(ref text, "－"u8) || TakeLast(ref text, "−"u8)));

    private bool TakeBrackets(ref ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> inner = text;
        bool isOpen = Take(ref inner, "("u8) || (_format.AllowFullWidth && Take(ref inner, "（"u8));
        if (!isOpen || !(TakeLast(ref inner, ")"u8) || (_format.AllowFullWidth && TakeLast(ref inner, "）"u8))))
            return false;
        text = inner;
        return true;
    }

    private bool TakeCurrency(ref ReadOnlySpan<byte> text)
    {
        foreach (byte[] sign in _currencies)
        {
            if (Take(ref text, sign))
            {
                _ = TakeBlank(ref text);
                return true;
            }

            if (TakeLast(ref text, sign))
            {
                _ = TakeLast(ref text, " "u8) || TakeLast(ref text, "\u00A0"u8) || TakeLast(ref text, "\u202F"u8) || (_format.AllowFullWidth && TakeLast(ref text, "\u3000"u8));
                return true;
            }
        }

        return false;
    }

    private bool TakeBlank(ref ReadOnlySpan<byte> text) =>
        Take(ref text, " "u8) || Take(ref text, "\u00A0"u8) || Take(ref text, "\u202F"u8) || (_format.AllowFullWidth && Take(ref text, "\u3000"u8));

    private bool TakeGroup(ref ReadOnlySpan<byte> text) => _format.GroupSeparator switch
    {
        null => false,
        '.' or ',' => TakeSeparator(ref text, _format.GroupSeparator.Value),
        _ => Take(ref text, _group) || (_format is { AllowFullWidth: true, GroupSeparator: ' ' } && Take(ref text, "\u3000"u8)),
    };

    private bool TakeSeparator(ref ReadOnlySpan<byte> text, char separator)
    {
        if (text[0] == separator)
        {
            text = text[1..];
            return true;
        }

        return _format.AllowFullWidth && Take(ref text, separator == '.' ? "．"u8 : "，"u8);
    }

    private bool TryDigit(ReadOnlySpan<byte> text, out byte digit, out int size)
    {
        (digit, size) = (0, 1);
        if (text.IsEmpty)
            return false;
        digit = text[0];
        if (char.IsAsciiDigit((char)digit))
            return true;
        // ０ to ９ are EF BC 90 to EF BC 99.
        if (!_format.AllowFullWidth || text is not [0xEF, 0xBC, >= 0x90 and <= 0x99, ..])
            return false;
        (digit, size) = ((byte)(text[2] - 0x90 + '0'), 3);
        return true;
    }

    private bool EndsInDigit(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && (char.IsAsciiDigit((char)text[^1]) || (text.Length >= 3 && TryDigit(text[^3..], out _, out int size) && size == 3));

    private static bool Take(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        bool isThere = text.StartsWith(mark);
        if (isThere)
            text = text[mark.Length..];
        return isThere;
    }

    private static bool TakeLast(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark)
    {
        bool isThere = text.EndsWith(mark);
        if (isThere)
            text = text[..^mark.Length];
        return isThere;
    }
}
