namespace RetentionMetrics;

/// <summary>Losses over the time that customers were watched: a rate per customer and unit of time, also called the incidence or person-time rate.</summary>
/// <remarks>
/// It uses every day of every customer, also of those who came late or are still there, and takes the risk for constant over time.
/// Tallies of different customers add up, and so do those of different times of the same customers. <c>default</c> is the tally of nobody. Immutable and valid by construction.
/// </remarks>
public readonly record struct HazardTally : ITally<HazardTally>
{
    /// <summary>Makes a tally.</summary>
    /// <param name="lost">Losses; at least 0.</param>
    /// <param name="exposure">Customer-time watched, in whole units: 30 customers over 12 months each are 360; at least 0, and not 0 when somebody was lost.</param>
    /// <param name="unit">The unit of <paramref name="exposure"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or <paramref name="unit"/> is not a defined value.</exception>
    public HazardTally(long lost, long exposure, TimeUnit unit)
    {
        Throw.IfNegative(lost);
        Throw.IfNegative(exposure);
        if (exposure == 0 && lost > 0)
            throw Throw.OutOfRange(nameof(exposure), exposure, "greater than 0 when somebody was lost");
        _ = unit.LengthInDays();
        Lost = lost;
        Exposure = exposure;
        Unit = unit;
    }

    /// <summary>The tally of nobody.</summary>
    public static HazardTally Zero => default;

    /// <summary>Losses.</summary>
    public long Lost { get; }

    /// <summary>Customer-time watched, in units.</summary>
    public long Exposure { get; }

    /// <summary>The unit of time.</summary>
    public TimeUnit Unit { get; }

    /// <summary>The tally of both sides.</summary>
    /// <param name="left">One tally.</param>
    /// <param name="right">The tally of other customers, or of another time.</param>
    /// <returns>Sums of losses and exposure. The tally of nobody changes nothing.</returns>
    /// <exception cref="InvalidOperationException">The units differ.</exception>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static HazardTally operator +(HazardTally left, HazardTally right)
    {
        if (left == default)
            return right;
        if (right == default)
            return left;
        if (left.Unit != right.Unit)
            throw new InvalidOperationException($"Exposures in one unit only add up: one side is in units of {left.Unit}, the other of {right.Unit}.");
        return new HazardTally(checked(left.Lost + right.Lost), checked(left.Exposure + right.Exposure), left.Unit);
    }

    /// <summary>The hazard λ = lost ÷ exposure, with Garwood's exact Poisson interval (1936).</summary>
    /// <param name="unit">The unit of time of the rate.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>Losses a customer and <paramref name="unit"/>, with N the number lost; <see langword="null"/> when nobody was watched.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not a defined value.</exception>
    public Estimate? Rate(TimeUnit unit, ConfidenceLevel level = default)
    {
        double scale = unit == Unit ? 1 : Unit.LengthInDays() / unit.LengthInDays();
        return PoissonInterval.Rate(Lost, Exposure * scale, Lost, level);
    }

    /// <summary>The share lost within a time under the constant hazard: 1 − e^(−λ·horizon), with the interval of λ carried over.</summary>
    /// <param name="horizon">A time; finite and greater than 0.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction; <see langword="null"/> when nobody was watched.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is not positive and finite, or <paramref name="unit"/> is not a defined value.</exception>
    public Estimate? Churn(double horizon, TimeUnit unit, ConfidenceLevel level = default)
    {
        Throw.IfNotPositive(horizon);
        return Rate(unit, level) is { } rate
            ? new Estimate(Within(rate.Value), Within(rate.Lower!.Value), Within(rate.Upper!.Value), rate.N, level)
            : null;

        double Within(double hazard) => 1 - Math.Exp(-hazard * horizon);
    }

    /// <summary>The mean stay under the constant hazard, 1 ÷ λ = exposure ÷ lost, with the interval of λ carried over.</summary>
    /// <param name="unit">The unit of time of the stay.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A time, with N the number lost; <see langword="null"/> when nobody was lost.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not a defined value.</exception>
    public Estimate? MeanStay(TimeUnit unit, ConfidenceLevel level = default) =>
        Rate(unit, level) is { Value: > 0 } rate ? new Estimate(1 / rate.Value, 1 / rate.Upper!.Value, 1 / rate.Lower!.Value, rate.N, level) : null;
}
