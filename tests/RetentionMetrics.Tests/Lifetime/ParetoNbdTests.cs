using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class ParetoNbdTests
{
    // Maximum-likelihood parameters of the CDNOW 1/10 sample in exact weeks; Fader, Hardie and Lee (2005a) print .553, 10.578, .606, 11.669.
    private static readonly ParetoNbd Cdnow = new(0.5532770468531766, 10.577683463302288, 0.6062399891278324, 11.668735288855345, TimeUnit.Week);

    [Fact]
    public void The_published_customer_has_the_published_values()
    {
        // BTYD's vignette and note 008: x = 26, t_x = 30.86, T = 31.
        var h = new CustomerHistory(26, 30.86, 31, TimeUnit.Week);
        Cdnow.ExpectedPurchases(h, 52).Should().BeApproximately(25.4563, 0.00005);
        Cdnow.ProbabilityAlive(h).Should().BeApproximately(0.99792, 0.000005);
        Cdnow.DiscountedExpectedPurchases(h, 0.0027).Should().BeApproximately(86.028, 0.0005); // DERT at 15 % a year, Fader, Hardie and Lee (2005b)
        Cdnow.ExpectedPurchases(52).Should().BeApproximately(1.47343, 0.000005);
        // BTYD's manual: P(alive | 0, 0, 39) with its estimates.
        new ParetoNbd(0.5534, 10.5802, 0.6061, 11.6562, TimeUnit.Week).ProbabilityAlive(new CustomerHistory(0, 0, 39, TimeUnit.Week)).Should().BeApproximately(0.29414, 0.00005);
    }

    [Theory]
    // The increasing-frequency paradox: of customers last seen in week 20 of 39, the more they had bought, the less is to be expected.
    [InlineData(10, 0.70589)]
    [InlineData(15, 0.14415)]
    [InlineData(20, 0.02249)]
    [InlineData(25, 0.00309)]
    public void A_busier_customer_who_fell_silent_is_expected_to_buy_less(int x, double expected) =>
        Cdnow.ExpectedPurchases(new CustomerHistory(x, 20, 39, TimeUnit.Week), 52).Should().BeApproximately(expected, 0.000005);

    [Theory]
    // Heavy buyers on whom the printed formula overflows; high-precision values.
    [InlineData(0.5, 0.1, 0.6, 50, 300, 1, 37, 1371.62772285)]
    [InlineData(2, 0.01, 0.5, 200, 150, 5, 300, 346.454194512)]
    public void Likelihoods_of_heavy_buyers_are_finite_and_right(double r, double alpha, double s, double beta, int x, double tx, double age, double expected) =>
        new ParetoNbd(r, alpha, s, beta, TimeUnit.Day).LogLikelihood(new CustomerHistory(x, tx, age)).Should().BeApproximately(expected, 1e-8);

    // Invariants 34, 36, 37 and 40 of docs/reliability.md.
    [Fact]
    public void Predictions_keep_their_order() => Property.Holds(Cases, c =>
    {
        (ParetoNbd model, CustomerHistory h) = c;
        const double Slack = 1e-11;
        double alive = model.ProbabilityAlive(h);
        bool inRange = alive is >= 0 and <= 1;
        var later = new CustomerHistory(h.Frequency, h.Recency, h.Age * 1.5, h.Unit);
        var sooner = new CustomerHistory(h.Frequency, h.Frequency == 0 ? 0 : h.Age, h.Age, h.Unit);
        bool falls = model.ProbabilityAlive(later) <= alive * (1 + Slack) && model.ProbabilityAlive(sooner) >= alive * (1 - Slack)
            && model.ProbabilityAlive(h, 5) <= alive && model.ProbabilityAlive(h, 50) <= model.ProbabilityAlive(h, 5) && model.ProbabilityAlive(h, 0) == alive;
        double one = model.ExpectedPurchases(h, 10), two = model.ExpectedPurchases(h, 20), three = model.ExpectedPurchases(h, 30);
        bool grows = model.ExpectedPurchases(h, 0) == 0 && one >= 0 && two >= one * (1 - Slack) && three - two <= (two - one) * (1 + 1e-9) + (Slack * two);
        double dear = model.DiscountedExpectedPurchases(h, 0.1), cheap = model.DiscountedExpectedPurchases(h, 0.01);
        bool discounted = dear >= 0 && dear <= cheap * (1 + Slack) && dear >= Math.Exp(-3) * three * (1 - Slack);
        (inRange, falls, grows, discounted).Should().Be((true, true, true, true), $"{alive:R} {one:R} {two:R} {three:R} {dear:R} {cheap:R}");
    });

    [Fact]
    public void Counts_have_probabilities_that_add_up_to_one_and_the_expectation_as_mean() => Property.Holds(
        Cases.Where(c => c.Model.ExpectedPurchases(c.History, 3) / Math.Max(1e-300, c.Model.ProbabilityAlive(c.History)) < 3), c =>
    {
        double sum = 0, mean = 0;
        for (int n = 0; n < 400; n++)
        {
            double p = c.Model.ProbabilityOfPurchases(c.History, n, 3);
            sum += p;
            mean += n * p;
            if (n > 5 && p * (n + 100) < 1e-14)
                break;
        }

        sum.Should().BeApproximately(1, 1e-10);
        mean.Should().BeApproximately(c.Model.ExpectedPurchases(c.History, 3), 1e-9 * (1 + mean));
    });

    [Fact]
    public void A_customer_of_whom_nothing_is_known_is_a_new_customer() => Property.Holds(Cases, c => // invariant 38
    {
        var unknown = new CustomerHistory(0, 0, 0, c.Model.Unit);
        return c.Model.ExpectedPurchases(unknown, 17) == c.Model.ExpectedPurchases(17) && c.Model.ProbabilityAlive(unknown) == 1
            && c.Model.ProbabilityOfPurchases(unknown, 2, 17) == c.Model.ProbabilityOfPurchases(2, 17);
    });

    [Fact]
    public void The_unit_of_time_changes_no_prediction() => Property.Holds(Cases, c => // invariant 39
    {
        (ParetoNbd model, CustomerHistory h) = c;
        var scaled = new ParetoNbd(model.R, model.Alpha * 8, model.S, model.Beta * 8, model.Unit);
        var s = new CustomerHistory(h.Frequency, h.Recency * 8, h.Age * 8, h.Unit);
        return Near(scaled.ProbabilityAlive(s), model.ProbabilityAlive(h))
            && Near(scaled.ExpectedPurchases(s, 80), model.ExpectedPurchases(h, 10))
            && Near(scaled.DiscountedExpectedPurchases(s, 0.01), model.DiscountedExpectedPurchases(h, 0.08))
            && Near(scaled.LogLikelihood(s), model.LogLikelihood(h) - (h.Frequency * Math.Log(8)));
    });

    [Fact]
    public void Nothing_jumps_where_alpha_passes_beta_or_s_passes_one() => Property.Holds(Cases, c => // invariant 42
    {
        (ParetoNbd m, CustomerHistory h) = c;
        const double Tiny = 1e-9;
        foreach (double s in new[] { m.S, 1, 2 })
        {
            var at = new ParetoNbd(m.R, m.Alpha, s, m.Alpha, m.Unit);
            foreach (ParetoNbd beside in new[]
            {
                new ParetoNbd(m.R, m.Alpha, s, m.Alpha * (1 - Tiny), m.Unit), new(m.R, m.Alpha, s, m.Alpha * (1 + Tiny), m.Unit),
                new(m.R, m.Alpha, s * (1 - Tiny), m.Alpha, m.Unit), new(m.R, m.Alpha, s * (1 + Tiny), m.Alpha, m.Unit),
            })
            {
                Beside(at.LogLikelihood(h), beside.LogLikelihood(h), 1e-6);
                Beside(at.ProbabilityAlive(h), beside.ProbabilityAlive(h), 1e-8);
                Beside(at.ExpectedPurchases(h, 30), beside.ExpectedPurchases(h, 30), 1e-7);
                Beside(at.DiscountedExpectedPurchases(h, 0.01), beside.DiscountedExpectedPurchases(h, 0.01), 1e-7);
            }
        }

        static void Beside(double a, double b, double tolerance) => b.Should().BeApproximately(a, tolerance * Math.Max(1, Math.Abs(a)));
    });

    [Fact]
    public void Without_leaving_it_is_the_NBD() => Property.Holds(Cases, c => // invariant 42
    {
        (ParetoNbd m, CustomerHistory h) = c;
        var stays = new ParetoNbd(m.R, m.Alpha, 1e-200, m.Beta, m.Unit) /* the odds of having left can hold a factor of 1e100 */;
        var nbd = new Nbd(m.R, m.Alpha, m.Unit);
        return Near(stays.LogLikelihood(h), nbd.LogLikelihood(h)) && Near(stays.ProbabilityAlive(h), 1) && Near(stays.ExpectedPurchases(h, 9), nbd.ExpectedPurchases(h, 9))
            && Near(stays.ProbabilityOfPurchases(h, 3, 9), nbd.ProbabilityOfPurchases(h, 3, 9)) && Near(stays.ProbabilityOfPurchases(h, 0, 9), nbd.ProbabilityOfPurchases(h, 0, 9));
    });

    [Fact]
    public void Absurd_parameters_give_finite_answers_in_finite_time()
    {
        double[] sizes = [1e-280, 1e-12, 1, 1e12, 1e280];
        foreach (double r in sizes)
            foreach (double alpha in sizes)
                foreach (double s in sizes)
                    foreach (double beta in sizes)
                    {
                        var model = new ParetoNbd(r, alpha, s, beta, TimeUnit.Day);
                        model.ProbabilityAlive(new CustomerHistory(0, 0, 30)).Should().BeInRange(0, 1, $"{r} {alpha} {s} {beta}");
                        model.ProbabilityAlive(new CustomerHistory(9, 10, 30)).Should().BeInRange(0, 1, $"{r} {alpha} {s} {beta}");
                    }
    }

    [Fact]
    public void Histories_in_another_unit_and_bad_arguments_are_refused()
    {
        var days = new CustomerHistory(0, 0, 10);
        FluentActions.Invoking(() => Cdnow.ProbabilityAlive(days)).Should().Throw<ArgumentException>().WithMessage("*Week*Day*");
        FluentActions.Invoking(() => Cdnow.ExpectedPurchases(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Cdnow.ProbabilityOfPurchases(-1, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Cdnow.DiscountedExpectedPurchases(new CustomerHistory(0, 0, 1, TimeUnit.Week), 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new ParetoNbd(1, 1, 0, 1, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("s");
        FluentActions.Invoking(() => new ParetoNbd(1, 1, 1, double.NaN, TimeUnit.Day)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("beta");
    }

    internal static Gen<(ParetoNbd Model, CustomerHistory History)> Cases =>
        from r in LogUniform(0.02, 50)
        from alpha in LogUniform(0.05, 200)
        from s in LogUniform(0.02, 50)
        from beta in LogUniform(0.05, 200)
        from x in Gen.Choose(0, 60)
        from age in LogUniform(1, 400)
        from share in Gen.Choose(1, 1000)
        select (new ParetoNbd(r, alpha, s, beta, TimeUnit.Day), new CustomerHistory(x, x == 0 ? 0 : age * (share / 1000.0), age));

    internal static Gen<double> LogUniform(double low, double high) =>
        Gen.Choose(0, 1_000_000).Select(i => low * Math.Pow(high / low, i / 1e6));

    private static bool Near(double actual, double expected) => Math.Abs(actual - expected) <= 1e-10 * Math.Max(1, Math.Abs(expected));
}
