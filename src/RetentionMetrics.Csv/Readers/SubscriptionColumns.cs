namespace RetentionMetrics.Csv;

/// <summary>What the columns of a file of subscriptions are called. Names are compared exactly; all other columns are ignored.</summary>
/// <remarks>An optional column is read when the file has it under its usual name. One that you name must be there; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record SubscriptionColumns
{
    /// <summary>Who subscribes.</summary>
    /// <value><c>customer_id</c>.</value>
    public string CustomerId { get; init; } = "customer_id";

    /// <summary>First day in force.</summary>
    /// <value><c>start</c>.</value>
    public string Start { get; init; } = "start";

    /// <summary>First day no longer in force; cells are blank while none is known. Required, because without it nobody would ever seem to leave.</summary>
    /// <value><c>end</c>.</value>
    public string End { get; init; } = "end";

    /// <summary>Recurring revenue a month, at least 0. Not needed when <see cref="BilledAmount"/> is named.</summary>
    /// <value><c>monthly_amount</c>.</value>
    public string MonthlyAmount { get; init; } = "monthly_amount";

    /// <summary>What is billed each <see cref="BillingPeriod"/>, at least 0, when the file has that instead of an amount a month; the billing period is then needed, too.</summary>
    /// <value><see langword="null"/>: the file has amounts a month.</value>
    public string? BilledAmount { get; init; }

    /// <summary>How often it is billed: day, week, month, quarter or year (or daily, weekly, monthly, quarterly, annual), in any case. Optional.</summary>
    /// <value><see langword="null"/>: <c>billing_period</c>, when there.</value>
    public string? BillingPeriod { get; init; }

    /// <summary>The product or plan. Optional.</summary>
    /// <value><see langword="null"/>: <c>product</c>, when there.</value>
    public string? Product { get; init; }

    /// <summary>Why it ended: voluntary, involuntary or unknown, in any case; blank is unknown. Optional.</summary>
    /// <value><see langword="null"/>: <c>end_reason</c>, when there.</value>
    public string? EndReason { get; init; }

    /// <summary>Whether it is paid, trial or paused, in any case; blank is what <see cref="IsTrial"/> says. A pause needs no amount. Optional.</summary>
    /// <value><see langword="null"/>: <c>state</c>, when there.</value>
    public string? State { get; init; }

    /// <summary>Whether it is a trial; blank is no. Optional.</summary>
    /// <value><see langword="null"/>: <c>is_trial</c>, when there.</value>
    public string? IsTrial { get; init; }

    /// <summary>The subscription's own id. Optional.</summary>
    /// <value><see langword="null"/>: <c>subscription_id</c>, when there.</value>
    public string? SubscriptionId { get; init; }

    /// <summary>The currency of the amount, a code of three letters; <see cref="CsvOptions.Currencies"/> says which are taken. Optional.</summary>
    /// <value><see langword="null"/>: <c>currency</c>, when there; it must be there when the options state a currency.</value>
    public string? Currency { get; init; }

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><see langword="null"/>: not read.</value>
    public string? EventId { get; init; }
}
