using MathNet.Numerics.Random;

namespace RetentionMetrics;

/// <summary>Random numbers for simulated customers: the same seed gives the same numbers on every machine.</summary>
internal sealed class Draw(int seed)
{
    private readonly Xoshiro256StarStar _source = new(seed, threadSafe: false);

    /// <summary>Uniform over 0 ≤ u &lt; 1.</summary>
    public double Uniform() => _source.NextDouble();

    /// <summary>Waiting time of a Poisson process.</summary>
    public double Exponential(double rate) => -Math.Log(1 - Uniform()) / rate;

    public double Gamma(double shape, double rate) => MathNet.Numerics.Distributions.Gamma.Sample(_source, shape, rate);

    /// <summary>A Beta(a, b) variate, from logarithms of gamma variates, which cannot both underflow.</summary>
    public double Beta(double a, double b) => 1 / (1 + Math.Exp(LogGammaVariate(b) - LogGammaVariate(a)));

    /// <summary>
    /// Successes among n draws. The k-th smallest of n uniform numbers is Beta(k, n + 1 − k); whether it lies below p tells on which side the rest is to be counted, which halves n at each step
    /// (Relles 1972).
    /// </summary>
    public long Binomial(long n, double p)
    {
        long successes = 0;
        while (n > 16)
        {
            long k = (n + 1) / 2;
            double middle = Beta(k, n + 1 - k);
            if (middle <= p)
            {
                successes += k;
                n -= k;
                p = (p - middle) / (1 - middle);
            }
            else
            {
                n = k - 1;
                p /= middle;
            }
        }

        for (; n > 0; n--)
            successes += Uniform() < p ? 1 : 0;
        return successes;
    }

    // Γ(a) = Γ(a + 1) · u^(1/a).
    private double LogGammaVariate(double shape) =>
        Math.Log(MathNet.Numerics.Distributions.Gamma.Sample(_source, shape + 1, 1)) + (Math.Log(1 - Uniform()) / shape);
}
