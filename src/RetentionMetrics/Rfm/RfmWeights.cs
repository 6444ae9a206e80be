namespace RetentionMetrics;

/// <summary>How much recency, frequency and spend count in one composite RFM score.</summary>
/// <remarks>
/// Composite = 100 · (Σ w·s ÷ Σ w − 1) ÷ (bins − 1): the weighted mean of the three scores, brought from 1…bins to 0…100, so that scores of different numbers of bins compare. Immutable and valid by construction.
/// </remarks>
public sealed record RfmWeights
{
    /// <summary>Makes weights.</summary>
    /// <param name="r">Weight of the recency score.</param>
    /// <param name="f">Weight of the frequency score.</param>
    /// <param name="m">Weight of the monetary score.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    /// <exception cref="ArgumentException">The weights are all 0, or their sum is not finite.</exception>
    public RfmWeights(double r, double f, double m)
    {
        R = Throw.IfNegativeOrNotFinite(r);
        F = Throw.IfNegativeOrNotFinite(f);
        M = Throw.IfNegativeOrNotFinite(m);
        // Ten times the sum is the largest number that is formed below.
        if (!(r + f + m > 0) || !double.IsFinite((r + f + m) * RfmScore.MaxBins))
            throw new ArgumentException("The sum of the weights must be greater than 0, and finite when it is multiplied by 10.", nameof(r));
    }

    /// <summary>All three count the same.</summary>
    public static RfmWeights Equal { get; } = new(1, 1, 1);

    /// <summary>Weight of the recency score.</summary>
    public double R { get; }

    /// <summary>Weight of the frequency score.</summary>
    public double F { get; }

    /// <summary>Weight of the monetary score.</summary>
    public double M { get; }

    /// <summary>The weighted mean of a score's three parts: Σ w·s ÷ Σ w, from 1 to the number of bins.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The mean.</returns>
    /// <exception cref="ArgumentException"><paramref name="score"/> is <c>default</c>.</exception>
    public double Mean(RfmScore score) => score.R == 0 ? throw new ArgumentException("default(RfmScore) is no score.", nameof(score)) : MeanOf(score);

    /// <summary>The composite score of one customer.</summary>
    /// <param name="score">The score.</param>
    /// <param name="bins">Number of bins of the cuts that made it, 2 to 10.</param>
    /// <returns>0 when all three are 1 to 100 when all three are <paramref name="bins"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="score"/> is <c>default</c>, or has a part above <paramref name="bins"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public double Composite(RfmScore score, int bins)
    {
        RfmScore.CheckBins(bins);
        return Fits(score, bins) ? new Kernel(this, bins).Composite(score) : throw new ArgumentException($"The score must have parts from 1 to {bins}.", nameof(score));
    }

    /// <summary>The composite scores of many customers. Allocates nothing.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="bins">Number of bins of the cuts that made them, 2 to 10.</param>
    /// <param name="destination">Gets one number a row, 0 to 100.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row or overlaps the scores, or a score is <c>default</c> or has a part above <paramref name="bins"/>: the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public void Composite(ReadOnlySpan<RfmScore> scores, int bins, Span<double> destination)
    {
        RfmScore.CheckBins(bins);
        Throw.IfLengthDiffers(destination.Length, scores.Length, nameof(destination));
        Throw.IfOverlaps(scores, destination, nameof(destination));
        var kernel = new Kernel(this, bins);
        for (int row = 0; row < destination.Length; row++)
        {
            RfmScore score = scores[row];
            if (!Fits(score, bins))
                throw NoScore(scores, row, bins);
            destination[row] = kernel.Composite(score);
        }
    }

    private static bool Fits(RfmScore score, int bins) => score.R >= 1 && score.R <= bins && score.F <= bins && score.M <= bins;

    private double MeanOf(RfmScore score) => ((R * score.R) + (F * score.F) + (M * score.M)) / (R + F + M);

    // Apart, so that the loop has no code to write a message.
    private static ArgumentException NoScore(ReadOnlySpan<RfmScore> scores, int row, int bins) =>
        Throw.Row(nameof(scores), row, "the score", scores[row].ToString(), FormattableString.Invariant($"of parts from 1 to {bins}"));

    /// <summary>The formula. What does not change from customer to customer is computed once.</summary>
    private readonly struct Kernel(RfmWeights weights, int bins)
    {
        private readonly double _r = weights.R;
        private readonly double _f = weights.F;
        private readonly double _m = weights.M;
        private readonly double _range = (weights.R * (bins - 1)) + (weights.F * (bins - 1)) + (weights.M * (bins - 1));

        // The differences from 1 are exact, so that the ends are exactly 0 and 100.
        public double Composite(RfmScore score) => 100 * (((_r * (score.R - 1)) + (_f * (score.F - 1)) + (_m * (score.M - 1))) / _range);
    }
}
