using System.Buffers;
using System.Globalization;
using System.Text;

namespace RetentionMetrics.Sql;

/// <content>Cells by their meaning. NULL and empty text are both blank.</content>
internal sealed partial class SqlRows
{
    // Digits that a decimal always holds.
    private const int ExactDigits = 28;

    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("+-.0123456789"u8);

    /// <summary>Whether a cell has nothing in it, or the rows lack the column.</summary>
    public bool IsBlank(int column) => _columns[column] is not { } cell || cell.Kind switch
    {
        CellKind.Null => true,
        CellKind.Text => cell.TryText(out ReadOnlySpan<byte> text, out _) && text.IsEmpty,
        _ => false,
    };

    /// <summary>The text of a cell; empty when it is NULL or the rows lack the column.</summary>
    public bool TryText(int column, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_columns[column] is not { } cell || cell.TryText(out text, out string code))
            return true;
        return Reject(column, code, code == ErrorCodes.NotText ? "is neither text nor a whole number" : "is not valid UTF-8");
    }

    public bool TryTextOrNull(int column, out string? text)
    {
        bool good = TryText(column, out ReadOnlySpan<byte> utf8);
        text = utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);
        return good;
    }

    /// <summary>Text that must not be empty.</summary>
    public bool TryId(int column, out ReadOnlySpan<byte> id) => TryText(column, out id) && (!id.IsEmpty || Reject(column, ErrorCodes.EmptyId, "is empty"));

    /// <summary>A date, or that of a time.</summary>
    public bool TryDate(int column, out DateOnly date) => TryMoment(column, out date, out _);

    /// <summary>A date that may be blank.</summary>
    public bool TryDateOrNull(int column, out DateOnly? date)
    {
        date = null;
        if (IsBlank(column))
            return true;
        bool good = TryDate(column, out DateOnly day);
        date = day;
        return good;
    }

    /// <summary>A date, and the moment where the cell is a time in UTC or with its offset.</summary>
    public bool TryMoment(int column, out DateOnly date, out DateTimeOffset? moment)
    {
        SqlColumn cell = _columns[column]!;
        date = default;
        moment = null;
        CellKind kind = cell.Kind;
        try
        {
            switch (kind)
            {
                case CellKind.Day:
                    date = cell.GetDay();
                    return true;
                case CellKind.Time:
                    DateTime time = cell.GetTime();
                    date = DateOnly.FromDateTime(time);
                    if (time.Kind == DateTimeKind.Utc)
                        moment = new DateTimeOffset(time);
                    break;
                case CellKind.Moment:
                    moment = cell.GetMoment();
                    date = DateOnly.FromDateTime(moment.Value.DateTime);
                    break;
                case CellKind.Text when cell.TryText(out ReadOnlySpan<byte> text, out _) && !text.IsEmpty:
                    if (!IsoDate.TryParse(text, out date, out moment))
                        return Reject(column, ErrorCodes.NotADate, "is not a date in the format yyyy-MM-dd");
                    break;
                case CellKind.Null or CellKind.Text:
                    return Reject(column, ErrorCodes.Blank, "is blank; a date is needed");
                default:
                    return Reject(column, ErrorCodes.NotADate, "is neither a date nor a time nor text");
            }
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return Reject(column, ErrorCodes.NotADate, "is not a date from the years 1 to 9999");
        }

        if (moment is { } at && _options.TimeZone is { } zone)
        {
            moment = TimeZoneInfo.ConvertTime(at, zone);
            date = DateOnly.FromDateTime(moment.Value.DateTime);
        }

        return true;
    }

    public bool TryDecimal(int column, out decimal value)
    {
        SqlColumn cell = _columns[column]!;
        value = 0;
        CellKind kind = cell.Kind;
        if (kind == CellKind.Text)
        {
            if (!cell.TryText(out ReadOnlySpan<byte> text, out _) || text.IsEmpty)
                return RejectNumber(column, ErrorCodes.Blank);
            if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
                return RejectNumber(column, text.ContainsAnyExcept(NumberCharacters) ? ErrorCodes.NotANumber : ErrorCodes.NumberOutOfRange);
            // More would have been rounded.
            return text.TrimStart("+-0"u8).Length <= ExactDigits + 1 || RejectNumber(column, ErrorCodes.NumberOutOfRange);
        }

        if (!IsNumber(kind))
            return RejectNumber(column, kind == CellKind.Null ? ErrorCodes.Blank : ErrorCodes.NotANumber);
        try
        {
            value = cell.GetDecimal();
            return true;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return RejectNumber(column, e is OverflowException ? ErrorCodes.NumberOutOfRange : ErrorCodes.NotANumber);
        }
    }

    public bool TryDouble(int column, out double value)
    {
        SqlColumn cell = _columns[column]!;
        value = 0;
        CellKind kind = cell.Kind;
        if (kind is CellKind.Double or CellKind.Single)
        {
            value = cell.GetDouble();
            return double.IsFinite(value) || RejectNumber(column, ErrorCodes.NotANumber);
        }

        if (kind == CellKind.Text && cell.TryText(out ReadOnlySpan<byte> text, out _) && !text.IsEmpty)
        {
            return (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
                || RejectNumber(column, ErrorCodes.NotANumber);
        }

        bool good = TryDecimal(column, out decimal exact);
        value = (double)exact;
        return good;
    }

    public bool TryNonNegative(int column, out decimal value) => TryDecimal(column, out value) && (value >= 0 || RejectNegative(column));

    public bool TryNonNegative(int column, out double value) => TryDouble(column, out value) && (value >= 0 || RejectNegative(column));

    /// <summary>A whole number from 0 to the most.</summary>
    public bool TryCount(int column, long most, out long count)
    {
        count = 0;
        if (!TryNonNegative(column, out decimal value))
            return false;
        if (value != decimal.Truncate(value))
            return Reject(column, ErrorCodes.NotAWholeNumber, "is not a whole number");
        if (value > most)
            return Reject(column, ErrorCodes.NumberOutOfRange, "is too large for a count");
        count = (long)value;
        return true;
    }

    /// <summary>A count that may be blank.</summary>
    public bool TryCountOrNull(int column, out long? count)
    {
        count = null;
        if (IsBlank(column))
            return true;
        bool good = TryCount(column, long.MaxValue, out long value);
        count = value;
        return good;
    }

    /// <summary>x, t_x and T in a unit of so many of the columns' own.</summary>
    public bool TryHistory(int frequency, int recency, int age, double unit, out int x, out double tx, out double t)
    {
        (x, tx, t) = (0, 0, 0);
        if (!TryCount(frequency, int.MaxValue, out long purchases) || !TryNonNegative(recency, out tx) || !TryNonNegative(age, out t))
            return false;
        (x, tx, t) = ((int)purchases, tx / unit, t / unit);
        if (x == 0 && tx > 0)
            return Reject(recency, ErrorCodes.NumberOutOfRange, "is not 0, but there is no repeat purchase");
        return tx <= t || Reject(recency, ErrorCodes.NumberOutOfRange, "is more than the age");
    }

    /// <summary>A truth value: a boolean, 1 or 0, or true/false, yes/no, t/f, y/n in any case.</summary>
    public bool TryBoolean(int column, out bool value)
    {
        SqlColumn cell = _columns[column]!;
        CellKind kind = cell.Kind;
        value = false;
        if (kind == CellKind.Boolean)
        {
            value = cell.GetBoolean();
            return true;
        }

        if (kind == CellKind.Null || !cell.TryText(out ReadOnlySpan<byte> word, out _))
            word = default;
        value = Is(word, "1"u8, "true"u8, "yes"u8, "t"u8, "y"u8);
        return value || Is(word, "0"u8, "false"u8, "no"u8, "f"u8, "n"u8)
            || Reject(column, IsBlank(column) ? ErrorCodes.Blank : ErrorCodes.NotABoolean, IsBlank(column) ? "is blank; true or false is needed" : "is none of true, false, yes, no, 1 and 0");
    }

    /// <summary>One of an enum's names in any case, or blank.</summary>
    public bool TryWord<TEnum>(int column, TEnum whenBlank, out TEnum value)
        where TEnum : struct, Enum
    {
        value = whenBlank;
        return IsBlank(column) || (TryText(column, out ReadOnlySpan<byte> word) && (EnumWord.TryParse(word, out value) || Reject(column, ErrorCodes.UnknownWord, EnumWord.Reason<TEnum>())));
    }

    /// <summary>A billing period, or blank.</summary>
    public bool TryBillingOrNull(int column, out BillingPeriod? billing)
    {
        billing = null;
        if (IsBlank(column))
            return true;
        if (!TryText(column, out ReadOnlySpan<byte> word))
            return false;
        bool good = BillingWord.TryParse(word, out BillingPeriod period);
        billing = period;
        return good || Reject(column, ErrorCodes.UnknownWord, BillingWord.Reason);
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d, ReadOnlySpan<byte> e) =>
        Ascii.EqualsIgnoreCase(word, a) || Ascii.EqualsIgnoreCase(word, b) || Ascii.EqualsIgnoreCase(word, c) || Ascii.EqualsIgnoreCase(word, d) || Ascii.EqualsIgnoreCase(word, e);

    private static bool IsNumber(CellKind kind) => kind is CellKind.Int64 or CellKind.Int32 or CellKind.Int16 or CellKind.Byte or CellKind.OtherInteger or CellKind.Double or CellKind.Single or CellKind.Decimal;

    // What providers throw for a value that .NET has no place for: NaN as a decimal, a date before Christ.
    private static bool IsUnreadable(Exception e) => e is InvalidCastException or OverflowException or FormatException or ArgumentOutOfRangeException;

    private bool RejectNegative(int column) => Reject(column, ErrorCodes.Negative, "is negative; it must be at least 0");

    private bool RejectNumber(int column, string code) => Reject(column, code, code switch
    {
        ErrorCodes.Blank => "is blank; a number is needed",
        ErrorCodes.NotANumber => "is not a finite number",
        _ => "has more digits than can be held exactly",
    });
}
