using System.Text.Json;

namespace RetentionMetrics.Notebooks;

public sealed partial class BarChart
{
    private protected override void Draw(HtmlText svg, ChartTheme theme, int width) => svg.Text("svg", Title);

    private protected override void WriteVegaLite(Utf8JsonWriter json) => json.WriteString("mark", "bar");
}
