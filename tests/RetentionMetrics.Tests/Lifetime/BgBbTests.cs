using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Tests.Numerics;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>The BG/BB model against the paper, golden files and numbers made by other methods, and its invariants.</summary>
public sealed class BgBbTests(ITestOutputHelper output)
{
    // Fader, Hardie and Shang (2010): 11,104 donors of 1995, six yearly opportunities.
    private static readonly BgBb Donors = new(1.203522351601914, 0.7497163581729389, 0.6567182084418325, 2.783442232577381, TimeUnit.Year);

    private static readonly double LogTen = Math.Log(1.1); // the paper's 10 % a period, as a continuous rate

    [Fact]
    public void The_published_donors_have_the_published_expectations()
    {
        Round(Donors.ExpectedPurchases(1)).Should().Be(0.4985);
        Round(Donors.ExpectedPurchases(2)).Should().Be(0.9233);
        Round(Donors.ExpectedPurchases(10)).Should().Be(3.1798);
        CustomerHistory never = At(0, 0, 6), often = At(4, 5, 6);
        Donors.ExpectedPurchases(never, 10).Should().BeApproximately(0.13022, 0.000005);
        Donors.ExpectedPurchases(often, 10).Should().BeApproximately(3.62797, 0.000005);
        Donors.ProbabilityAlive(never).Should().BeApproximately(0.11622, 0.000005);
        Donors.ProbabilityAlive(often).Should().BeApproximately(0.74890, 0.000005);
        // The paper's table of P(alive) is at the seventh opportunity.
        Donors.ProbabilityAlive(never, 1).Should().BeApproximately(0.10813, 0.000005);
        Donors.ProbabilityAlive(often, 1).Should().BeApproximately(0.69680, 0.000005);
        Donors.DiscountedExpectedPurchases(often, LogTen).Should().BeApproximately(3.19709, 0.000005);

        static double Round(double value) => Math.Round(value, 4);
    }

    [ReferenceFact("golden/bgbb_donations.json", "data/donations.csv")]
    public void The_golden_donors_are_met()
    {
        var golden = ReferenceData.Json("golden/bgbb_donations.json");
        var patterns = golden.GetProperty("patterns").EnumerateArray().ToArray();
        double total = 0, logLikelihood = 0;
        foreach (var g in patterns)
        {
            CustomerHistory h = At(g.GetProperty("x").GetInt32(), g.GetProperty("tx").GetDouble(), g.GetProperty("n").GetDouble());
            Near(Donors.LogLikelihood(h), g.GetProperty("log_likelihood").GetDouble());
            Near(Donors.ProbabilityAlive(h), g.GetProperty("p_alive_at_n").GetDouble());
            Near(Donors.ProbabilityAlive(h, 1), g.GetProperty("p_alive_at_n_plus_1").GetDouble());
            foreach (var e in g.GetProperty("expected").EnumerateObject())
                Near(Donors.ExpectedPurchases(h, double.Parse(e.Name, CultureInfo.InvariantCulture)), e.Value.GetDouble());
            Near(Donors.DiscountedExpectedPurchases(h, LogTen), g.GetProperty("dert").GetDouble());
            total += g.GetProperty("customers").GetInt32() * Donors.ExpectedPurchases(h, 5);
            logLikelihood += g.GetProperty("customers").GetInt32() * Donors.LogLikelihood(h);
        }

        Near(total, golden.GetProperty("total_expected").GetProperty("next_5").GetDouble());
        foreach (var e in golden.GetProperty("expected_new_customer").EnumerateObject())
            Near(Donors.ExpectedPurchases(double.Parse(e.Name, CultureInfo.InvariantCulture)), e.Value.GetDouble());

        Dictionary<string, string>[] rows = [.. ReferenceData.Rows("data/donations.csv")];
        var columns = new HistoryColumns(
            Array.ConvertAll(rows, r => int.Parse(r["frequency"], CultureInfo.InvariantCulture)),
            Array.ConvertAll(rows, r => double.Parse(r["recency"], CultureInfo.InvariantCulture)),
            Array.ConvertAll(rows, r => double.Parse(r["periods"], CultureInfo.InvariantCulture)),
            TimeUnit.Year,
            counts: Array.ConvertAll(rows, r => long.Parse(r["weights"], CultureInfo.InvariantCulture)));
        Near(Donors.LogLikelihood(columns), logLikelihood);
        Fit<BgBb> fit = BgBb.Fit(columns);
        var f = golden.GetProperty("fit");
        fit.Status.Should().Be(FitStatus.Converged);
        fit.Customers.Should().Be(11_104);
        fit.LogLikelihood.Should().BeApproximately(f.GetProperty("log_likelihood").GetDouble(), 1e-8);
        foreach (FittedParameter p in fit.Parameters)
        {
            p.Value.Should().BeApproximately(f.GetProperty("params").GetProperty(p.Name).GetDouble(), 1e-8 * p.Value);
            p.StandardError.Should().BeApproximately(f.GetProperty("standard_errors").GetProperty(p.Name).GetDouble(), 1e-6);
        }
    }

