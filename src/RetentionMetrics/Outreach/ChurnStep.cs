namespace RetentionMetrics;

/// <summary>One level of a <see cref="ChurnCurve"/>: a range of scores and how many of its customers were lost.</summary>
public readonly record struct ChurnStep
{
    /// <summary>Makes a step.</summary>
    /// <param name="lowestScore">Lowest score seen; finite.</param>
    /// <param name="highestScore">Highest score seen; finite and at least <paramref name="lowestScore"/>.</param>
    /// <param name="lost">Customers lost; from 0 to <paramref name="n"/>.</param>
    /// <param name="n">Customers; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ChurnStep(double lowestScore, double highestScore, long lost, long n)
    {
        if (!double.IsFinite(lowestScore))
            throw Throw.OutOfRange(nameof(lowestScore), lowestScore, "finite");
        if (!double.IsFinite(highestScore) || highestScore < lowestScore)
            throw Throw.OutOfRange(nameof(highestScore), highestScore, "finite and at least the lowest score");
        Throw.IfNegativeOrZero(n);
        Throw.IfNegative(lost);
        Throw.IfGreaterThan(lost, n);
        LowestScore = lowestScore;
        HighestScore = highestScore;
        Lost = lost;
        N = n;
    }

    /// <summary>Lowest score seen in the step.</summary>
    public double LowestScore { get; }

    /// <summary>Highest score seen in the step.</summary>
    public double HighestScore { get; }

    /// <summary>Customers lost.</summary>
    public long Lost { get; }

    /// <summary>Customers.</summary>
    public long N { get; }

    /// <summary>Lost ÷ customers with Wilson's interval (1927).</summary>
    /// <param name="level">The interval's level.</param>
    /// <returns>The estimate; <see langword="null"/> for <c>default</c>.</returns>
    public Estimate? Rate(ConfidenceLevel level = default) => ProportionInterval.Wilson(Lost, N, level);
}
