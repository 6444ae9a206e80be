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

    /// <summary>Recurring revenue a month, at least 0.</summary>
    /// <value><c>monthly_amount</c>.</value>
    public string MonthlyAmount { get; init; } = "monthly_amount";

    /// <summary>Whether it is a trial; blank is no. Optional.</summary>
    /// <value><see langword="null"/>: <c>is_trial</c>, when there.</value>
    public string? IsTrial { get; init; }

    /// <summary>The subscription's own id. Optional.</summary>
    /// <value><see langword="null"/>: <c>subscription_id</c>, when there.</value>
    public string? SubscriptionId { get; init; }
}