    [ReferenceFact("golden/extreme_bgbb.json")]
    public void The_golden_extremes_are_met()
    {
        var errors = new ErrorTable();
        var model = new BgBb(1.204, 0.75, 0.657, 2.783, TimeUnit.Year);
        foreach (var g in ReferenceData.Json("golden/extreme_bgbb.json").GetProperty("cases").EnumerateArray())
        {
            CustomerHistory h = At(g.GetProperty("x").GetInt32(), g.GetProperty("tx").GetDouble(), g.GetProperty("n").GetDouble());
            errors.Add("log-likelihood", model.LogLikelihood(h), g.GetProperty("log_likelihood").GetDouble(), floor: 1);
            errors.Add("P(alive)", model.ProbabilityAlive(h), g.GetProperty("p_alive").GetDouble());
            errors.Add("E[Y(12)]", model.ExpectedPurchases(h, 12), g.GetProperty("expected_next_12").GetDouble());
        }

        output.WriteLine(errors.ToString());
        errors.ShouldBeWithin(median: 1e-14, maximum: 1e-12);
    }

    [Fact]
    public void Numbers_in_40_digits_are_met()
    {
        var errors = new ErrorTable();
        foreach (var r in Rows("bg_bb.csv"))
        {
            var model = new BgBb(r["alpha"], r["beta"], r["gamma"], r["delta"], TimeUnit.Year);
            CustomerHistory h = At((int)r["x"], r["tx"], r["n"]);
            errors.Add("log-likelihood", model.LogLikelihood(h), r["logLikelihood"], floor: 1);
            errors.Add("P(alive)", model.ProbabilityAlive(h), r["alive"]);
            errors.Add("P(alive ahead)", model.ProbabilityAlive(h, r["ahead"]), r["aliveAhead"]);
            errors.Add("E[Y(t)]", model.ExpectedPurchases(h, r["ahead"]), r["expected"]);
            errors.Add("DERT", model.DiscountedExpectedPurchases(h, Math.Log(1 + r["d"])), r["dert"]);
            errors.Add("P(Y(t) = k)", model.ProbabilityOfPurchases(h, (int)r["count"], r["ahead"]), r["probability"]);
        }

        output.WriteLine(errors.ToString());
        errors.ShouldBeWithin(median: 1e-14, maximum: 1e-10);
    }

    [Fact]
    public void Quadrature_over_both_mixing_distributions_agrees()
    {
        foreach (var r in Rows("bg_bb_quadrature.csv"))
        {
            var model = new BgBb(r["alpha"], r["beta"], r["gamma"], r["delta"], TimeUnit.Year);
            CustomerHistory h = At((int)r["x"], r["tx"], r["n"]);
            model.LogLikelihood(h).Should().BeApproximately(r["logLikelihood"], 1e-10);
            model.ProbabilityAlive(h).Should().BeApproximately(r["alive"], 1e-10);
            model.ExpectedPurchases(h, r["ahead"]).Should().BeApproximately(r["expected"], 1e-9);
        }
    }

