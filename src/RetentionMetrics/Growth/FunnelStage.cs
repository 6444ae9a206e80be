namespace RetentionMetrics;

/// <summary>One stage of a funnel: who reached it, from where, and how soon.</summary>
/// <remarks>Immutable. Made by <see cref="FunnelTally.Stages"/>.</remarks>
public sealed class FunnelStage
{
    internal FunnelStage(int index, string name, long reached, long before, long first, DayHistogram days, ConfidenceLevel level)
    {
        Index = index;
        Name = name;
        Reached = reached;
        Before = before;
        Conversion = index == 0 ? null : ProportionInterval.Wilson(reached, before, level);
        OverallConversion = ProportionInterval.Wilson(reached, first, level);
        Days = days;
    }

    /// <summary>Its place in the funnel, from 0.</summary>
    public int Index { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Customers who reached it: the numerator of both conversions.</summary>
    public long Reached { get; }

    /// <summary>Customers who reached the stage before it; at the first stage its own.</summary>
    public long Before { get; }

    /// <summary>Customers lost between the stage before and this one.</summary>
    public long Lost => Before - Reached;

    /// <summary>Reached ÷ reached the stage before, with Wilson's interval (1927); <see langword="null"/> at the first stage and when nobody reached the one before.</summary>
    public Estimate? Conversion { get; }

    /// <summary>Reached ÷ reached the first stage, with Wilson's interval (1927); <see langword="null"/> when nobody entered.</summary>
    public Estimate? OverallConversion { get; }

    /// <summary>Days from the stage before to this one; empty at the first stage and in tallies made from counts alone.</summary>
    public DayHistogram Days { get; }
}
