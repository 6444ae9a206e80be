using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

public sealed partial class LineChart
{
    private protected override JsonObject DescribeVegaLite() => new() { ["mark"] = "bar" };
}
