using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Sql;

namespace RetentionMetrics.Tests.Sql.Tallies;

/// <summary>Rows of a table of subscriptions, good ones and others, and the facts that they are.</summary>
internal static class SubscriptionRows
{
    private static readonly DateOnly Origin = new(2023, 11, 20);

    public static readonly TestColumn[] Columns =
    [
        new("customer", TestType.Text), new("from", TestType.Date), new("until", TestType.Date), new("mrr", TestType.Money), new("plan", TestType.Text),
        new("why", TestType.Text), new("state", TestType.Text), new("trial", TestType.Integer), new("billed", TestType.Money), new("cycle", TestType.Text),
    ];

    public static SubscriptionTable Table { get; } = new("subs")
    {
        CustomerId = "customer",
        Start = "from",
        End = "until",
        MonthlyAmount = "mrr",
        Product = "plan",
        EndReason = "why",
        State = "state",
        IsTrial = "trial",
    };

    public static SubscriptionTable Billed { get; } = Table with { BilledAmount = "billed", BillingPeriod = "cycle" };

    /// <summary>Few customers and few days, so that subscriptions touch, overlap and meet the ends of periods.</summary>
    public static Gen<object?[][]> Gen { get; } =
        (from customer in FsCheck.Fluent.Gen.Frequency((20, FsCheck.Fluent.Gen.Elements<string?>("a", "A", "é", "c's")), (1, FsCheck.Fluent.Gen.Elements("", null)))
         from start in FsCheck.Fluent.Gen.Choose(0, 100)
         from length in FsCheck.Fluent.Gen.Frequency((6, FsCheck.Fluent.Gen.Choose(0, 70)), (1, FsCheck.Fluent.Gen.Choose(-2, 0)), (3, FsCheck.Fluent.Gen.Constant(1_000)))
         from amount in FsCheck.Fluent.Gen.Elements<object?>(0m, 10m, 10m, 10m, 19.99m, 19.99m, 25m, 25m, 25m, 40m, 99.95m, -1m, null)
         from plan in FsCheck.Fluent.Gen.Elements<object?>("x", "y", "y", "", null)
         from why in FsCheck.Fluent.Gen.Elements<object?>("voluntary", "Involuntary", "unknown", "", null)
         from state in FsCheck.Fluent.Gen.Elements<object?>("paid", "paid", "paid", "paid", "Paid", null, "", "paused", "paused", "Paused", "trial", "what")
         from trial in FsCheck.Fluent.Gen.Elements<object?>(0L, 0L, 0L, 0L, 0L, 0L, null, 1L)
         from cycle in FsCheck.Fluent.Gen.Elements<object?>("month", "Annual", "quarterly", "week", "DAY", "yearly")
         select new object?[]
         {
             customer, Origin.AddDays(start), length == 1_000 ? null : Origin.AddDays(start + length), amount, plan, why, state, trial, amount is decimal m ? m + 0.07m : null, cycle,
         }).ArrayOf().Select(rows => rows.Take(24).ToArray());

    public static List<Subscription> Facts(IEnumerable<object?[]> rows, bool isBilled = false)
    {
        var facts = new List<Subscription>();
        foreach (object?[] row in rows)
        {
            string state = ((string?)row[6])?.ToLowerInvariant() ?? "";
            string isTrial = row[7] is 1L ? "trial" : "paid";
            state = state.Length == 0 ? isTrial : state;
            (string? customer, DateOnly start, DateOnly? end) = ((string?)row[0], (DateOnly)row[1]!, (DateOnly?)row[2]);
            if (string.IsNullOrEmpty(customer) || end < start || state == "what")
                continue;
            if (state == "paused")
            {
                facts.Add(Subscription.Pause(customer, start, end));
                continue;
            }

            if ((isBilled ? row[8] : row[3]) is not (decimal and >= 0 and var amount))
                continue;
            EndReason why = ((string?)row[5])?.ToLowerInvariant() switch { "voluntary" => EndReason.Voluntary, "involuntary" => EndReason.Involuntary, _ => EndReason.Unknown };
            BillingPeriod cycle = ((string)row[9]!).ToLowerInvariant() switch { "month" => BillingPeriod.Month, "quarterly" => BillingPeriod.Quarter, "week" => BillingPeriod.Week, "day" => BillingPeriod.Day, _ => BillingPeriod.Year };
            facts.Add(new Subscription(customer, start, end, isBilled ? cycle.AMonth(amount) : amount, state == "trial", null, (string?)row[4], why));
        }

        return facts;
    }
}
