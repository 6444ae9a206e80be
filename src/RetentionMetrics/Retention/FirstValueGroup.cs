namespace RetentionMetrics;

/// <summary>Customers who were watched for the same number of days, and reached their first value on the same day: a row of a <see cref="TimeToFirstValue"/>.</summary>
public readonly record struct FirstValueGroup
{
    /// <summary>Makes a row.</summary>
    /// <param name="watchedDays">Days from the start to the as-of day; at least 0.</param>
    /// <param name="reachedOn">Days from the start to the first value, from 0 to <paramref name="watchedDays"/>; <see langword="null"/> when it was not reached yet.</param>
    /// <param name="customers">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FirstValueGroup(int watchedDays, int? reachedOn, long customers)
    {
        Throw.IfNegative(watchedDays);
        Throw.IfNegative(reachedOn ?? 0, nameof(reachedOn));
        Throw.IfGreaterThan(reachedOn ?? 0, watchedDays, nameof(reachedOn));
        Throw.IfNegativeOrZero(customers);
        WatchedDays = watchedDays;
        ReachedOn = reachedOn;
        Customers = customers;
    }

    /// <summary>Days from the start to the as-of day.</summary>
    public int WatchedDays { get; }

    /// <summary>Days from the start to the first value, or <see langword="null"/>.</summary>
    public int? ReachedOn { get; }

    /// <summary>How many customers.</summary>
    public long Customers { get; }
}