    [Fact]
    public void The_patterns_of_a_few_opportunities_have_all_of_the_probability()
    {
        // Every x ≤ t_x ≤ n stands for (t_x − 1 over x − 1) patterns of purchases.
        foreach (int n in new[] { 1, 2, 5, 9 })
        {
            double sum = Math.Exp(Donors.LogLikelihood(At(0, 0, n)));
            for (int tx = 1; tx <= n; tx++)
            {
                for (int x = 1; x <= tx; x++)
                    sum += MathNet.Numerics.SpecialFunctions.Binomial(tx - 1, x - 1) * Math.Exp(Donors.LogLikelihood(At(x, tx, n)));
            }

            sum.Should().BeApproximately(1, 1e-14);
        }
    }

    // Invariants 34, 36-38, 40 of docs/reliability.md, over parameters 1e-2…1e3.
    [Fact]
    public void Predictions_keep_their_order_and_probabilities_add_up() => Property.Holds(Cases, c =>
    {
        (BgBb model, CustomerHistory h) = c;
        double alive = model.ProbabilityAlive(h);
        alive.Should().BeInRange(0, 1);
        model.ProbabilityAlive(At(h.Frequency, h.Recency, h.Age + 3)).Should().BeLessThanOrEqualTo(alive * (1 + 1e-13));
        model.ProbabilityAlive(At(h.Frequency, h.Frequency == 0 ? 0 : h.Age, h.Age)).Should().BeGreaterThanOrEqualTo(alive * (1 - 1e-13));
        model.ProbabilityAlive(h, 0).Should().Be(alive);
        model.ProbabilityAlive(h, 5).Should().BeLessThanOrEqualTo(alive);
        double one = model.ExpectedPurchases(h, 10), two = model.ExpectedPurchases(h, 20), three = model.ExpectedPurchases(h, 30);
        model.ExpectedPurchases(h, 0).Should().Be(0);
        one.Should().BeInRange(0, 10);
        two.Should().BeGreaterThanOrEqualTo(one);
        (three - two).Should().BeLessThanOrEqualTo(((two - one) * (1 + 1e-9)) + (1e-12 * two));
        double mass = 0, mean = 0;
        for (int k = 0; k <= 10; k++)
        {
            double p = model.ProbabilityOfPurchases(h, k, 10);
            p.Should().BeInRange(0, 1 + 1e-13);
            mass += p;
            mean += k * p;
        }

        mass.Should().BeApproximately(1, 1e-12);
        mean.Should().BeApproximately(one, (1e-11 * one) + 1e-290);
        model.ProbabilityOfPurchases(h, 11, 10).Should().Be(0);
        model.ProbabilityOfPurchases(h, 0, 0).Should().BeApproximately(1, 1e-15);
        // Σ of the expected purchases of each period, discounted; what comes later is worth at most the last weight.
        double rate = 0.3, dert = 0, before = 0;
        for (int k = 1; k <= 60; k++)
        {
            double now = model.ExpectedPurchases(h, k);
            dert += (now - before) * Math.Exp(-rate * k);
            before = now;
        }

        model.DiscountedExpectedPurchases(h, rate).Should().BeInRange(dert * (1 - 1e-10), (dert * (1 + 1e-10)) + (alive * 1e-6));
    });

    [Fact]
    public void A_customer_of_whom_nothing_is_known_is_a_new_customer() => Property.Holds(Cases, c =>
    {
        CustomerHistory nothing = At(0, 0, 0);
        c.Model.ExpectedPurchases(nothing, 17).Should().Be(c.Model.ExpectedPurchases(17));
        c.Model.ProbabilityOfPurchases(nothing, 2, 17).Should().Be(c.Model.ProbabilityOfPurchases(2, 17));
        c.Model.ProbabilityAlive(nothing).Should().Be(1);
        c.Model.LogLikelihood(nothing).Should().Be(0);
    });

