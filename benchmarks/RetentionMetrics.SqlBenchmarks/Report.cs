using System.Globalization;
using System.Text;

namespace RetentionMetrics.SqlBenchmarks;

/// <summary>Measurements as a table of Markdown.</summary>
internal static class Report
{
    public static string Table(IEnumerable<Measurement> measurements)
    {
        var text = new StringBuilder(
            """
            | Question | Engine | Rows | In place, s | Export, s | Export ÷ in place | In place, kB | Export, kB | Export ÷ in place | In place is faster below |
            |:--|:--|--:|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (Measurement m in measurements.OrderBy(m => m.Question, StringComparer.Ordinal).ThenBy(m => m.Engine, StringComparer.Ordinal).ThenBy(m => m.Rows))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {m.Question} | {m.Engine} | {m.Rows:N0} | {m.InPlace.Seconds:F2} | {m.Exported.Seconds:F2} | {Ratio(m.Exported.Seconds, m.InPlace.Seconds)} ");
            text.AppendLine(m is { InPlace.Bytes: { } few, Exported.Bytes: { } many }
                ? string.Create(CultureInfo.InvariantCulture, $"| {few / 1e3:N1} | {many / 1e3:N0} | {Ratio(many, few)} | {Wire(m.Exported.Seconds - m.InPlace.Seconds, many - few)} |")
                : "| no wire | no wire | | |");
        }

        return text.ToString();
    }

    /// <summary>The wire on which both ways take equally long: there, the bytes that are spared take the seconds that the database takes more.</summary>
    private static string Wire(double spared, long bytes) =>
        spared >= 0 ? "any wire" : string.Create(CultureInfo.InvariantCulture, $"{bytes * 8 / 1e6 / -spared:N0} Mbit/s");

    private static string Ratio(double of, double to) => (of / to) switch
    {
        >= 100 and var r => string.Create(CultureInfo.InvariantCulture, $"{r:N0}"),
        var r => string.Create(CultureInfo.InvariantCulture, $"{r:F2}"),
    };
}
