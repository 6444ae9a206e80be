using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Customers;

/// <summary>Transactions to customers, against grouping them with LINQ as one would by hand.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Customers")]
public class SummarizeBenchmarks
{
    private Transaction[] _transactions = [];

    [Params(1_000, 20_000, 200_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _transactions = Shop.Transactions(Rows);
        var byHand = LinqGroupBy();
        CustomerBase customers = Summarize();
        Same.Check(byHand.Count, customers.Count);
        foreach (Customer c in customers)
            Same.Check(byHand[c.Id], (c.History.Frequency, c.History.Recency, c.History.Age, c.TotalSpend));
    }

    [Benchmark(Baseline = true)]
    public Dictionary<string, (int Frequency, double Recency, double Age, decimal Spend)> LinqGroupBy() => _transactions
        .Where(t => Shop.Window.Contains(t.Date))
        .GroupBy(t => t.CustomerId, StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .ToDictionary(
            g => g.Key,
            g =>
            {
                DateOnly first = g.Min(t => t.Date), last = g.Max(t => t.Date);
                return (g.Select(t => t.Date).Distinct().Count() - 1, (last.DayNumber - first.DayNumber) / 7.0, (Shop.Window.End.DayNumber - first.DayNumber) / 7.0, g.Sum(t => t.Amount));
            },
            StringComparer.Ordinal);

    [Benchmark]
    public CustomerBase Summarize() => CustomerBase.Summarize(_transactions, Shop.Window);
}
