using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Customers at a period's start, and how many of them were gone at its end: logo churn.</summary>
/// <remarks>
/// The denominator is the customers at the period's start; customers won during the period are in neither number. Tallies of different customers over the same period add up;
/// adding periods pools them, which weights each by its customers. <c>default</c> is the tally of nobody. Immutable and valid by construction.
/// </remarks>
public readonly record struct ChurnTally : ITally<ChurnTally>
{
    /// <summary>Makes a tally from counts.</summary>
    /// <param name="atStart">Customers at the period's start; at least 0.</param>
    /// <param name="lost">Those of them who were gone at its end; from 0 to <paramref name="atStart"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or <paramref name="lost"/> is greater than <paramref name="atStart"/>.</exception>
    public ChurnTally(long atStart, long lost)
    {
        Throw.IfNegative(atStart);
        Throw.IfNegative(lost);
        Throw.IfGreaterThan(lost, atStart);
        AtStart = atStart;
        Lost = lost;
    }

    /// <summary>The tally of nobody.</summary>
    public static ChurnTally Zero => default;

    /// <summary>Customers at the period's start: the denominator.</summary>
    public long AtStart { get; }

    /// <summary>Those of them who were gone at its end.</summary>
    public long Lost { get; }

    /// <summary>Those of them who were still there at its end: at start − lost.</summary>
    public long Retained => AtStart - Lost;

    /// <summary>The tally of both sides' customers.</summary>
    /// <param name="left">One tally.</param>
    /// <param name="right">The tally of other customers.</param>
    /// <returns>Sums of both counts.</returns>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static ChurnTally operator +(ChurnTally left, ChurnTally right) =>
        new(checked(left.AtStart + right.AtStart), checked(left.Lost + right.Lost));

    /// <summary>Counts the paying customers of one day, and those of them who do not pay on a later day.</summary>
    /// <param name="subscriptions">The subscriptions, in any order; several of one customer count once.</param>
    /// <param name="from">First day of the period: a customer is counted when a subscription that is no trial is in force on it, whatever its amount.</param>
    /// <param name="to">The day after the period [from, to): a counted customer is lost when none is in force on it. A leave and return in between is no loss.</param>
    /// <returns>The tally. That of a period of <c>MrrTimeline</c>, which compares balances at the ends of days, has the two closing days as <paramref name="from"/> and <paramref name="to"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not after <paramref name="from"/>.</exception>
    public static ChurnTally Count(IEnumerable<Subscription> subscriptions, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        Throw.IfLessThanOrEqual(to, from);
        var customers = new Dictionary<string, (bool AtStart, bool AtEnd)>(StringComparer.Ordinal);
        long row = 0;
        foreach (Subscription s in subscriptions)
        {
            if (s.CustomerId is null)
                throw Throw.DefaultFact(nameof(subscriptions), nameof(Subscription), row);
            row++;
            (bool atStart, bool atEnd) = (s.IsInForce(from), s.IsInForce(to));
            if (s.IsTrial || !(atStart || atEnd))
                continue;
            ref (bool AtStart, bool AtEnd) seen = ref CollectionsMarshal.GetValueRefOrAddDefault(customers, s.CustomerId, out _);
            seen = (seen.AtStart || atStart, seen.AtEnd || atEnd);
        }

        (long start, long lost) = (0, 0);
        foreach ((bool atStart, bool atEnd) in customers.Values)
        {
            start += atStart ? 1 : 0;
            lost += atStart && !atEnd ? 1 : 0;
        }

        return new ChurnTally(start, lost);
    }

    /// <summary>The churn rate c = lost ÷ at start, with Wilson's score interval (1927).</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction a period, or <see langword="null"/> when there were no customers at the start.</returns>
    public Estimate? Rate(ConfidenceLevel level = default) => ProportionInterval.Wilson(Lost, AtStart, level);

    /// <summary>The retention rate 1 − c = retained ÷ at start, with Wilson's score interval (1927).</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction a period, or <see langword="null"/> when there were no customers at the start.</returns>
    public Estimate? Retention(ConfidenceLevel level = default) => ProportionInterval.Wilson(Retained, AtStart, level);

    /// <summary>The churn of a mean year at the same pace: 1 − (1 − c)^(365.25 ÷ days).</summary>
    /// <param name="days">The period's length in days; finite and greater than 0.</param>
    /// <returns>A fraction a year, or <see langword="null"/> when there were no customers at the start.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is not positive and finite.</exception>
    public double? Annualised(double days)
    {
        Throw.IfNotPositive(days);
        return AtStart == 0 ? null : 1 - Math.Pow((double)Retained / AtStart, 365.25 / days);
    }
}
