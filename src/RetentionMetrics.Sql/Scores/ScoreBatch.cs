using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

/// <summary>Some customers with their scores, on their way into a <see cref="ScoreTarget"/>.</summary>
/// <remarks>The memory belongs to the stream and is used again for the next batch: do not keep it.</remarks>
public readonly struct ScoreBatch
{
    private readonly ImmutableArray<double[]> _scores;

    internal ScoreBatch(ReadOnlyMemory<string> ids, ImmutableArray<double[]> scores)
    {
        Ids = ids;
        _scores = scores;
    }

    /// <summary>Number of customers.</summary>
    public int Count => Ids.Length;

    /// <summary>Number of scores of each customer.</summary>
    public int Measures => _scores.Length;

    /// <summary>The ids.</summary>
    public ReadOnlyMemory<string> Ids { get; }

    /// <summary>One score of every customer.</summary>
    /// <param name="measure">Which, from 0, in order of the stream's measures.</param>
    /// <returns>One number a customer, finite.</returns>
    public ReadOnlyMemory<double> this[int measure] => _scores[measure].AsMemory(0, Count);
}
