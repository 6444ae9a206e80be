using BenchmarkDotNet.Attributes;
using RetentionMetrics.Benchmarks.Measuring;

namespace RetentionMetrics.Benchmarks.Retention;

/// <summary>Survival of many customers: whole days, so with ties, and two years of them; Kaplan-Meier against the same by hand with LINQ, which is the yardstick of the others, too.</summary>
[MemoryDiagnoser]
[BenchmarkCategory("Retention")]
public class SurvivalBenchmarks
{
    private const int Width = 5;

    private Tenure[] _tenures = [];
    private Tenure[] _late = [];
    private string[] _groups = [];
    private CovariateColumns _covariates;
    private CoxModel? _model;
    private double[] _risk = [];

    [Params(20_000, 1_000_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(31);
        double[] z = new double[Rows * Width];
        _tenures = new Tenure[Rows];
        _late = new Tenure[Rows];
        _groups = new string[Rows];
        for (int i = 0; i < Rows; i++)
        {
            double eta = 0;
            for (int c = 0; c < Width; c++)
            {
                z[(i * Width) + c] = c < 2 ? random.Next(2) : random.NextDouble() * 3;
                eta += (0.3 - (0.1 * c)) * z[(i * Width) + c];
            }

            double stay = -Math.Log(1 - random.NextDouble()) * 500 / Math.Exp(eta), seen = random.Next(1, 731);
            _tenures[i] = new Tenure(Math.Ceiling(Math.Min(stay, seen)), stay <= seen);
            _late[i] = new Tenure(_tenures[i].Duration, _tenures[i].Lost, i % 2 == 0 ? 0 : Math.Floor(_tenures[i].Duration * random.NextDouble()));
            _groups[i] = z[i * Width] == 0 ? "web" : "shop";
        }

        _covariates = new CovariateColumns(["a", "b", "c", "d", "e"], z);
        _risk = new double[Rows];
        _model = CoxModel.Fit(_tenures, _covariates).Model;
        Same.CheckNear(ByHand(), [.. KaplanMeier().Points.Select(p => p.Survival)], 1e-9);
    }

    [Benchmark(Baseline = true)]
    public double[] ByHand()
    {
        List<double> curve = [];
        double survival = 1;
        long atRisk = _tenures.Length;
        foreach (var day in _tenures.GroupBy(t => t.Duration).OrderBy(g => g.Key))
        {
            survival *= 1 - (day.Count(t => t.Lost) / (double)atRisk);
            atRisk -= day.Count();
            curve.Add(survival);
        }

        return [.. curve];
    }

    [Benchmark]
    public RetentionCurve KaplanMeier() => RetentionCurve.KaplanMeier(_tenures);

    [Benchmark]
    public LogRank LogRankOfTwoGroups() => LogRank.Of(_tenures, _groups);

    [Benchmark]
    public Fit<CoxModel> CoxOfFiveCovariates() => CoxModel.Fit(_tenures, _covariates);

    [Benchmark]
    public Fit<CoxModel> CoxWithLateEntries() => CoxModel.Fit(_late, _covariates);

    [Benchmark]
    public Concordance Concordance() => _model!.Concordance(_tenures, _covariates);

    [Benchmark]
    public ProportionalHazards Check() => _model!.ProportionalHazards(_tenures, _covariates);

    [Benchmark]
    public void RelativeRisk() => _model!.RelativeRisk(_covariates, _risk);
}
