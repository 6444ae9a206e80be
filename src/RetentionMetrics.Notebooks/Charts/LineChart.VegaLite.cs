using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

public sealed partial class LineChart
{
    private protected override JsonObject DescribeVegaLite()
    {
        (NumberScale along, NumberScale up) = MakeScales();
        string[] names = VegaLiteParts.Distinct([.. Lines.Select(line => line.Name)]);
        var layers = new JsonArray();
        foreach (bool isStep in new[] { false, true })
        {
            if (Lines.Any(line => line.IsStep == isStep && !line.Lower.IsEmpty))
                layers.Add((JsonNode)Band(names, isStep, along, up));
        }

        foreach ((bool isStep, bool isReference) in new[] { (false, true), (true, true), (false, false), (true, false) })
        {
            if (Lines.Any(line => line.IsStep == isStep && line.IsReference == isReference))
                layers.Add((JsonNode)Line(names, isStep, isReference, along, up));
        }

        // A document without lines shows its axes.
        if (layers.Count == 0)
            layers.Add((JsonNode)Line(names, false, false, along, up));
        var picture = new JsonObject
        {
            ["width"] = VegaLiteParts.Width,
            ["height"] = 260,
            ["layer"] = layers,
        };
        if (Below.IsEmpty)
        {
            picture["data"] = Points(names);
            return picture;
        }

        string[] rows = VegaLiteParts.Distinct([.. Below.Select(row => row.Name)]);
        return new JsonObject
        {
            ["data"] = Points(names),
            ["vconcat"] = new JsonArray(picture, Under(rows, along)),
            ["spacing"] = 8,
        };
    }

    private JsonObject Points(string[] names) => VegaLiteParts.Data(Lines.SelectMany((line, l) => line.X.Select((x, i) => new JsonObject
    {
        ["line"] = names[l],
        ["isStep"] = line.IsStep,
        ["isReference"] = line.IsReference,
        ["point"] = i,
        ["x"] = x,
        ["y"] = line.Y[i],
        ["lower"] = line.Lower.IsEmpty ? null : line.Lower[i],
        ["upper"] = line.Upper.IsEmpty ? null : line.Upper[i],
        ["at"] = x >= 0 && x < Labels.Length && x == Math.Floor(x) ? Labels[(int)x] : Format.Number(x, X.Kind),
        ["text"] = Format.Number(line.Y[i], Y.Kind),
        ["interval"] = line.Lower.IsEmpty ? "" : Format.Say("{0} to {1}", Format.Number(line.Lower[i], Y.Kind), Format.Number(line.Upper[i], Y.Kind)),
    })));

    private JsonObject Band(string[] names, bool isStep, NumberScale along, NumberScale up)
    {
        JsonObject encoding = Axes(along, up, "lower");
        encoding["y2"] = VegaLiteParts.End("upper");
        encoding["color"] = LineColors(names);
        return new JsonObject
        {
            ["transform"] = Filter($"datum.isStep === {(isStep ? "true" : "false")}"),
            ["mark"] = Shape("area", isStep, new JsonObject { ["opacity"] = 0.18 }),
            ["encoding"] = encoding,
        };
    }

    private JsonObject Line(string[] names, bool isStep, bool isReference, NumberScale along, NumberScale up)
    {
        JsonObject encoding = Axes(along, up, "y");
        encoding["detail"] = VegaLiteParts.Field("line", "nominal");
        encoding["order"] = VegaLiteParts.Field("point", "quantitative");
        encoding["tooltip"] = VegaLiteParts.Tooltip(("line", ""), ("at", X.Title), ("text", Y.Title), ("interval", ""));
        JsonObject look;
        if (isReference)
        {
            look = new JsonObject { ["strokeDash"] = VegaLiteParts.Numbers(4, 3), ["strokeWidth"] = 1, ["color"] = "#666666" };
        }
        else
        {
            look = new JsonObject { ["strokeWidth"] = 2, ["point"] = !isStep && Lines.All(line => line.X.Length <= 24) };
            encoding["color"] = LineColors(names);
            encoding["strokeDash"] = LineDashes(names);
        }

        return new JsonObject
        {
            ["transform"] = Filter($"datum.isStep === {(isStep ? "true" : "false")} && datum.isReference === {(isReference ? "true" : "false")}"),
            ["mark"] = Shape("line", isStep, look),
            ["encoding"] = encoding,
        };
    }

    private JsonObject Axes(NumberScale along, NumberScale up, string y)
    {
        JsonObject x = VegaLiteParts.Quantity("x", TitleOf(X), X.Kind, along);
        x["axis"]!["grid"] = false;
        if (!Labels.IsEmpty)
        {
            // The labels as a list of literals; the encoder of JSON escapes what could end one.
            x["axis"]!["values"] = VegaLiteParts.Numbers(Enumerable.Range(0, Labels.Length).Select(i => (double)i));
            x["axis"]!["labelExpr"] = VegaLiteParts.Strings(Labels).ToJsonString() + "[datum.value]";
        }

        return new JsonObject { ["x"] = x, ["y"] = VegaLiteParts.Quantity(y, TitleOf(Y), Y.Kind, up) };
    }

    private string[] Compared(string[] names) => [.. names.Where((_, i) => !Lines[i].IsReference)];

    private JsonObject LineColors(string[] names) => VegaLiteParts.Colors("line", Compared(names));

    private JsonObject LineDashes(string[] names)
    {
        JsonObject dashes = VegaLiteParts.Colors("line", Compared(names));
        dashes["scale"]!["range"] = new JsonArray([.. Compared(names).Select((_, i) => (JsonNode)VegaLiteParts.Numbers(SeriesStyle.Of(i).Dashes))]);
        return dashes;
    }

    private static JsonArray Filter(string which) => new(new JsonObject { ["filter"] = which });

    private static JsonObject Shape(string type, bool isStep, JsonObject look)
    {
        look["type"] = type;
        if (isStep)
            look["interpolate"] = "step-after";
        return look;
    }

    /// <summary>The rows below as texts under the same places.</summary>
    private JsonObject Under(string[] rows, NumberScale along)
    {
        JsonObject x = VegaLiteParts.Quantity("x", "", X.Kind, along);
        x["axis"] = null;
        JsonObject y = VegaLiteParts.Names("row", "", rows);
        y["axis"]!["domain"] = false;
        y["axis"]!["ticks"] = false;
        y["axis"]!["offset"] = 28; // the first number stands half outside
        return new JsonObject
        {
            ["width"] = VegaLiteParts.Width,
            ["height"] = new JsonObject { ["step"] = 18 },
            ["data"] = VegaLiteParts.Data(Below.SelectMany((row, r) => row.X.Select((at, i) => new JsonObject { ["row"] = rows[r], ["x"] = at, ["text"] = Format.Count(row.Values[i]) }))),
            ["mark"] = new JsonObject { ["type"] = "text", ["fontSize"] = 11 },
            ["encoding"] = new JsonObject { ["x"] = x, ["y"] = y, ["text"] = VegaLiteParts.Field("text", "nominal") },
        };
    }
}
