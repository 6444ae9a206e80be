namespace RetentionMetrics.Notebooks;

/// <summary>Tables with a figure a row, for what is counted or given and so has no interval.</summary>
internal static class FigureRows
{
    /// <summary>A table of figures.</summary>
    public static ViewTable Figures(this ViewText text, params IEnumerable<(string Name, string Value)> rows) =>
        new("", [new(text["measure"]), new(text["value"], true)], rows.Select(row => new[] { row.Name, row.Value }));
}
