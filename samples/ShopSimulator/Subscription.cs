using System.Globalization;
using MathNet.Numerics.Distributions;

namespace ShopSimulator;

/// <summary>A row of subscriptions.csv.</summary>
internal readonly record struct Subscription(string Id, Customer Customer, DateOnly Start, DateOnly? End, int MonthlyAmount, bool IsTrial)
{
    public const string Header = "subscription_id,customer_id,start,end,monthly_amount,is_trial,product,billing_period,end_reason,state";

    private static readonly Dictionary<int, string> Products = new() { [19] = "basic", [49] = "plus", [99] = "pro" };

    /// <summary>Whether a year is paid at once.</summary>
    public bool IsYearly { get; init; }

    /// <summary>voluntary or involuntary; empty when nobody left.</summary>
    public string EndReason { get; init; } = "";

    /// <summary>Whether the subscriber pauses and pays nothing.</summary>
    public bool IsPause { get; init; }

    public string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"{Id},{Customer.Id},{Start:yyyy-MM-dd},{End:yyyy-MM-dd},{(IsPause ? "" : MonthlyAmount)},{(IsTrial ? "true" : "false")},{Products[MonthlyAmount]},{(IsYearly ? "year" : "month")},{EndReason},{(IsPause ? "paused" : IsTrial ? "trial" : "paid")}");
}

/// <summary>The subscriptions of all customers, as known at the end of the window.</summary>
internal sealed class SubscriptionBook(Window window, Random random)
{
    private static readonly int[] Plans = [19, 49, 99];
    private static readonly int[] PlanWeights = [50, 35, 15];
    private readonly List<Subscription> _rows = [];

    public static List<Subscription> Of(IEnumerable<Customer> customers, Window window, Random random)
    {
        var book = new SubscriptionBook(window, random);
        foreach (Customer customer in customers)
        {
            if (random.Chance(Truth.Subscribes))
                book.Subscribe(customer);
        }

        return book._rows;
    }

    private void Subscribe(Customer customer)
    {
        double leaving = Beta.Sample(random, Truth.LeavingAlpha, Truth.LeavingBeta);
        int plan = random.Pick(PlanWeights);
        DateOnly start = customer.Joined.AddDays(random.Next(60));

        if (random.Chance(Truth.TriesFirst))
        {
            DateOnly trialEnd = start.AddDays(14);
            Add(customer, start, trialEnd, plan, isTrial: true);
            if (!random.Chance(Truth.Converts))
                return;
            start = trialEnd;
        }

        while (Stay(customer, start, plan, leaving) is { } left && random.Chance(Truth.ComesBack))
            start = left.AddMonths(random.Next(2, 9)).AddDays(random.Next(28));
    }

    /// <summary>One stay, with its changes of plan; returns the day on which the customer is gone, or null when the window ends first.</summary>
    private DateOnly? Stay(Customer customer, DateOnly start, int plan, double leaving)
    {
        DateOnly planStart = start;
        for (int month = 1; start <= window.End; month++)
        {
            DateOnly renewal = start.AddMonths(month);
            if (renewal > window.End)
            {
                Add(customer, planStart, end: null, plan);
                return null;
            }

            if (random.Chance(leaving))
            {
                Add(customer, planStart, renewal, plan);
                return renewal;
            }

            if (random.Chance(Truth.ChangesPlan))
            {
                // The old subscription ends on the day on which the new one starts.
                Add(customer, planStart, renewal, plan);
                plan = OtherPlan(plan);
                planStart = renewal;
            }
        }

        return null;
    }

    private int OtherPlan(int plan)
    {
        bool up = plan == 0 || (plan < Plans.Length - 1 && random.Chance(Truth.Upgrades));
        return up ? plan + 1 : plan - 1;
    }

    /// <summary>Adds a row; what happens after the window is not known yet.</summary>
    private void Add(Customer customer, DateOnly start, DateOnly? end, int plan, bool isTrial = false)
    {
        if (start > window.End)
            return;

        string id = string.Create(CultureInfo.InvariantCulture, $"s-{_rows.Count + 1:000000}");
        _rows.Add(new Subscription(id, customer, start, end <= window.End ? end : null, Plans[plan], isTrial));
    }
}
