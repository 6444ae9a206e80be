namespace RetentionMetrics;

/// <summary>Who was active in one calendar period, against the period before it.</summary>
/// <remarks>New + retained + reactivated = active, and the period before it had retained + lost active customers.</remarks>
public readonly record struct ActivityFlow
{
    internal ActivityFlow(DateOnly start, long @new, long retained, long reactivated, long lost)
    {
        Start = start;
        New = @new;
        Retained = retained;
        Reactivated = reactivated;
        Lost = lost;
    }

    /// <summary>The period's first day.</summary>
    public DateOnly Start { get; }

    /// <summary>Customers active in the period.</summary>
    public long Active => New + Retained + Reactivated;

    /// <summary>Those of them never active before.</summary>
    public long New { get; }

    /// <summary>Those of them active in the period before, too.</summary>
    public long Retained { get; }

    /// <summary>Those of them active before, but not in the period before.</summary>
    public long Reactivated { get; }

    /// <summary>Customers active in the period before and not in this one.</summary>
    public long Lost { get; }

    /// <summary>Lost ÷ active in the period before: a fraction, or <see langword="null"/> when that had nobody.</summary>
    public double? ChurnRate => Retained + Lost == 0 ? null : (double)Lost / (Retained + Lost);
}
