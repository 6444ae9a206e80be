using System.Globalization;

namespace RetentionMetrics.Csv;

/// <summary>Plain numbers from UTF-8 cells: an optional sign, digits, an optional point and digits. No exponents or blanks, and group separators, currency signs and the like only by a stated format.</summary>
/// <remarks>Spreadsheets write exponents after they have dropped digits: a number with an exponent may no longer be the one that was meant.</remarks>
internal static class NumberCell
{
    // Rewritten numbers up to this length need no array.
    private const int UsualLength = 128;

    /// <summary>Reads a decimal exactly in a stated notation, or a plain one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, NumberNotation? notation, out decimal value, out string code) =>
        notation is null ? TryParse(cell, out value, out code) : TryParseNotation(cell, notation, out value, out code);

    /// <summary>Reads the nearest double in a stated notation, or a plain one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, NumberNotation? notation, out double value, out string code) =>
        notation is null ? TryParse(cell, out value, out code) : TryParseNotation(cell, notation, out value, out code);

    /// <summary>Reads a decimal exactly, or says by a code why not.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out decimal value, out string code)
    {
        value = 0;
        code = RejectCodes.NotANumber;
        int i = cell.Length > 0 && cell[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        ulong mantissa = 0;
        int digits = 0; // all digits; leading zeros count, which only sends such a number the slow way
        int scale = -1;
        for (; i < cell.Length; i++)
        {
            uint digit = (uint)cell[i] - '0';
            if (digit <= 9)
            {
                if (++digits <= 19)
                    mantissa = (mantissa * 10) + digit;
                if (scale >= 0)
                    scale++;
            }
            else if (cell[i] == '.' && scale < 0)
            {
                scale = 0;
            }
            else
            {
                return false;
            }
        }

        if (digits == 0)
            return false;
        if (digits > 19)
            return TryParseLong(cell, out value, out code);
        value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, mantissa != 0 && cell[0] == '-', (byte)Math.Max(scale, 0));
        return true;
    }

    /// <summary>Reads a plain number as the nearest double.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out double value, out string code)
    {
        code = RejectCodes.NotANumber;
        value = 0;
        bool plain = true;
        foreach (byte b in cell)
            plain &= b is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-' or (byte)'+';
        if (!plain || !double.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return false;
        code = RejectCodes.NumberOutOfRange;
        return double.IsFinite(value);
    }

    private static bool TryParseNotation(ReadOnlySpan<byte> cell, NumberNotation notation, out decimal value, out string code)
    {
        Span<byte> plain = cell.Length < UsualLength ? stackalloc byte[UsualLength] : new byte[cell.Length + 1];
        if (notation.TryRewrite(cell, plain, out int length))
            return TryParse(plain[..length], out value, out code);
        value = 0;
        code = RejectCodes.NotANumber;
        return false;
    }

    private static bool TryParseNotation(ReadOnlySpan<byte> cell, NumberNotation notation, out double value, out string code)
    {
        Span<byte> plain = cell.Length < UsualLength ? stackalloc byte[UsualLength] : new byte[cell.Length + 1];
        if (notation.TryRewrite(cell, plain, out int length))
            return TryParse(plain[..length], out value, out code);
        value = 0;
        code = RejectCodes.NotANumber;
        return false;
    }

    /// <summary>More digits than a 64-bit mantissa holds: right as long as the text has no more than a decimal can hold.</summary>
    private static bool TryParseLong(ReadOnlySpan<byte> cell, out decimal value, out string code)
    {
        value = 0;
        code = RejectCodes.NumberOutOfRange;
        ReadOnlySpan<byte> digits = cell.TrimStart("+-"u8).TrimStart((byte)'0');
        int point = digits.IndexOf((byte)'.');
        if (point >= 0)
            digits = digits.TrimEnd((byte)'0');
        int significant = digits.Length - (point >= 0 ? 1 : 0);
        int scale = point >= 0 ? digits.Length - point - 1 : 0;
        if (significant > 29 || scale > 28)
            return false;
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return digits is [] or [(byte)'.'];
        // 29 digits fit only below 2^96; above it the parse has dropped the last one.
        if (value.Scale < scale)
            return false;
        value = cell[0] == '-' && value != 0 ? -value : value;
        return true;
    }
}
