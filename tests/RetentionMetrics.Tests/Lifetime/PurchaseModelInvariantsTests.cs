using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

/// <summary>Invariants 34-40 and 42 of docs/reliability.md for every purchase model, by one driver: a model that is missing from its list fails the first test.</summary>
public sealed class PurchaseModelInvariantsTests
{
    // Each kind: a generator of models over wide parameters, and the same model in a unit of time c times as short (none where time is counted in opportunities).
    private static readonly Kind[] Kinds =
    [
        new(typeof(BgNbd), Four((r, alpha, a, b) => new BgNbd(r, alpha, a, b, TimeUnit.Day)), (m, c) => m is BgNbd o ? new BgNbd(o.R, o.Alpha * c, o.A, o.B, o.Unit) : m),
        new(typeof(ModifiedBgNbd), Four((r, alpha, a, b) => new ModifiedBgNbd(r, alpha, a, b, TimeUnit.Day)), (m, c) => m is ModifiedBgNbd o ? new ModifiedBgNbd(o.R, o.Alpha * c, o.A, o.B, o.Unit) : m),
        new(typeof(ParetoNbd), Four((r, alpha, s, beta) => new ParetoNbd(r, alpha, s, beta, TimeUnit.Day)), (m, c) => m is ParetoNbd o ? new ParetoNbd(o.R, o.Alpha * c, o.S, o.Beta * c, o.Unit) : m),
        new(typeof(Nbd), Four((r, alpha, _, _) => new Nbd(r, alpha, TimeUnit.Day)), (m, c) => m is Nbd o ? new Nbd(o.R, o.Alpha * c, o.Unit) : m),
        new(typeof(BgCnbd), Regular((k, r, alpha, a, b) => new BgCnbd(r, alpha, a, b, k, TimeUnit.Day)), (m, c) => m is BgCnbd o ? new BgCnbd(o.R, o.Alpha * c, o.A, o.B, o.K, o.Unit) : m),
        new(typeof(ModifiedBgCnbd), Regular((k, r, alpha, a, b) => new ModifiedBgCnbd(r, alpha, a, b, k, TimeUnit.Day)), (m, c) => m is ModifiedBgCnbd o ? new ModifiedBgCnbd(o.R, o.Alpha * c, o.A, o.B, o.K, o.Unit) : m),
        new(typeof(BgBb), Four((alpha, beta, gamma, delta) => new BgBb(alpha, beta, gamma, delta, TimeUnit.Day)), null),
    ];

    public static TheoryData<string> Names => [.. Kinds.Select(k => k.Model.Name)];

    [Fact]
    public void Every_purchase_model_is_walked() =>
        Kinds.Select(k => k.Model).Should().BeEquivalentTo(typeof(IPurchaseModel).Assembly.GetExportedTypes().Where(t => !t.IsInterface && typeof(IPurchaseModel).IsAssignableFrom(t)));

