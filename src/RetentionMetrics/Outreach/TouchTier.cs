namespace RetentionMetrics;

/// <summary>A way of looking after customers, and how many it can take: high touch, low touch, tech touch.</summary>
/// <remarks>Immutable and valid by construction.</remarks>
public sealed record TouchTier
{
    /// <summary>Makes a tier.</summary>
    /// <param name="name">The tier's name; not empty.</param>
    /// <param name="capacity">The most customers it can take, at least 0; <see langword="null"/> for no limit.</param>
    /// <param name="minimumPriority">The lowest priority it takes; <see langword="null"/> for any.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative, or <paramref name="minimumPriority"/> is not finite.</exception>
    public TouchTier(string name, int? capacity = null, double? minimumPriority = null)
    {
        Name = Throw.IfEmpty(name);
        Throw.IfNegative(capacity ?? 0, nameof(capacity));
        if (minimumPriority is { } minimum && !double.IsFinite(minimum))
            throw Throw.OutOfRange(nameof(minimumPriority), minimum, "finite or null");
        Capacity = capacity;
        MinimumPriority = minimumPriority;
    }

    /// <summary>The tier's name.</summary>
    public string Name { get; }

    /// <summary>The most customers it can take, or <see langword="null"/>.</summary>
    public int? Capacity { get; }

    /// <summary>The lowest priority it takes, or <see langword="null"/>.</summary>
    public double? MinimumPriority { get; }
}
