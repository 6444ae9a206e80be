using System.Text.Json;

namespace RetentionMetrics.Json;

/// <content>Customers with their scores as JSON Lines, in little memory.</content>
public static partial class JsonFile
{
    /// <summary>Writes customers with their columns as JSON Lines over a file in one step. <see cref="CustomerTableJsonReader"/> reads it back exactly.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">The customers: an object a line, with <c>customer_id</c> and then the table's columns.</param>
    /// <exception cref="ArgumentException">An argument is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public static void WriteLines(string path, CustomerTable table)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(table);
        AtomicFiles.Write([(path, stream => WriteLines(stream, table))]);
    }

    /// <summary>Writes customers with their columns as JSON Lines.</summary>
    /// <param name="stream">Where they go. It stays open.</param>
    /// <param name="table">The customers: an object a line, with <c>customer_id</c> and then the table's columns.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void WriteLines(Stream stream, CustomerTable table)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(table);
        var id = JsonEncodedText.Encode(CustomerTable.IdColumn);
        Action<Utf8JsonWriter, int>[] values = [.. table.Columns.Select(Value)];
        using var lines = new LineWriter(stream);
        for (int row = 0; row < table.Count; row++)
        {
            lines.Json.WriteStartObject();
            lines.Json.WriteString(id, table.Utf8IdOf(row));
            foreach (Action<Utf8JsonWriter, int> value in values)
                value(lines.Json, row);
            lines.Json.WriteEndObject();
            lines.End();
        }
    }

    private static Action<Utf8JsonWriter, int> Value(CustomerColumn column)
    {
        var name = JsonEncodedText.Encode(column.Name);
        switch (column.Type)
        {
            case CustomerColumnType.Number:
                ReadOnlyMemory<double> numbers = column.Values<double>();
                return (json, row) => json.WriteNumber(name, numbers.Span[row]);
            case CustomerColumnType.OptionalNumber:
                ReadOnlyMemory<double?> optional = column.Values<double?>();
                return (json, row) =>
                {
                    if (optional.Span[row] is { } number)
                        json.WriteNumber(name, number);
                    else
                        json.WriteNull(name);
                };
            case CustomerColumnType.WholeNumber:
                ReadOnlyMemory<int> whole = column.Values<int>();
                return (json, row) => json.WriteNumber(name, whole.Span[row]);
            case CustomerColumnType.Amount:
                ReadOnlyMemory<decimal> amounts = column.Values<decimal>();
                return (json, row) => json.WriteNumber(name, amounts.Span[row]);
            case CustomerColumnType.Text:
                ReadOnlyMemory<string?> texts = column.Values<string?>();
                return (json, row) => json.WriteString(name, texts.Span[row] is { Length: > 0 } text ? text : null);
            default:
                ReadOnlyMemory<DateOnly> days = column.Values<DateOnly>();
                return (json, row) =>
                {
                    Span<byte> digits = stackalloc byte[10];
                    _ = days.Span[row].TryFormat(digits, out int length, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                    json.WriteString(name, digits[..length]);
                };
        }
    }
}
