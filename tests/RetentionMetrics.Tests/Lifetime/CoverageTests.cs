using System.Globalization;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>Promise 10 of docs/reliability.md: 200 simulated sets a model, 3,000 customers each; how often the 95 % intervals hold the truth.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const int Sets = 200;
    private const int Customers = 3_000;

    [Fact]
    public void Bg_nbd_intervals_hold_the_truth() =>
        Covers(new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week), [0.243, 4.414, 0.793, 2.426], (m, c) => (BgNbd.TryFit(c, null, out Fit<BgNbd> f), f).f);

    [Fact]
    public void Modified_bg_nbd_intervals_hold_the_truth() =>
        Covers(new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week), [0.525, 6.183, 0.891, 1.614], (m, c) => (ModifiedBgNbd.TryFit(c, null, out Fit<ModifiedBgNbd> f), f).f);

    [Fact]
    public void Pareto_nbd_intervals_hold_the_truth() =>
        Covers(new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week), [0.553, 10.578, 0.606, 11.669], (m, c) => (ParetoNbd.TryFit(c, null, out Fit<ParetoNbd> f), f).f);

    [Fact]
    public void Nbd_intervals_hold_the_truth() =>
        Covers(new Nbd(0.385, 12.072, TimeUnit.Week), [0.385, 12.072], (m, c) => (Nbd.TryFit(c, null, out Fit<Nbd> f), f).f);

    private void Covers<TModel>(TModel truth, double[] values, Func<TModel, HistoryColumns, Fit<TModel>> fit)
        where TModel : class, IPurchaseModel
    {
        // Customers arrive over the first 12 of 39 weeks, as in CDNOW.
        double[] ages = [.. Enumerable.Range(0, Customers).Select(i => 39 - (12.0 * i / Customers))];
        int[] held = new int[values.Length];
        int converged = 0, other = 0;
        for (int set = 0; set < Sets; set++)
        {
            HistoryColumns customers = truth.Simulate(ages, seed: set + 1);
            Fit<TModel> found = fit(truth, customers);
            found.LogLikelihood.Should().BeGreaterThanOrEqualTo(truth.LogLikelihood(customers) - 1e-6, "set {0} is fitted at least as well as by the truth", set);
            if (found.Status != FitStatus.Converged)
            {
                other++;
                continue;
            }

            converged++;
            for (int i = 0; i < values.Length; i++)
            {
                (double lower, double upper) = found.Parameters[i].Interval()!.Value;
                if (values[i] >= lower && values[i] <= upper)
                    held[i]++;
            }
        }

        string table = string.Join(", ", held.Select((h, i) => string.Create(CultureInfo.InvariantCulture, $"{fitName(i)} {(double)h / converged:P1}")));
        output.WriteLine($"{typeof(TModel).Name}: {converged} converged, {other} not; {table}");
        converged.Should().BeGreaterThan(Sets * 9 / 10);
        held.Select(h => (double)h / converged).Should().OnlyContain(share => share >= 0.90 && share <= 0.99, table);

        string fitName(int i) => $"parameter {i + 1}";
    }
}
