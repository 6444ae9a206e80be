using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Who invites whom, how many of the invited became customers, and how fast that makes the customers grow (K).</summary>
/// <remarks>
/// <para>
/// A person is converted who was invited by a known id that is among the customers. When several customers invited the same person, the earliest invitation wins
/// and the others win nobody; invitations of one day are ordered by the referrer's id. The tally looks at no dates of purchase: to leave out those who were
/// customers before they were invited, leave their referrals out.
/// </para>
/// <para>
/// Merge: the tally keeps an entry for each referrer and each known invited person, so it is exact for any split of the referrals, by referrer or otherwise.
/// Each part must be counted with the same, whole set of customers, because a customer may invite someone who is counted elsewhere: the set belongs to the
/// definition, and <c>+</c> throws where it sees that it differs. Immutable and valid by construction; two tallies are equal when their contents are.
/// </para>
/// </remarks>
public sealed class ReferralTally : ITally<ReferralTally>, IEquatable<ReferralTally>
{
    private readonly ImmutableSortedDictionary<string, long> _converted; // by referrer

    /// <summary>Makes a tally from its entries, such as those that a database counted.</summary>
    /// <param name="customers">How many customers there are; at least 0.</param>
    /// <param name="invitations">Invitations made by each referrer, in any order; each at least 1.</param>
    /// <param name="invitees">The known persons who were invited, in any order.</param>
    /// <exception cref="ArgumentNullException">A sequence is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> is negative.</exception>
    /// <exception cref="ArgumentException">
    /// An entry is <c>default</c>, doubled or has a count below 1; a referrer has more invitees than invitations; or more invitees are customers than there are customers.
    /// </exception>
    /// <exception cref="OverflowException">The invitations do not fit a long.</exception>
    public ReferralTally(long customers, IEnumerable<KeyValuePair<string, long>> invitations, IEnumerable<Invitee> invitees)
    {
        Throw.IfNegative(customers);
        ArgumentNullException.ThrowIfNull(invitations);
        ArgumentNullException.ThrowIfNull(invitees);
        Customers = customers;
        InvitationsByReferrer = Sorted(nameof(invitations), "referrer", invitations);
        foreach ((string _, long count) in InvitationsByReferrer)
        {
            if (count < 1)
                throw new ArgumentException(FormattableString.Invariant($"A referrer has {count} invitations, but must have at least 1."), nameof(invitations));
            Invitations = checked(Invitations + count);
        }

        Invitees = [.. Sorted(nameof(invitees), "invitee", invitees.Select(i => KeyValuePair.Create(i.Id, i))).Values];
        foreach (IGrouping<string, Invitee> own in Invitees.GroupBy(i => i.ReferrerId, StringComparer.Ordinal))
        {
            if (own.Count() > InvitationsByReferrer.GetValueOrDefault(own.Key))
                throw new ArgumentException("A referrer has more invitees than invitations.", nameof(invitees));
        }

        ConvertedIds = [.. Invitees.Where(i => i.IsCustomer).Select(i => i.Id)];
        if (ConvertedIds.Length > customers)
            throw new ArgumentException("More invitees are customers than there are customers.", nameof(invitees));
        _converted = Invitees.Where(i => i.IsCustomer).GroupBy(i => i.ReferrerId, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(g => g.Key, g => g.LongCount(), StringComparer.Ordinal);
    }

    /// <summary>The tally of nothing: neutral for every set of customers.</summary>
    public static ReferralTally Zero { get; } = new(0, [], []);

    /// <summary>How many customers there are, whether they invite or not.</summary>
    public long Customers { get; }

    /// <summary>Invitations made, to known and unknown persons; each counts, also a second one to the same person.</summary>
    public long Invitations { get; }

    /// <summary>Invitations by referrer, in ordinal order of the referrers.</summary>
    public ImmutableSortedDictionary<string, long> InvitationsByReferrer { get; }

    /// <summary>The distinct known persons who were invited, in ordinal order, each with the invitation that counts.</summary>
    public ImmutableArray<Invitee> Invitees { get; }

    /// <summary>The distinct invited persons who are customers, in ordinal order: to compare referred with other customers.</summary>
    public ImmutableArray<string> ConvertedIds { get; }

    /// <summary>Distinct customers who invite.</summary>
    public int Referrers => InvitationsByReferrer.Count;

    /// <summary>Distinct persons who were invited and are known by an id.</summary>
    public int InvitedKnown => Invitees.Length;

    /// <summary>Distinct invited persons who are customers.</summary>
    public int Converted => ConvertedIds.Length;

    /// <summary>Invitations ÷ customers; <see langword="null"/> without customers.</summary>
    public double? InvitationsPerCustomer => Customers == 0 ? null : (double)Invitations / Customers;

    /// <summary>The viral coefficient K = invitations per customer × conversion = converted ÷ customers: new customers that each customer brings.</summary>
    /// <remarks>At most 1, for those won are customers themselves: S customers who came by themselves grow to S ÷ (1 − K) in all.</remarks>
    /// <value><see langword="null"/> without customers; 0 without invitations.</value>
    public double? KFactor => Customers == 0 ? null : (double)Converted / Customers;

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another, counted with the same customers.</param>
    /// <returns>The sum: invitations add, each invited person is counted once.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">The two were counted with different customers: their numbers differ, or a person is a customer on one side only.</exception>
    /// <exception cref="OverflowException">The invitations do not fit a long.</exception>
    public static ReferralTally operator +(ReferralTally left, ReferralTally right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Equals(Zero) || right.Equals(Zero))
            return left.Equals(Zero) ? right : left;
        if (left.Customers != right.Customers)
            throw new InvalidOperationException(FormattableString.Invariant($"The tallies were counted with {left.Customers} and {right.Customers} customers; both must use the same, whole set."));

        var invitations = left.InvitationsByReferrer.ToBuilder();
        foreach ((string referrer, long count) in right.InvitationsByReferrer)
            invitations[referrer] = checked(invitations.GetValueOrDefault(referrer) + count);
        var invitees = left.Invitees.ToDictionary(i => i.Id, StringComparer.Ordinal);
        foreach (Invitee invitee in right.Invitees)
        {
            if (invitees.TryGetValue(invitee.Id, out Invitee own) && own.IsCustomer != invitee.IsCustomer)
                throw new InvalidOperationException("The tallies were counted with different customers: a person is a customer in one of them only.");
            Add(invitees, invitee);
        }

        return new ReferralTally(left.Customers, invitations, invitees.Values);
    }

