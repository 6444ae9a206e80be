using RetentionMetrics;

namespace RetentionReport;

/// <summary>Whether recommendations bring customers.</summary>
internal sealed record ReferralsPart
{
    /// <summary>Invitations, referrers and those who became customers.</summary>
    public required ReferralTally Tally { get; init; }

    /// <summary>Whether a file says who is a customer; without one, nobody can be said to have become one.</summary>
    public required bool AreCustomersKnown { get; init; }

    /// <summary>What referred customers brought, when transactions were given.</summary>
    public HistoricalValue? Referred { get; init; }

    /// <summary>What the others brought.</summary>
    public HistoricalValue? Others { get; init; }

    /// <summary>What customers brought and are expected to bring, the referred first; null when there are none of either.</summary>
    public MeanTest? Value { get; init; }

    /// <summary>Who bought again, the referred first; null when there are none of either.</summary>
    public ProportionTest? Repeat { get; init; }

    public static ReferralsPart Make(List<Referral> referrals, Inputs inputs, CustomersPart? part)
    {
        // Since when each is a customer, by first purchase or first paid subscription.
        var since = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (Customer c in (IEnumerable<Customer>?)part?.Base ?? [])
            since[c.Id] = c.FirstPurchase;
        foreach (Subscription s in (inputs.Subscriptions ?? []).Where(s => s.State == SubscriptionState.Paid))
            since[s.CustomerId] = since.TryGetValue(s.CustomerId, out DateOnly day) && day < s.Start ? day : s.Start;

        ReferralTally tally = ReferralTally.Count(referrals, since);
        if (part is null)
            return new ReferralsPart { Tally = tally, AreCustomersKnown = since.Count > 0 };

        // What referred customers brought, beside what the others did.
        var referred = new HashSet<string>(tally.ConvertedIds, StringComparer.Ordinal);
        ILookup<bool, Customer> customers = part.Base.ToLookup(c => referred.Contains(c.Id));
        return new ReferralsPart
        {
            Tally = tally,
            AreCustomersKnown = true,
            Referred = SoFar(customers[true]),
            Others = SoFar(customers[false]),
            Value = MeanTest.Compare(InAll(customers[true]), InAll(customers[false])),
            Repeat = ProportionTest.Compare(Again(customers[true]), customers[true].Count(), Again(customers[false]), customers[false].Count()),
        };

        static HistoricalValue SoFar(IEnumerable<Customer> customers) =>
            customers.Aggregate(HistoricalValue.Zero, (sum, c) => sum + new HistoricalValue(1, c.TotalSpend));
        static long Again(IEnumerable<Customer> customers) => customers.LongCount(c => c.History.Frequency > 0);
        double[] InAll(IEnumerable<Customer> customers) => [.. customers.Select(c => (double)c.TotalSpend + (part.HasLifetimeValue ? part.LifetimeValue[c.Row] : 0))];
    }
}
