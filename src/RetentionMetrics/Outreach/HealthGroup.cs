namespace RetentionMetrics;

/// <summary>Customers of similar health scores, and how many of them were lost.</summary>
public readonly record struct HealthGroup
{
    internal HealthGroup(string name, double? lowestScore, double? highestScore, long lost, long n, ConfidenceLevel level)
    {
        Name = name;
        LowestScore = lowestScore;
        HighestScore = highestScore;
        Lost = lost;
        N = n;
        Rate = ProportionInterval.Wilson(lost, n, level);
    }

    /// <summary>The band, or the decile from 1, the lowest scores.</summary>
    public string Name { get; }

    /// <summary>Lowest score of the group; <see langword="null"/> when it is empty.</summary>
    public double? LowestScore { get; }

    /// <summary>Highest score of the group; <see langword="null"/> when it is empty.</summary>
    public double? HighestScore { get; }

    /// <summary>Customers lost: the numerator.</summary>
    public long Lost { get; }

    /// <summary>Customers: the denominator.</summary>
    public long N { get; }

    /// <summary>Lost ÷ customers with Wilson's interval (1927); <see langword="null"/> when the group is empty.</summary>
    public Estimate? Rate { get; }
}
