using BenchmarkDotNet.Attributes;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>
/// Fits from histories to standard errors, over customers drawn from the models of CDNOW with continuous times, so that hardly two histories are equal;
/// 2,357 are as many as CDNOW has. The cost should grow no faster than the number of customers.
/// </summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime", "Large")]
public class LargeFitBenchmarks
{
    private HistoryColumns _rows;
    private double[] _scores = [];

    [Params(2_357, 100_000, 1_000_000, 3_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Xoshiro256StarStar(2_005, threadSafe: false);
        int[] x = new int[Customers];
        double[] tx = new double[Customers], age = new double[Customers], mean = new double[Customers];
        for (int i = 0; i < Customers; i++)
        {
            double rate = Gamma.Sample(random, Models.Purchases.R, Models.Purchases.Alpha), leave = Beta.Sample(random, Models.Purchases.A, Models.Purchases.B);
            age[i] = 27 + (12 * random.NextDouble());
            for (double t = Exponential.Sample(random, rate); t < age[i]; t += Exponential.Sample(random, rate))
            {
                (x[i], tx[i]) = (x[i] + 1, t);
                if (random.NextDouble() < leave)
                    break;
            }

            if (x[i] > 0)
                mean[i] = Gamma.Sample(random, Models.Spend.P * x[i], Gamma.Sample(random, Models.Spend.Q, Models.Spend.Gamma) * x[i]);
        }

        _rows = new HistoryColumns(x, tx, age, TimeUnit.Week, mean);
        _scores = new double[Customers];
    }

    [Benchmark(Baseline = true)]
    public Fit<BgNbd> FitBgNbd() => BgNbd.Fit(_rows);

    [Benchmark]
    public Fit<GammaGamma> FitGammaGamma() => GammaGamma.Fit(_rows);

    [Benchmark]
    public HistoryColumns Collapse() => _rows.Collapse();

    [Benchmark]
    public double[] ScoreOnOneThread()
    {
        Models.Purchases.ExpectedPurchases(_rows, Models.Horizon, _scores);
        return _scores;
    }

    [Benchmark]
    public double[] ScoreInParallel()
    {
        _rows.Score(_scores, static (rows, scores) => Models.Purchases.ExpectedPurchases(rows, Models.Horizon, scores));
        return _scores;
    }
}
