using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The probability of losing a customer by health score: the curve that never rises with the score and fits the customers seen best.</summary>
/// <remarks>
/// Isotonic regression by pooling adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman 1955): among all curves that do not rise, the one of highest likelihood and least squared error.
/// Constant within a step, linear between the highest score of one step and the lowest of the next, constant beyond the ends. A model: score new customers on it. Immutable.
/// </remarks>
public sealed class ChurnCurve
{
    private readonly double[] _scores; // both ends of every step
    private readonly double[] _rates;

    /// <summary>Makes a curve from its steps.</summary>
    /// <param name="steps">At least one, in ascending order of scores, without overlap, their rates not rising.</param>
    /// <exception cref="ArgumentException">There is no step, or a step is <c>default</c> or out of order: the message names it.</exception>
    public ChurnCurve(ReadOnlySpan<ChurnStep> steps)
    {
        if (steps.IsEmpty)
            throw new ArgumentException("A curve needs at least one step.", nameof(steps));
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i].N == 0)
                throw Throw.DefaultFact(nameof(steps), nameof(ChurnStep), i);
            if (i > 0 && !(steps[i].LowestScore > steps[i - 1].HighestScore && (Int128)steps[i].Lost * steps[i - 1].N <= (Int128)steps[i - 1].Lost * steps[i].N))
                throw new ArgumentException($"Step {i} must begin above the step before it and have no higher rate.", nameof(steps));
        }

        Steps = [.. steps];
        _scores = [.. Steps.SelectMany(s => new[] { s.LowestScore, s.HighestScore })];
        _rates = [.. Steps.SelectMany(s => Enumerable.Repeat((double)s.Lost / s.N, 2))];
    }

    /// <summary>The steps, in ascending order of scores.</summary>
    public ImmutableArray<ChurnStep> Steps { get; }

    /// <summary>Fits the curve to customers whose fate is known.</summary>
    /// <param name="score">The scores at the period's start; at least one, finite. Higher is healthier.</param>
    /// <param name="lost">Who was lost in the period.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">There is no customer, the lengths differ, or a score is not finite: the message names the row.</exception>
    public static ChurnCurve Fit(ReadOnlySpan<double> score, ReadOnlySpan<bool> lost)
    {
        Check(score, lost);
        double[] sorted = score.ToArray();
        bool[] isLost = lost.ToArray();
        NumberSort.Sort<bool>(sorted, isLost);
        var steps = new List<ChurnStep>();
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            long gone = 0;
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
                gone += isLost[end] ? 1 : 0;
            var step = new ChurnStep(sorted[start], sorted[start], gone, end - start);
            while (steps.Count > 0 && (Int128)step.Lost * steps[^1].N >= (Int128)steps[^1].Lost * step.N)
            {
                step = new ChurnStep(steps[^1].LowestScore, step.HighestScore, steps[^1].Lost + step.Lost, steps[^1].N + step.N);
                steps.RemoveAt(steps.Count - 1);
            }

            steps.Add(step);
        }

        return new ChurnCurve([.. steps]);
    }

    /// <summary>The probability that a customer of this score is lost in a period as long as the one fitted.</summary>
    /// <param name="score">The score; finite.</param>
    /// <returns>A probability, 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="score"/> is not finite.</exception>
    public double ProbabilityLost(double score) => double.IsFinite(score) ? At(score) : throw Throw.OutOfRange(nameof(score), score, "finite");

    /// <summary>The probability of many customers to be lost. Allocates nothing.</summary>
    /// <param name="score">The scores; finite.</param>
    /// <param name="destination">Gets one probability a row.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row or overlaps the scores, or a score is not finite.</exception>
    public void ProbabilityLost(ReadOnlySpan<double> score, Span<double> destination)
    {
        Throw.IfLengthDiffers(destination.Length, score.Length, nameof(destination));
        Throw.IfOverlaps(score, destination, nameof(destination));
        for (int row = 0; row < score.Length; row++)
        {
            if (!double.IsFinite(score[row]))
                throw Throw.Row(nameof(score), row, "the score", score[row], "finite");
            destination[row] = At(score[row]);
        }
    }

    /// <summary>Brier's score (1950) of the curve: the mean squared difference between probability and fate. Less is better; use other customers than those fitted.</summary>
    /// <param name="score">The scores; finite.</param>
    /// <param name="lost">Who was lost.</param>
    /// <returns>The mean, 0 to 1; <see langword="null"/> without customers.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is not finite.</exception>
    public double? Brier(ReadOnlySpan<double> score, ReadOnlySpan<bool> lost)
    {
        if (score.IsEmpty && lost.IsEmpty)
            return null;
        Check(score, lost);
        CompensatedSum sum = default;
        for (int row = 0; row < score.Length; row++)
        {
            double error = At(score[row]) - (lost[row] ? 1 : 0);
            sum.Add(error * error);
        }

        return sum.Value / score.Length;
    }

    private static void Check(ReadOnlySpan<double> score, ReadOnlySpan<bool> lost)
    {
        if (score.IsEmpty)
            throw new ArgumentException("There are no customers.", nameof(score));
        Throw.IfLengthDiffers(lost.Length, score.Length, nameof(lost));
        for (int row = 0; row < score.Length; row++)
        {
            if (!double.IsFinite(score[row]))
                throw Throw.Row(nameof(score), row, "the score", score[row], "finite");
        }
    }

    private double At(double score)
    {
        int low = 0, high = _scores.Length; // the first end above the score
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_scores[middle] <= score)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == 0)
            return _rates[0];
        if (low == _scores.Length || _scores[low - 1] == score)
            return _rates[low - 1];
        // Halves first: the distance of two doubles may be beyond one.
        double share = ((score / 2) - (_scores[low - 1] / 2)) / ((_scores[low] / 2) - (_scores[low - 1] / 2));
        return _rates[low - 1] + (share * (_rates[low] - _rates[low - 1]));
    }
}
