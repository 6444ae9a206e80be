using FsCheck;
using FsCheck.Fluent;

namespace RetentionMetrics.Tests.Retention;

/// <summary>Subscriptions of a few customers over a little more than a year: overlaps, gaps, trials, free ones, and ends on the first day.</summary>
internal static class SubscriptionGen
{
    public static Gen<List<Subscription>> Lists { get; } = (
        from customer in Gen.Elements("a", "b", "c", "d", "e", "f", "g")
        from start in Gen.Choose(0, 400)
        from length in Gen.Choose(-60, 150)
        from cents in Gen.Choose(0, 20)
        from kind in Gen.Choose(0, 9)
        select new Subscription(customer, Day(start), length < -10 ? null : Day(start + Math.Max(0, length)), cents * 12.34m, isTrial: kind == 0))
        .ListOf().Select(list => list.ToList());

    public static DateOnly Day(int number) => new DateOnly(2025, 1, 1).AddDays(number);
}
