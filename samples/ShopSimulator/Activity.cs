using System.Globalization;

namespace ShopSimulator;

/// <summary>A row of activities.csv: a subscriber's login, or a buyer's visit.</summary>
internal readonly record struct Activity(string CustomerId, DateOnly Date, string Kind)
{
    public const string Header = "customer_id,date,kind";

    public string Row => string.Create(CultureInfo.InvariantCulture, $"{CustomerId},{Date:yyyy-MM-dd},{Kind}");

    public static List<Activity> Of(
        IEnumerable<Customer> customers, IEnumerable<Order> orders, List<Subscription> subscriptions, Window window, Random random)
    {
        var activities = new List<Activity>();
        AddLogins(activities, subscriptions, window, random);
        AddVisits(activities, customers, orders, random);
        return [.. activities.OrderBy(a => a.Date)];
    }

    /// <summary>At most one login in each week of a subscription, on any day of it.</summary>
    private static void AddLogins(List<Activity> activities, List<Subscription> subscriptions, Window window, Random random)
    {
        var starts = subscriptions.Select(s => (s.Customer, s.Start)).ToHashSet();
        foreach (Subscription s in subscriptions)
        {
            // A subscription that is followed at once by another is a change of plan; nobody leaves.
            DateOnly? leaves = s.End is { } end && !starts.Contains((s.Customer, end)) ? end : null;
            DateOnly last = s.End?.AddDays(-1) ?? window.End;
            for (DateOnly week = s.Start; week <= last; week = week.AddDays(7))
            {
                bool leavesSoon = leaves is { } gone && week >= gone.AddDays(-42);
                DateOnly day = week.AddDays(random.Next(7));
                if (random.Chance(leavesSoon ? Truth.LogsInBeforeLeaving : Truth.LogsIn) && day <= last)
                    activities.Add(new Activity(s.Customer.Id, day, "login"));
            }
        }
    }

    /// <summary>Half of the customers let themselves be recognised; each of their orders leaves a visit.</summary>
    private static void AddVisits(List<Activity> activities, IEnumerable<Customer> customers, IEnumerable<Order> orders, Random random)
    {
        var recognised = customers.Where(_ => random.Chance(0.5)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        foreach (Order order in orders)
        {
            if (order.Amount > 0 && recognised.Contains(order.CustomerId))
                activities.Add(new Activity(order.CustomerId, order.Date, "visit"));
        }
    }
}
