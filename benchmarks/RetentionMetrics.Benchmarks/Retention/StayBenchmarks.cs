using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Retention;

/// <summary>Churn of a month from columns of stays, against a loop of ifs, and against copying as many bytes: 12 are read a customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Retention", Configuration.Hot)]
[RowBytes(Bytes)]
public class StayBenchmarks
{
    private const int Bytes = 12;
    private static readonly DateOnly From = new(2025, 6, 1);
    private static readonly DateOnly To = new(2025, 7, 1);

    private StayColumns _stays;
    private byte[] _from = [];
    private byte[] _to = [];

    [Params(100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(8);
        int first = new DateOnly(2023, 1, 1).DayNumber;
        int[] start = [.. Enumerable.Range(0, Rows).Select(_ => first + random.Next(1_000))];
        int[] end = Array.ConvertAll(start, s => random.Next(3) == 0 ? StayColumns.NoEnd : s + random.Next(1, 600));
        _stays = new StayColumns(start, end, Array.ConvertAll(end, e => e == StayColumns.NoEnd ? EndReason.Unknown : (EndReason)random.Next(3)));
        _from = new byte[Rows * Bytes / 2];
        _to = new byte[_from.Length];
        random.NextBytes(_from);
        ChurnTally tally = Count();
        Same.Check(Ifs(), (tally.AtStart, tally.Lost, tally.LostVoluntarily, tally.LostInvoluntarily));
        Same.Check(tally, InParallel());
    }

    [Benchmark(Baseline = true)]
    public (long AtStart, long Lost, long Voluntary, long Involuntary) Ifs()
    {
        ReadOnlySpan<int> start = _stays.Start.Span, end = _stays.End.Span;
        ReadOnlySpan<EndReason> reason = _stays.Reason.Span;
        int from = From.DayNumber, to = To.DayNumber;
        (long atStart, long lost, long voluntary, long involuntary) = (0, 0, 0, 0);
        for (int i = 0; i < start.Length; i++)
        {
            if (start[i] > from || end[i] <= from)
                continue;
            atStart++;
            if (end[i] > to)
                continue;
            lost++;
            if (reason[i] == EndReason.Voluntary)
                voluntary++;
            else if (reason[i] == EndReason.Involuntary)
                involuntary++;
        }

        return (atStart, lost, voluntary, involuntary);
    }

    [Benchmark]
    public void Copy() => _from.AsSpan().CopyTo(_to);

    [Benchmark]
    public ChurnTally Count() => ChurnTally.Count(_stays, From, To);

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public ChurnTally InParallel() => ParallelTally.Count(Rows, (start, length) => ChurnTally.Count(_stays.Slice(start, length), From, To));
}
