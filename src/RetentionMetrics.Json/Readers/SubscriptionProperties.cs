namespace RetentionMetrics.Json;

/// <summary>What the properties of subscriptions in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>An optional property is <see langword="null"/> where it is missing or null; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record SubscriptionProperties
{
    /// <summary>Who subscribes.</summary>
    /// <value><c>customerId</c>.</value>
    public string CustomerId { get; init; } = "customerId";

    /// <summary>First day in force.</summary>
    /// <value><c>start</c>.</value>
    public string Start { get; init; } = "start";

    /// <summary>First day no longer in force; <c>null</c> while none is known.</summary>
    /// <value><c>end</c>.</value>
    public string End { get; init; } = "end";

    /// <summary>Recurring revenue a month, at least 0. Not needed when <see cref="BilledAmount"/> is named.</summary>
    /// <value><c>monthlyAmount</c>.</value>
    public string MonthlyAmount { get; init; } = "monthlyAmount";

    /// <summary>What is billed each <see cref="BillingPeriod"/>, at least 0, when the source has that instead of an amount a month; the billing period is then needed, too.</summary>
    /// <value><c>""</c>: the source has amounts a month.</value>
    public string BilledAmount { get; init; } = "";

    /// <summary>How often it is billed: day, week, month, quarter or year (or daily, weekly, monthly, quarterly, annual), in any case. Optional.</summary>
    /// <value><c>billingPeriod</c>.</value>
    public string BillingPeriod { get; init; } = "billingPeriod";

    /// <summary>The product or plan. Optional.</summary>
    /// <value><c>product</c>.</value>
    public string Product { get; init; } = "product";

    /// <summary>Why it ended: voluntary, involuntary or unknown, in any case; unknown when it does not say. Optional.</summary>
    /// <value><c>endReason</c>.</value>
    public string EndReason { get; init; } = "endReason";

    /// <summary>Whether it is paid, trial or paused, in any case; what <see cref="IsTrial"/> says when it is missing. A pause needs no amount. Optional.</summary>
    /// <value><c>state</c>.</value>
    public string State { get; init; } = "state";

    /// <summary>Whether it is a trial; missing is no. Optional.</summary>
    /// <value><c>isTrial</c>.</value>
    public string IsTrial { get; init; } = "isTrial";

    /// <summary>The subscription's own id. Optional.</summary>
    /// <value><c>subscriptionId</c>.</value>
    public string SubscriptionId { get; init; } = "subscriptionId";

    /// <summary>Whether a missing <see cref="End"/> means that none is known. A misspelt name would then make all subscriptions seem to last.</summary>
    /// <value><see langword="false"/>: the property must be there, <c>null</c> while no end is known.</value>
    public bool EndMayBeMissing { get; init; }

    /// <summary>The currency of the amount, a code of three letters; <see cref="JsonOptions.Currencies"/> says which are taken. Optional.</summary>
    /// <value><c>currency</c>.</value>
    public string Currency { get; init; } = "currency";

    /// <summary>The id of the event: of records with the same one, the first is kept and the others are rejected. It costs memory, as <see cref="EventIds"/> says, so it is read only when named. Optional.</summary>
    /// <value><c>""</c>: not read.</value>
    public string EventId { get; init; } = "";
}
