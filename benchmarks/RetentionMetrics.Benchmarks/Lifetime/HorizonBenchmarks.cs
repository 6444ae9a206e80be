using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>The measures that look ahead beside expected purchases, against asking the model for one customer after another.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class HorizonBenchmarks
{
    private IPurchaseModel _model = null!;
    private HistoryColumns _columns;
    private double[] _values = [];

    [Params("BG/NBD", "MBG/NBD")]
    public string Model { get; set; } = "";

    [Params("P(alive) ahead", "P(3 purchases)", "discounted purchases")]
    public string Measure { get; set; } = "";

    [Params(10_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _model = Models.Of(Model);
        _columns = Population.Histories(Rows);
        _values = new double[Rows];
        double[] byHand = [.. OneByOne()];
        Same.CheckNear(byHand, Batch(), 1e-13);
    }

    [Benchmark(Baseline = true)]
    public double[] OneByOne()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            CustomerHistory history = _columns[i];
            _values[i] = Measure switch
            {
                "P(alive) ahead" => _model.ProbabilityAlive(history, Models.Horizon),
                "P(3 purchases)" => _model.ProbabilityOfPurchases(history, 3, Models.Horizon),
                _ => _model.DiscountedExpectedPurchases(history, 0.0027),
            };
        }

        return _values;
    }

    [Benchmark]
    public double[] Batch()
    {
        switch (Measure)
        {
            case "P(alive) ahead":
                _model.ProbabilityAlive(_columns, Models.Horizon, _values);
                break;
            case "P(3 purchases)":
                _model.ProbabilityOfPurchases(_columns, 3, Models.Horizon, _values);
                break;
            default:
                _model.DiscountedExpectedPurchases(_columns, 0.0027, _values);
                break;
        }

        return _values;
    }
}
