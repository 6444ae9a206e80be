namespace RetentionMetrics.Csv;

/// <summary>Text cells as they are meant, and as spreadsheets may safely see them.</summary>
internal static class TextCell
{
    /// <summary>The characters that make a spreadsheet read a cell as a formula or a command when it begins with one of them; ＝＋－＠ are their full-width forms.</summary>
    public const string Triggers = "=+-@\t\r\n\0＝＋－＠";

    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> cell, CsvOptions options)
    {
        if (options.TrimCells)
            cell = cell.Trim(" \t"u8);
        if (options.UndoInjectionGuard && IsGuarded(cell))
            cell = cell[1..];
        return options.NormalizeText ? NormalizedText.Of(cell) : cell;
    }

    /// <summary>Whether text needs an apostrophe: after any apostrophes of its own comes a trigger. Because those count, too, taking one away is always right.</summary>
    public static bool NeedsGuard(ReadOnlySpan<char> text)
    {
        text = text.TrimStart('\'');
        return !text.IsEmpty && Triggers.Contains(text[0]);
    }

    private static bool IsGuarded(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || cell[0] != '\'')
            return false;
        ReadOnlySpan<byte> text = cell.TrimStart((byte)'\'');
        if (text.IsEmpty)
            return false;
        return text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0
            || text.StartsWith("＝"u8) || text.StartsWith("＋"u8) || text.StartsWith("－"u8) || text.StartsWith("＠"u8);
    }
}
