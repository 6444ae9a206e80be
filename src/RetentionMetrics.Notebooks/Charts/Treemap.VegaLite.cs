using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

public sealed partial class Treemap
{
    private protected override JsonObject DescribeVegaLite()
    {
        // Vega-Lite has no treemap: the rectangles are those of the drawing.
        const double Width = 640, Height = 320;
        int[] order = Order();
        Box[] boxes = Squarified.Divide([.. order.Select(i => Sizes[i])], new Box(0, 0, Width, Height));
        var parts = new List<JsonObject>();
        for (int k = 0; k < order.Length; k++)
        {
            string name = Labels[order[k]], number = SizeFormat(Sizes[order[0]])(Sizes[order[k]]), label = TextSize.OneLine(name);
            bool fits = boxes[k].Height >= 36 && Math.Max(TextSize.Width(label, 12), TextSize.Width(number, 12)) <= boxes[k].Width - (2 * Padding);
            double shade = Shade(order, k);
            parts.Add(new JsonObject
            {
                ["name"] = name,
                ["size"] = Sizes[order[k]],
                ["text"] = Format.Number(Sizes[order[k]], Scale.Kind),
                ["label"] = fits ? label + "\n" + number : "",
                ["left"] = boxes[k].Left,
                ["right"] = boxes[k].Right,
                ["top"] = boxes[k].Top,
                ["bottom"] = boxes[k].Bottom,
                ["fill"] = ColorScale.At(shade),
                ["ink"] = ColorScale.TextAt(shade),
            });
        }

        return new JsonObject
        {
            ["width"] = Width,
            ["height"] = Height,
            ["data"] = VegaLiteParts.Data(parts),
            ["encoding"] = new JsonObject { ["x"] = Place("left", Width, false), ["y"] = Place("top", Height, true) },
            ["layer"] = new JsonArray(
                new JsonObject
                {
                    ["mark"] = new JsonObject { ["type"] = "rect", ["stroke"] = "#ffffff", ["strokeWidth"] = 1 },
                    ["encoding"] = new JsonObject
                    {
                        ["x2"] = VegaLiteParts.End("right"),
                        ["y2"] = VegaLiteParts.End("bottom"),
                        ["color"] = AsIs("fill"),
                        ["tooltip"] = VegaLiteParts.Tooltip(("name", ""), ("text", Scale.Title)),
                    },
                },
                new JsonObject
                {
                    ["mark"] = new JsonObject { ["type"] = "text", ["align"] = "left", ["baseline"] = "top", ["dx"] = Padding, ["dy"] = Padding, ["fontSize"] = 12, ["lineBreak"] = "\n" },
                    ["encoding"] = new JsonObject { ["text"] = VegaLiteParts.Field("label", "nominal"), ["color"] = AsIs("ink") },
                }),
        };

        static JsonObject Place(string field, double end, bool isDown) => new()
        {
            ["field"] = field,
            ["type"] = "quantitative",
            ["axis"] = null,
            ["scale"] = new JsonObject { ["domain"] = VegaLiteParts.Numbers(0, end), ["nice"] = false, ["reverse"] = isDown },
        };

        static JsonObject AsIs(string field) => new() { ["field"] = field, ["type"] = "nominal", ["scale"] = null };
    }
}
