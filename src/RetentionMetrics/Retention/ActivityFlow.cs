namespace RetentionMetrics;

/// <summary>Who was active in one calendar period, against the periods before it: growth accounting.</summary>
/// <remarks>New + retained + reactivated = active, and the period before it had retained + lost active customers. Immutable and valid by construction.</remarks>
public readonly record struct ActivityFlow
{
    /// <summary>Makes a row from counts.</summary>
    /// <param name="start">The period's first day.</param>
    /// <param name="new">Customers active for the first time; at least 0.</param>
    /// <param name="retained">Customers active in the period before, too; at least 0.</param>
    /// <param name="reactivated">Customers active before, but not in the period before; from 0 to <paramref name="dormant"/>.</param>
    /// <param name="lost">Customers active in the period before and not in this one; at least 0.</param>
    /// <param name="dormant">Customers active before, but not in the period before; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="OverflowException">The active customers of the period, or of the one before, do not fit a long.</exception>
    public ActivityFlow(DateOnly start, long @new, long retained, long reactivated, long lost, long dormant)
    {
        Throw.IfNegative(@new, nameof(@new));
        Throw.IfNegative(retained);
        Throw.IfNegative(reactivated);
        Throw.IfNegative(lost);
        Throw.IfLessThan(dormant, reactivated);
        _ = checked(retained + lost);
        Active = checked(@new + retained + reactivated);
        Start = start;
        New = @new;
        Retained = retained;
        Reactivated = reactivated;
        Lost = lost;
        Dormant = dormant;
    }

    /// <summary>The period's first day.</summary>
    public DateOnly Start { get; }

    /// <summary>Customers active in the period.</summary>
    public long Active { get; }

    /// <summary>Those of them never active before.</summary>
    public long New { get; }

    /// <summary>Those of them active in the period before, too.</summary>
    public long Retained { get; }

    /// <summary>Those of them active before, but not in the period before: resurrected.</summary>
    public long Reactivated { get; }

    /// <summary>Customers active in the period before and not in this one.</summary>
    public long Lost { get; }

    /// <summary>The pool that could come back: customers active before, but not in the period before.</summary>
    public long Dormant { get; }

    /// <summary>(new + reactivated) ÷ lost: customers won for each one lost; <see langword="null"/> when nobody was lost.</summary>
    public double? QuickRatio => Lost == 0 ? null : (double)(New + Reactivated) / Lost;

    /// <summary>Churn of activity: lost ÷ active in the period before, with Wilson's score interval (1927).</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction, or <see langword="null"/> when the period before had nobody.</returns>
    public Estimate? Churn(ConfidenceLevel level = default) => ProportionInterval.Wilson(Lost, Retained + Lost, level);

    /// <summary>Resurrection: reactivated ÷ dormant, with Wilson's score interval (1927).</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction, or <see langword="null"/> when nobody could come back.</returns>
    public Estimate? Reactivation(ConfidenceLevel level = default) => ProportionInterval.Wilson(Reactivated, Dormant, level);

    /// <summary>The row of both sides' customers in the same period.</summary>
    internal static ActivityFlow Sum(ActivityFlow a, ActivityFlow b) => new(
        a.Start, checked(a.New + b.New), checked(a.Retained + b.Retained), checked(a.Reactivated + b.Reactivated), checked(a.Lost + b.Lost), checked(a.Dormant + b.Dormant));
}
