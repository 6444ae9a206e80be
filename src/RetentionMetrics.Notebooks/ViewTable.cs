using System.Collections.Immutable;
using System.Text;

namespace RetentionMetrics.Notebooks;

/// <summary>A table of texts, with numbers to the right.</summary>
/// <remarks>Immutable. The first column names the row.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed class ViewTable : ViewPart
{
    /// <summary>Makes a table.</summary>
    /// <param name="caption">What it shows; may be empty.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Its rows, a text a column each.</param>
    /// <exception cref="ArgumentNullException">An argument, a row or a text is null.</exception>
    /// <exception cref="ArgumentException">A row does not have as many texts as there are columns.</exception>
    public ViewTable(string caption, IEnumerable<ViewColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        Caption = caption;
        Columns = [.. columns];
        Rows = [.. rows.Select(row => row?.ToImmutableArray() ?? throw new ArgumentNullException(nameof(rows)))];
        for (int r = 0; r < Rows.Length; r++)
        {
            if (Rows[r].Length != Columns.Length)
                throw new ArgumentException($"Row {r} has {Rows[r].Length} texts, not {Columns.Length}, one a column.", nameof(rows));
            if (Rows[r].Any(cell => cell is null))
                throw new ArgumentNullException(nameof(rows), $"Row {r} has a null text.");
        }
    }

    /// <summary>What it shows; may be empty.</summary>
    public string Caption { get; }

    /// <summary>Its columns.</summary>
    public ImmutableArray<ViewColumn> Columns { get; }

    /// <summary>Its rows, a text a column each.</summary>
    public ImmutableArray<ImmutableArray<string>> Rows { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Caption.Length > 0)
            text.Append(Caption).Append('\n');
        int[] widths = [.. Columns.Select((column, c) => Rows.Select(row => row[c].Length).Append(column.Title.Length).Max())];
        Line([.. Columns.Select(column => column.Title)]);
        foreach (ImmutableArray<string> row in Rows)
            Line(row);
        return text.ToString();

        void Line(ImmutableArray<string> cells)
        {
            var line = new StringBuilder();
            for (int c = 0; c < cells.Length; c++)
                line.Append(c == 0 ? "" : "  ").Append(Columns[c].IsNumber ? cells[c].PadLeft(widths[c]) : cells[c].PadRight(widths[c]));
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    internal override void Write(HtmlText html, int headingLevel)
    {
        html.Open("table", ("class", "rm-table")).Line();
        if (Caption.Length > 0)
            html.Text("caption", Caption).Line();
        html.Open("thead").Open("tr");
        foreach (ViewColumn column in Columns)
            html.Text("th", column.Title, ("scope", "col"), Align(column));
        html.Close("tr").Close("thead").Line().Open("tbody").Line();
        foreach (ImmutableArray<string> row in Rows)
        {
            html.Open("tr");
            for (int c = 0; c < row.Length; c++)
            {
                if (c == 0)
                    html.Text("th", row[c], ("scope", "row"), Align(Columns[c]));
                else
                    html.Text("td", row[c], Align(Columns[c]));
            }

            html.Close("tr").Line();
        }

        html.Close("tbody").Close("table").Line();
    }

    // The old attribute, because mail and strict pages drop style.
    private static (string, string?) Align(ViewColumn column) => ("align", column.IsNumber ? "right" : "left");
}
