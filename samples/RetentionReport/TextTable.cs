namespace RetentionReport;

/// <summary>Rows in aligned columns: the first ones to the left, the others to the right, but for a last column of prose.</summary>
internal sealed class TextTable(params string[] header)
{
    /// <summary>Whether the last column is prose.</summary>
    public bool EndsInProse { get; init; }

    /// <summary>How many columns, from the first, stand to the left.</summary>
    public int LeftColumns { get; init; } = 1;

    private readonly List<string[]> _rows = [header];

    /// <summary>Text without control characters: an id from a file must not move a terminal's cursor.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    public TextTable Add(params string[] cells)
    {
        _rows.Add(Array.ConvertAll(cells, Printable));
        return this;
    }

    public void Write(TextWriter output, string indent = "  ")
    {
        int columns = _rows.Max(r => r.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(c => _rows.Where(r => r.Length > c).Max(r => r[c].Length))];
        foreach (string[] row in _rows)
            output.WriteLine((indent + string.Join("  ", row.Select((cell, c) => c < LeftColumns || (EndsInProse && c == columns - 1) ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c])))).TrimEnd());
    }
}
