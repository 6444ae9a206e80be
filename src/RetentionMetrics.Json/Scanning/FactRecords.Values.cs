using System.Text;
using System.Text.Json;

namespace RetentionMetrics.Json;

/// <content>The typed values of the current record.</content>
internal sealed partial class FactRecords
{
    private const string NotExact = "has more digits than can be held exactly";

    public bool IsMissing(int property) => !_parser[property].IsThere;

    public bool IsNull(int property) => _parser[property].Type == JsonTokenType.Null;

    public bool IsBlank(int property) => IsMissing(property) || IsNull(property);

    /// <summary>Text that must not be empty. A whole number is its digits: many sources write ids as numbers.</summary>
    public bool TryId(int property, out ReadOnlySpan<byte> id)
    {
        id = default;
        if (IsBlank(property))
            return RejectBlank(property, "text");
        return TryText(property, out id) && (!id.IsEmpty || Reject(property, ErrorCodes.EmptyId, "is empty"));
    }

    /// <summary>Text that may be missing; it is then empty.</summary>
    public bool TryText(int property, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (IsBlank(property))
            return true;
        RecordParser.Value value = _parser[property];
        if (value.Type != JsonTokenType.String && !(value.Type == JsonTokenType.Number && NumberText.IsPlainWhole(_parser.Text(Record, property))))
            return Reject(property, ErrorCodes.NotText, "is neither text nor a whole number");
        text = Trimmed(property);
        if (_options.NormalizeText)
            text = NormalizedText.Of(text);
        return !text.Contains((byte)0) || Reject(property, ErrorCodes.NulCharacter, "holds a NUL character");
    }

    public bool TryText(int property, out string? text)
    {
        bool good = TryText(property, out ReadOnlySpan<byte> utf8);
        text = utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);
        return good;
    }

    public bool TryDate(int property, out DateOnly date) => TryMoment(property, out date, out _);

    /// <summary>A date that may be missing.</summary>
    public bool TryDateOrNull(int property, out DateOnly? date)
    {
        date = null;
        if (IsBlank(property))
            return true;
        bool good = TryDate(property, out DateOnly day);
        date = day;
        return good;
    }

    /// <summary>A date, and the moment where there is a time with its offset.</summary>
    public bool TryMoment(int property, out DateOnly date, out DateTimeOffset? moment)
    {
        (date, moment) = (default, null);
        if (IsBlank(property))
            return RejectBlank(property, "a date");
        string code = ErrorCodes.NotADate;
        if (_parser[property].Type == JsonTokenType.String)
        {
            ReadOnlySpan<byte> text = Trimmed(property);
            if (_dates is null ? IsoDate.TryParse(text, out date, out moment) : _dates.TryParse(text, out date, out moment, out code))
                return true;
        }

        return Reject(property, code, code == ErrorCodes.NotADate ? $"is not a date in the format {_options.DateFormat ?? "yyyy-MM-dd"}" : DateNotation.Skipped);
    }

    public bool TryDecimal(int property, out decimal value)
    {
        value = 0;
        return TryNumber(property, out ReadOnlySpan<byte> number) && (NumberText.TryDecimal(number, out value) || Reject(property, ErrorCodes.NumberOutOfRange, NotExact));
    }

    public bool TryNonNegative(int property, out decimal value) => TryDecimal(property, out value) && (value >= 0 || RejectNegative(property));

    public bool TryNonNegative(int property, out double value)
    {
        value = 0;
        return TryNumber(property, out ReadOnlySpan<byte> number)
            && (NumberText.TryDouble(number, out value) || Reject(property, ErrorCodes.NumberOutOfRange, "is too large"))
            && (value >= 0 || RejectNegative(property));
    }

    /// <summary>A count that may be missing.</summary>
    public bool TryCountOrNull(int property, out long? count)
    {
        count = null;
        if (IsBlank(property))
            return true;
        if (!TryNonNegative(property, out decimal value))
            return false;
        if (value != decimal.Truncate(value))
            return Reject(property, ErrorCodes.NotAWholeNumber, "is not a whole number");
        if (value > long.MaxValue)
            return Reject(property, ErrorCodes.NumberOutOfRange, "is too large for a count");
        count = (long)value;
        return true;
    }

    public bool TryBoolean(int property, out bool value)
    {
        value = _parser[property].Type == JsonTokenType.True;
        if (IsBlank(property))
            return RejectBlank(property, "true or false");
        return value || _parser[property].Type == JsonTokenType.False || Reject(property, ErrorCodes.NotABoolean, "is neither true nor false");
    }

    public bool TryBooleanOrFalse(int property, out bool value)
    {
        value = false;
        return IsBlank(property) || TryBoolean(property, out value);
    }

    /// <summary>One of an enum's names in any case; it may be missing.</summary>
    public bool TryWord<TEnum>(int property, TEnum whenBlank, out TEnum value)
        where TEnum : struct, Enum
    {
        value = whenBlank;
        return IsBlank(property)
            || (_parser[property].Type == JsonTokenType.String && EnumWord.TryParse(Trimmed(property), out value))
            || Reject(property, ErrorCodes.UnknownWord, EnumWord.Reason<TEnum>());
    }

    /// <summary>A billing period that may be missing.</summary>
    public bool TryBillingOrNull(int property, out BillingPeriod? billing)
    {
        billing = null;
        if (IsBlank(property))
            return true;
        BillingPeriod period = default;
        bool good = _parser[property].Type == JsonTokenType.String && BillingWord.TryParse(Trimmed(property), out period);
        billing = period;
        return good || Reject(property, ErrorCodes.UnknownWord, BillingWord.Reason);
    }

    private ReadOnlySpan<byte> Trimmed(int property)
    {
        ReadOnlySpan<byte> text = _parser.Text(Record, property);
        return _options.TrimText ? text.Trim(" \t"u8) : text;
    }

    private bool TryNumber(int property, out ReadOnlySpan<byte> number)
    {
        number = default;
        if (IsBlank(property))
            return RejectBlank(property, "a number");
        JsonTokenType type = _parser[property].Type;
        if (type != JsonTokenType.Number && !(type == JsonTokenType.String && (_options.AllowNumbersInText || _numbers is not null)))
            return Reject(property, ErrorCodes.NotANumber, type == JsonTokenType.String ? "is text; a number is needed (AllowNumbersInText takes it)" : "is not a number");
        number = Trimmed(property);
        if (type == JsonTokenType.Number)
            return true;
        if (_numbers is null)
            return NumberText.IsNumber(number) || Reject(property, ErrorCodes.NotANumber, "is not a plain number such as -1234.56");
        return NumberText.TryRewrite(number, _numbers, out number) || Reject(property, ErrorCodes.NotANumber, "is not a number in the stated format");
    }

    private bool RejectBlank(int property, string needed) => Reject(property, ErrorCodes.Blank, $"is {(IsMissing(property) ? "missing" : "null")}; {needed} is needed");

    private bool RejectNegative(int property) => Reject(property, ErrorCodes.Negative, "is negative; it must be at least 0");
}
