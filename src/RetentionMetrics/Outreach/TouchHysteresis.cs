namespace RetentionMetrics;

/// <summary>How much better a challenger must be to take the place of a customer who had it in the last plan, so that customers near an edge do not flap between tiers.</summary>
/// <remarks>
/// Who had a tier, or a higher one, in the last plan competes for it with the priority p raised to p + <see cref="Margin"/> + <see cref="Share"/> · |p|.
/// The raise never lowers a priority, not even a negative one, and keeps the order among those who are raised. <c>default</c> raises nothing: then the last plan decides ties only. Immutable.
/// </remarks>
public readonly record struct TouchHysteresis
{
    private TouchHysteresis(double margin, double share)
    {
        Margin = margin;
        Share = share;
    }

    /// <summary>The raise in units of the priority.</summary>
    public double Margin { get; }

    /// <summary>The raise as a fraction of the priority's size.</summary>
    public double Share { get; }

    /// <summary>A challenger must be better by an amount.</summary>
    /// <param name="margin">The amount in units of the priority; finite and at least 0.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="margin"/> is negative or not finite.</exception>
    public static TouchHysteresis ByMargin(double margin) => new(Throw.IfNegativeOrNotFinite(margin), 0);

    /// <summary>A challenger must be better by a fraction of the incumbent's priority.</summary>
    /// <param name="share">The fraction, at least 0 and less than 1: from 1 on, a low negative priority would be raised above a high one.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not at least 0 and less than 1.</exception>
    public static TouchHysteresis ByShare(double share) =>
        share is >= 0 and < 1 ? new(0, share) : throw Throw.OutOfRange(nameof(share), share, "at least 0 and less than 1");

    internal double Raise(double priority) => priority + Margin + (Share * Math.Abs(priority));
}
