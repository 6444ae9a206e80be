using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class BgNbdTests
{
    // Maximum-likelihood parameters of the CDNOW 1/10 sample in exact weeks (Fader, Hardie and Lee 2005 print .243, 4.414, .793, 2.426).
    private static readonly BgNbd Cdnow = new(0.24259452243015708, 4.413602019013504, 0.7929220172255976, 2.425906776826332, TimeUnit.Week);

    [Fact]
    public void The_published_customer_has_the_published_expectation()
    {
        // Customer 1 of CDNOW: x = 2, t_x = 30.43, T = 38.86 gives 1.226 purchases in 39 weeks (Hardie's spreadsheet); P(alive) .7266.
        var h = new CustomerHistory(2, 30.43, 38.86, TimeUnit.Week);
        var published = new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        published.ExpectedPurchases(h, 39).Should().BeApproximately(1.226, 0.0005);
        published.ProbabilityAlive(h).Should().BeApproximately(0.7266, 0.0005);
    }

    [Theory]
    // Expected repeat purchases of a new customer (Hardie's spreadsheet for the paper).
    [InlineData(0.1429, 0.0078)]
    [InlineData(1, 0.0532)]
    [InlineData(3, 0.1506)]
    [InlineData(31.8571, 1.0405)]
    [InlineData(32, 1.0437)]
    [InlineData(78, 1.8580)]
    public void New_customers_have_the_published_expectations(double weeks, double expected) =>
        Cdnow.ExpectedPurchases(weeks).Should().BeApproximately(expected, 0.00005);

    [Theory]
    // 50-digit values (mpmath) of ln L, P(alive) and E[Y(39)] for the parameters of the paper, rounded to double.
    [InlineData(0, 0, 1, -0.04962227265588824, 1, 1.0406158915037118)]
    [InlineData(0, 0, 38.86, -0.5547132764381585, 1, 0.19509805201126262)]
    [InlineData(1, 0.5, 1, -3.122258353596978, 0.7306118920244223, 3.328373438304701)]
    [InlineData(2, 0.5, 1, -4.862970381440309, 0.7766030209306947, 5.88073493522288)]
    [InlineData(26, 30.86, 31, -37.72657947339444, 0.9689156497175251, 20.74972614085729)]
    public void Fifty_digit_values_are_met(int x, double tx, double age, double logLikelihood, double alive, double expected)
    {
        var model = new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Day);
        var h = new CustomerHistory(x, tx, age);
        model.LogLikelihood(h).Should().BeApproximately(logLikelihood, 1e-15 * Math.Max(1, 10 * Math.Abs(logLikelihood)));
        model.ProbabilityAlive(h).Should().BeApproximately(alive, 1e-14);
        model.ExpectedPurchases(h, 39).Should().BeApproximately(expected, 1e-14 * Math.Max(1, expected));
    }

    [Fact]
    public void The_expectation_agrees_with_numerical_integration()
    {
        // A second method: E[Y | alive] = ∫ over the beta distribution of (1 − (A ÷ (A + pt))^R) ÷ p, by a midpoint rule in a substitution that removes the ends' singularities.
        foreach ((double r, double alpha, double a, double b, int x, double tx, double age, double t) in new[]
        {
            (0.243, 4.414, 0.793, 2.426, 2, 30.43, 38.86, 39.0),
            (0.5, 6, 1.0, 2, 3, 10, 20, 50),
            (1.5, 30, 2.7, 3, 40, 300, 365, 100),
            (0.8, 20, 0.3, 5, 0, 0, 100, 700),
        })
        {
            var model = new BgNbd(r, alpha, a, b, TimeUnit.Day);
            var h = new CustomerHistory(x, tx, age);
            double shape = r + x, rate = alpha + age, stay = b + x;
            double integral = 0, weight = 0;
            const int Steps = 400_000;
            for (int i = 0; i < Steps; i++)
            {
                double u = -120 + (160 * (i + 0.5) / Steps); // p = 1 ÷ (1 + e^−u)
                double p = 1 / (1 + Math.Exp(-u));
                double density = Math.Exp((a * Math.Log(p)) - (stay * Math.Log(1 + Math.Exp(u))));
                weight += density;
                integral += density * -SpecialFunctions.ExpMinusOne(-shape * SpecialFunctions.LogOnePlus(p * t / rate)) / p;
            }

            model.ExpectedPurchases(h, t).Should().BeApproximately(model.ProbabilityAlive(h) * integral / weight, 1e-7);
        }
    }

    // Invariants 34-39 of docs/reliability.md.
    [Fact]
    public void Predictions_keep_their_order() => Property.Holds(Cases, c =>
    {
        (BgNbd model, CustomerHistory h) = c;
        double alive = model.ProbabilityAlive(h);
        bool inRange = alive is >= 0 and <= 1 && (h.Frequency > 0 || alive == 1);
        var later = new CustomerHistory(h.Frequency, h.Recency, h.Age * 1.5, h.Unit);
        var sooner = new CustomerHistory(h.Frequency, h.Frequency == 0 ? 0 : h.Age, h.Age, h.Unit);
        bool falls = model.ProbabilityAlive(later) <= alive && model.ProbabilityAlive(sooner) >= alive;
        double one = model.ExpectedPurchases(h, 10), two = model.ExpectedPurchases(h, 20), three = model.ExpectedPurchases(h, 30);
        bool grows = model.ExpectedPurchases(h, 0) == 0 && one >= 0 && two >= one * (1 - 1e-11) && three - two <= (two - one) * (1 + 1e-9) + (1e-11 * two);
        return inRange && falls && grows;
    });

    [Fact]
    public void A_customer_of_whom_nothing_is_known_is_a_new_customer() => Property.Holds(Cases, c =>
        c.Model.ExpectedPurchases(new CustomerHistory(0, 0, 0, c.Model.Unit), 17) == c.Model.ExpectedPurchases(17));

    [Fact]
    public void The_unit_of_time_changes_no_prediction() => Property.Holds(Cases, c =>
    {
        (BgNbd model, CustomerHistory h) = c;
        var scaled = new BgNbd(model.R, model.Alpha * 8, model.A, model.B, model.Unit);
        var s = new CustomerHistory(h.Frequency, h.Recency * 8, h.Age * 8, h.Unit);
        return Near(scaled.ProbabilityAlive(s), model.ProbabilityAlive(h))
            && Near(scaled.ExpectedPurchases(s, 80), model.ExpectedPurchases(h, 10))
            && Near(scaled.LogLikelihood(s), model.LogLikelihood(h) - (h.Frequency * Math.Log(8)));
    });

    [Fact]
    public void Histories_in_another_unit_are_refused()
    {
        var days = new CustomerHistory(0, 0, 10);
        FluentActions.Invoking(() => Cdnow.ProbabilityAlive(days)).Should().Throw<ArgumentException>().WithMessage("*Week*Day*");
        FluentActions.Invoking(() => Cdnow.ExpectedPurchases(days, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Cdnow.LogLikelihood(days)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Cdnow.ExpectedPurchases(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new BgNbd(0, 1, 1, 1, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("r");
    }

    internal static Gen<(BgNbd Model, CustomerHistory History)> Cases =>
        from r in LogUniform(0.05, 20)
        from alpha in LogUniform(0.05, 20)
        from a in LogUniform(0.05, 20)
        from b in LogUniform(0.05, 20)
        from x in Gen.Choose(0, 60)
        from age in LogUniform(1, 400)
        from share in Gen.Choose(1, 1000)
        select (new BgNbd(r, alpha, a, b, TimeUnit.Day), new CustomerHistory(x, x == 0 ? 0 : age * (share / 1000.0), age));

    private static Gen<double> LogUniform(double low, double high) =>
        Gen.Choose(0, 1_000_000).Select(i => low * Math.Pow(high / low, i / 1e6));

    private static bool Near(double actual, double expected) => Math.Abs(actual - expected) <= 1e-10 * Math.Max(1, Math.Abs(expected));
}
