namespace RetentionMetrics;

/// <summary>How churn is counted from subscriptions. Immutable.</summary>
public sealed record ChurnOptions
{
    /// <summary>What the rate is a share of.</summary>
    /// <value><see cref="ChurnDenominator.AtStart"/> by default.</value>
    public ChurnDenominator Denominator { get; init; }

    /// <summary>The longest time without a paid subscription, in days, that is a pause and not a leave, whether or not it is declared.</summary>
    /// <value>
    /// <see langword="null"/> by default: declared pauses are pauses however long they are, if something paid follows them or they still run; every other gap is a leave.
    /// A gap that is longer is a leave on its first day. One still open at <see cref="AsOf"/> is a pause until it is too long: figures of the last days may change.
    /// </value>
    public int? PauseLimitDays { get; init; }

    /// <summary>The last day that is known, inclusive: later starts and ends are left out, and a period cannot end after it.</summary>
    /// <value><see langword="null"/> by default: the subscriptions are complete, and who has none in force and none to come is gone.</value>
    public DateOnly? AsOf { get; init; }
}
