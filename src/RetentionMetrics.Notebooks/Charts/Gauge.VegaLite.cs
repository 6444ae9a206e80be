using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

public sealed partial class Gauge
{
    private protected override JsonObject DescribeVegaLite()
    {
        NumberScale scale = MakeScale();
        string title = TitleOf(Scale);
        return new JsonObject
        {
            ["width"] = VegaLiteParts.Width,
            ["height"] = 48,
            ["data"] = VegaLiteParts.Data(
            [
                new JsonObject
                {
                    ["begin"] = scale.Low,
                    ["end"] = scale.High,
                    ["value"] = Value,
                    ["lower"] = Lower,
                    ["upper"] = Upper,
                    ["text"] = Value is null ? Format["no data"] : Format.Number(Value, Scale.Kind),
                    ["interval"] = IntervalText(),
                },
            ]),
            ["layer"] = new JsonArray(
                Bar("begin", "end", "#808080", 0.2),
                Bar("lower", "upper", SeriesStyle.Of(0).Color, 0.5),
                new JsonObject
                {
                    ["mark"] = new JsonObject { ["type"] = "tick", ["thickness"] = 3, ["size"] = 26, ["color"] = "#1b1b1f" },
                    ["encoding"] = new JsonObject { ["x"] = VegaLiteParts.Field("value", "quantitative"), ["tooltip"] = VegaLiteParts.Tooltip(("text", title), ("interval", "")) },
                },
                new JsonObject
                {
                    ["mark"] = new JsonObject { ["type"] = "text", ["dy"] = -22, ["fontSize"] = 16, ["fontWeight"] = "bold", ["color"] = "#1b1b1f" },
                    ["encoding"] = new JsonObject
                    {
                        ["x"] = Value is null ? new JsonObject { ["value"] = VegaLiteParts.Width / 2 } : VegaLiteParts.Field("value", "quantitative"),
                        ["text"] = VegaLiteParts.Field("text", "nominal"),
                    },
                }),
        };

        JsonObject Bar(string from, string to, string color, double opacity)
        {
            JsonObject along = VegaLiteParts.Quantity(from, title, Scale.Kind, scale);
            along["scale"]!["clamp"] = true;
            return new JsonObject
            {
                ["mark"] = new JsonObject { ["type"] = "bar", ["size"] = 12, ["color"] = color, ["opacity"] = opacity },
                ["encoding"] = new JsonObject { ["x"] = along, ["x2"] = VegaLiteParts.End(to) },
            };
        }
    }
}
