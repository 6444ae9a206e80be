namespace RetentionMetrics;

/// <summary>How long one customer stayed, and whether the stay has ended: one row of survival data.</summary>
/// <remarks>A customer who is still there is <em>censored</em>: the stay lasted at least <see cref="Duration"/>. <c>default</c> is a stay of length 0 that goes on: it is legal and tells nothing. Immutable and valid by construction.</remarks>
public readonly record struct Tenure
{
    /// <summary>Makes a tenure.</summary>
    /// <param name="duration">Length of the stay so far, in any one unit of time; finite and at least 0.</param>
    /// <param name="lost"><see langword="true"/> when the customer left at <paramref name="duration"/>, <see langword="false"/> when still there (censored).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="duration"/> is negative, NaN or infinite.</exception>
    public Tenure(double duration, bool lost)
    {
        Duration = Throw.IfNegativeOrNotFinite(duration);
        Lost = lost;
    }

    /// <summary>Length of the stay so far.</summary>
    public double Duration { get; }

    /// <summary>Whether the stay has ended.</summary>
    public bool Lost { get; }

    /// <summary>The tenure between two days, seen on a third.</summary>
    /// <param name="start">First day of the stay.</param>
    /// <param name="end">First day on which the customer is gone, or <see langword="null"/> while there is none.</param>
    /// <param name="asOf">The day of the look, inclusive; an end after it has not happened yet.</param>
    /// <param name="unit">The unit of <see cref="Duration"/>.</param>
    /// <returns>(end − start) ÷ unit and lost, or (asOf − start) ÷ unit and censored.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> or <paramref name="asOf"/> is before <paramref name="start"/>.</exception>
    public static Tenure Between(DateOnly start, DateOnly? end, DateOnly asOf, TimeUnit unit)
    {
        bool lost = end is { } e && e <= asOf;
        DateOnly last = lost ? end!.Value : asOf;
        Throw.IfLessThan(last, start, lost ? nameof(end) : nameof(asOf));
        return new Tenure((last.DayNumber - start.DayNumber) / unit.LengthInDays(), lost);
    }

    /// <summary>The tenures of paying customers, one each however many subscriptions they hold: from the first paid day until no paid subscription is in force.</summary>
    /// <param name="subscriptions">Subscriptions in any order; trials, pauses, and those that start after <paramref name="asOf"/>, are left out.</param>
    /// <param name="asOf">The day of the look, inclusive.</param>
    /// <param name="unit">The unit of <see cref="Duration"/>.</param>
    /// <returns>One tenure a customer, in ordinal order of their ids. A pause between two subscriptions is part of the stay; who has no paid subscription in force on <paramref name="asOf"/> is lost on the last end.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">A subscription is <c>default</c>.</exception>
    public static IReadOnlyList<Tenure> OfCustomers(IEnumerable<Subscription> subscriptions, DateOnly asOf, TimeUnit unit)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        var stays = new SortedDictionary<string, (DateOnly Start, DateOnly? End)>(StringComparer.Ordinal);
        long index = 0;
        foreach (Subscription s in subscriptions)
        {
            if (s.CustomerId is null)
                throw Throw.DefaultFact(nameof(subscriptions), nameof(Subscription), index);
            index++;
            if (s.State != SubscriptionState.Paid || s.Start > asOf || s.End == s.Start)
                continue;
            stays[s.CustomerId] = stays.TryGetValue(s.CustomerId, out var stay)
                ? (s.Start < stay.Start ? s.Start : stay.Start, stay.End is { } a && s.End is { } b ? (a > b ? a : b) : null)
                : (s.Start, s.End);
        }

        return [.. stays.Values.Select(stay => Between(stay.Start, stay.End, asOf, unit))];
    }
}
