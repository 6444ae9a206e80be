namespace RetentionMetrics.Csv;

// Optional columns that were not found are named "" so that a reader takes exactly what the profile says, and nothing beside it.
public sealed partial class CsvProfile
{
    /// <summary>The columns for <see cref="TransactionReader"/>; <see langword="null"/> when the needed ones were not found, and <see cref="WhyNot"/> says which.</summary>
    public TransactionColumns? Transactions => Made(FactKind.Transactions, r => new TransactionColumns
    {
        CustomerId = r(ColumnRole.CustomerId),
        Date = r(ColumnRole.Date),
        Amount = r(ColumnRole.Amount),
        OrderId = r(ColumnRole.OrderId),
        Channel = r(ColumnRole.Channel),
        Currency = r(ColumnRole.Currency),
        EventId = r(ColumnRole.EventId),
    });

    /// <summary>The columns for <see cref="SubscriptionReader"/>; <see langword="null"/> when the needed ones were not found, and <see cref="WhyNot"/> says which.</summary>
    public SubscriptionColumns? Subscriptions => Made(FactKind.Subscriptions, r => new SubscriptionColumns
    {
        CustomerId = r(ColumnRole.CustomerId),
        Start = r(ColumnRole.Start),
        End = r(ColumnRole.End),
        MonthlyAmount = r(ColumnRole.MonthlyAmount) is { Length: > 0 } monthly ? monthly : "monthly_amount",
        BilledAmount = r(ColumnRole.BilledAmount) is { Length: > 0 } billed ? billed : null,
        BillingPeriod = r(ColumnRole.BillingPeriod),
        Product = r(ColumnRole.Product),
        EndReason = r(ColumnRole.EndReason),
        State = r(ColumnRole.State),
        IsTrial = r(ColumnRole.IsTrial),
        SubscriptionId = r(ColumnRole.SubscriptionId),
        Currency = r(ColumnRole.Currency),
    });

    /// <summary>The columns for <see cref="ActivityReader"/>; <see langword="null"/> when the needed ones were not found, and <see cref="WhyNot"/> says which.</summary>
    public ActivityColumns? Activities => Made(FactKind.Activities, r => new ActivityColumns { CustomerId = r(ColumnRole.CustomerId), Date = r(ColumnRole.Date), Kind = r(ColumnRole.Kind) });

    /// <summary>The columns for <see cref="RatingReader"/>; <see langword="null"/> when the needed ones were not found, and <see cref="WhyNot"/> says which.</summary>
    public RatingColumns? Ratings => Made(FactKind.Ratings, r => new RatingColumns
    {
        Value = r(ColumnRole.Rating),
        CustomerId = r(ColumnRole.CustomerId),
        Date = r(ColumnRole.Date),
        Segment = r(ColumnRole.Segment),
    });

    /// <summary>The columns for <see cref="SpendReader"/>; <see langword="null"/> when the needed ones were not found, and <see cref="WhyNot"/> says which.</summary>
    public SpendColumns? Spend => Made(FactKind.Spend, r => new SpendColumns
    {
        Channel = r(ColumnRole.Channel),
        Date = r(ColumnRole.Date),
        Amount = r(ColumnRole.Amount),
        NewCustomers = r(ColumnRole.NewCustomers),
        Kind = r(ColumnRole.Kind),
        Purpose = r(ColumnRole.Purpose),
        Currency = r(ColumnRole.Currency),
    });

    /// <summary>The columns for <see cref="ReferralReader"/>; <see langword="null"/> when the needed ones were not found, and <see cref="WhyNot"/> says which.</summary>
    public ReferralColumns? Referrals => Made(FactKind.Referrals, r => new ReferralColumns { ReferrerId = r(ColumnRole.ReferrerId), Date = r(ColumnRole.Date), ReferredId = r(ColumnRole.ReferredId) });

    /// <summary>The columns for <see cref="TenureReader"/>; <see langword="null"/> when the needed ones were not found, and <see cref="WhyNot"/> says which.</summary>
    public TenureColumns? Tenures => Made(FactKind.Tenures, r => new TenureColumns
    {
        Duration = r(ColumnRole.Duration),
        Lost = r(ColumnRole.Lost),
        Entry = r(ColumnRole.Entry),
        Count = r(ColumnRole.Count),
    });

    private T? Made<T>(FactKind kind, Func<Func<ColumnRole, string>, T> make)
        where T : class
    {
        KindProposal proposal = Of(kind)!;
        return proposal.WhyNot is null ? make(role => proposal.Roles.GetValueOrDefault(role)?.Value ?? "") : null;
    }
}
