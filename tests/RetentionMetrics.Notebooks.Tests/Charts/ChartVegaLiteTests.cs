using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Charts;

public sealed class ChartVegaLiteTests
{
    [VegaFact]
    public async Task Documents_are_valid_compile_and_draw_without_a_warning()
    {
        ViewText? german = new(new ViewOptions { Culture = CultureInfo.GetCultureInfo("de-DE"), Currency = "EUR" });
        Chart[] charts =
        [
            .. ChartSamples.All(i => "name " + i, [1, 2.5, null, -4, 7], german),
            .. ChartSamples.All(i => ChartSamples.Naughty[(i * 7) % ChartSamples.Naughty.Length], [1, 2.5, null, -4, 7]),
            .. ChartSamples.All(i => ChartSamples.Naughty[(i * 5) % ChartSamples.Naughty.Length], [1e300]),
            .. ChartSamples.All(i => "same", [0, 0, 0]),
            .. ChartSamples.All(i => "none", []),
        ];
        string[] documents = [.. charts.Select(chart => JsonNode.Parse(chart.ToVegaLite().Json)!.ToJsonString())];
        string[] answers = await AskAsync(documents);
        answers.Should().HaveCount(charts.Length);
        for (int i = 0; i < answers.Length; i++)
            JsonNode.Parse(answers[i])!["problems"]!.AsArray().Select(problem => (string?)problem).Should().BeEmpty("{0} is sound: {1}", charts[i].GetType().Name, documents[i][..Math.Min(documents[i].Length, 1_500)]);
    }

    [VegaFact]
    public async Task A_document_with_an_error_is_found()
    {
        string[] answers = await AskAsync("""{"$schema":"https://vega.github.io/schema/vega-lite/v5.json","data":{"values":[]},"mark":"bat"}""");
        JsonNode.Parse(answers.Single())!["problems"]!.AsArray().Should().NotBeEmpty();
    }

    [Fact]
    public void Documents_hold_the_same_numbers()
    {
        var bars = new BarChart("t", "d", "", ["a", "b"], new ChartAxis("y"), [new ChartBars("g", [3, null]), new ChartBars("h", [1.5, 2], [1, 0], [1, 1], [2, 3])]);
        Rows(bars).Select(row => ((string?)row["category"], (string?)row["group"], (double)row["from"]!, (double)row["to"]!, (double?)row["lower"], (double?)row["upper"]))
            .Should().Equal(("a", "g", 0, 3, null, null), ("a", "h", 1, 1.5, 1, 2), ("b", "h", 0, 2, 1, 3));
        var map = new HeatMap("t", "d", "", ["a", "b"], "", ["r"], [[0.25, null]], new ChartAxis("y"));
        Rows(map).Select(row => ((string?)row["column"], (string?)row["row"], (double)row["value"]!)).Should().Equal(("a", "r", 0.25));
        var lines = new LineChart("t", "d", new ChartAxis("x"), new ChartAxis("y"), [new ChartLine("a", [0, 2], [1, null])]);
        Rows(lines).Select(row => ((string?)row["line"], (double)row["x"]!, (double?)row["y"])).Should().Equal(("a", 0, 1.0), ("a", 2, null));
        var parts = new Treemap("t", "d", ["a", "b", "c"], [1, 3, 0], new ChartAxis("y"));
        Rows(parts).Select(row => ((string?)row["name"], (double)row["size"]!)).Should().Equal(("b", 3), ("a", 1));
        var gauge = new Gauge("t", "d", new ChartAxis("y", Minimum: -100, Maximum: 100), 38.5, 29, null);
        Rows(gauge).Select(row => ((double)row["value"]!, (double?)row["lower"], (double?)row["upper"])).Should().Equal((38.5, 29.0, null));
    }

    [Fact]
    public void Equal_names_stay_two_categories()
    {
        var bars = new BarChart("t", "d", "", ["Jan", "Jan"], new ChartAxis("y"), [new ChartBars("g", [3, 4])]);
        Rows(bars).Select(row => (string?)row["category"]).Should().Equal("Jan", "Jan (2)");
    }

    [Fact]
    public void Any_label_gives_a_document() => Property.Holds(
        ChartSamples.Any,
        input =>
        {
            foreach (Chart chart in ChartSamples.All(i => input.Labels[i % input.Labels.Length], input.Values))
            {
                string json = chart.ToVegaLite().Json;
                json.Should().NotContain("<").And.NotContain(">");
                using JsonDocument document = JsonDocument.Parse(json);
                document.RootElement.GetProperty("$schema").GetString().Should().Be("https://vega.github.io/schema/vega-lite/v5.json");
            }
        },
        cases: 60);

    private static IEnumerable<JsonNode> Rows(Chart chart) => JsonNode.Parse(chart.ToVegaLite().Json)!["data"]!["values"]!.AsArray().Select(row => row!);

    private static async Task<string[]> AskAsync(params string[] documents)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(VegaFactAttribute.Folder, "check.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
        })!;
        Task<string> output = node.StandardOutput.ReadToEndAsync(), errors = node.StandardError.ReadToEndAsync();
        foreach (string document in documents)
            await node.StandardInput.WriteLineAsync(document);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        (await errors).Should().BeEmpty();
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
