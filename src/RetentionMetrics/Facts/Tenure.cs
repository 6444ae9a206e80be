namespace RetentionMetrics;

/// <summary>How long one customer stayed, and whether the stay has ended: one row of survival data.</summary>
/// <remarks>
/// A customer who is still there is <em>censored</em>: the stay lasted at least <see cref="Duration"/>. One who was a customer already when the records begin is <em>left-truncated</em>:
/// whoever left before <see cref="Entry"/> was never seen, and so this customer counts as at risk only after it, in (entry, duration]. An entry of 0 is no truncation: at risk from the start, time 0 included.
/// <c>default</c> is one stay of length 0 that goes on: it is legal and tells nothing. Immutable and valid by construction.
/// </remarks>
public readonly record struct Tenure
{
    private readonly long _others; // so that default stands for one customer

    /// <summary>Makes a tenure.</summary>
    /// <param name="duration">Length of the stay so far, in any one unit of time; finite and at least 0.</param>
    /// <param name="lost"><see langword="true"/> when the customer left at <paramref name="duration"/>, <see langword="false"/> when still there (censored).</param>
    /// <param name="entry">Length of the stay when the customer came under observation; at least 0 and less than <paramref name="duration"/>, or 0 for one seen from the start.</param>
    /// <param name="count">How many customers with this same tenure the row stands for; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="duration"/> or <paramref name="entry"/> is negative, NaN or infinite, <paramref name="entry"/> is greater than 0 and not less than <paramref name="duration"/> (such a stay is never seen), or <paramref name="count"/> is less than 1.
    /// </exception>
    public Tenure(double duration, bool lost, double entry = 0, long count = 1)
    {
        Duration = Throw.IfNegativeOrNotFinite(duration);
        Lost = lost;
        Entry = Throw.IfNegativeOrNotFinite(entry);
        if (entry > 0)
            Throw.IfGreaterThanOrEqual(entry, duration);
        Throw.IfNegativeOrZero(count);
        _others = count - 1;
    }

    /// <summary>Length of the stay so far.</summary>
    public double Duration { get; }

    /// <summary>Whether the stay has ended.</summary>
    public bool Lost { get; }

    /// <summary>Length of the stay when the customer came under observation; 0 for one seen from the start.</summary>
    public double Entry { get; }

    /// <summary>How many customers the row stands for: every measure is what it would be with the row repeated as often.</summary>
    public long Count => _others + 1;

    /// <summary>The tenure between two days, seen on a third.</summary>
    /// <param name="start">First day of the stay.</param>
    /// <param name="end">First day on which the customer is gone, or <see langword="null"/> while there is none.</param>
    /// <param name="asOf">The day of the look, inclusive; an end after it has not happened yet.</param>
    /// <param name="unit">The unit of <see cref="Duration"/>.</param>
    /// <param name="observedFrom">First day of the records, when customers who left before it are not in them; <see langword="null"/> when the records hold everybody.</param>
    /// <returns>(end − start) ÷ unit and lost, or (asOf − start) ÷ unit and censored; entered at (observedFrom − start) ÷ unit when the stay began before.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> or <paramref name="asOf"/> is before <paramref name="start"/>, or, with a stay that began before it, not after <paramref name="observedFrom"/>: such a stay is not seen.</exception>
    public static Tenure Between(DateOnly start, DateOnly? end, DateOnly asOf, TimeUnit unit, DateOnly? observedFrom = null)
    {
        bool lost = end is { } e && e <= asOf;
        DateOnly last = lost ? end!.Value : asOf;
        Throw.IfLessThan(last, start, lost ? nameof(end) : nameof(asOf));
        double length = unit.LengthInDays();
        if (observedFrom is not { } from || from <= start)
            return new Tenure((last.DayNumber - start.DayNumber) / length, lost);
        Throw.IfLessThanOrEqual(last, from, lost ? nameof(end) : nameof(asOf));
        return new Tenure((last.DayNumber - start.DayNumber) / length, lost, (from.DayNumber - start.DayNumber) / length);
    }

    /// <summary>The tenures of paying customers, one each however many subscriptions they hold: from the first paid day until no paid subscription is in force.</summary>
    /// <param name="subscriptions">Subscriptions in any order; trials, pauses, and those that start after <paramref name="asOf"/>, are left out.</param>
    /// <param name="asOf">The day of the look, inclusive.</param>
    /// <param name="unit">The unit of <see cref="Duration"/>.</param>
    /// <param name="observedFrom">First day of the records, when customers who left before it are not in them, or shall not count; <see langword="null"/> when the records hold everybody.</param>
    /// <returns>
    /// One tenure a customer, in ordinal order of their ids. A pause between two subscriptions is part of the stay; who has no paid subscription in force on <paramref name="asOf"/> is lost on the last end.
    /// With <paramref name="observedFrom"/>, stays that began before it enter there, and those not seen after it are left out.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">A subscription is <c>default</c>.</exception>
    public static IReadOnlyList<Tenure> OfCustomers(IEnumerable<Subscription> subscriptions, DateOnly asOf, TimeUnit unit, DateOnly? observedFrom = null) =>
        [.. ByCustomer(subscriptions, asOf, unit, observedFrom).Select(t => t.Value)];

    /// <summary>The same with the customers' ids, to set what else is known of each beside its tenure: groups of a log-rank test, covariates of a Cox model.</summary>
    /// <param name="subscriptions">As in <see cref="OfCustomers"/>: all of a customer's, for with those of one product only a change of plan would look like a loss.</param>
    /// <param name="asOf">As in <see cref="OfCustomers"/>.</param>
    /// <param name="unit">As in <see cref="OfCustomers"/>.</param>
    /// <param name="observedFrom">As in <see cref="OfCustomers"/>.</param>
    /// <returns>One tenure a customer, in ordinal order of their ids.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">A subscription is <c>default</c>.</exception>
    public static IReadOnlyList<KeyValuePair<string, Tenure>> ByCustomer(IEnumerable<Subscription> subscriptions, DateOnly asOf, TimeUnit unit, DateOnly? observedFrom = null)
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

        return [.. stays.Where(stay => IsSeen(stay.Value)).Select(stay => KeyValuePair.Create(stay.Key, Between(stay.Value.Start, stay.Value.End, asOf, unit, observedFrom)))];

        bool IsSeen((DateOnly Start, DateOnly? End) stay) =>
            observedFrom is not { } from || from <= stay.Start || (asOf > from && !(stay.End <= from));
    }
}
