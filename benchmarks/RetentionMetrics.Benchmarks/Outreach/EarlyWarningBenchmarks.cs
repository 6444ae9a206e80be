using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Outreach;

/// <summary>All four early warnings for every customer, against their rules in a loop.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Outreach")]
[RowBytes(76 + 16)]
public class EarlyWarningBenchmarks
{
    private SignColumns _columns;
    private CustomerWarning[] _warnings = [];
    private (AlertKinds Kinds, bool IsWatched, bool IsGone, double ValueAtRisk)[] _byHand = [];

    [Params(100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        double[] Column(double scale) => [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble() * scale)];
        int[] x = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(6))];
        double[] t = Column(300), tx = [.. t.Select((age, i) => x[i] == 0 ? 0 : age * random.NextDouble())];
        _columns = new SignColumns(Column(900), new HistoryColumns(x, tx, t, TimeUnit.Day), Column(1), Column(1), Column(100), Column(100), Column(10), Column(10));
        _warnings = new CustomerWarning[Rows];
        _byHand = new (AlertKinds, bool, bool, double)[Rows];
        Rules();
        CustomerWarning[] library = [.. Batch()];
        Same.Check<(AlertKinds, bool, bool)>(Array.ConvertAll(_byHand, w => (w.Kinds, w.IsWatched, w.IsGone)), Array.ConvertAll(library, w => (w.Kinds, w.IsWatched, w.IsGone)));
        Same.CheckNear(Array.ConvertAll(_byHand, w => w.ValueAtRisk), Array.ConvertAll(library, w => w.ValueAtRisk), 1e-12);
        Same.Check<CustomerWarning>(library, InParallel());
    }

    [Benchmark(Baseline = true)]
    public void Rules()
    {
        ReadOnlySpan<int> x = _columns.Histories.Frequency.Span;
        ReadOnlySpan<double> value = _columns.Value.Span, tx = _columns.Histories.Recency.Span, t = _columns.Histories.Age.Span;
        ReadOnlySpan<double> aliveBefore = _columns.EarlierAlive.Span, alive = _columns.Alive.Span, spendBefore = _columns.EarlierSpend.Span, spend = _columns.Spend.Span;
        ReadOnlySpan<double> ratingBefore = _columns.EarlierRating.Span, rating = _columns.Rating.Span;
        for (int i = 0; i < _byHand.Length; i++)
        {
            AlertKinds kinds = AlertKinds.None;
            double risk = 0;
            bool watched = x[i] >= 2 && tx[i] > 0;
            double chance = watched ? Math.Pow(tx[i] / t[i], x[i]) : 1;
            if (chance < 0.001)
            {
                _byHand[i] = (kinds, watched, true, 0);
                continue;
            }

            if (chance <= 0.05)
                (kinds, risk) = (AlertKinds.Silence, 1 - alive[i]);
            if (alive[i] <= aliveBefore[i] - 0.2)
                (kinds, risk) = (kinds | AlertKinds.FallingProbabilityAlive, Math.Max(risk, aliveBefore[i] - alive[i]));
            if (spendBefore[i] > 0 && spend[i] <= 0.5 * spendBefore[i])
                (kinds, risk) = (kinds | AlertKinds.FallingSpend, Math.Max(risk, (spendBefore[i] - spend[i]) / spendBefore[i]));
            if (rating[i] <= ratingBefore[i] - 3 || (ratingBefore[i] >= 9 && rating[i] < 9) || (ratingBefore[i] >= 7 && rating[i] < 7))
                (kinds, risk) = (kinds | AlertKinds.FallingRating, Math.Max(risk, (ratingBefore[i] - rating[i]) / 10));
            _byHand[i] = (kinds, watched, false, risk * value[i]);
        }
    }

    [Benchmark]
    public CustomerWarning[] Batch()
    {
        EarlyWarnings.Check(_columns, null, _warnings);
        return _warnings;
    }

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public CustomerWarning[] InParallel()
    {
        _columns.Score(_warnings, static (rows, warnings) => EarlyWarnings.Check(rows, null, warnings));
        return _warnings;
    }
}
