using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

public sealed partial class HeatMap
{
    private protected override JsonObject DescribeVegaLite()
    {
        (double low, double high) = Ends([.. Values.SelectMany(row => row).Where(value => value is not null).Select(value => value!.Value)]);
        string[] columns = VegaLiteParts.Distinct(Columns), rows = VegaLiteParts.Distinct(Rows);
        var cells = new List<JsonObject>();
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < columns.Length; c++)
            {
                if (Values[r][c] is { } value)
                    cells.Add(new JsonObject { ["column"] = columns[c], ["row"] = rows[r], ["value"] = value, ["text"] = Format.Number(value, Scale.Kind), ["ink"] = ColorScale.TextAt(Share(value, low, high)) });
            }
        }

        JsonObject across = VegaLiteParts.Names("column", ColumnTitle, columns);
        across["axis"]!["orient"] = "top";
        double widest = cells.Select(cell => TextSize.Width((string)cell["text"]!, CellText)).DefaultIfEmpty(0).Max();
        double step = Math.Round(Math.Clamp(640.0 / Math.Max(columns.Length, 1), 8, 72));
        VegaLiteParts.Turn(across, columns, step);
        double height = rows.Length <= 30 ? 24 : Math.Max(8, Math.Round(720.0 / rows.Length));
        var layers = new JsonArray(
            new JsonObject
            {
                ["mark"] = "rect",
                ["encoding"] = new JsonObject
                {
                    ["color"] = new JsonObject
                    {
                        ["field"] = "value",
                        ["type"] = "quantitative",
                        ["scale"] = new JsonObject
                        {
                            ["domain"] = VegaLiteParts.Numbers(low, high),
                            ["range"] = VegaLiteParts.Strings(Enumerable.Range(0, 9).Select(i => ColorScale.At(low == high ? 0.5 : i / 8.0))),
                        },
                        ["legend"] = VegaLiteParts.WithFormat(new JsonObject { ["title"] = VegaLiteParts.Title(TitleOf(Scale)) }, Scale.Kind),
                    },
                    ["tooltip"] = VegaLiteParts.Tooltip(("row", RowTitle), ("column", ColumnTitle), ("text", Scale.Title)),
                },
            });
        if (widest + 4 <= step && height >= 14)
        {
            layers.Add((JsonNode)new JsonObject
            {
                ["mark"] = new JsonObject { ["type"] = "text", ["fontSize"] = CellText },
                ["encoding"] = new JsonObject
                {
                    ["text"] = VegaLiteParts.Field("text", "nominal"),
                    // Not by a second scale of colours, which Vega-Lite would join with that of the cells.
                    ["color"] = new JsonObject { ["condition"] = new JsonObject { ["test"] = "datum.ink === '#ffffff'", ["value"] = "#ffffff" }, ["value"] = "#000000" },
                },
            });
        }

        return new JsonObject
        {
            ["width"] = new JsonObject { ["step"] = step },
            ["height"] = new JsonObject { ["step"] = height },
            ["data"] = VegaLiteParts.Data(cells),
            ["encoding"] = new JsonObject { ["x"] = across, ["y"] = VegaLiteParts.Names("row", RowTitle, rows) },
            ["layer"] = layers,
        };
    }
}