    [Theory]
    [MemberData(nameof(Names))]
    public void P_alive_is_a_probability_that_falls_with_silence_and_rises_with_recency(string kind) => Holds(kind, (model, h) =>
    {
        double alive = model.ProbabilityAlive(h), ahead = model.ProbabilityAlive(h, 7);
        alive.Should().BeInRange(0, 1);
        ahead.Should().BeInRange(0, Above(alive));
        model.ProbabilityAlive(h, 50_000).Should().BeInRange(0, Above(ahead));
        model.ProbabilityAlive(h, 0).Should().Be(alive);
        model.ProbabilityAlive(new CustomerHistory(h.Frequency, h.Recency, h.Age + 9, h.Unit)).Should().BeLessThanOrEqualTo(Above(alive));
        model.ProbabilityAlive(new CustomerHistory(h.Frequency, h.Frequency == 0 ? 0 : h.Age, h.Age, h.Unit)).Should().BeGreaterThanOrEqualTo(Below(alive));
        if (model is BgNbd && h.Frequency == 0)
            alive.Should().Be(1);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Expected_purchases_start_at_0_never_fall_and_are_concave(string kind) => Holds(kind, (model, h) =>
    {
        double one = model.ExpectedPurchases(h, 10), two = model.ExpectedPurchases(h, 20), three = model.ExpectedPurchases(h, 30);
        model.ExpectedPurchases(h, 0).Should().Be(0);
        one.Should().BeGreaterThanOrEqualTo(0);
        two.Should().BeGreaterThanOrEqualTo(Below(one));
        // Between purchases of a regular buyer the next one is more or less due: only for Poisson buyers is the expectation concave in time.
        if (model is not (BgCnbd or ModifiedBgCnbd))
            (three - two).Should().BeLessThanOrEqualTo(two - one + (1e-11 * three));
        three.Should().BeLessThan(double.PositiveInfinity);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_customer_of_whom_nothing_is_known_is_a_new_customer(string kind) => Holds(kind, (model, _) =>
    {
        var nothing = new CustomerHistory(0, 0, 0, model.Unit);
        model.ExpectedPurchases(nothing, 17).Should().Be(model.ExpectedPurchases(17));
        model.ProbabilityOfPurchases(nothing, 2, 17).Should().Be(model.ProbabilityOfPurchases(2, 17));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void The_unit_of_time_changes_no_prediction(string kind)
    {
        Kind of = Kinds.Single(k => k.Model.Name == kind);
        if (of.Rescale is null)
            return; // opportunities are counted, not measured
        Holds(kind, (model, h) =>
        {
            IPurchaseModel scaled = of.Rescale(model, 8);
            var s = new CustomerHistory(h.Frequency, h.Recency * 8, h.Age * 8, h.Unit);
            Near(scaled.ProbabilityAlive(s), model.ProbabilityAlive(h));
            Near(scaled.ExpectedPurchases(s, 80), model.ExpectedPurchases(h, 10));
            Near(scaled.ProbabilityOfPurchases(s, 1, 80), model.ProbabilityOfPurchases(h, 1, 10));
            double shift = h.Frequency * Math.Log(8);
            scaled.LogLikelihood(s).Should().BeApproximately(model.LogLikelihood(h) - shift, 1e-12 * (1 + shift + Math.Abs(model.LogLikelihood(h))));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Probabilities_of_all_counts_add_up_to_1_and_their_mean_is_the_expectation(string kind) => Holds(kind, (model, h) =>
    {
        double horizon = 5, expected = model.ExpectedPurchases(h, horizon);
        if (expected > 20)
            return; // long tails: the sum below would need thousands of terms
        double sum = 0, mean = 0;
        for (int n = 0; n < 3_000 && 1 - sum > 1e-13; n++)
        {
            double p = model.ProbabilityOfPurchases(h, n, horizon);
            p.Should().BeInRange(0, 1 + 1e-12, "of {0} purchases", n);
            sum += p;
            mean += n * p;
            if (model is BgBb && n >= horizon)
                break;
        }

        sum.Should().BeInRange(1 - 1e-10, 1 + 1e-10);
        mean.Should().BeApproximately(expected, 1e-7 * Math.Max(1, expected));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Discounted_purchases_lie_between_those_of_a_horizon_and_fall_with_the_rate(string kind) => Holds(kind, (model, h) =>
    {
        double low = model.DiscountedExpectedPurchases(h, 0.02), high = model.DiscountedExpectedPurchases(h, 0.2);
        low.Should().BeLessThan(double.PositiveInfinity);
        low.Should().BeGreaterThanOrEqualTo(Below(high));
        // What is bought within 10 is discounted by at most e^−δ10.
        high.Should().BeGreaterThanOrEqualTo(Below(Math.Exp(-0.2 * 10) * model.ExpectedPurchases(h, 10)));
    }, cases: 100);

    [Theory]
    [MemberData(nameof(Names))]
    public void Simulated_customers_buy_as_often_as_the_model_expects(string kind)
    {
        IPurchaseModel model = kind switch
        {
            nameof(BgNbd) => new BgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week),
            nameof(ModifiedBgNbd) => new ModifiedBgNbd(0.6, 8, 0.8, 2.5, TimeUnit.Week),
            nameof(ParetoNbd) => new ParetoNbd(0.6, 8, 0.8, 12, TimeUnit.Week),
            nameof(Nbd) => new Nbd(0.6, 8, TimeUnit.Week),
            nameof(BgCnbd) => new BgCnbd(0.6, 4, 0.8, 2.5, 2, TimeUnit.Week),
            nameof(ModifiedBgCnbd) => new ModifiedBgCnbd(0.6, 3, 0.8, 2.5, 3, TimeUnit.Week),
            _ => new BgBb(1.2, 0.75, 0.66, 2.78, TimeUnit.Week),
        };
        const int Customers = 40_000;
        double[] ages = new double[Customers];
        Array.Fill(ages, 30);
        HistoryColumns customers = model.Simulate(ages, seed: 20_261_122);
        double mean = 0, square = 0;
        var histogram = new int[3];
        foreach (int x in customers.Frequency.Span)
        {
            mean += x;
            square += (double)x * x;
            if (x < 3)
                histogram[x]++;
        }

        mean /= Customers;
        double error = Math.Sqrt(((square / Customers) - (mean * mean)) / Customers);
        mean.Should().BeApproximately(model.ExpectedPurchases(30), 4.5 * error);
        for (int n = 0; n < 3; n++)
        {
            double p = model.ProbabilityOfPurchases(n, 30);
            ((double)histogram[n] / Customers).Should().BeApproximately(p, 4.5 * Math.Sqrt(p * (1 - p) / Customers), "{0} purchases", n);
        }

        model.Simulate(ages, seed: 20_261_122).Recency.Span.SequenceEqual(customers.Recency.Span).Should().BeTrue("a seed names its customers");
        model.Simulate(ages, seed: 5).Recency.Span.SequenceEqual(customers.Recency.Span).Should().BeFalse();
    }

    private static void Holds(string kind, Action<IPurchaseModel, CustomerHistory> property, int cases = 0)
    {
        Kind of = Kinds.Single(k => k.Model.Name == kind);
        Property.Holds(Customers(of), c => property(c.Model, c.History), cases);
    }

    private static Gen<(IPurchaseModel Model, CustomerHistory History)> Customers(Kind kind) =>
        from model in kind.Models
        from x in Gen.Choose(0, 60)
        from age in LogUniform(1, 400)
        from share in Gen.Choose(1, 1000)
        select (model, kind.Rescale is null ? Opportunities(x, age, share) : new CustomerHistory(x, x == 0 ? 0 : age * (share / 1000.0), age));

    // Whole numbers with x ≤ t_x ≤ n.
    private static CustomerHistory Opportunities(int x, double age, int share)
    {
        double n = Math.Ceiling(age);
        x = Math.Min(x, (int)n);
        return new CustomerHistory(x, x == 0 ? 0 : x + Math.Floor((n - x) * (share / 1000.0)), n);
    }

    private static Gen<IPurchaseModel> Four(Func<double, double, double, double, IPurchaseModel> make) =>
        from p in LogUniform(0.05, 20)
        from q in LogUniform(0.05, 20)
        from u in LogUniform(0.05, 20)
        from v in LogUniform(0.05, 20)
        select make(p, q, u, v);

    private static Gen<IPurchaseModel> Regular(Func<int, double, double, double, double, IPurchaseModel> make) =>
        from k in Gen.Choose(1, 4)
        from p in LogUniform(0.05, 20)
        from q in LogUniform(0.05, 20)
        from u in LogUniform(0.05, 20)
        from v in LogUniform(0.05, 20)
        select make(k, p, q, u, v);

    private static Gen<double> LogUniform(double low, double high) =>
        Gen.Choose(0, 1_000_000).Select(i => low * Math.Pow(high / low, i / 1e6));

    private static double Above(double value) => value * (1 + 1e-12);

    private static double Below(double value) => value * (1 - 1e-12);

    private static void Near(double actual, double expected) => actual.Should().BeApproximately(expected, 1e-11 * Math.Max(1, Math.Abs(expected)));

    private sealed record Kind(Type Model, Gen<IPurchaseModel> Models, Func<IPurchaseModel, double, IPurchaseModel>? Rescale);
}