    [Fact]
    public void Gradients_agree_with_differences_of_the_likelihood()
    {
        HistoryColumns rows = Donors.Simulate(Enumerable.Range(0, 400).Select(i => (double)(i % 30)).ToArray(), 3).Collapse();
        var sums = new BgBb.HarmonicSums(30);
        double[] gradient = new double[4], unused = new double[4];
        foreach (double[] p in new double[][] { [1.2, 0.75, 0.66, 2.8], [0.05, 3, 40, 0.2], [100, 40, 0.02, 5] })
        {
            BgBb.LogLikelihood(rows, sums, p, gradient).Should().BeApproximately(new BgBb(p[0], p[1], p[2], p[3], TimeUnit.Year).LogLikelihood(rows), 1e-9);
            for (int i = 0; i < 4; i++)
            {
                double[] up = [.. p], down = [.. p];
                up[i] *= Math.Exp(1e-5);
                down[i] *= Math.Exp(-1e-5);
                double slope = (BgBb.LogLikelihood(rows, sums, up, unused) - BgBb.LogLikelihood(rows, sums, down, unused)) / 2e-5;
                gradient[i].Should().BeApproximately(slope, 1e-4 + (1e-7 * Math.Abs(slope)));
            }
        }
    }

    [Fact]
    public void Simulated_customers_give_their_parameters_back_and_buy_as_often_as_expected()
    {
        // 20 sets of 3,000 customers over 10 opportunities. 95 % intervals; 80 of them may miss by chance, so the bound is wide.
        double[] truths = [1.2, 0.75, 0.66, 2.8];
        var truth = new BgBb(1.2, 0.75, 0.66, 2.8, TimeUnit.Year);
        double[] ages = [.. Enumerable.Repeat(10.0, 3_000)];
        int held = 0;
        double mean = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            HistoryColumns columns = truth.Simulate(ages, seed);
            mean += columns.Frequency.ToArray().Average() / 20;
            Fit<BgBb> fit = BgBb.Fit(columns);
            fit.LogLikelihood.Should().BeGreaterThan(truth.LogLikelihood(columns) - 1e-6);
            held += fit.Parameters.Zip(truths).Count(p => p.First.Interval() is var (low, high) && low <= p.Second && p.Second <= high);
        }

