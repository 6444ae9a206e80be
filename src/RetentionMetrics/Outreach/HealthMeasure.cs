namespace RetentionMetrics;

/// <summary>One measure of a customer's health, such as logins a week: what counts as worst and best, and how much it weighs.</summary>
/// <remarks>The measure's score is (value − worst) ÷ (best − worst), held within 0…1. A best below the worst means that lower is better, as for open complaints. Immutable and valid by construction.</remarks>
public sealed record HealthMeasure
{
    /// <summary>Makes a measure.</summary>
    /// <param name="name">The measure's name; not empty.</param>
    /// <param name="weight">How much it weighs, at least 0; only the ratios of weights matter.</param>
    /// <param name="worst">The value that scores 0, and everything beyond it.</param>
    /// <param name="best">The value that scores 1, and everything beyond it; not equal to <paramref name="worst"/>, above or below it.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is negative or not finite, or worst and best are equal, not finite or too far apart for their difference to be finite.</exception>
    public HealthMeasure(string name, double weight, double worst, double best)
    {
        Name = Throw.IfEmpty(name);
        Weight = Throw.IfNegativeOrNotFinite(weight);
        if (!double.IsFinite(worst))
            throw Throw.OutOfRange(nameof(worst), worst, "finite");
        if (!double.IsFinite(best - worst) || best.Equals(worst) || best - worst == 0)
            throw Throw.OutOfRange(nameof(best), best, "finite and different from the worst");
        Worst = worst;
        Best = best;
    }

    /// <summary>The measure's name.</summary>
    public string Name { get; }

    /// <summary>How much it weighs.</summary>
    public double Weight { get; }

    /// <summary>The value that scores 0.</summary>
    public double Worst { get; }

    /// <summary>The value that scores 1.</summary>
    public double Best { get; }
}
