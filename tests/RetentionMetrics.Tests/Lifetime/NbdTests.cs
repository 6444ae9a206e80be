using MathNet.Numerics.Distributions;

namespace RetentionMetrics.Tests.Lifetime;

public sealed class NbdTests
{
    private static readonly Nbd Cdnow = new(0.384766, 12.07201, TimeUnit.Week); // maximum likelihood of the CDNOW 1/10 sample

    [Theory]
    [InlineData(0, 0, 39)]
    [InlineData(3, 20, 39)]
    [InlineData(40, 12, 30.5)]
    public void A_mixture_of_Poisson_processes_by_numerical_integration_agrees(int x, double tx, double age)
    {
        // A second method: rates on a fine grid of ln λ, weighted by the gamma density and the likelihood λ^x e^(−λT).
        double likelihood = 0, rate = 0, five = 0;
        for (double v = -60; v <= 6; v += 0.002)
        {
            double lambda = Math.Exp(v), weight = Math.Exp(Gamma.PDFLn(Cdnow.R, Cdnow.Alpha, lambda) + v + (x * v) - (lambda * age)) * 0.002;
            likelihood += weight;
            rate += weight * lambda;
            five += weight * Poisson.PMF(lambda * 26, 5);
        }

        var h = new CustomerHistory(x, tx, age, TimeUnit.Week);
        Cdnow.LogLikelihood(h).Should().BeApproximately(Math.Log(likelihood), 1e-8 * Math.Max(1, Math.Abs(Math.Log(likelihood))));
        Cdnow.ExpectedPurchases(h, 26).Should().BeApproximately(26 * rate / likelihood, 1e-8 * 26 * rate / likelihood);
        Cdnow.ProbabilityOfPurchases(h, 5, 26).Should().BeApproximately(five / likelihood, 1e-8);
        Cdnow.DiscountedExpectedPurchases(h, 0.01).Should().BeApproximately(100 * rate / likelihood, 1e-6 * rate / likelihood);
        Cdnow.ProbabilityAlive(h).Should().Be(1);
        Cdnow.ProbabilityAlive(h, 1_000).Should().Be(1);
    }

    [Theory]
    // 40-digit values (mpmath) of NB(n) for r = 0.384766, α = 12.07201 and t = 39.
    [InlineData(0, 0.574091720168110419)]
    [InlineData(5, 0.0234262213982941803)]
    [InlineData(150, 3.08153811034503998e-20)]
    public void Counts_meet_forty_digit_values(int n, double expected) => Cdnow.ProbabilityOfPurchases(n, 39).Should().BeApproximately(expected, 2e-14 * expected);

    [Fact]
    public void Counts_have_probabilities_that_add_up_to_one()
    {
        double sum = 0;
        for (int n = 0; n < 2_000; n++)
            sum += Cdnow.ProbabilityOfPurchases(n, 39);
        sum.Should().BeApproximately(1, 1e-12);
        Cdnow.ProbabilityOfPurchases(0, 0).Should().Be(1);
        Cdnow.ProbabilityOfPurchases(1, 0).Should().Be(0);
    }
}