        held.Should().BeGreaterThanOrEqualTo(70);
        mean.Should().BeApproximately(truth.ExpectedPurchases(10), 0.04);
        truth.Simulate(ages, 5).Frequency.ToArray().Should().Equal(truth.Simulate(ages, 5).Frequency.ToArray());
    }

    [Fact]
    public void Extreme_parameters_and_histories_give_finite_numbers()
    {
        double[] levels = [1e-8, 1e-2, 1, 1e3, 1e8];
        foreach (double alpha in levels)
        {
            foreach (double beta in levels)
            {
                foreach (double gamma in levels)
                {
                    var model = new BgBb(alpha, beta, gamma, 2, TimeUnit.Day);
                    foreach ((int x, double tx, double n) in new[] { (0, 0.0, 5_000.0), (1, 1.0, 5_000.0), (2_000, 4_000.0, 5_000.0), (5_000, 5_000.0, 5_000.0) })
                    {
                        var h = new CustomerHistory(x, tx, n);
                        double.IsFinite(model.LogLikelihood(h)).Should().BeTrue();
                        model.ProbabilityAlive(h).Should().BeInRange(0, 1);
                        model.ExpectedPurchases(h, 1e9).Should().BeInRange(0, 1e9);
                        double.IsFinite(model.DiscountedExpectedPurchases(h, 0.001)).Should().BeTrue();
                        model.ProbabilityOfPurchases(h, 3, 1_000).Should().BeInRange(0, 1 + 1e-13);
                    }
                }
            }
        }
    }

    [Fact]
    public void Histories_and_horizons_that_are_not_of_whole_opportunities_are_refused()
    {
        Refused(() => Donors.ProbabilityAlive(At(1, 1.5, 6)), "*1.5*");
        Refused(() => Donors.ProbabilityAlive(At(1, 1, 6.5)), "*6.5*");
        Refused(() => Donors.LogLikelihood(At(3, 2, 6)), "*at least the frequency*");
        Refused(() => Donors.ProbabilityAlive(At(1, 1, 2e6)), "*1,000,000*");
        Refused(() => Donors.ExpectedPurchases(2.5), "*whole*2.5*");
        Refused(() => Donors.ProbabilityAlive(At(1, 1, 6), 0.5), "*whole*0.5*");
        Refused(() => Donors.ProbabilityOfPurchases(1, 2e6), "*1,000,000*");
        Refused(() => Donors.ProbabilityAlive(new CustomerHistory(1, 1, 6, TimeUnit.Week)), "*Year*Week*");
        var columns = new HistoryColumns(new[] { 1, 1 }, new double[] { 1, 2 }, new[] { 6, 6.25 }, TimeUnit.Year);
        Refused(() => Donors.ProbabilityAlive(columns, new double[2]), "Row 1:*6.25*");
        Refused(() => BgBb.Fit(columns), "Row 1:*6.25*");
        Refused(() => Donors.Simulate(new[] { 3.0, 0.5 }, 1), "Row 1:*0.5*");
        FluentActions.Invoking(() => new BgBb(1, 1, 0, 1, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("gamma");

        static void Refused(Action action, string message) => action.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void Degenerate_data_are_not_identified()
    {
        foreach ((int[] x, double[] tx, double[] n) in new (int[], double[], double[])[]
        {
            ([], [], []),
            ([2], [3], [6]),
            ([0, 0, 0, 0], [0, 0, 0, 0], [3, 4, 5, 6]),
            ([3, 4, 5, 6], [3, 4, 5, 6], [3, 4, 5, 6]),
            ([2, 2, 2, 2, 2], [2, 3, 4, 5, 6], [6, 6, 6, 6, 6]),
            ([0, 0], [0, 0], [0, 0]),
            ([0, 1, 2], [0, 3, 3], [6, 6, 6]),
        })
        {
            BgBb.TryFit(new HistoryColumns(x, tx, n, TimeUnit.Year), null, out Fit<BgBb> fit).Should().BeFalse();
            fit.Status.Should().Be(FitStatus.NotIdentified);
            fit.Reason.Should().NotBeEmpty();
        }
    }

    private static Gen<(BgBb Model, CustomerHistory History)> Cases =>
        from alpha in LogUniform
        from beta in LogUniform
        from gamma in LogUniform
        from delta in LogUniform
        from n in Gen.Choose(1, 80)
        from last in Gen.Choose(0, n)
        from x in Gen.Choose(last == 0 ? 0 : 1, last)
        select (new BgBb(alpha, beta, gamma, delta, TimeUnit.Year), At(x, last, n));

    private static Gen<double> LogUniform => Gen.Choose(0, 1_000_000).Select(i => 1e-2 * Math.Pow(1e5, i / 1e6));

    private static CustomerHistory At(int x, double tx, double n) => new(x, tx, n, TimeUnit.Year);

    private static void Near(double actual, double expected) => actual.Should().BeApproximately(expected, 1e-13 * Math.Abs(expected));

    private static IEnumerable<Dictionary<string, double>> Rows(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(ReferenceData.RepositoryRoot, "tests", "RetentionMetrics.Tests", "Lifetime", "References", file));
        string[] names = lines[0].Split(',');
        return lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(p => p.First, p => double.Parse(p.Second, CultureInfo.InvariantCulture), StringComparer.Ordinal));
    }
}
