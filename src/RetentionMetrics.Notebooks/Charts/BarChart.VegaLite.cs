using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

public sealed partial class BarChart
{
    private const int MostNumbers = 30;

    private protected override JsonObject DescribeVegaLite()
    {
        BarPiece[] pieces = [.. Pieces()];
        NumberScale scale = MakeScale(pieces);
        string[] categories = VegaLiteParts.Distinct(Categories), groups = VegaLiteParts.Distinct([.. Groups.Select(group => group.Name)]);
        // Lying bars are upright ones with the axes exchanged.
        bool isLying = Layout == BarLayout.Lying;
        (string along, string up) = isLying ? ("y", "x") : ("x", "y");
        JsonObject names = VegaLiteParts.Names("category", CategoryTitle, categories);
        double step = Math.Round(Math.Clamp(VegaLiteParts.Width / Math.Max(1.0, Categories.Length), 16, 80));
        if (!isLying)
            VegaLiteParts.Turn(names, Categories, step);
        bool isBeside = groups.Length > 1 && Layout != BarLayout.Stacked;
        var shared = new JsonObject { [along] = names };
        if (isBeside)
            shared[along + "Offset"] = new JsonObject { ["field"] = "group", ["type"] = "nominal", ["scale"] = new JsonObject { ["domain"] = VegaLiteParts.Strings(groups) } };

        var bars = new JsonObject
        {
            [up] = VegaLiteParts.Quantity("from", TitleOf(Scale), Scale.Kind, scale),
            [up + "2"] = VegaLiteParts.End("to"),
            ["color"] = VegaLiteParts.Colors("group", groups),
            ["tooltip"] = VegaLiteParts.Tooltip(("category", CategoryTitle), ("group", ""), ("text", Scale.Title), ("interval", "")),
        };
        if (IsWaterfall)
            bars["fillOpacity"] = new JsonObject { ["condition"] = new JsonObject { ["test"] = "datum.to < datum.from", ["value"] = 0.35 }, ["value"] = 1 };
        var layers = new JsonArray(new JsonObject { ["mark"] = "bar", ["encoding"] = bars });
        if (pieces.Any(piece => piece.Lower is not null && piece.Upper is not null))
        {
            layers.Add((JsonNode)new JsonObject
            {
                ["transform"] = new JsonArray(Defined("lower"), Defined("upper")),
                ["mark"] = new JsonObject { ["type"] = "rule", ["strokeWidth"] = 1.5, ["color"] = "#1b1b1f" },
                ["encoding"] = new JsonObject { [up] = VegaLiteParts.Field("lower", "quantitative"), [up + "2"] = VegaLiteParts.End("upper") },
            });
        }

        if (Layout != BarLayout.Stacked && pieces.Length <= MostNumbers)
        {
            layers.Add((JsonNode)Numbers(up, "datum.to >= datum.from", isLying ? "left" : "center", isLying ? 0 : -9, isLying ? 5 : 0));
            layers.Add((JsonNode)Numbers(up, "datum.to < datum.from", isLying ? "right" : "center", isLying ? 0 : 9, isLying ? -5 : 0));
        }

        return new JsonObject
        {
            ["width"] = isLying ? VegaLiteParts.Width : new JsonObject { ["step"] = step / (isBeside ? groups.Length : 1) },
            ["height"] = isLying ? new JsonObject { ["step"] = groups.Length > 1 ? 16 : 28 } : 260,
            ["data"] = VegaLiteParts.Data(pieces.Select(piece => new JsonObject
            {
                ["category"] = categories[piece.Category],
                ["group"] = groups[piece.Group],
                ["from"] = piece.From,
                ["to"] = piece.To,
                ["size"] = piece.Size,
                ["lower"] = piece.Lower,
                ["upper"] = piece.Upper,
                // Beside the whisker where there is one.
                ["end"] = piece.Lower is { } lower && piece.Upper is { } upper ? (piece.To < piece.From ? Math.Min(lower, piece.To) : Math.Max(upper, piece.To)) : piece.To,
                ["text"] = Format.Number(piece.Size, Scale.Kind),
                ["label"] = scale.Value(piece.Size),
                ["interval"] = IntervalText(piece),
            })),
            ["encoding"] = shared,
            ["layer"] = layers,
        };
    }

    private static JsonObject Defined(string field) => new() { ["filter"] = new JsonObject { ["field"] = field, ["valid"] = true } };

    private static JsonObject Numbers(string up, string which, string align, double dy, double dx) => new()
    {
        ["transform"] = new JsonArray(new JsonObject { ["filter"] = which }),
        ["mark"] = new JsonObject { ["type"] = "text", ["align"] = align, ["dx"] = dx, ["dy"] = dy, ["fontSize"] = ValueText, ["color"] = "#1b1b1f" },
        ["encoding"] = new JsonObject { [up] = VegaLiteParts.Field("end", "quantitative"), ["text"] = VegaLiteParts.Field("label", "nominal") },
    };
}
