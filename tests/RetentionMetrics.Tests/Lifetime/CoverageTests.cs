using System.Globalization;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>Promise 10 of docs/reliability.md: 200 simulated sets a model, 3,000 customers each; how often the 95 % intervals hold the truth.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const int Sets = 200;
    private const int Customers = 3_000;

    // Customers arrive over the first 12 of 39 weeks, as in CDNOW.
    private static readonly double[] Ages = [.. Enumerable.Range(0, Customers).Select(i => 39 - (12.0 * i / Customers))];

    [Fact]
    public void Bg_nbd() => Covers(new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week), BgNbd.TryFit, 0.243, 4.414, 0.793, 2.426);

    [Fact]
    public void Modified_bg_nbd() => Covers(new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week), ModifiedBgNbd.TryFit, 0.525, 6.183, 0.891, 1.614);

    [Fact]
    public void Pareto_nbd() => Covers(new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week), ParetoNbd.TryFit, 0.553, 10.578, 0.606, 11.669);

    [Fact]
    public void Nbd_without_dropout() => Covers(new Nbd(0.385, 12.072, TimeUnit.Week), Nbd.TryFit, 0.385, 12.072);

    [Fact]
    public void Bg_bb()
    {
        // Six yearly opportunities, as in the donations of Fader, Hardie and Shang (2010).
        var truth = new BgBb(1.204, 0.75, 0.657, 2.783, TimeUnit.Year);
        double[] ages = new double[Customers];
        Array.Fill(ages, 6);
        Covers<HistoryColumns, BgBb>(seed => truth.Simulate(ages, seed), truth.LogLikelihood, BgBb.TryFit, 1.204, 0.75, 0.657, 2.783);
    }

    [Fact]
    public void Bg_cnbd_of_two() => Covers(new BgCnbd(0.5, 3, 0.793, 2.426, 2, TimeUnit.Week), (HistoryColumns c, FitOptions? o, out Fit<BgCnbd> f) => BgCnbd.TryFit(c, 2, o, out f), 0.5, 3, 0.793, 2.426);

    [Fact]
    public void Shifted_beta_geometric()
    {
        var truth = new ShiftedBetaGeometric(0.668, 3.806);
        Covers<RenewalTally, ShiftedBetaGeometric>(seed => truth.Simulate(Customers, 12, seed), truth.LogLikelihood, ShiftedBetaGeometric.TryFit, 0.668, 3.806);
    }

    [Fact]
    public void Beta_discrete_weibull()
    {
        var truth = new BetaDiscreteWeibull(0.7, 3, 1.4);
        Covers<RenewalTally, BetaDiscreteWeibull>(seed => truth.Simulate(Customers, 12, seed), truth.LogLikelihood, BetaDiscreteWeibull.TryFit, 0.7, 3, 1.4);
    }

    [Fact]
    public void Gamma_gamma()
    {
        HistoryColumns buyers = new BgNbd(0.8, 6, 0.5, 2.5, TimeUnit.Week).Simulate(Ages, seed: 1);
        var truth = new GammaGamma(6.25, 3.74, 15.44);
        Covers<HistoryColumns, GammaGamma>(seed => truth.Simulate(buyers, seed), c => Enumerable.Range(0, c.Count).Sum(i => truth.LogLikelihood(c[i])), GammaGamma.TryFit, 6.25, 3.74, 15.44);
    }

    private delegate bool Fitter<TData, TModel>(TData data, FitOptions? options, out Fit<TModel> fit)
        where TModel : class;

    private void Covers<TModel>(TModel truth, Fitter<HistoryColumns, TModel> fit, params double[] values)
        where TModel : class, IPurchaseModel => Covers(seed => truth.Simulate(Ages, seed), truth.LogLikelihood, fit, values);

    private void Covers<TData, TModel>(Func<int, TData> simulate, Func<TData, double> logLikelihood, Fitter<TData, TModel> fit, params double[] values)
        where TModel : class
    {
        int[] held = new int[values.Length];
        string[] names = new string[values.Length];
        int converged = 0;
        for (int set = 0; set < Sets; set++)
        {
            TData customers = simulate(set + 1);
            fit(customers, null, out Fit<TModel> found).Should().BeTrue("set {0}: {1}", set, found.Reason);
            found.LogLikelihood.Should().BeGreaterThanOrEqualTo(logLikelihood(customers) - 1e-6, "set {0} is fitted at least as well as by the truth", set);
            if (found.Status != FitStatus.Converged)
                continue;
            converged++;
            for (int i = 0; i < values.Length; i++)
            {
                names[i] = found.Parameters[i].Name;
                (double lower, double upper) = found.Parameters[i].Interval()!.Value;
                if (values[i] >= lower && values[i] <= upper)
                    held[i]++;
            }
        }

        string table = string.Join(", ", held.Select((h, i) => string.Create(CultureInfo.InvariantCulture, $"{names[i]} {100.0 * h / converged:F1} %")));
        output.WriteLine($"{typeof(TModel).Name}: {converged} of {Sets} converged; the interval holds {table}");
        converged.Should().BeGreaterThan(Sets * 9 / 10);
        held.Should().OnlyContain(h => h >= 0.90 * converged && h <= 0.99 * converged, table);
    }
}
