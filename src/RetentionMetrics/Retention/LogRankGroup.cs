namespace RetentionMetrics;

/// <summary>One group of a <see cref="LogRank"/> test: losses seen, and losses to expect if all groups had the same hazard at each time.</summary>
public readonly record struct LogRankGroup
{
    internal LogRankGroup(string name, long n, long lost, double observed, double expected)
    {
        Name = name;
        N = n;
        Lost = lost;
        Observed = observed;
        Expected = expected;
    }

    /// <summary>The group's label.</summary>
    public string Name { get; }

    /// <summary>Number of customers.</summary>
    public long N { get; }

    /// <summary>Number of customers who were lost.</summary>
    public long Lost { get; }

    /// <summary>Losses, each with the weight of its time: <see cref="Lost"/> under <see cref="LogRankWeight.Equal"/>.</summary>
    public double Observed { get; }

    /// <summary>Losses to expect with the hazard of all groups together, in the same weights: Σ w · lost · (group's share of those at risk).</summary>
    public double Expected { get; }
}
