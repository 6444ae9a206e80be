using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Charts;

/// <summary>A chart of every kind and layout, from any labels and numbers.</summary>
internal static class ChartSamples
{
    public static readonly string[] Naughty =
    [
        "", " ", "a", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]>", "<!--", "&lt;&#0;", "' onload='x", "{{x}}", "${x}", "\\\"];alert(1);[\\\"", "javascript:alert(1)",
        "\0\u0001\u001b[31m\u007f\u0085", "\ud800", "\udc00x", "\ufffe\uffff", "line\r\nbreak\ttab\u2028", "\u202eevil\u202c", "العربية متجر", "日本語の長い名前です", "👨‍👩‍👧‍👦🏳️‍🌈", "Z̶̧̛a̴l̷g̸o̵", "﷽",
        new string('W', 5_000), string.Concat(Enumerable.Repeat("long words ", 500)), "Ünïcödé", "1e300", "undefined", "NaN",
    ];

    public static IEnumerable<Chart> All(Func<int, string> label, IReadOnlyList<double?> numbers, ViewText? text = null)
    {
        string a = label(0), b = label(1), c = label(2);
        double?[] values = [.. numbers];
        string[] names = [.. Enumerable.Range(0, values.Length).Select(i => label(i + 3))];
        double[] x = [.. Enumerable.Range(0, values.Length).Select(i => (double)i)];
        double?[] upper = [.. values.Select(v => v is null ? null : (double?)Math.Max(v.Value, v.Value / 2))];
        double?[] lower = [.. values.Select(v => v is null ? null : (double?)Math.Min(v.Value, v.Value / 2))];
        double[] from = [.. values.Select(v => (v ?? 0) / 3)];
        var row = new ChartRow(c, x, [.. x.Select(_ => long.MaxValue)]);
        foreach (NumberKind kind in new[] { NumberKind.Number, NumberKind.Money })
        {
            yield return new LineChart(a, b, new ChartAxis(c), new ChartAxis(a, kind), [new ChartLine(b, x, values, lower, upper), new ChartLine(c, x, upper, isStep: true), new ChartLine(a, x, lower, isReference: true)], below: [row], text: text);
            yield return new BarChart(a, b, c, names, new ChartAxis(a, kind), [new ChartBars(b, values, null, lower, upper), new ChartBars(b, upper)], BarLayout.Upright, text);
        }

        yield return new LineChart(a, b, new ChartAxis(c), new ChartAxis(a, NumberKind.Percent, 0, 1), [.. Enumerable.Range(0, 12).Select(i => new ChartLine(label(i), x, values, values, values, isStep: true))], names, text: text);
        yield return new BarChart(a, b, c, names, new ChartAxis(a, NumberKind.Count), [new ChartBars(b, values, from)], BarLayout.Upright, text);
        yield return new BarChart(a, b, c, names, new ChartAxis(a, NumberKind.Percent), [new ChartBars(b, values, null, lower, upper), new ChartBars(c, lower)], BarLayout.Lying, text);
        yield return new BarChart(a, b, c, names, new ChartAxis(a), [new ChartBars(b, values), new ChartBars(c, lower), new ChartBars(a, upper)], BarLayout.Stacked, text);
        yield return new HeatMap(a, b, c, names, a, names, names.Select((_, r) => values.Select((v, i) => (r + i) % 5 == 4 ? null : v)), new ChartAxis(c, NumberKind.Percent), text);
        yield return new Treemap(a, b, names, values.Select(v => Math.Abs(v ?? 0)), new ChartAxis(c, NumberKind.Money), text);
        yield return new Gauge(a, b, new ChartAxis(c, Minimum: -100, Maximum: 100), values.FirstOrDefault(), lower.FirstOrDefault(), upper.FirstOrDefault(), text);
    }

    public static readonly Gen<double?> Value = Gen.Frequency(
        (6, Gen.Choose(-1_000_000, 1_000_000).Select(n => (double?)(n / 1_000.0))),
        (2, Gen.Elements<double?>(0, 1, -1, 0.5, 1e-300, -1e-300, 1e300, -1e300, double.MaxValue, -double.MaxValue, double.Epsilon, 1e15, 1 / 3.0)),
        (1, Gen.Constant((double?)null)));

    public static readonly Gen<string> Label = Gen.OneOf(Gen.Elements(Naughty), Gen.Choose(1, 40).SelectMany(n => Gen.Choose(0, 0xffff).Select(c => (char)c).ArrayOf(n)).Select(chars => new string(chars)));

    public static readonly Gen<(string[] Labels, double?[] Values)> Any =
        from labels in Gen.NonEmptyListOf(Label)
        from n in Gen.Choose(0, 14)
        from values in Value.ArrayOf(n)
        select (labels.ToArray(), values);
}
