using System.Numerics;

namespace RetentionMetrics;

/// <summary>How many amounts there are, what they add up to, and how much they scatter: the mean with its interval, mergeable.</summary>
/// <remarks>
/// Amounts are taken to eight decimals, and n, Σ v and Σ v² kept without any rounding: the same for any order and any split. <c>default</c> is the tally of nothing. Immutable and valid by construction.
/// </remarks>
public readonly record struct MeanTally : ITally<MeanTally>
{
    // 10⁸ amounts of one are whole numbers, and their squares, too.
    internal const int Decimals = 8;
    private const decimal MostSum = 100_000_000_000_000_000_000m; // eight decimals beside it fit 28 digits
    private static readonly BigInteger Scale = new(100_000_000);

    /// <summary>Makes a tally from sums, such as those that a database made.</summary>
    /// <param name="n">How many amounts; at least 0.</param>
    /// <param name="sum">Σ v, with at most eight decimals; 0 when there are none, and within ±10²⁰.</param>
    /// <param name="scaledSquares">Σ (10⁸ v)², a whole number; at least (10⁸ Σ v)² ÷ n, and 0 when there are none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative, or the sums are not those of so many amounts.</exception>
    /// <exception cref="OverflowException"><paramref name="sum"/> is out of range.</exception>
    public MeanTally(long n, decimal sum, BigInteger scaledSquares)
    {
        Throw.IfNegative(n);
        if (Math.Abs(sum) > MostSum)
            throw new OverflowException("The sum of the amounts is beyond 10^20.");
        if (decimal.Round(sum, Decimals) != sum || (n == 0 && sum != 0))
            throw Throw.OutOfRange(nameof(sum), sum, "a sum of so many amounts with at most eight decimals");
        BigInteger scaled = Scaled(sum);
        if (n == 0 ? !scaledSquares.IsZero : scaledSquares * n < scaled * scaled) // Cauchy and Schwarz
            throw Throw.OutOfRange(nameof(scaledSquares), scaledSquares, "the sum of the squares of so many amounts: at least the square of their sum ÷ n");
        (N, Sum, ScaledSquares) = (n, sum, scaledSquares);
    }

    /// <summary>The tally of nothing.</summary>
    public static MeanTally Zero => default;

    /// <summary>How many amounts.</summary>
    public long N { get; }

    /// <summary>Σ v.</summary>
    public decimal Sum { get; }

    /// <summary>Σ (10⁸ v)²: a whole number, so that it adds up exactly whatever the amounts' size.</summary>
    public BigInteger ScaledSquares { get; }

    /// <summary>Σ v².</summary>
    public double SumOfSquares => (double)ScaledSquares / 1e16;

    /// <summary>The unbiased variance (Σ v² − (Σ v)² ÷ n) ÷ (n − 1); <see langword="null"/> with fewer than two amounts.</summary>
    public double? SampleVariance
    {
        get
        {
            if (N < 2)
                return null;
            BigInteger scaled = Scaled(Sum);
            return (double)((ScaledSquares * N) - (scaled * scaled)) / 1e16 / N / (N - 1); // the difference is exact: nothing cancels
        }
    }

    /// <summary>Standard error of the mean: √(variance ÷ n); <see langword="null"/> with fewer than two amounts.</summary>
    public double? StandardError => SampleVariance is { } variance ? Math.Sqrt(variance / N) : null;

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another.</param>
    /// <returns>The sum of each number.</returns>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static MeanTally operator +(MeanTally left, MeanTally right) =>
        new(checked(left.N + right.N), left.Sum + right.Sum, left.ScaledSquares + right.ScaledSquares);

    /// <summary>Counts amounts.</summary>
    /// <param name="amounts">The amounts, in any order; what is beyond eight decimals is rounded off, to even.</param>
    /// <returns>The tally; <see cref="Zero"/> when empty.</returns>
    /// <exception cref="OverflowException">The amounts add up beyond ±10²⁰.</exception>
    public static MeanTally Count(ReadOnlySpan<decimal> amounts)
    {
        MeanSums sums = default;
        foreach (decimal amount in amounts)
            sums.Add(amount);
        return sums.ToTally();
    }

    /// <summary>The mean Σ v ÷ n with Student's interval (1908): ± t · standard error, t with n − 1 degrees of freedom.</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>The mean; <see langword="null"/> without amounts; without ends with one amount only.</returns>
    /// <remarks>For amounts that are very skewed, as spend is, the interval needs many: with a hundred customers it still holds the truth a little less often than it says.</remarks>
    public Estimate? Mean(ConfidenceLevel level = default) => Sample.Of(this).Estimate(level);

    private static BigInteger Scaled(decimal sum) => (new BigInteger(decimal.Truncate(sum)) * Scale) + new BigInteger((sum - decimal.Truncate(sum)) * 100_000_000m);
}
