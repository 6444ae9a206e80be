using System.Globalization;
using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>
/// Puts the values of a statement into its text, for servers that know no parameters.
/// Only placeholders of the statement's own parameters are replaced, and only where they are no part of a quoted name, a literal or a comment.
/// </summary>
internal static class ClickHouseText
{
    // Years that the engine's Date can hold.
    private static readonly DateOnly FirstDay = new(1970, 1, 1);
    private static readonly DateOnly LastDay = new(2105, 12, 31);

    public static string Fill(SqlStatement statement)
    {
        string text = statement.Text;
        var filled = new StringBuilder(text.Length + 64);
        var placeholders = new List<(string Placeholder, string Literal)>(statement.Parameters.Length);
        foreach (SqlParameter parameter in statement.Parameters)
            placeholders.Add((SqlDialect.ClickHouse.Placeholder(parameter), Literal(parameter.Value)));
        for (int at = 0; at < text.Length;)
        {
            int placeholder = text[at] == '{' ? placeholders.FindIndex(p => string.CompareOrdinal(text, at, p.Placeholder, 0, p.Placeholder.Length) == 0) : -1;
            if (placeholder >= 0)
            {
                filled.Append(placeholders[placeholder].Literal);
                at += placeholders[placeholder].Placeholder.Length;
                continue;
            }

            int end = Math.Max(Skip(text, at), at + 1);
            filled.Append(text, at, end - at);
            at = end;
        }

        return filled.ToString();
    }

    /// <summary>A value as the engine's SQL writes it, with its type: a bare 5 would be a number of eight bits.</summary>
    public static string Literal(object value) => value switch
    {
        long number => string.Create(CultureInfo.InvariantCulture, $"toInt64({number})"),
        double number => Literal(number),
        string text => Literal(text),
        DateOnly day when day < FirstDay || day > LastDay =>
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"ClickHouse has no date {day:yyyy-MM-dd}: its dates are those from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}. Compare day numbers instead.")),
        DateOnly day => string.Create(CultureInfo.InvariantCulture, $"toDate('{day:yyyy-MM-dd}')"),
        _ => throw new NotSupportedException($"A parameter is a long, double, string or DateOnly, not a {value?.GetType().Name ?? "null"}."),
    };

    /// <summary>Where the literal, quoted name or comment ends that begins here; <paramref name="at"/> itself when none does.</summary>
    private static int Skip(string text, int at)
    {
        char c = text[at];
        if (c is '\'' or '"' or '`')
        {
            // A quote that is doubled ends one part and begins the next one: nothing else to do.
            for (int i = at + 1; i < text.Length; i++)
            {
                if (text[i] == '\\')
                    i++;
                else if (text[i] == c)
                    return i + 1;
            }

            return text.Length;
        }

        string? closing = string.CompareOrdinal(text, at, "--", 0, 2) == 0 ? "\n" : string.CompareOrdinal(text, at, "/*", 0, 2) == 0 ? "*/" : null;
        if (closing is null)
            return at;
        int end = text.IndexOf(closing, at + 2, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + closing.Length;
    }

    private static string Literal(double number)
    {
        if (double.IsNaN(number))
            return "toFloat64(nan)";
        if (double.IsInfinity(number))
            return number > 0 ? "toFloat64(inf)" : "toFloat64(-inf)";
        // The parser takes numbers below the normal ones for errors, and −0 for 0: their bits go over.
        return number == 0 || double.IsSubnormal(number)
            ? string.Create(CultureInfo.InvariantCulture, $"reinterpretAsFloat64(reinterpretAsString(toUInt64({BitConverter.DoubleToUInt64Bits(number)})))")
            : string.Create(CultureInfo.InvariantCulture, $"toFloat64({number:R})");
    }

    private static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsSurrogate(c) && !(char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) && !(i > 0 && char.IsLowSurrogate(c) && char.IsHighSurrogate(text[i - 1])))
                throw new ArgumentException("A text parameter holds one half of a surrogate pair, which is no character.", nameof(text));
            _ = c switch
            {
                '\\' => literal.Append("\\\\"),
                '\'' => literal.Append("\\'"),
                < ' ' or '\u007F' => literal.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"),
                _ => literal.Append(c),
            };
        }

        return literal.Append('\'').ToString();
    }
}
