namespace RetentionMetrics;

/// <summary>Two shares of independent groups compared: difference with its sign and interval, uplift, and a two-sided test. Response rates, churn rates, conversions.</summary>
/// <remarks>
/// With p₁ = successes ÷ n of the first group, p₂ of the second, p̄ the share of both together: z = (p₁ − p₂) ÷ √(p̄ (1 − p̄) (1/n₁ + 1/n₂)), whose square is Pearson's χ² of the 2 × 2 table
/// (1900), without a continuity correction. The interval of the difference is Newcombe's (1998, method 10), that of the uplift the one of Donner and Zou (2012); both are made from the Wilson
/// intervals of the two shares, and so hold their level for small groups and for shares near 0 and 1. Immutable.
/// </remarks>
public sealed record ProportionTest
{
    private ProportionTest(long firstSuccesses, long firstN, long secondSuccesses, long secondN, ConfidenceLevel level)
    {
        long successes = checked(firstSuccesses + secondSuccesses), n = checked(firstN + secondN);
        First = ProportionInterval.Wilson(firstSuccesses, firstN, level)!.Value;
        Second = ProportionInterval.Wilson(secondSuccesses, secondN, level)!.Value;
        (FirstSuccesses, SecondSuccesses) = (firstSuccesses, secondSuccesses);
        (double p1, double l1, double u1) = Ends(First);
        (double p2, double l2, double u2) = Ends(Second);
        Difference = CombinedInterval.Difference(First, Second, n);

        double pooled = (double)successes / n;
        double error = Math.Sqrt(pooled * ((double)(n - successes) / n) * ((1.0 / firstN) + (1.0 / secondN)));
        if (error > 0)
        {
            Z = Difference.Value / error;
            PValue = MathNet.Numerics.SpecialFunctions.Erfc(Math.Abs(Z.Value) / MathNet.Numerics.Constants.Sqrt2);
        }

        if (secondSuccesses > 0)
        {
            // Both roots of one quadratic equation, the lower in the form that does not cancel.
            double centre = p1 * p2, low = l1 * ((2 * p1) - l1), high = u1 * ((2 * p1) - u1);
            double lower = low > 0 ? low / (centre + Math.Sqrt(Math.Max(0, (centre * centre) - (low * u2 * ((2 * p2) - u2))))) : 0;
            double least = l2 * ((2 * p2) - l2);
            double upper = (centre + Math.Sqrt(Math.Max(0, (centre * centre) - (high * least)))) / least;
            double ratio = p1 / p2;
            Uplift = new Estimate(ratio - 1, Math.Min(ratio, lower) - 1, Math.Max(ratio, upper) - 1, n, level); // at levels near 0 rounding may cross the ends
        }
    }

    /// <summary>Successes of the first group.</summary>
    public long FirstSuccesses { get; }

    /// <summary>The first group's share, successes ÷ n, with Wilson's interval (1927).</summary>
    public Estimate First { get; }

    /// <summary>Successes of the second group.</summary>
    public long SecondSuccesses { get; }

    /// <summary>The second group's share, successes ÷ n, with Wilson's interval (1927).</summary>
    public Estimate Second { get; }

    /// <summary>First share − second share, from −1 to 1: positive when the first is higher. Its n is both groups'.</summary>
    public Estimate Difference { get; }

    /// <summary>First share ÷ second share − 1: 0.2 when the first is a fifth higher. <see langword="null"/> when the second group has no success.</summary>
    public Estimate? Uplift { get; }

    /// <summary>The difference in standard errors of no difference; <see langword="null"/> when all succeed, or none, in both groups.</summary>
    public double? Z { get; }

    /// <summary>How often two groups of equal shares would differ at least so much, up or down; <see langword="null"/> when <see cref="Z"/> is.</summary>
    /// <remarks>A normal approximation: with fewer than five successes or failures expected in a group read it with care.</remarks>
    public double? PValue { get; }

    /// <summary>Compares two groups.</summary>
    /// <param name="firstSuccesses">Successes in the group to look at; from 0 to <paramref name="firstN"/>.</param>
    /// <param name="firstN">Its size; at least 0.</param>
    /// <param name="secondSuccesses">Successes in the group to compare it with; from 0 to <paramref name="secondN"/>.</param>
    /// <param name="secondN">Its size; at least 0. Nobody is in both groups.</param>
    /// <param name="level">The intervals' confidence level.</param>
    /// <returns>The comparison; <see langword="null"/> when a group is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range.</exception>
    /// <exception cref="OverflowException">Both groups together do not fit a long.</exception>
    public static ProportionTest? Compare(long firstSuccesses, long firstN, long secondSuccesses, long secondN, ConfidenceLevel level = default)
    {
        Throw.IfNegative(firstSuccesses);
        Throw.IfGreaterThan(firstSuccesses, firstN);
        Throw.IfNegative(secondSuccesses);
        Throw.IfGreaterThan(secondSuccesses, secondN);
        return firstN == 0 || secondN == 0 ? null : new ProportionTest(firstSuccesses, firstN, secondSuccesses, secondN, level);
    }

    /// <summary>
    /// How many each of two groups of equal size needs for the test to find a difference: ⌈((z √(2 p̄ (1 − p̄)) + z_power √(p₁ (1 − p₁) + p₂ (1 − p₂))) ÷ (p₁ − p₂))²⌉ with p̄ the mean of both
    /// (Fleiss 1981, without continuity correction).
    /// </summary>
    /// <param name="first">One group's true share, a fraction.</param>
    /// <param name="second">The other's, a fraction.</param>
    /// <param name="power">How often the test is to find the difference; strictly between 0 and 1.</param>
    /// <param name="level">1 − the test's level of significance.</param>
    /// <returns>The size of one group, at least 1; <see langword="null"/> when the shares are equal, or the number does not fit a long.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static long? SampleSizeFor(double first, double second, double power = 0.8, ConfidenceLevel level = default)
    {
        Throw.IfNotFraction(first);
        Throw.IfNotFraction(second);
        if (!(power is > 0 and < 1))
            throw Throw.OutOfRange(nameof(power), power, "strictly between 0 and 1");
        double mean = (first + second) / 2;
        double errors = (level.Z * Math.Sqrt(2 * mean * (1 - mean)))
            + (MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, power) * Math.Sqrt((first * (1 - first)) + (second * (1 - second))));
        double root = Math.Max(0, errors) / (first - second); // a power below the level asks for nobody
        return Math.Ceiling(root * root) is var n and < long.MaxValue ? (long)Math.Max(1, n) : null;
    }

    private static (double Value, double Lower, double Upper) Ends(Estimate share) => (share.Value, share.Lower!.Value, share.Upper!.Value);
}
