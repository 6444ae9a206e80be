using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>A column of what <see cref="ResultLine"/> makes of times and rows.</summary>
internal sealed class RowColumn(string name, string legend, Func<ResultLine, IReadOnlyList<ResultLine>, double?> value) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        IReadOnlyList<ResultLine> lines = ResultLine.Of(summary);
        ResultLine? line = lines.FirstOrDefault(l => l.FullName == ResultLine.NameOf(benchmarkCase));
        return line is null || value(line, lines) is not { } number ? "-" : number.ToString("0.00", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => ResultLine.Of(summary) is var lines && lines.Any(l => value(l, lines) is not null);

    public override string ToString() => name;
}
