namespace RetentionMetrics;

/// <summary>A way of looking after customers, how many it can take, what it costs and what it keeps: high touch, low touch, tech touch.</summary>
/// <remarks>Immutable and valid by construction.</remarks>
public sealed record TouchTier
{
    /// <summary>Makes a tier.</summary>
    /// <param name="name">The tier's name; not empty.</param>
    /// <param name="capacity">The most customers it can take, at least 0; <see langword="null"/> for no limit.</param>
    /// <param name="minimumPriority">The lowest priority it takes; <see langword="null"/> for any.</param>
    /// <param name="costPerCustomer">What it costs to look after one customer in this way; at least 0.</param>
    /// <param name="uplift">The fraction of a customer's value at risk that this care keeps, 0 to 1: measured, such as by an experiment, not guessed by the library.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> or <paramref name="costPerCustomer"/> is negative, <paramref name="minimumPriority"/> is not finite, or <paramref name="uplift"/> is outside 0…1.</exception>
    public TouchTier(string name, int? capacity = null, double? minimumPriority = null, decimal costPerCustomer = 0, double uplift = 0)
    {
        Name = Throw.IfEmpty(name);
        Throw.IfNegative(capacity ?? 0, nameof(capacity));
        if (minimumPriority is { } minimum && !double.IsFinite(minimum))
            throw Throw.OutOfRange(nameof(minimumPriority), minimum, "finite or null");
        Throw.IfNegative(costPerCustomer);
        Capacity = capacity;
        MinimumPriority = minimumPriority;
        CostPerCustomer = costPerCustomer;
        Uplift = Throw.IfNotFraction(uplift);
    }

    /// <summary>The tier's name.</summary>
    public string Name { get; }

    /// <summary>The most customers it can take, or <see langword="null"/>.</summary>
    public int? Capacity { get; }

    /// <summary>The lowest priority it takes, or <see langword="null"/>.</summary>
    public double? MinimumPriority { get; }

    /// <summary>What one customer costs; 0 when not given.</summary>
    public decimal CostPerCustomer { get; }

    /// <summary>The fraction of the value at risk that is kept; 0 when not given.</summary>
    public double Uplift { get; }
}
