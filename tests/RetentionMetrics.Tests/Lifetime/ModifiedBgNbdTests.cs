using System.Globalization;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class ModifiedBgNbdTests(ITestOutputHelper output)
{
    // Maximum-likelihood parameters of the CDNOW 1/10 sample in exact weeks, by an independent fit in 30 to 40 digits.
    private static readonly ModifiedBgNbd Cdnow = new(0.5248431591062976, 6.183085279576005, 0.8913593907322158, 1.6140022401703438, TimeUnit.Week);

    [Fact]
    public void The_reference_customer_has_the_reference_values()
    {
        // Customer 1 of CDNOW, and one without a repeat purchase in 38.86 weeks (50-digit values of the formulas).
        var h = new CustomerHistory(2, 30.43, 38.86, TimeUnit.Week);
        Cdnow.ExpectedPurchases(h, 39).Should().BeApproximately(1.26267, 0.000005);
        Cdnow.ProbabilityAlive(h).Should().BeApproximately(0.70613, 0.000005);
        Cdnow.ProbabilityAlive(new CustomerHistory(0, 0, 38.86, TimeUnit.Week)).Should().BeApproximately(0.38972, 0.000005);
    }

    [Theory]
    [InlineData(0.1429, 0.00778)]
    [InlineData(1, 0.05306)]
    [InlineData(3, 0.15079)]
    [InlineData(31.8571, 1.03347)]
    [InlineData(32, 1.03661)]
    [InlineData(78, 1.80363)]
    public void New_customers_have_the_reference_expectations(double weeks, double expected) =>
        Cdnow.ExpectedPurchases(weeks).Should().BeApproximately(expected, 0.000005);

    [Theory]
    // 50-digit values (mpmath) of ln L, P(alive) and E[Y(39)] for these parameters, rounded to double.
    [InlineData(0, 0, 1, -0.0371673396268494629, 0.744321752330850736, 0.844794812164667066)]
    [InlineData(0, 0, 38.86, -0.386952220570853451, 0.637253337964895282, 0.127461382545661302)]
    public void Fifty_digit_values_are_met(int x, double tx, double age, double logLikelihood, double alive, double expected)
    {
        var model = new ModifiedBgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Day);
        var h = new CustomerHistory(x, tx, age);
        model.LogLikelihood(h).Should().BeApproximately(logLikelihood, 1e-15);
        model.ProbabilityAlive(h).Should().BeApproximately(alive, 1e-15);
        model.ExpectedPurchases(h, 39).Should().BeApproximately(expected, 5e-15);
    }

    [Fact]
    public void A_new_customer_may_leave_at_once()
    {
        Cdnow.ProbabilityAlive(new CustomerHistory(0, 0, 0, TimeUnit.Week)).Should().BeApproximately(Cdnow.B / (Cdnow.A + Cdnow.B), 1e-15);
        // For ever: those who stay at first make at most as many purchases as B(a, b) lets them.
        Cdnow.ProbabilityOfPurchases(0, 1e9).Should().BeGreaterThan(Cdnow.A / (Cdnow.A + Cdnow.B)).And.BeLessThan(0.36);
        Cdnow.ExpectedPurchases(17).Should().Be(Cdnow.ExpectedPurchases(new CustomerHistory(0, 0, 0, TimeUnit.Week), 17));
    }

    [Fact]
    public void It_is_the_BG_NBD_of_customers_who_stayed_after_their_first_purchase()
    {
        // Given that the first purchase was not the last, b grows by one and the two models are the same.
        var bg = new BgNbd(0.5, 6, 0.9, 2.6, TimeUnit.Day);
        var modified = new ModifiedBgNbd(0.5, 6, 0.9, 1.6, TimeUnit.Day);
        foreach ((int x, double tx, double age) in new[] { (1, 3.0, 20.0), (4, 18.0, 30.0), (40, 100.0, 365.0) })
        {
            var h = new CustomerHistory(x, tx, age);
            modified.ProbabilityAlive(h).Should().BeApproximately(bg.ProbabilityAlive(h), 1e-14);
            modified.ExpectedPurchases(h, 50).Should().BeApproximately(bg.ExpectedPurchases(h, 50), 1e-12);
            modified.LogLikelihood(h).Should().BeApproximately(bg.LogLikelihood(h) + Math.Log(1.6 / 2.5), 1e-12);
        }
    }

    [Fact]
    public void Simulated_customers_are_as_the_model_says()
    {
        const int Count = 40_000;
        double[] ages = [.. Enumerable.Repeat(30.0, Count)];
        var model = new ModifiedBgNbd(0.9, 5, 0.8, 1.7, TimeUnit.Week);
        HistoryColumns customers = model.Simulate(ages, seed: 11);
        int[] x = customers.Frequency.ToArray();
        double variance = x.Select(f => (double)f * f).Average() - Math.Pow(x.Average(), 2);
        x.Average().Should().BeApproximately(model.ExpectedPurchases(30), 4 * Math.Sqrt(variance / Count));
        foreach (int n in new[] { 0, 1, 2, 5 })
        {
            double p = model.ProbabilityOfPurchases(n, 30);
            (x.Count(f => f == n) / (double)Count).Should().BeApproximately(p, 4 * Math.Sqrt(p * (1 - p) / Count));
        }

        model.Simulate(ages, seed: 11).Frequency.Span.SequenceEqual(x).Should().BeTrue();
    }

    [Fact]
    public void Simulated_customers_give_back_their_parameters()
    {
        var truth = new ModifiedBgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week);
        HistoryColumns customers = truth.Simulate(Enumerable.Range(0, 3_000).Select(i => 40 + (i % 12 * 1.0)).ToArray(), seed: 4);
        Fit<ModifiedBgNbd> fit = ModifiedBgNbd.Fit(customers);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(truth.LogLikelihood(customers) - 1e-6);
        fit.LogLikelihood.Should().BeApproximately(fit.Model.LogLikelihood(customers), 1e-8);
        foreach ((FittedParameter p, double value) in fit.Parameters.Zip([0.6, 8, 0.8, 2.5]))
            Math.Abs(Math.Log(p.Value / value)).Should().BeLessThan(4 * p.StandardErrorOfLog!.Value, p.Name);
    }

    [Fact]
    public void Degenerate_customers_are_named_and_never_converge()
    {
        foreach (int[] x in new int[][] { [], [3], [0, 0, 0, 0, 0], [2, 2, 2, 2, 2, 2] })
        {
            double[] age = [.. x.Select((_, i) => 10.0 + i)];
            var columns = new HistoryColumns(x, Array.ConvertAll(x, f => f == 0 ? 0.0 : 1), age, TimeUnit.Day);
            ModifiedBgNbd.TryFit(columns, null, out Fit<ModifiedBgNbd> fit).Should().BeFalse();
            fit.Status.Should().Be(FitStatus.NotIdentified);
            fit.Reason.Should().NotBeEmpty();
            FluentActions.Invoking(() => ModifiedBgNbd.Fit(columns)).Should().Throw<FitException>();
        }
    }

    // Invariants 34, 36 and 37 of docs/reliability.md.
    [Fact]
    public void Predictions_keep_their_order() => Property.Holds(BgNbdTests.Cases, c =>
    {
        var model = new ModifiedBgNbd(c.Model.R, c.Model.Alpha, c.Model.A, c.Model.B, c.Model.Unit);
        CustomerHistory h = c.History;
        double alive = model.ProbabilityAlive(h);
        var later = new CustomerHistory(h.Frequency, h.Recency, h.Age * 1.5, h.Unit);
        double one = model.ExpectedPurchases(h, 10), two = model.ExpectedPurchases(h, 20), three = model.ExpectedPurchases(h, 30);
        return alive is >= 0 and <= 1 && model.ProbabilityAlive(later) <= alive && model.ProbabilityAlive(h, 5) <= alive && model.ExpectedPurchases(h, 0) == 0
            && one >= 0 && two >= one * (1 - 1e-11) && three - two <= ((two - one) * (1 + 1e-9)) + (1e-11 * two);
    });

    [Fact]
    public void Histories_in_another_unit_are_refused()
    {
        var days = new CustomerHistory(0, 0, 10);
        FluentActions.Invoking(() => Cdnow.ProbabilityAlive(days)).Should().Throw<ArgumentException>().WithMessage("*Week*Day*");
        FluentActions.Invoking(() => Cdnow.ExpectedPurchases(days, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Cdnow.ExpectedPurchases(new HistoryColumns(new[] { 0 }, new double[] { 0 }, new double[] { 9 }, TimeUnit.Day), 1, new double[1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ModifiedBgNbd(1, 1, 0, 1, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("a");
    }

    [ReferenceFact("golden/clv_cdnow_customers.json")]
    public void Cdnow_customers_equal_the_reference() => CheckCustomers("golden/clv_cdnow_customers.json");

    [ReferenceFact("golden/clv_cdnow_exact_weeks_customers.json")]
    public void Cdnow_customers_in_exact_weeks_equal_the_reference() => CheckCustomers("golden/clv_cdnow_exact_weeks_customers.json");

    [ReferenceFact("golden/clv_example_transactions_customers.json")]
    public void Example_customers_equal_the_reference() => CheckCustomers("golden/clv_example_transactions_customers.json");

    [ReferenceFact("data/cdnow_transactions.csv", "golden/clv_cdnow_exact_weeks_models.json")]
    public void The_Cdnow_fit_reaches_the_reference()
    {
        var window = new ObservationWindow(new(1997, 1, 1), new(1997, 9, 30), TimeUnit.Week);
        CustomerBase customers = CustomerBase.Summarize(
            ReferenceData.Rows("data/cdnow_transactions.csv").Select(r => new Transaction(
                r["customer_id"], DateOnly.ParseExact(r["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(r["amount"], CultureInfo.InvariantCulture))), window);
        var models = ReferenceData.Json("golden/clv_cdnow_exact_weeks_models.json");
        var reference = models.GetProperty("models").GetProperty("mbgnbd");
        Fit<ModifiedBgNbd> fit = ModifiedBgNbd.Fit(customers.Histories);
        fit.Status.Should().Be(FitStatus.Converged);
        fit.LogLikelihood.Should().BeGreaterThanOrEqualTo(reference.GetProperty("log_likelihood").GetDouble() - 1e-6);
        output.WriteLine(string.Join(", ", fit.Parameters));
        foreach (FittedParameter p in fit.Parameters)
        {
            double expected = reference.GetProperty("params").GetProperty(p.Name).GetDouble(), error = reference.GetProperty("standard_errors").GetProperty(p.Name).GetDouble();
            p.Value.Should().BeApproximately(expected, 1e-6 * expected);
            p.StandardError.Should().BeApproximately(error, 1e-4 * error);
        }

        var newcomers = models.GetProperty("expected_purchases_new_customer");
        foreach ((var t, var value) in newcomers.GetProperty("t").EnumerateArray().Zip(newcomers.GetProperty("mbgnbd").EnumerateArray()))
            Cdnow.ExpectedPurchases(t.GetDouble()).Should().BeApproximately(value.GetDouble(), 1e-12);
    }

    private static void CheckCustomers(string file)
    {
        var golden = ReferenceData.Json(file);
        TimeUnit unit = golden.GetProperty("time_unit").GetString() == "week" ? TimeUnit.Week : TimeUnit.Day;
        var p = golden.GetProperty("params").GetProperty("mbgnbd");
        var model = new ModifiedBgNbd(p.GetProperty("r").GetDouble(), p.GetProperty("alpha").GetDouble(), p.GetProperty("a").GetDouble(), p.GetProperty("b").GetDouble(), unit);
        double tolerance = golden.GetProperty("tolerance").GetProperty("rel").GetDouble();
        var clv = golden.GetProperty("clv");
        double step = clv.GetProperty("time_units_per_month").GetDouble(), discount = 1 + clv.GetProperty("monthly_discount").GetDouble();
        int compared = 0;
        foreach (var c in golden.GetProperty("customers").EnumerateArray())
        {
            var expected = c.GetProperty("mbgnbd");
            var h = new CustomerHistory(c.GetProperty("x").GetInt32(), c.GetProperty("tx").GetDouble(), c.GetProperty("T").GetDouble(), unit);
            Close(model.LogLikelihood(h), expected.GetProperty("log_likelihood").GetDouble());
            Close(model.ProbabilityAlive(h), expected.GetProperty("p_alive").GetDouble());
            foreach ((var horizon, var value) in golden.GetProperty("horizons").EnumerateArray().Zip(expected.GetProperty("expected").EnumerateArray()))
                Close(model.ExpectedPurchases(h, horizon.GetDouble()), value.GetDouble());
            double discounted = 0;
            for (int month = 1; month <= 12; month++)
                discounted += (model.ExpectedPurchases(h, month * step) - model.ExpectedPurchases(h, (month - 1) * step)) / Math.Pow(discount, month);
            if (expected.TryGetProperty("discounted_expected_transactions_12m", out var year))
                Close(discounted, year.GetDouble());
            compared++;

            void Close(double actual, double reference) => actual.Should().BeApproximately(reference, tolerance * Math.Max(Math.Abs(reference), 1e-290));
        }

        compared.Should().BeGreaterThan(0);
    }
}
