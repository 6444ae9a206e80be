namespace RetentionMetrics.Csv;

/// <summary>Which roles each kind of fact needs and takes, and what they are called.</summary>
internal static class KindRoles
{
    /// <summary>All kinds that have a reader.</summary>
    public static readonly FactKind[] Kinds = [.. Enum.GetValues<FactKind>().Where(k => k != FactKind.Unknown)];

    public static ColumnRole[] Needed(FactKind kind) => kind switch
    {
        FactKind.Transactions => [ColumnRole.CustomerId, ColumnRole.Date, ColumnRole.Amount],
        FactKind.Subscriptions => [ColumnRole.CustomerId, ColumnRole.Start, ColumnRole.End, ColumnRole.MonthlyAmount],
        FactKind.Activities => [ColumnRole.CustomerId, ColumnRole.Date],
        FactKind.Ratings => [ColumnRole.Rating],
        FactKind.Spend => [ColumnRole.Channel, ColumnRole.Date, ColumnRole.Amount],
        FactKind.Referrals => [ColumnRole.ReferrerId, ColumnRole.Date],
        FactKind.Tenures => [ColumnRole.Duration, ColumnRole.Lost],
        _ => [],
    };

    public static ColumnRole[] Optional(FactKind kind) => kind switch
    {
        FactKind.Transactions => [ColumnRole.OrderId, ColumnRole.Channel, ColumnRole.Currency, ColumnRole.EventId],
        FactKind.Subscriptions => [ColumnRole.BilledAmount, ColumnRole.BillingPeriod, ColumnRole.SubscriptionId, ColumnRole.Product, ColumnRole.State, ColumnRole.IsTrial, ColumnRole.EndReason, ColumnRole.Currency],
        FactKind.Activities => [ColumnRole.Kind],
        FactKind.Ratings => [ColumnRole.CustomerId, ColumnRole.Date, ColumnRole.Segment],
        FactKind.Spend => [ColumnRole.NewCustomers, ColumnRole.Kind, ColumnRole.Purpose, ColumnRole.Currency],
        FactKind.Referrals => [ColumnRole.ReferredId],
        FactKind.Tenures => [ColumnRole.Entry, ColumnRole.Count],
        _ => [],
    };

    public static bool IsDate(ColumnRole role) => role is ColumnRole.Date or ColumnRole.Start or ColumnRole.End;

    public static bool IsNumber(ColumnRole role) =>
        role is ColumnRole.Amount or ColumnRole.MonthlyAmount or ColumnRole.BilledAmount or ColumnRole.Rating or ColumnRole.NewCustomers or ColumnRole.Duration or ColumnRole.Entry or ColumnRole.Count;

    /// <summary>The role in the middle of a sentence.</summary>
    public static string Word(ColumnRole role) => role switch
    {
        ColumnRole.CustomerId => "the customer id",
        ColumnRole.Date => "the date",
        ColumnRole.Amount => "the amount",
        ColumnRole.OrderId => "the order id",
        ColumnRole.Channel => "the channel",
        ColumnRole.Currency => "the currency",
        ColumnRole.EventId => "the event id",
        ColumnRole.Start => "the start",
        ColumnRole.End => "the end",
        ColumnRole.MonthlyAmount => "the amount a month",
        ColumnRole.BilledAmount => "the amount billed each period",
        ColumnRole.BillingPeriod => "the billing period",
        ColumnRole.Product => "the product",
        ColumnRole.EndReason => "the reason of the end",
        ColumnRole.State => "the state",
        ColumnRole.IsTrial => "whether it is a trial",
        ColumnRole.SubscriptionId => "the subscription id",
        ColumnRole.Rating => "the rating",
        ColumnRole.Segment => "the segment",
        ColumnRole.Kind => "the kind",
        ColumnRole.ReferrerId => "who invites",
        ColumnRole.ReferredId => "who was invited",
        ColumnRole.NewCustomers => "new customers",
        ColumnRole.Purpose => "the purpose",
        ColumnRole.Duration => "the length of the stay",
        ColumnRole.Lost => "whether the stay has ended",
        ColumnRole.Entry => "the entry",
        ColumnRole.Count => "the count",
        _ => "nothing",
    };

    /// <summary>The name that readers look for when they are not told another.</summary>
    public static string UsualName(ColumnRole role) => role switch
    {
        ColumnRole.CustomerId => "customer_id",
        ColumnRole.OrderId => "order_id",
        ColumnRole.EventId => "event_id",
        ColumnRole.MonthlyAmount => "monthly_amount",
        ColumnRole.BilledAmount => "billed_amount",
        ColumnRole.BillingPeriod => "billing_period",
        ColumnRole.EndReason => "end_reason",
        ColumnRole.IsTrial => "is_trial",
        ColumnRole.SubscriptionId => "subscription_id",
        ColumnRole.ReferrerId => "referrer_id",
        ColumnRole.ReferredId => "referred_id",
        ColumnRole.NewCustomers => "new_customers",
        _ => role.ToString().ToLowerInvariant(),
    };
}
