using System.Text.Json.Nodes;

namespace RetentionMetrics.Notebooks;

public sealed partial class Treemap
{
    private protected override JsonObject DescribeVegaLite() => new() { ["mark"] = "bar" };
}
