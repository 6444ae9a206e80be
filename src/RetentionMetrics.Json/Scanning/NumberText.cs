using System.Globalization;

namespace RetentionMetrics.Json;

/// <summary>JSON numbers from UTF-8, exactly. The library's own decimals drop digits that do not fit, and its doubles overflow to infinity.</summary>
internal static class NumberText
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A number in text, rewritten from a stated notation to digits with a sign and a point.</summary>
    /// <returns>Whether it is a number.</returns>
    public static bool TryRewrite(ReadOnlySpan<byte> text, NumberNotation notation, out ReadOnlySpan<byte> number)
    {
        var plain = new byte[text.Length + 1];
        bool good = notation.TryRewrite(text, plain, out int length);
        number = plain.AsSpan(0, length);
        return good && number.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
    }

    /// <summary>Whether text is a number as JSON writes it: <c>-</c>, digits without leading zeros, a fraction and an exponent.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith((byte)'-'))
            text = text[1..];
        int whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
            return false;
        text = text[whole..];
        if (text.StartsWith((byte)'.'))
        {
            int fraction = Digits(text[1..]);
            if (fraction == 0)
                return false;
            text = text[(1 + fraction)..];
        }

        if (text.IsEmpty)
            return true;
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return false;
        text = text[1..];
        if (text is [(byte)'+' or (byte)'-', ..])
            text = text[1..];
        return Digits(text) is > 0 and var exponent && exponent == text.Length;
    }

    /// <summary>Whether a number is written without fraction and exponent.</summary>
    public static bool IsPlainWhole(ReadOnlySpan<byte> number) => number.IndexOfAny(".eE"u8) < 0;

    /// <summary>Reads a JSON number as a decimal, when a decimal holds all its digits.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> number, out decimal value)
    {
        value = 0;
        int e = number.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> mantissa = e < 0 ? number : number[..e];
        if (mantissa.Length > 4_096 || !TryExponent(e < 0 ? [] : number[(e + 1)..], out int exponent))
            return mantissa.IndexOfAnyInRange((byte)'1', (byte)'9') < 0;
        Span<byte> digits = mantissa.Length <= 128 ? stackalloc byte[128] : new byte[mantissa.Length];
        int count = Significant(mantissa, digits, ref exponent);
        if (count == 0)
        {
            // Zero, with the scale that it is written with.
            _ = e < 0 && decimal.TryParse(number.TrimStart((byte)'-'), Style, CultureInfo.InvariantCulture, out value);
            return true;
        }

        // digits · 10^exponent, without leading and trailing zeros: more than 29 digits, or one below 10^−28, cannot be held.
        if (count > 29 || exponent < -28 || count + exponent > 29 || !decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out value))
            return false;
        return count <= 28 || HasDigits(value, digits[..count]);
    }

    /// <summary>Reads a JSON number as the nearest double, when that is finite.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> number, out double value) =>
        double.TryParse(number, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static int Digits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : text.Length;

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        return text.IsEmpty || (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) && exponent is > -10_000 and < 10_000);
    }

    private static int Significant(ReadOnlySpan<byte> mantissa, Span<byte> digits, ref int exponent)
    {
        int count = 0;
        bool isFraction = false;
        foreach (byte b in mantissa)
        {
            if (b == '.')
                isFraction = true;
            if (b is < (byte)'0' or > (byte)'9')
                continue;
            if (isFraction)
                exponent--;
            if (count > 0 || b != '0')
                digits[count++] = b;
        }

        for (; count > 0 && digits[count - 1] == '0'; count--)
            exponent++;
        return count;
    }

    private static bool HasDigits(decimal value, ReadOnlySpan<byte> digits)
    {
        Span<byte> written = stackalloc byte[40];
        _ = Math.Abs(value).TryFormat(written, out int length, default, CultureInfo.InvariantCulture);
        Span<byte> own = stackalloc byte[40];
        int unused = 0;
        return own[..Significant(written[..length], own, ref unused)].SequenceEqual(digits);
    }
}
