namespace RetentionMetrics;

/// <summary>How many amounts there are, what they add up to, and how much they scatter: the mean with its interval, mergeable.</summary>
/// <remarks>
/// Keeps n, Σ v and Σ v² as decimals: exact for any split, while the squares fit 28 digits (amounts to the cent up to a hundred billion, say); beyond, Σ v² is rounded at the 28th.
/// <c>default</c> is the tally of nothing. Immutable and valid by construction.
/// </remarks>
public readonly record struct MeanTally : ITally<MeanTally>
{
    /// <summary>Makes a tally from sums, such as those that a database made.</summary>
    /// <param name="n">How many amounts; at least 0.</param>
    /// <param name="sum">Σ v; 0 when there are none.</param>
    /// <param name="sumOfSquares">Σ v²; at least (Σ v)² ÷ n, and 0 when there are none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative, or the sums are not those of so many amounts.</exception>
    public MeanTally(long n, decimal sum, decimal sumOfSquares)
    {
        Throw.IfNegative(n);
        if (n == 0 && sum != 0)
            throw Throw.OutOfRange(nameof(sum), sum, "0 when there are no amounts");
        // Cauchy and Schwarz, with room for the sums' own rounding.
        double mean = n == 0 ? 0 : (double)sum / n;
        if (n == 0 ? sumOfSquares != 0 : !((double)sumOfSquares >= n * mean * mean * (1 - 1e-9)))
            throw Throw.OutOfRange(nameof(sumOfSquares), sumOfSquares, "the sum of the squares of so many amounts: at least sum² ÷ n");
        (N, Sum, SumOfSquares) = (n, sum, sumOfSquares);
    }

    /// <summary>The tally of nothing.</summary>
    public static MeanTally Zero => default;

    /// <summary>How many amounts.</summary>
    public long N { get; }

    /// <summary>Σ v.</summary>
    public decimal Sum { get; }

    /// <summary>Σ v².</summary>
    public decimal SumOfSquares { get; }

    /// <summary>The unbiased variance (Σ v² − (Σ v)² ÷ n) ÷ (n − 1), at least 0; <see langword="null"/> with fewer than two amounts.</summary>
    public double? SampleVariance => N < 2 ? null : Math.Max(0, (double)(SumOfSquares - (Sum * (Sum / N)))) / (N - 1);

    /// <summary>Standard error of the mean: √(variance ÷ n); <see langword="null"/> with fewer than two amounts.</summary>
    public double? StandardError => SampleVariance is { } variance ? Math.Sqrt(variance / N) : null;

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another.</param>
    /// <returns>The sum of each number.</returns>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static MeanTally operator +(MeanTally left, MeanTally right) =>
        new(checked(left.N + right.N), left.Sum + right.Sum, left.SumOfSquares + right.SumOfSquares);

    /// <summary>Counts amounts.</summary>
    /// <param name="amounts">The amounts, in any order.</param>
    /// <returns>The tally; <see cref="Zero"/> when empty.</returns>
    /// <exception cref="OverflowException">A sum does not fit a decimal.</exception>
    public static MeanTally Count(ReadOnlySpan<decimal> amounts)
    {
        (decimal sum, decimal squares) = (0, 0);
        foreach (decimal amount in amounts)
        {
            sum += amount;
            squares += amount * amount;
        }

        return new MeanTally(amounts.Length, sum, squares);
    }

    /// <summary>The mean Σ v ÷ n with Student's interval (1908): ± t · standard error, t with n − 1 degrees of freedom.</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>The mean; <see langword="null"/> without amounts; without ends with one amount only.</returns>
    /// <remarks>For amounts that are very skewed, as spend is, the interval needs many: with a hundred customers it still holds the truth a little less often than it says.</remarks>
    public Estimate? Mean(ConfidenceLevel level = default) => Sample.Of(this).Estimate(level);
}
