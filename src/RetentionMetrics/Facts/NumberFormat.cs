using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>How a source writes its numbers, stated by whoever knows it: nothing of it is guessed, and what is not stated is rejected.</summary>
/// <remarks>
/// Every format takes what the plain one takes, with its own decimal point: an optional sign, digits, and an optional point with digits. Exponents are never taken.
/// A format may be stated once and given to the readers of CSV and of JSON, which refuse one that can be read in two ways. Immutable.
/// </remarks>
public sealed record NumberFormat
{
    /// <summary>Digits with an optional leading sign and an optional <c>.</c>: <c>-1234.50</c>. The default of all readers, and the fastest.</summary>
    public static NumberFormat Plain { get; } = new();

    /// <summary>The character between units and decimals.</summary>
    /// <value><c>.</c></value>
    /// <exception cref="ArgumentException">Neither <c>.</c> nor <c>,</c>.</exception>
    public char DecimalPoint
    {
        get;
        init => field = value is '.' or ',' ? value : throw new ArgumentException("Must be '.' or ','.", nameof(value));
    }
    = '.';

    /// <summary>The character between groups of three digits before the decimal point, which a number may then have or not: <c>1.234,56</c> and <c>1234,56</c>.</summary>
    /// <value><see langword="null"/>: no groups.</value>
    /// <remarks>Groups must stand where they belong: <c>12.34,5</c> and <c>0.125</c> (with <c>.</c> for groups) are no numbers. Readers refuse a separator that is the decimal point, too.</remarks>
    /// <exception cref="ArgumentException">None of <c>,</c> <c>.</c> <c>'</c> <c>’</c> (U+2019), a space, a no-break space (U+00A0) and a narrow one (U+202F).</exception>
    public char? GroupSeparator
    {
        get;
        init => field = value is null or ',' or '.' or '\'' or '\u2019' or ' ' or '\u00A0' or '\u202F'
            ? value
            : throw new ArgumentException("Must be a comma, a point, an apostrophe or a space (U+0020, U+00A0 or U+202F).", nameof(value));
    }

    /// <summary>The texts that may stand once before or after a number, with or without one blank between, such as <c>€</c>, <c>￥</c> or <c>USD</c>. They are compared exactly, and are only taken away: amounts are not converted.</summary>
    /// <value>Empty: no sign is allowed.</value>
    /// <exception cref="ArgumentException">A sign is null or empty, begins or ends with a blank, begins with a separator, or holds a digit, a bracket, <c>+</c>, <c>-</c> or another mark of a negative number.</exception>
    public ImmutableArray<string> CurrencySigns
    {
        get;
        init
        {
            field = value.IsDefault ? [] : value;
            foreach (string sign in field)
            {
                if (!IsCurrencySign(sign))
                    throw new ArgumentException($"'{sign}' cannot be told from a part of a number.", nameof(value));
            }
        }
    }
    = [];

    /// <summary>Whether <c>(500)</c> is −500.</summary>
    /// <value><see langword="false"/>.</value>
    public bool AllowParentheses { get; init; }

    /// <summary>Whether <c>△500</c> and <c>▲500</c> are −500, as Japanese accounts write it.</summary>
    /// <value><see langword="false"/>.</value>
    public bool AllowTriangle { get; init; }

    /// <summary>Whether <c>500-</c> is −500.</summary>
    /// <value><see langword="false"/>.</value>
    public bool AllowTrailingMinus { get; init; }

    /// <summary>Whether full-width characters are their ASCII twins: <c>０-９</c>, <c>．</c> <c>，</c> <c>＋</c> <c>－</c> <c>（</c> <c>）</c>, the ideographic space, and the minus sign <c>−</c> (U+2212) that some decoders make of <c>－</c>.</summary>
    /// <value><see langword="false"/>.</value>
    public bool AllowFullWidth { get; init; }

    /// <summary>Whether two formats take the same texts for the same numbers; the order of currency signs is part of it.</summary>
    /// <param name="other">The other format.</param>
    /// <returns>Whether all properties are equal.</returns>
    public bool Equals(NumberFormat? other) => other is not null
        && DecimalPoint == other.DecimalPoint
        && GroupSeparator == other.GroupSeparator
        && AllowParentheses == other.AllowParentheses
        && AllowTriangle == other.AllowTriangle
        && AllowTrailingMinus == other.AllowTrailingMinus
        && AllowFullWidth == other.AllowFullWidth
        && CurrencySigns.AsSpan().SequenceEqual(other.CurrencySigns.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DecimalPoint, GroupSeparator, CurrencySigns.Length, AllowParentheses, AllowTriangle, AllowTrailingMinus, AllowFullWidth);

    private static bool IsCurrencySign(string? sign)
    {
        if (string.IsNullOrEmpty(sign) || char.IsWhiteSpace(sign[0]) || char.IsWhiteSpace(sign[^1]) || ".,'\u2019．，".Contains(sign[0]))
            return false;
        foreach (char c in sign)
        {
            if (char.IsDigit(c) || char.IsControl(c) || "+-−－＋()（）△▲\uFFFD".Contains(c))
                return false;
        }

        return true;
    }
}
