using BenchmarkDotNet.Attributes;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>
/// BG/NBD and MBG/NBD with the parameters of CDNOW over customers drawn from the model, 27 to 39 weeks old: a call scores 10,000 customers on one thread.
/// The stated targets are 8 ns a customer for P(alive), 60 ns for E[Y], without allocation.
/// </summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime")]
public class BetaGeometricBenchmarks
{
    private const int Customers = 10_000;
    private readonly double[] _destination = new double[Customers];
    private HistoryColumns _columns;
    private IPurchaseModel _model = null!;

    [Params("BG/NBD", "MBG/NBD")]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _model = Model == "BG/NBD" ? Models.Purchases : Models.Modified;
        _columns = Models.Purchases.Simulate(Enumerable.Range(0, Customers).Select(i => 27 + (i % 85 / 7.0)).ToArray(), seed: 5);
    }

    [Benchmark(OperationsPerInvoke = Customers)]
    public void ProbabilityAlive() => _model.ProbabilityAlive(_columns, _destination);

    [Benchmark(OperationsPerInvoke = Customers)]
    public void ExpectedPurchases() => _model.ExpectedPurchases(_columns, Models.Horizon, _destination);

    [Benchmark(OperationsPerInvoke = Customers)]
    public void ProbabilityAliveAhead() => _model.ProbabilityAlive(_columns, Models.Horizon, _destination);

    [Benchmark(OperationsPerInvoke = Customers)]
    public void ProbabilityOfThreePurchases() => _model.ProbabilityOfPurchases(_columns, 3, Models.Horizon, _destination);

    [Benchmark(OperationsPerInvoke = Customers)]
    public void DiscountedExpectedPurchases() => _model.DiscountedExpectedPurchases(_columns, 0.0027, _destination);
}
