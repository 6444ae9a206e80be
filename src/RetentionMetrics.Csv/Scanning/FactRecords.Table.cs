using System.Text;

namespace RetentionMetrics.Csv;

/// <content>The cells of a customer table.</content>
internal sealed partial class FactRecords : ICustomerCells
{
    public bool TryIdText(int column, out string id)
    {
        bool good = TryId(column, out ReadOnlySpan<byte> utf8);
        id = Encoding.UTF8.GetString(utf8);
        return good;
    }

    public bool TryNumber(int column, out double value)
    {
        ReadOnlySpan<byte> cell = Value(column);
        return NumberCell.TryParse(cell, _numbers, out value, out string code) || RejectNumber(column, cell, code);
    }

    public bool TryWholeNumber(int column, out int value)
    {
        value = 0;
        if (!TryDecimal(column, out decimal number))
            return false;
        if (number != decimal.Truncate(number))
            return Reject(column, ErrorCodes.NotAWholeNumber, "is not a whole number");
        if (number is < int.MinValue or > int.MaxValue)
            return Reject(column, ErrorCodes.NumberOutOfRange, "is too large for a whole number");
        value = (int)number;
        return true;
    }

    public bool TryTextOrNull(int column, out string? text)
    {
        text = TextOrNull(column);
        return true;
    }
}
