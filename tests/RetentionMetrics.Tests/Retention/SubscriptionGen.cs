using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

/// <summary>Subscriptions of a few customers over a little more than a year: overlaps, gaps, trials, pauses, free ones, ends on the first day, products, billing periods and reasons.</summary>
internal static class SubscriptionGen
{
    public static Gen<List<Subscription>> Lists { get; } = (
        from customer in Gen.Elements("a", "b", "c", "d", "e", "f", "g")
        from start in Gen.Choose(0, 400)
        from length in Gen.Choose(-60, 150)
        from cents in Gen.Choose(0, 20)
        from kind in Gen.Choose(0, 9)
        from product in Gen.Elements("x", "y", null)
        from reason in Gen.Elements(EndReason.Unknown, EndReason.Voluntary, EndReason.Involuntary)
        from billing in Gen.Elements<BillingPeriod?>(null, BillingPeriod.Month, BillingPeriod.Week, BillingPeriod.Quarter)
        let end = length < -10 ? (DateOnly?)null : Day(start + Math.Max(0, length))
        select kind == 1
            ? Subscription.Pause(customer, Day(start), end)
            : new Subscription(customer, Day(start), end, cents * 12.34m, isTrial: kind == 0, product: product, endReason: reason, billing: billing))
        .ListOf().Select(list => list.ToList());

    public static Gen<int?> Limits { get; } = Gen.Elements<int?>(null, 0, 10, 45);

    public static DateOnly Day(int number) => new DateOnly(2025, 1, 1).AddDays(number);

    /// <summary>The subscriptions as they are known on a day: later starts and ends are not.</summary>
    public static List<Subscription> Known(IEnumerable<Subscription> list, DateOnly? asOf) =>
        [.. list.Where(s => !(s.Start > asOf) && s.Start != s.End).Select(s => !(s.End > asOf) ? s : s.State == SubscriptionState.Paused
            ? Subscription.Pause(s.CustomerId, s.Start, null)
            : new Subscription(s.CustomerId, s.Start, null, s.MonthlyAmount, s.IsTrial, null, s.Product, s.EndReason, s.Billing))];

    public static bool Pays(IEnumerable<Subscription> ofCustomer, DateOnly day) => ofCustomer.Any(s => s.State == SubscriptionState.Paid && s.IsInForce(day));

    /// <summary>The definition of a pause, day by day: the unpaid days around this one, up to the paid days on both sides, are few enough or all declared.</summary>
    public static bool IsOnPause(List<Subscription> ofCustomer, DateOnly day, int? limit, DateOnly? asOf)
    {
        if (Pays(ofCustomer, day))
            return false;
        (DateOnly first, DateOnly last, DateOnly from, DateOnly to) = (Day(-1), asOf ?? Day(700), day, day); // nothing starts before or ends after
        while (from > first && !Pays(ofCustomer, from.AddDays(-1)))
            from = from.AddDays(-1);
        while (to < last && !Pays(ofCustomer, to.AddDays(1)))
            to = to.AddDays(1);
        if (from == first)
            return false; // has not paid yet
        int days = to.DayNumber - from.DayNumber + 1;
        return limit is { } most
            ? days <= most && (to < last || asOf is not null)
            : Enumerable.Range(0, days).All(i => ofCustomer.Any(s => s.State == SubscriptionState.Paused && s.IsInForce(from.AddDays(i))));
    }
}
