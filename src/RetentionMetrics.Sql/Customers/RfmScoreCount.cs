namespace RetentionMetrics.Sql;

/// <summary>The customers who have one score.</summary>
/// <remarks>Immutable.</remarks>
public readonly record struct RfmScoreCount
{
    /// <summary>Makes a row of a <see cref="RfmScoreTally"/>.</summary>
    /// <param name="score">The score.</param>
    /// <param name="customers">How many customers have it; at least 0.</param>
    /// <param name="totalSpend">What they brought together.</param>
    /// <exception cref="ArgumentException"><paramref name="score"/> is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> is negative.</exception>
    public RfmScoreCount(RfmScore score, long customers, decimal totalSpend)
    {
        if (score.R == 0)
            throw new ArgumentException("default(RfmScore) is no score.", nameof(score));
        ArgumentOutOfRangeException.ThrowIfNegative(customers);
        Score = score;
        Customers = customers;
        TotalSpend = totalSpend;
    }

    /// <summary>The score.</summary>
    public RfmScore Score { get; }

    /// <summary>How many customers have it.</summary>
    public long Customers { get; }

    /// <summary>What they brought together.</summary>
    public decimal TotalSpend { get; }
}
