using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Revenue;

/// <summary>Three years of monthly MRR movements, against balances by customer at the end of each month in a dictionary.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Revenue")]
public class MrrBenchmarks
{
    private Subscription[] _subscriptions = [];

    [Params(20_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _subscriptions = Contracts.Draw(Rows);
        Same.Check<MonthByHand>(
            ByHand(),
            [.. Timeline().Periods.Select(m => new MonthByHand(m.New, m.Expansion, m.Reactivated, m.Contraction, m.Churned, m.Closing, m.NewCustomers, m.ReactivatedCustomers, m.LostCustomers))]);
    }

    [Benchmark(Baseline = true)]
    public object Dictionaries() => ByHand();

    [Benchmark]
    public MrrTimeline Timeline() => MrrTimeline.Build(_subscriptions, CalendarPeriod.Month, Contracts.End);

    private MonthByHand[] ByHand()
    {
        List<MonthByHand> months = [];
        Dictionary<string, decimal> before = new(StringComparer.Ordinal);
        HashSet<string> known = new(StringComparer.Ordinal);
        for (DateOnly month = Contracts.Start; month < Contracts.End; month = month.AddMonths(1))
        {
            DateOnly end = month.AddMonths(1).AddDays(-1);
            Dictionary<string, decimal> now = new(StringComparer.Ordinal);
            foreach (Subscription s in _subscriptions.Where(s => s.IsInForce(end)))
                now[s.CustomerId] = now.GetValueOrDefault(s.CustomerId) + s.MonthlyAmount;
            var m = new MonthByHand { Closing = now.Values.Sum() };
            foreach ((string id, decimal amount) in now)
            {
                if (before.TryGetValue(id, out decimal was))
                    m = m with { Expansion = m.Expansion + Math.Max(0, amount - was), Contraction = m.Contraction + Math.Max(0, was - amount) };
                else if (known.Add(id))
                    m = m with { New = m.New + amount, NewCustomers = m.NewCustomers + 1 };
                else
                    m = m with { Reactivated = m.Reactivated + amount, ReactivatedCustomers = m.ReactivatedCustomers + 1 };
            }

            foreach ((string id, decimal was) in before)
            {
                if (!now.ContainsKey(id))
                    m = m with { Churned = m.Churned + was, LostCustomers = m.LostCustomers + 1 };
            }

            months.Add(m);
            before = now;
        }

        return [.. months];
    }

    private readonly record struct MonthByHand(
        decimal New, decimal Expansion, decimal Reactivated, decimal Contraction, decimal Churned, decimal Closing, long NewCustomers, long ReactivatedCustomers, long LostCustomers);
}
