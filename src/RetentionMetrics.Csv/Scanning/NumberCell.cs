using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

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
        code = ErrorCodes.NotANumber;
        if (cell.Length is >= 4 and <= 8 && TryParseShort(cell, out value))
            return true;
        value = 0;
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

    /// <summary>Reads four to eight characters without a sign all at once, in a register: most amounts are so short. What this does not understand may still be a number.</summary>
    private static bool TryParseShort(ReadOnlySpan<byte> cell, out decimal value)
    {
        const ulong Ones = 0x0101010101010101, UpperHalves = 0xF0 * Ones, Zeros = 0x30 * Ones;
        int missing = 8 * (8 - cell.Length);
        // The last character is the highest byte; before the first stand zeros.
        ulong text = ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(cell[^4..]) << 32) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(cell) << missing) | (Zeros & ((1UL << missing) - 1));
        int scale = 0;
        ulong points = text ^ (0x2E * Ones);
        points = (points - Ones) & ~points & (0x80 * Ones); // the lowest bit set is at the first point
        if (points != 0)
        {
            // What stands before the point moves over it.
            int bit = BitOperations.TrailingZeroCount(points) - 7;
            ulong before = (1UL << bit) - 1;
            text = (text & ~before & ~(0xFFUL << bit)) | ((text & before) << 8) | 0x30;
            scale = 7 - (bit / 8);
        }

        bool isNumber = (text & UpperHalves) == Zeros && ((text + (6 * Ones)) & UpperHalves) == Zeros;
        // Pairs, fours, and all eight digits: the first of each two counts more.
        text &= 0x0F * Ones;
        text = (text * 10) + (text >> 8);
        ulong number = (((text & 0x000000FF000000FF) * 0x000F424000000064) + (((text >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        value = isNumber ? new decimal((int)number, 0, 0, isNegative: false, (byte)scale) : 0;
        return isNumber;
    }

    /// <summary>Reads a plain number as the nearest double.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out double value, out string code)
    {
        code = ErrorCodes.NotANumber;
        value = 0;
        bool plain = true;
        foreach (byte b in cell)
            plain &= b is (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-' or (byte)'+';
        if (!plain || !double.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return false;
        code = ErrorCodes.NumberOutOfRange;
        return double.IsFinite(value);
    }

    private static bool TryParseNotation(ReadOnlySpan<byte> cell, NumberNotation notation, out decimal value, out string code)
    {
        Span<byte> plain = cell.Length < UsualLength ? stackalloc byte[UsualLength] : new byte[cell.Length + 1];
        if (notation.TryRewrite(cell, plain, out int length))
            return TryParse(plain[..length], out value, out code);
        value = 0;
        code = ErrorCodes.NotANumber;
        return false;
    }

    private static bool TryParseNotation(ReadOnlySpan<byte> cell, NumberNotation notation, out double value, out string code)
    {
        Span<byte> plain = cell.Length < UsualLength ? stackalloc byte[UsualLength] : new byte[cell.Length + 1];
        if (notation.TryRewrite(cell, plain, out int length))
            return TryParse(plain[..length], out value, out code);
        value = 0;
        code = ErrorCodes.NotANumber;
        return false;
    }

    /// <summary>More digits than a 64-bit mantissa holds: right as long as the text has no more than a decimal can hold.</summary>
    private static bool TryParseLong(ReadOnlySpan<byte> cell, out decimal value, out string code)
    {
        value = 0;
        code = ErrorCodes.NumberOutOfRange;
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
