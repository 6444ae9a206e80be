using System.Globalization;
using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

/// <summary>What the documents of all kinds share: lists, scales, axes, tooltips and the number format of the culture.</summary>
internal static class VegaLiteParts
{
    /// <summary>The width of pictures whose width is not that of their cells.</summary>
    public const int Width = 560;

    public static JsonArray Strings(IEnumerable<string?> values) => new([.. values.Select(value => (JsonNode?)value)]);

    public static JsonArray Numbers(params IEnumerable<double> values) => new([.. values.Select(value => (JsonNode?)value)]);

    public static JsonObject Data(IEnumerable<JsonObject> values) => new() { ["values"] = new JsonArray([.. values]) };

    /// <summary>Names that differ, because equal ones would be one category: the second "Jan" is "Jan (2)".</summary>
    public static string[] Distinct(IReadOnlyList<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var distinct = new string[names.Count];
        for (int i = 0; i < distinct.Length; i++)
        {
            distinct[i] = names[i];
            for (int n = 2; !seen.Add(distinct[i]); n++)
                distinct[i] = string.Create(CultureInfo.InvariantCulture, $"{names[i]} ({n})");
        }

        return distinct;
    }

    /// <summary>A channel of names in their order.</summary>
    public static JsonObject Names(string field, string title, IEnumerable<string> domain) => new()
    {
        ["field"] = field,
        ["type"] = "ordinal",
        ["scale"] = new JsonObject { ["domain"] = Strings(domain) },
        ["axis"] = new JsonObject { ["title"] = Title(title), ["labelLimit"] = 160, ["grid"] = false },
    };

    /// <summary>Turns the names along an axis where they do not fit beside each other, and keeps all that are no scale.</summary>
    public static void Turn(JsonObject channel, IReadOnlyList<string> names, double step)
    {
        JsonNode axis = channel["axis"]!;
        bool areFlat = names.All(name => TextSize.Width(TextSize.OneLine(name), 10) < step);
        axis["labelAngle"] = areFlat ? 0 : -45;
        if (!areFlat && step >= 16 && !AxisLabels.AreScale(names))
            axis["labelOverlap"] = false;
    }

    /// <summary>A channel of numbers on the same scale as in the drawing.</summary>
    public static JsonObject Quantity(string field, string title, NumberKind kind, NumberScale scale) => new()
    {
        ["field"] = field,
        ["type"] = "quantitative",
        ["scale"] = new JsonObject { ["domain"] = Numbers(scale.Low, scale.High), ["nice"] = false, ["zero"] = false },
        ["axis"] = WithFormat(new JsonObject { ["title"] = Title(title) }, kind),
    };

    public static JsonObject Field(string field, string type) => new() { ["field"] = field, ["type"] = type };

    /// <summary>The second end of a bar or band.</summary>
    public static JsonObject End(string field) => new() { ["field"] = field };

    /// <summary>A channel of colours by name; a legend where there is something to tell apart.</summary>
    public static JsonObject Colors(string field, IReadOnlyList<string> names) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["scale"] = new JsonObject { ["domain"] = Strings(names), ["range"] = Strings(names.Select((_, i) => SeriesStyle.Of(i).Color)) },
        ["legend"] = names.Count > 1 ? new JsonObject { ["title"] = null } : null,
    };

    /// <summary>Adds d3's format of a kind of number. Plain numbers have none: d3 then shows the digits that the ticks need.</summary>
    public static JsonObject WithFormat(JsonObject axis, NumberKind kind)
    {
        string? format = kind switch
        {
            NumberKind.Percent => ".2~%",
            NumberKind.Count => ",d",
            NumberKind.Money => ",.2~f",
            _ => null,
        };
        if (format is not null)
            axis["format"] = format;
        if (kind == NumberKind.Count)
            axis["tickMinStep"] = 1;
        return axis;
    }

    /// <summary>The tooltip: fields with what they are; all are written as text, by the culture.</summary>
    public static JsonArray Tooltip(params ReadOnlySpan<(string Field, string Title)> fields)
    {
        var tooltip = new JsonArray();
        foreach ((string field, string title) in fields)
        {
            JsonObject item = Field(field, "nominal");
            if (title.Length > 0)
                item["title"] = title;
            tooltip.Add((JsonNode)item);
        }

        return tooltip;
    }

    public static JsonNode? Title(string title) => title.Length == 0 ? null : title;

    /// <summary>The parts of the document that are the same for every chart: the look, and the culture's separators.</summary>
    public static JsonObject Config(CultureInfo culture)
    {
        NumberFormatInfo numbers = culture.NumberFormat;
        // d3 repeats the list from its begin, .NET its last member; a 0 there ends the grouping.
        int[] groups = [.. numbers.NumberGroupSizes.TakeWhile(size => size > 0)];
        IEnumerable<int> grouping = groups.Length == 0 ? [400] : groups.Concat(Enumerable.Repeat(groups[^1], groups.Length == 1 ? 0 : 100));
        return new JsonObject
        {
            ["locale"] = new JsonObject
            {
                ["number"] = new JsonObject
                {
                    ["decimal"] = numbers.NumberDecimalSeparator,
                    ["thousands"] = numbers.NumberGroupSeparator,
                    ["grouping"] = new JsonArray([.. grouping.Select(size => (JsonNode)size)]),
                    ["currency"] = Strings(["", ""]),
                    ["minus"] = numbers.NegativeSign,
                    ["percent"] = numbers.PercentPositivePattern == 0 ? "\u00a0" + numbers.PercentSymbol : numbers.PercentSymbol,
                },
            },
            ["font"] = "system-ui, sans-serif",
            ["title"] = new JsonObject { ["anchor"] = "start" },
            ["view"] = new JsonObject { ["stroke"] = null },
            ["axis"] = new JsonObject { ["gridOpacity"] = 0.5, ["domainOpacity"] = 0.5, ["tickOpacity"] = 0.5, ["labelOverlap"] = true, ["titleFontWeight"] = "normal" },
        };
    }
}