    /// <summary>Counts referrals.</summary>
    /// <param name="referrals">The referrals, in any order.</param>
    /// <param name="customers">The ids of all customers; its comparer should be ordinal. Referrers need not be among them: they may have left.</param>
    /// <returns>The tally.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A referral is <c>default</c>.</exception>
    public static ReferralTally Count(IEnumerable<Referral> referrals, IReadOnlySet<string> customers)
    {
        ArgumentNullException.ThrowIfNull(referrals);
        ArgumentNullException.ThrowIfNull(customers);
        var invitations = new Dictionary<string, long>(StringComparer.Ordinal);
        var invitees = new Dictionary<string, Invitee>(StringComparer.Ordinal);
        long row = 0;
        foreach (Referral referral in referrals)
        {
            if (referral.ReferrerId is null)
                throw Throw.DefaultFact(nameof(referrals), nameof(Referral), row);
            invitations[referral.ReferrerId] = invitations.GetValueOrDefault(referral.ReferrerId) + 1;
            if (referral.ReferredId is { } id)
                Add(invitees, new Invitee(id, referral.ReferrerId, referral.Date, customers.Contains(id)));
            row++;
        }

        return new ReferralTally(customers.Count, invitations, invitees.Values);
    }

    /// <summary>Share of the invitations that won a customer: converted ÷ invitations, with Wilson's interval (1927).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The share; <see langword="null"/> without invitations. Invitations to unknown persons count as not converted.</returns>
    public Estimate? Conversion(ConfidenceLevel level = default) => ProportionInterval.Wilson(Converted, Invitations, level);

    /// <summary>
    /// How many customers there are after a time for each one now, when invitations alone bring them, each new customer invites once like those counted here and nobody leaves:
    /// Σ_{j=0…m} K^j = (K^(m+1) − 1) ÷ (K − 1) after m = time ÷ cycle rounds of invitations; between whole rounds the closed form is used.
    /// </summary>
    /// <param name="time">How long, in any unit; finite and at least 0.</param>
    /// <param name="cycle">The time from becoming a customer to one's invitations being accepted, in the same unit; finite and greater than 0.</param>
    /// <returns>A multiple of today's customers, 1 at time 0; <see langword="null"/> without customers, or when it is too large for a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is outside its range.</exception>
    public double? Growth(double time, double cycle)
    {
        double rounds = Throw.IfNegativeOrNotFinite(time) / Throw.IfNotPositive(cycle);
        if (Customers == 0)
            return null;
        // 1 − K from the counts, and 1 − K^m by expm1: neither loses digits where K is near 1.
        double rest = (double)(Customers - Converted) / Customers;
        double growth = Converted == 0 ? 1 : rest > 0 ? -SpecialFunctions.ExpMinusOne((rounds + 1) * SpecialFunctions.LogOnePlus(-rest)) / rest : rounds + 1;
        return double.IsFinite(growth) ? growth : null;
    }

    /// <summary>The customers whose invitations won most, by converted, then by invitations, then by id.</summary>
    /// <param name="count">How many at most; at least 0.</param>
    /// <returns>The referrers, best first.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public ImmutableArray<Referrer> TopReferrers(int count)
    {
        Throw.IfNegative(count);
        return [.. InvitationsByReferrer
            .Select(p => new Referrer(p.Key, p.Value, _converted.GetValueOrDefault(p.Key)))
            .OrderByDescending(r => r.Converted).ThenByDescending(r => r.Invitations).ThenBy(r => r.Id, StringComparer.Ordinal)
            .Take(count)];
    }

    /// <summary>Whether another tally has the same entries.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(ReferralTally? other) =>
        other is not null && Customers == other.Customers
        && InvitationsByReferrer.SequenceEqual(other.InvitationsByReferrer) && Invitees.SequenceEqual(other.Invitees);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReferralTally);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Customers, Invitations, Referrers, InvitedKnown, Converted);

    private static void Add(Dictionary<string, Invitee> invitees, Invitee invitee) =>
        invitees[invitee.Id] = invitees.TryGetValue(invitee.Id, out Invitee own) ? Invitee.Earlier(own, invitee) : invitee;

    private static ImmutableSortedDictionary<string, T> Sorted<T>(string name, string what, IEnumerable<KeyValuePair<string, T>> entries)
    {
        var sorted = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        long row = 0;
        foreach ((string id, T value) in entries)
        {
            if (string.IsNullOrEmpty(id))
                throw new ArgumentException(FormattableString.Invariant($"Element {row} has no {what} id."), name);
            if (!sorted.TryAdd(id, value))
                throw new ArgumentException(FormattableString.Invariant($"Element {row} is a second entry of its {what}; each has one."), name);
            row++;
        }

        return sorted.ToImmutable();
    }
}
