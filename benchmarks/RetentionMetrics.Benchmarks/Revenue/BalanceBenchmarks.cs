using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Revenue;

/// <summary>MRR movements between two columns of balances, against a loop of ifs, and against copying as many bytes: 17 are read a customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Revenue", Configuration.Hot)]
[RowBytes(Bytes)]
public class BalanceBenchmarks
{
    private const int Bytes = 17;

    private MrrColumns _columns;
    private byte[] _from = [];
    private byte[] _to = [];

    [Params(100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(8);
        long[] opening = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(3) == 0 ? 0L : random.Next(1_000, 20_000))];
        long[] closing = Array.ConvertAll(opening, o => random.Next(8) switch { 0 => 0, 1 or 2 => random.Next(1_000, 20_000), _ => o });
        _columns = new MrrColumns(opening, closing, Array.ConvertAll(opening, o => o > 0 || random.Next(2) == 0));
        _from = new byte[Rows * Bytes / 2];
        _to = new byte[_from.Length];
        random.NextBytes(_from);
        MrrMovements m = Count();
        Same.Check(Ifs(), new Cents((long)(100 * m.New), (long)(100 * m.Expansion), (long)(100 * m.Reactivated), (long)(100 * m.Contraction), (long)(100 * m.Churned), m.LostCustomers));
        Same.Check(m, InParallel());
    }

    [Benchmark(Baseline = true)]
    public object Loop() => Ifs();

    [Benchmark]
    public void Copy() => _from.AsSpan().CopyTo(_to);

    [Benchmark]
    public MrrMovements Count() => MrrMovements.Count(_columns);

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public MrrMovements InParallel() => ParallelTally.Count(Rows, (start, length) => MrrMovements.Count(_columns.Slice(start, length)));

    private Cents Ifs()
    {
        ReadOnlySpan<long> opening = _columns.Opening.Span, closing = _columns.Closing.Span;
        ReadOnlySpan<bool> known = _columns.Known.Span;
        (long isNew, long expansion, long reactivated, long contraction, long churned, long lost) = (0, 0, 0, 0, 0, 0);
        for (int i = 0; i < opening.Length; i++)
        {
            (long was, long now) = (opening[i], closing[i]);
            if (was == 0 && now > 0 && known[i])
                reactivated += now;
            else if (was == 0)
                isNew += now;
            else if (now == 0)
                (churned, lost) = (churned + was, lost + 1);
            else if (now > was)
                expansion += now - was;
            else
                contraction += was - now;
        }

        return new Cents(isNew, expansion, reactivated, contraction, churned, lost);
    }

    private sealed record Cents(long New, long Expansion, long Reactivated, long Contraction, long Churned, long Lost);
}
