using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>Pareto/NBD against quadrature in 40 digits over random models and customers, and against an independent implementation in 30 to 50 digits.</summary>
public sealed class ParetoNbdReferenceTests(ITestOutputHelper output)
{
    private readonly Dictionary<string, List<double>> _errors = new(StringComparer.Ordinal);

    [Fact]
    public void Random_models_and_customers_meet_quadrature_in_forty_digits()
    {
        string file = Path.Combine(ReferenceData.RepositoryRoot, "tests", "RetentionMetrics.Tests", "Lifetime", "References", "pareto_nbd.csv");
        foreach (string line in File.ReadLines(file).Skip(1))
        {
            double[] v = [.. line.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
            var model = new ParetoNbd(v[0], v[1], v[2], v[3], TimeUnit.Day);
            var h = new CustomerHistory((int)v[4], v[5], v[6]);
            AddLogarithm("log-likelihood", model.LogLikelihood(h), v[10]);
            Add("P(alive)", model.ProbabilityAlive(h), v[11]);
            Add("P(alive at T+t)", model.ProbabilityAlive(h, v[7]), v[12]);
            Add("E[Y(t)]", model.ExpectedPurchases(h, v[7]), v[13]);
            Add("P(Y(t) = n)", model.ProbabilityOfPurchases(h, (int)v[8], v[7]), v[14]);
            Add("DERT", model.DiscountedExpectedPurchases(h, v[9]), v[15]);
        }

        Check();
    }

    [ReferenceFact("golden/extreme_pnbd.json")]
    public void Extreme_histories_meet_the_reference()
    {
        var golden = ReferenceData.Json("golden/extreme_pnbd.json");
        foreach (var c in golden.GetProperty("cases").EnumerateArray())
        {
            double[] p = [.. golden.GetProperty("parameter_sets").GetProperty(c.GetProperty("params").GetString()!).EnumerateArray().Select(v => v.GetDouble())];
            var model = new ParetoNbd(p[0], p[1], p[2], p[3], TimeUnit.Day);
            var h = new CustomerHistory(c.GetProperty("x").GetInt32(), c.GetProperty("tx").GetDouble(), c.GetProperty("T").GetDouble());
            AddLogarithm("log-likelihood", model.LogLikelihood(h), c.GetProperty("log_likelihood_double").GetDouble());
            Add("P(alive)", model.ProbabilityAlive(h), c.GetProperty("p_alive_double").GetDouble());
            Add("P(alive), batch", BatchDoor.Of(h, model.ProbabilityAlive), c.GetProperty("p_alive_double").GetDouble());
            foreach (var e in c.GetProperty("expected").EnumerateObject())
                Add("E[Y(t)]", model.ExpectedPurchases(h, double.Parse(e.Name, CultureInfo.InvariantCulture)), e.Value.GetProperty("double").GetDouble());
        }

        Check();
    }

    [ReferenceFact("golden/clv_cdnow_customers.json", "golden/clv_cdnow_exact_weeks_customers.json", "golden/clv_example_transactions_customers.json")]
    public void Customers_equal_the_reference()
    {
        foreach (string file in new[] { "golden/clv_cdnow_customers.json", "golden/clv_cdnow_exact_weeks_customers.json", "golden/clv_example_transactions_customers.json" })
        {
            var golden = ReferenceData.Json(file);
            TimeUnit unit = golden.GetProperty("time_unit").GetString() == "week" ? TimeUnit.Week : TimeUnit.Day;
            ParetoNbd model = Model(golden.GetProperty("params").GetProperty("pnbd"), unit);
            double[] horizons = [.. golden.GetProperty("horizons").EnumerateArray().Select(v => v.GetDouble())];
            foreach (var c in golden.GetProperty("customers").EnumerateArray())
            {
                var expected = c.GetProperty("pnbd");
                var h = new CustomerHistory(c.GetProperty("x").GetInt32(), c.GetProperty("tx").GetDouble(), c.GetProperty("T").GetDouble(), unit);
                AddLogarithm("log-likelihood", model.LogLikelihood(h), expected.GetProperty("log_likelihood").GetDouble());
                Add("P(alive)", model.ProbabilityAlive(h), expected.GetProperty("p_alive").GetDouble());
                foreach (var (horizon, value) in horizons.Zip(expected.GetProperty("expected").EnumerateArray()))
                    Add("E[Y(t)]", model.ExpectedPurchases(h, horizon), value.GetDouble());
                if (expected.TryGetProperty("dert", out var dert))
                    Add("DERT", model.DiscountedExpectedPurchases(h, golden.GetProperty("dert").GetProperty("continuous_discount_per_time_unit").GetDouble()), dert.GetDouble());
            }
        }

        Check();
    }

    [ReferenceFact("golden/clv_cdnow_models.json", "golden/clv_cdnow_exact_weeks_models.json", "golden/clv_example_transactions_models.json")]
    public void New_customers_equal_the_reference()
    {
        foreach (string file in new[] { "golden/clv_cdnow_models.json", "golden/clv_cdnow_exact_weeks_models.json", "golden/clv_example_transactions_models.json" })
        {
            var golden = ReferenceData.Json(file);
            var expected = golden.GetProperty("expected_purchases_new_customer");
            ParetoNbd model = Model(golden.GetProperty("models").GetProperty("pnbd").GetProperty("params"), TimeUnit.Day);
            foreach (var (t, value) in expected.GetProperty("t").EnumerateArray().Zip(expected.GetProperty("pnbd").EnumerateArray()))
                Add("E[X(t)]", model.ExpectedPurchases(t.GetDouble()), value.GetDouble());
        }

        Check();
    }

    [ReferenceFact("data/cdnow_customers_summary_with_transactions.csv", "golden/clv_cdnow_models.json")]
    public void The_fit_of_Cdnow_reaches_the_reference()
    {
        var rows = ReferenceData.Rows("data/cdnow_customers_summary_with_transactions.csv").ToArray();
        var columns = new HistoryColumns(
            Array.ConvertAll(rows, r => int.Parse(r["x"], CultureInfo.InvariantCulture)),
            Array.ConvertAll(rows, r => double.Parse(r["t_x"], CultureInfo.InvariantCulture)),
            Array.ConvertAll(rows, r => double.Parse(r["T"], CultureInfo.InvariantCulture)),
            TimeUnit.Week);
        CheckFit(columns, ReferenceData.Json("golden/clv_cdnow_models.json"));
    }

    [ReferenceFact("data/cdnow_transactions.csv", "golden/clv_cdnow_exact_weeks_models.json")]
    public void The_fits_of_Cdnow_in_exact_weeks_reach_the_reference()
    {
        var window = new ObservationWindow(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week);
        HistoryColumns columns = CustomerBase.Summarize(Transactions("data/cdnow_transactions.csv", "customer_id", "date", "amount"), window).Histories;
        Fit<ParetoNbd> fit = CheckFit(columns, ReferenceData.Json("golden/clv_cdnow_exact_weeks_models.json"));
        fit.LogLikelihood.Should().BeApproximately(-9594.97618, 5e-6); // the shared design's table of reference numbers

        // Expected purchases of all customers in the next 39 weeks: 1,665.51 (the same table); 1,882 were made.
        var expected = new double[columns.Count];
        fit.Model!.ExpectedPurchases(columns, 39, expected);
        expected.Sum().Should().BeApproximately(1665.51, 0.005);

        Fit<Nbd> nobodyLeaves = Nbd.Fit(columns);
        nobodyLeaves.Status.Should().Be(FitStatus.Converged);
        nobodyLeaves.LogLikelihood.Should().BeApproximately(-9763.6576, 5e-5);
        nobodyLeaves.Model!.R.Should().BeApproximately(0.384766, 5e-7);
        // The table has α 12.07201, where the likelihood is lower by 2e-10: its search stopped there.
        nobodyLeaves.Model.Alpha.Should().BeApproximately(12.07201, 2e-5);
        nobodyLeaves.LogLikelihood.Should().BeGreaterThan(new Nbd(0.384766, 12.07201, TimeUnit.Week).LogLikelihood(columns));
    }

    private static IEnumerable<Transaction> Transactions(string file, string id, string date, string amount) => ReferenceData.Rows(file).Select(r => new Transaction(
        r[id], DateOnly.ParseExact(r[date], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r[amount], CultureInfo.InvariantCulture)));

    private static Fit<ParetoNbd> CheckFit(HistoryColumns columns, JsonElement golden)
    {
        var reference = golden.GetProperty("models").GetProperty("pnbd");
        Fit<ParetoNbd> fit = ParetoNbd.Fit(columns);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(reference.GetProperty("log_likelihood").GetDouble() - 1e-6);
        fit.Model!.LogLikelihood(columns).Should().BeApproximately(fit.LogLikelihood!.Value, 1e-8);
        foreach (FittedParameter p in fit.Parameters)
        {
            double expected = reference.GetProperty("params").GetProperty(p.Name).GetDouble(), se = reference.GetProperty("standard_errors").GetProperty(p.Name).GetDouble();
            p.Value.Should().BeApproximately(expected, 1e-6 * expected, p.Name);
            p.StandardError.Should().BeApproximately(se, 1e-4 * se, p.Name);
        }

        return fit;
    }

    private static ParetoNbd Model(JsonElement p, TimeUnit unit) =>
        new(p.GetProperty("r").GetDouble(), p.GetProperty("alpha").GetDouble(), p.GetProperty("s").GetDouble(), p.GetProperty("beta").GetDouble(), unit);

    // The measure of row 9 of docs/reliability.md.
    private void AddLogarithm(string quantity, double actual, double expected) => Errors(quantity).Add(Math.Abs(actual - expected) / Math.Max(1, Math.Abs(expected)));

    private void Add(string quantity, double actual, double expected) =>
        Errors(quantity).Add(Math.Abs(expected) < 1e-290 ? Math.Abs(actual - expected) : Math.Abs(actual - expected) / Math.Abs(expected));

    private List<double> Errors(string quantity) =>
        _errors.TryGetValue(quantity, out List<double>? list) ? list : _errors[quantity] = [];

    private void Check()
    {
        foreach ((string quantity, List<double> errors) in _errors)
        {
            errors.Should().OnlyContain(e => double.IsFinite(e), quantity);
            errors.Sort();
            output.WriteLine($"Pareto/NBD {quantity,-16} n {errors.Count,5}  median {errors[errors.Count / 2]:E1}  p99 {errors[(int)(errors.Count * 0.99)]:E1}  max {errors[^1]:E1}");
            errors[errors.Count / 2].Should().BeLessThanOrEqualTo(1e-14, quantity);
            errors[^1].Should().BeLessThanOrEqualTo(1e-10, quantity);
        }

        _errors.Should().NotBeEmpty();
    }
}
