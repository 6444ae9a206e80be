using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>Leaves out sizes above a limit, which is another one for hot loops.</summary>
internal sealed class RowLimit(int limit, int hotLimit) : IFilter
{
    public bool Predicate(BenchmarkCase benchmarkCase) => ResultLine.RowsOf(benchmarkCase) is not { } rows
        || rows <= (benchmarkCase.Descriptor.HasCategory(Configuration.Hot) ? hotLimit : limit);
}
