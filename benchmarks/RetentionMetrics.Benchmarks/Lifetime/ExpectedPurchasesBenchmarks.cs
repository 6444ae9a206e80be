using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Customers;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>Expected purchases of all customers in half a year by three models, against the papers' formulas in a loop: 20 bytes read and 8 written a customer.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
[RowBytes(20 + 8)]
public class ExpectedPurchasesBenchmarks
{
    private IPurchaseModel _model = null!;
    private HistoryColumns _columns;
    private CustomerHistory[] _histories = [];
    private double[] _values = [];

    [Params("BG/NBD", "MBG/NBD", "Pareto/NBD")]
    public string Model { get; set; } = "";

    [Params(Configuration.GateRows, 100_000, 1_000_000, 10_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _model = Models.Of(Model);
        _columns = Population.Histories(Rows);
        _histories = new CustomerHistory[Rows];
        for (int i = 0; i < Rows; i++)
            _histories[i] = _columns[i];
        _values = new double[Rows];
        double[] byHand = [.. PaperFormula()];
        Same.CheckNear(byHand, OneByOne(), 1e-9);
        Same.CheckNear(byHand, Batch(), 1e-9);
        Same.CheckNear(byHand, InParallel(), 1e-9);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(Configuration.Gate)]
    public double[] PaperFormula()
    {
        PaperFormulas.ExpectedPurchases(_model, _columns, Models.Horizon, _values);
        return _values;
    }

    [Benchmark]
    public double[] OneByOne()
    {
        for (int i = 0; i < _values.Length; i++)
            _values[i] = _model.ExpectedPurchases(_histories[i], Models.Horizon);
        return _values;
    }

    [Benchmark]
    [BenchmarkCategory(Configuration.Gate)]
    public double[] Batch()
    {
        _model.ExpectedPurchases(_columns, Models.Horizon, _values);
        return _values;
    }

    /// <summary>On all processors: what it allocates are the threads' tasks.</summary>
    [Benchmark]
    public double[] InParallel()
    {
        _columns.Score(_values, (rows, values) => _model.ExpectedPurchases(rows, Models.Horizon, values));
        return _values;
    }
}
