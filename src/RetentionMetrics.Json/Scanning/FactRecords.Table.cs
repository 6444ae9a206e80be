using System.Text;
using System.Text.Json;

namespace RetentionMetrics.Json;

/// <content>The values of a customer table. Text is taken as it is, also a NUL that a table was given.</content>
internal sealed partial class FactRecords : ICustomerCells
{
    public bool TryIdText(int property, out string id)
    {
        id = "";
        if (IsBlank(property))
            return RejectBlank(property, "text");
        if (!TryTextOrNull(property, out string? text))
            return false;
        id = text ?? "";
        return text is not null || Reject(property, ErrorCodes.EmptyId, "is empty");
    }

    public bool TryNumber(int property, out double value)
    {
        value = 0;
        return TryNumber(property, out ReadOnlySpan<byte> number) && (NumberText.TryDouble(number, out value) || Reject(property, ErrorCodes.NumberOutOfRange, "is too large"));
    }

    public bool TryWholeNumber(int property, out int value)
    {
        value = 0;
        if (!TryDecimal(property, out decimal number))
            return false;
        if (number != decimal.Truncate(number))
            return Reject(property, ErrorCodes.NotAWholeNumber, "is not a whole number");
        if (number is < int.MinValue or > int.MaxValue)
            return Reject(property, ErrorCodes.NumberOutOfRange, "is too large for a whole number");
        value = (int)number;
        return true;
    }

    public bool TryTextOrNull(int property, out string? text)
    {
        text = null;
        if (IsBlank(property))
            return true;
        if (_parser[property].Type != JsonTokenType.String)
            return Reject(property, ErrorCodes.NotText, "is no text");
        ReadOnlySpan<byte> utf8 = Trimmed(property);
        text = utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8);
        return true;
    }
}
