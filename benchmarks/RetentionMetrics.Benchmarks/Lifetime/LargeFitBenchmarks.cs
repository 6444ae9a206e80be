using BenchmarkDotNet.Attributes;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace RetentionMetrics.Benchmarks.Lifetime;

/// <summary>
/// Fits from histories to standard errors, over customers drawn from the models of CDNOW with continuous times, so that hardly two histories are equal;
/// 2,357 are as many as CDNOW has. The cost should grow no faster than the number of customers. The yardstick is one likelihood by the model, customer by customer.
/// </summary>
[MemoryDiagnoser]
[BenchmarkCategory("Lifetime", "Large")]
public class LargeFitBenchmarks
{
    private HistoryColumns _rows;

    [Params(2_357, 100_000, 1_000_000, 3_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Xoshiro256StarStar(2_005, threadSafe: false);
        int[] x = new int[Rows];
        double[] tx = new double[Rows], age = new double[Rows], mean = new double[Rows];
        for (int i = 0; i < Rows; i++)
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
    }

    [Benchmark(Baseline = true)]
    public double LikelihoodOneByOne()
    {
        double sum = 0;
        for (int i = 0; i < _rows.Count; i++)
            sum += Models.Purchases.LogLikelihood(_rows[i]);
        return sum;
    }

    [Benchmark]
    public Fit<BgNbd> FitBgNbd() => BgNbd.Fit(_rows);

    [Benchmark]
    public Fit<GammaGamma> FitGammaGamma() => GammaGamma.Fit(_rows);

    [Benchmark]
    public HistoryColumns Collapse() => _rows.Collapse();
}
