using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>How long new customers take from their start to the first activity that brings them value: onboarding.</summary>
/// <remarks>
/// Days are counted from each customer's own start. Who has not reached it by the as-of day is censored: watched so long without. Tallies of different customers, counted by one definition, add up.
/// Immutable; the same for any order of the facts.
/// </remarks>
public sealed class TimeToFirstValue : ITally<TimeToFirstValue>, IEquatable<TimeToFirstValue>
{
    /// <summary>Makes a tally from groups of customers.</summary>
    /// <param name="groups">The groups, in any order; equal ones are taken together.</param>
    /// <param name="definition">What was counted, or <see langword="null"/> when it is not said.</param>
    /// <exception cref="ArgumentNullException"><paramref name="groups"/> is null.</exception>
    /// <exception cref="ArgumentException">A group is <c>default</c>.</exception>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public TimeToFirstValue(IEnumerable<FirstValueGroup> groups, FirstValueDefinition? definition = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Definition = definition;
        var counts = new Dictionary<(int WatchedDays, int ReachedOn), long>();
        long row = 0;
        foreach (FirstValueGroup group in groups)
        {
            if (group.Customers == 0)
                throw Throw.DefaultFact(nameof(groups), nameof(FirstValueGroup), row);
            row++;
            ref long count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, (group.WatchedDays, group.ReachedOn ?? int.MaxValue), out _);
            count = checked(count + group.Customers);
            Customers = checked(Customers + group.Customers);
            Reached += group.ReachedOn is null ? 0 : group.Customers;
        }

        Groups = [.. counts.OrderBy(c => c.Key).Select(c => new FirstValueGroup(c.Key.WatchedDays, c.Key.ReachedOn == int.MaxValue ? null : c.Key.ReachedOn, c.Value))];
    }

    /// <summary>The tally of nobody, without a definition.</summary>
    public static TimeToFirstValue Zero { get; } = new([]);

    /// <summary>What was counted; <see langword="null"/> when it is not said.</summary>
    public FirstValueDefinition? Definition { get; }

    /// <summary>Customers by how long they were watched and when they reached it, in this order; who has not reached it comes last.</summary>
    public ImmutableArray<FirstValueGroup> Groups { get; }

    /// <summary>Customers who started by the as-of day.</summary>
    public long Customers { get; }

    /// <summary>Those of them who have reached their first value.</summary>
    public long Reached { get; }

    /// <summary>
    /// The day by which half of the customers reach their first value, by the product-limit estimate (Kaplan and Meier 1958), which counts those still without it for as long as they were watched;
    /// <see langword="null"/> while it stays above one half, and for nobody.
    /// </summary>
    public int? Median
    {
        get
        {
            double waiting = 1;
            long atRisk = Customers;
            foreach (var day in Groups.GroupBy(g => g.ReachedOn ?? g.WatchedDays).OrderBy(d => d.Key))
            {
                waiting *= 1 - ((double)day.Where(g => g.ReachedOn is not null).Sum(g => g.Customers) / atRisk);
                if (waiting <= 0.5 + 1e-12) // one half itself may be missed by rounding
                    return day.Key;
                atRisk -= day.Sum(g => g.Customers);
            }

            return null;
        }
    }

    /// <summary>The tally of both sides' customers.</summary>
    /// <param name="left">One tally.</param>
    /// <param name="right">The tally of other customers, by the same definition. Not said is not the same as said.</param>
    /// <returns>The tally of all. <see cref="Zero"/> changes nothing.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">The definitions differ.</exception>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static TimeToFirstValue operator +(TimeToFirstValue left, TimeToFirstValue right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Equals(Zero) || right.Equals(Zero))
            return left.Equals(Zero) ? right : left;
        if (left.Definition != right.Definition)
            throw new InvalidOperationException("Times to a first value add up only when the kinds of activity and the as-of day are the same.");
        return new TimeToFirstValue(left.Groups.Concat(right.Groups), left.Definition);
    }

    /// <summary>Counts from activities.</summary>
    /// <param name="activities">The activities, in any order.</param>
    /// <param name="valueKind">The <see cref="Activity.Kind"/> that brings value, compared ordinally.</param>
    /// <param name="asOf">The last day known, inclusive; later activities are left out.</param>
    /// <param name="startKind">The kind that starts a customer, such as a sign-up, or <see langword="null"/> for the first activity of any kind. Customers without one are left out, and so is what they did before it.</param>
    /// <returns>The tally; a value on the day of the start is reached on day 0.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="activities"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="valueKind"/> is null or empty, or an element is <c>default</c>.</exception>
    public static TimeToFirstValue Count(IEnumerable<Activity> activities, string valueKind, DateOnly asOf, string? startKind = null) =>
        new(Days(activities, valueKind, asOf, startKind).Select(d => new FirstValueGroup(d.Watched, d.ReachedOn, 1)), new FirstValueDefinition(valueKind, asOf, startKind));

    /// <summary>The same as durations for survival analysis: the share still without a first value is a retention curve, which here one wants to fall.</summary>
    /// <param name="activities">As in <see cref="Count"/>.</param>
    /// <param name="valueKind">As in <see cref="Count"/>.</param>
    /// <param name="asOf">As in <see cref="Count"/>.</param>
    /// <param name="startKind">As in <see cref="Count"/>.</param>
    /// <returns>One a customer, in ordinal order of their ids: days to the first value, ended (<see cref="Tenure.Lost"/>) when it was reached, otherwise days watched and censored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="activities"/> is null.</exception>
    /// <exception cref="ArgumentException">As in <see cref="Count"/>.</exception>
    public static IReadOnlyList<Tenure> Tenures(IEnumerable<Activity> activities, string valueKind, DateOnly asOf, string? startKind = null) =>
        [.. Days(activities, valueKind, asOf, startKind).Select(d => new Tenure(d.ReachedOn ?? d.Watched, lost: d.ReachedOn is not null))];

    /// <summary>The share that reached its first value within so many days, of those watched for at least as long, with Wilson's score interval (1927).</summary>
    /// <param name="days">Days after the start, inclusive; at least 0.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction whose N is the customers watched so long; <see langword="null"/> when nobody was.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative.</exception>
    public Estimate? ReachedWithin(int days, ConfidenceLevel level = default)
    {
        Throw.IfNegative(days);
        (long reached, long watched) = (0, 0);
        foreach (FirstValueGroup group in Groups)
        {
            if (group.WatchedDays < days)
                continue;
            watched += group.Customers;
            reached += group.ReachedOn <= days ? group.Customers : 0;
        }

        return ProportionInterval.Wilson(reached, watched, level);
    }

    /// <inheritdoc/>
    public bool Equals(TimeToFirstValue? other) => other is not null && Definition == other.Definition && Groups.AsSpan().SequenceEqual(other.Groups.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TimeToFirstValue);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Definition);
        foreach (FirstValueGroup group in Groups)
            hash.Add(group);
        return hash.ToHashCode();
    }

    private static IEnumerable<(int Watched, int? ReachedOn)> Days(IEnumerable<Activity> activities, string valueKind, DateOnly asOf, string? startKind)
    {
        ArgumentNullException.ThrowIfNull(activities);
        Throw.IfEmpty(valueKind);
        var starts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var values = new List<(string CustomerId, int Day)>();
        long row = 0;
        foreach (Activity a in activities)
        {
            if (a.CustomerId is null)
                throw Throw.DefaultFact(nameof(activities), nameof(Activity), row);
            row++;
            if (a.Date > asOf)
                continue;
            int day = a.Date.DayNumber;
            if ((startKind is null || string.Equals(a.Kind, startKind, StringComparison.Ordinal)) && !(starts.TryGetValue(a.CustomerId, out int start) && start <= day))
                starts[a.CustomerId] = day;
            if (string.Equals(a.Kind, valueKind, StringComparison.Ordinal))
                values.Add((a.CustomerId, day));
        }

        var reached = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string id, int day) in values)
        {
            if (starts.TryGetValue(id, out int start) && day >= start && !(reached.TryGetValue(id, out int first) && first <= day))
                reached[id] = day;
        }

        return starts.Select(s => (asOf.DayNumber - s.Value, reached.TryGetValue(s.Key, out int day) ? day - s.Value : (int?)null));
    }
}
