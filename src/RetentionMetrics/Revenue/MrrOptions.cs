namespace RetentionMetrics;

/// <summary>How movements of recurring revenue are told apart. Immutable.</summary>
public sealed record MrrOptions
{
    /// <summary>The defaults.</summary>
    public static MrrOptions Default { get; } = new();

    /// <summary>The longest time without a paid subscription, in days, that is a pause and not a leave, whether or not it is declared.</summary>
    /// <value>
    /// <see langword="null"/> by default: declared pauses are pauses however long they are, if something paid follows them or they still run; every other gap is a leave.
    /// A gap that is longer is a leave on its first day. One still open at the as-of day is a pause until it is too long: movements of the last periods may change.
    /// </value>
    public int? PauseLimitDays { get; init; }

    /// <summary>What the revenue of a customer is who comes back after having been gone.</summary>
    /// <value><see cref="ReturnRule.Reactivated"/> by default.</value>
    public ReturnRule Return { get; init; }

    internal void Check(string name)
    {
        Throw.IfNegative(PauseLimitDays ?? 0, name);
        if (Return is < ReturnRule.Reactivated or > ReturnRule.New)
            throw Throw.Undefined(Return, name);
    }
}
