using System.Globalization;

namespace ShopSimulator;

/// <summary>What else a file of subscriptions knows: how they are billed, why they ended and which absences were announced. Nobody stays or leaves for it.</summary>
internal static class SubscriptionTerms
{
    /// <summary>The subscriptions with their terms, and a row more for each announced pause.</summary>
    public static List<Subscription> Add(List<Subscription> subscriptions, Random random)
    {
        var rows = new List<Subscription>(subscriptions.Count);
        int pauses = 0;
        for (int i = 0; i < subscriptions.Count; i++)
        {
            Subscription s = subscriptions[i];
            Subscription? next = i + 1 < subscriptions.Count && subscriptions[i + 1].Customer == s.Customer ? subscriptions[i + 1] : null;
            bool leaves = s is { IsTrial: false, End: not null } && next?.Start != s.End;
            bool isPause = leaves && next is not null && random.Chance(Truth.Announces);
            rows.Add(s with
            {
                IsYearly = IsWholeYears(s) && random.Chance(Truth.PaysByYear),
                EndReason = !leaves || isPause ? "" : random.Chance(Truth.PaymentFails) ? "involuntary" : "voluntary",
            });
            if (isPause)
                rows.Add(new Subscription(string.Create(CultureInfo.InvariantCulture, $"s-{subscriptions.Count + ++pauses:000000}"), s.Customer, s.End!.Value, next!.Value.Start, s.MonthlyAmount, IsTrial: false) { IsPause = true });
        }

        return rows;
    }

    /// <summary>Only who never left in the middle of a year can have paid by the year.</summary>
    private static bool IsWholeYears(Subscription s) =>
        !s.IsTrial && (s.End is null || Enumerable.Range(1, 20).Any(year => s.Start.AddMonths(12 * year) == s.End));
}
