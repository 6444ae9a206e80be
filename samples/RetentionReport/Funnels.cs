using RetentionMetrics;

namespace RetentionReport;

/// <summary>How far customers come: bought, bought again and, where the files are there, subscribed and recommended.</summary>
internal static class Funnels
{
    public static FunnelTally Count(CustomersPart part, Inputs inputs)
    {
        const string Bought = "bought", Again = "bought again", Subscribed = "subscribed", Recommended = "recommended";
        List<string> stages = [Bought, Again];
        var events = new List<Activity>(2 * part.Base.Count);
        foreach (Customer c in part.Base)
        {
            events.Add(new Activity(c.Id, c.FirstPurchase, Bought));
            if (c.History.Frequency > 0)
                events.Add(new Activity(c.Id, inputs.SecondPurchase(c.Id) ?? c.LastPurchase, Again));
        }

        if (inputs.Subscriptions is { } subscriptions)
        {
            stages.Add(Subscribed);
            events.AddRange(subscriptions.Where(s => s.State == SubscriptionState.Paid).Select(s => new Activity(s.CustomerId, s.Start, Subscribed)));
        }

        if (inputs.Referrals is { } referrals)
        {
            stages.Add(Recommended);
            events.AddRange(referrals.Select(r => new Activity(r.ReferrerId, r.Date, Recommended)));
        }

        // Who subscribed before buying again has done both by the later day.
        return FunnelTally.Count(events, new FunnelDefinition(stages, order: FunnelOrder.Any));
    }
}
