using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Who invites whom, how many of the invited became customers, and how fast that makes the customers grow (K).</summary>
/// <remarks>
/// <para>
/// A person is converted who was invited by a known id that is among the customers. When several customers invited the same person, the earliest invitation wins
/// and the others win nobody; invitations of one day are ordered by the referrer's id. Counted with the day since when each is a customer, invitations of those who
/// were customers before are left out and counted as <see cref="AlreadyCustomers"/>; counted with their ids alone, nothing is known of that, nor of the cycle time.
/// </para>
/// <para>
/// Merge: the tally keeps an entry for each referrer and each known invited person, so it is exact for any split of the referrals, by referrer or otherwise.
/// Each part must be counted with the same, whole set of customers, because a customer may invite someone who is counted elsewhere: the set belongs to the
/// definition, and <c>+</c> throws where it sees that it differs. Immutable and valid by construction; two tallies are equal when their contents are.
/// </para>
/// </remarks>
public sealed partial class ReferralTally : ITally<ReferralTally>, IEquatable<ReferralTally>
{
    private readonly ImmutableSortedDictionary<string, long> _converted; // by referrer

    /// <summary>Makes a tally from its entries, such as those that a database counted.</summary>
    /// <param name="customers">How many customers there are; at least 0.</param>
    /// <param name="invitations">Invitations made by each referrer, in any order; each at least 1.</param>
    /// <param name="invitees">The known persons who were invited, in any order.</param>
    /// <param name="alreadyCustomers">Invitations left out because the invited were customers before; at least 0.</param>
    /// <exception cref="ArgumentNullException">A sequence is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> or <paramref name="alreadyCustomers"/> is negative.</exception>
    /// <exception cref="ArgumentException">
    /// An entry is <c>default</c>, doubled or has a count below 1; a referrer has more invitees than invitations; or more invitees are customers than there are customers.
    /// </exception>
    /// <exception cref="OverflowException">The invitations do not fit a long.</exception>
    public ReferralTally(long customers, IEnumerable<KeyValuePair<string, long>> invitations, IEnumerable<Invitee> invitees, long alreadyCustomers = 0)
    {
        Throw.IfNegative(customers);
        Throw.IfNegative(alreadyCustomers);
        ArgumentNullException.ThrowIfNull(invitations);
        ArgumentNullException.ThrowIfNull(invitees);
        Customers = customers;
        AlreadyCustomers = alreadyCustomers;
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

    /// <summary>Invitations left out because the invited were customers before; 0 when the days are not known.</summary>
    public long AlreadyCustomers { get; }

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
            if (invitees.TryGetValue(invitee.Id, out Invitee own) && (own.IsCustomer != invitee.IsCustomer || own.CustomerSince != invitee.CustomerSince))
                throw new InvalidOperationException("The tallies were counted with different customers: a person is a customer in one of them only, or since another day.");
            Add(invitees, invitee);
        }

        return new ReferralTally(left.Customers, invitations, invitees.Values, checked(left.AlreadyCustomers + right.AlreadyCustomers));
    }

    /// <summary>Counts referrals.</summary>
    /// <param name="referrals">The referrals, in any order.</param>
    /// <param name="customers">The ids of all customers; its comparer should be ordinal. Referrers need not be among them: they may have left.</param>
    /// <returns>The tally.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A referral is <c>default</c>.</exception>
    public static ReferralTally Count(IEnumerable<Referral> referrals, IReadOnlySet<string> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        return Count(referrals, customers.Count, id => (customers.Contains(id), null));
    }

    /// <summary>Counts referrals of people who became customers on known days: leaves out those who were customers before they were invited, and measures the cycle time.</summary>
    /// <param name="referrals">The referrals, in any order. Who became a customer on the day of the invitation was won by it.</param>
    /// <param name="customersSince">For each customer the day they became one; its comparer should be ordinal. Referrers need not be among them: they may have left.</param>
    /// <returns>The tally.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A referral is <c>default</c>.</exception>
    public static ReferralTally Count(IEnumerable<Referral> referrals, IReadOnlyDictionary<string, DateOnly> customersSince)
    {
        ArgumentNullException.ThrowIfNull(customersSince);
        return Count(referrals, customersSince.Count, id => customersSince.TryGetValue(id, out DateOnly since) ? (true, since) : (false, null));
    }

    /// <summary>Whether another tally has the same entries.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(ReferralTally? other) =>
        other is not null && Customers == other.Customers && AlreadyCustomers == other.AlreadyCustomers
        && InvitationsByReferrer.SequenceEqual(other.InvitationsByReferrer) && Invitees.SequenceEqual(other.Invitees);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ReferralTally);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Customers, Invitations, Referrers, InvitedKnown, Converted, AlreadyCustomers);

    private static ReferralTally Count(IEnumerable<Referral> referrals, long customers, Func<string, (bool IsCustomer, DateOnly? Since)> find)
    {
        ArgumentNullException.ThrowIfNull(referrals);
        var invitations = new Dictionary<string, long>(StringComparer.Ordinal);
        var invitees = new Dictionary<string, Invitee>(StringComparer.Ordinal);
        long row = 0, already = 0;
        foreach (Referral referral in referrals)
        {
            if (referral.ReferrerId is null)
                throw Throw.DefaultFact(nameof(referrals), nameof(Referral), row);
            row++;
            (bool isCustomer, DateOnly? since) = referral.ReferredId is { } known ? find(known) : default;
            if (referral.Date > since)
            {
                already++;
                continue;
            }

            invitations[referral.ReferrerId] = invitations.GetValueOrDefault(referral.ReferrerId) + 1;
            if (referral.ReferredId is { } id)
                Add(invitees, new Invitee(id, referral.ReferrerId, referral.Date, isCustomer, since));
        }

        return new ReferralTally(customers, invitations, invitees.Values, already);
    }

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
