namespace RetentionMetrics.Csv;

/// <summary>Dates from UTF-8 cells: ISO 8601 by <see cref="IsoDate"/> unless something else is stated. Nothing is guessed.</summary>
internal static class DateCell
{
    public static bool TryParse(ReadOnlySpan<byte> cell, DateNotation? notation, out DateOnly date, out string code)
    {
        code = ErrorCodes.NotADate;
        if (notation is null && cell.Length == IsoDate.DayLength)
            return IsoDate.TryParseDay(cell, out date);
        return notation is null ? IsoDate.TryParse(cell, out date, out _) : notation.TryParse(cell, out date, out _, out code);
    }

    /// <summary>Reads a day, and the moment where the cell has a time with its offset, or where the zone of its time is stated.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, DateNotation? notation, out DateOnly date, out DateTimeOffset? moment, out string code)
    {
        code = ErrorCodes.NotADate;
        return notation is null ? IsoDate.TryParse(cell, out date, out moment) : notation.TryParse(cell, out date, out moment, out code);
    }
}
