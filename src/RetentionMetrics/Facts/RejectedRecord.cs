using System.Globalization;

namespace RetentionMetrics;

/// <summary>One record that a reader could not use: where it is, which rule it breaks and why. All other records are kept.</summary>
/// <remarks>No value of the data appears here unless the reader was told to include values.</remarks>
/// <param name="Source">The file or source, as it was named to the reader.</param>
/// <param name="Line">The line on which the record begins, from 1.</param>
/// <param name="EndLine">The line on which the rejected text ends; the same as <paramref name="Line"/> for most records.</param>
/// <param name="Record">The record's number, from 1: a header is not counted, a blank line is.</param>
/// <param name="ByteOffset">The position of the record's first byte in the source, from 0.</param>
/// <param name="Column">The column, from 1 (in JSON, the fault's position on the line in bytes), or <see langword="null"/> when the fault is not in one column or on another line.</param>
/// <param name="ColumnName">The name of the column or JSON property, or <see langword="null"/>.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Reason">What is wrong and what is allowed, in English.</param>
public readonly record struct RejectedRecord(
    string Source,
    long Line,
    long EndLine,
    long Record,
    long ByteOffset,
    int? Column,
    string? ColumnName,
    string Code,
    string Reason)
{
    /// <summary>One line for a log, such as <c>orders.csv:17:3 amount RM2003 is not a plain number such as -1234.56</c>: source, line, column, its name, code and reason.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string column = Column is { } c ? string.Create(CultureInfo.InvariantCulture, $":{c}") : "";
        string name = ColumnName is null ? "" : " " + ColumnName;
        return string.Create(CultureInfo.InvariantCulture, $"{Source}:{Line}{column}{name} {Code} {Reason}");
    }
}
