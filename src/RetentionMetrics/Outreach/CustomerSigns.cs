namespace RetentionMetrics;

/// <summary>What early warnings look at in one customer: whatever is known of it now and before.</summary>
/// <remarks>Each pair needs both of its numbers: with one of them there is nothing to compare, and no warning. Immutable and valid by construction.</remarks>
public readonly record struct CustomerSigns
{
    /// <summary>Makes the signs of a customer.</summary>
    /// <param name="value">What the customer is worth; finite.</param>
    /// <param name="history">The purchase history, or <see langword="null"/>.</param>
    /// <param name="earlierAlive">P(alive) at the last look, 0 to 1, or <see langword="null"/>.</param>
    /// <param name="alive">P(alive) now, or <see langword="null"/>.</param>
    /// <param name="earlierSpend">Mean spend of the customer's earlier periods, each as long as the recent one; finite, or <see langword="null"/>.</param>
    /// <param name="spend">Spend in the recent period; finite, or <see langword="null"/>.</param>
    /// <param name="earlierRating">The rating before, 0 to 10, or <see langword="null"/>.</param>
    /// <param name="rating">The rating now, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CustomerSigns(
        double value,
        CustomerHistory? history = null,
        double? earlierAlive = null,
        double? alive = null,
        double? earlierSpend = null,
        double? spend = null,
        double? earlierRating = null,
        double? rating = null)
    {
        Value = double.IsFinite(value) ? value : throw Throw.OutOfRange(nameof(value), value, "finite");
        History = history;
        EarlierAlive = Fraction(earlierAlive, nameof(earlierAlive));
        Alive = Fraction(alive, nameof(alive));
        EarlierSpend = Finite(earlierSpend, nameof(earlierSpend));
        Spend = Finite(spend, nameof(spend));
        EarlierRating = Answer(earlierRating, nameof(earlierRating));
        Rating = Answer(rating, nameof(rating));
    }

    /// <summary>What the customer is worth.</summary>
    public double Value { get; }

    /// <summary>The purchase history, or <see langword="null"/>.</summary>
    public CustomerHistory? History { get; }

    /// <summary>P(alive) at the last look, or <see langword="null"/>.</summary>
    public double? EarlierAlive { get; }

    /// <summary>P(alive) now, or <see langword="null"/>.</summary>
    public double? Alive { get; }

    /// <summary>Mean spend of the earlier periods, or <see langword="null"/>.</summary>
    public double? EarlierSpend { get; }

    /// <summary>Spend in the recent period, or <see langword="null"/>.</summary>
    public double? Spend { get; }

    /// <summary>The rating before, or <see langword="null"/>.</summary>
    public double? EarlierRating { get; }

    /// <summary>The rating now, or <see langword="null"/>.</summary>
    public double? Rating { get; }

    private static double? Fraction(double? value, string name) => value is null or (>= 0 and <= 1) ? value : throw Throw.OutOfRange(name, value, "a fraction from 0 to 1");

    private static double? Finite(double? value, string name) => value is { } v && !double.IsFinite(v) ? throw Throw.OutOfRange(name, v, "finite") : value;

    private static double? Answer(double? value, string name) => value is null or (>= 0 and <= 10) ? value : throw Throw.OutOfRange(name, value, "from 0 to 10");
}
