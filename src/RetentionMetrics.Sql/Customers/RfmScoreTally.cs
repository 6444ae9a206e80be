using System.Collections.Immutable;
using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>How many customers have each RFM score, and what they brought.</summary>
/// <remarks>The sum of two tallies is the tally of both inputs when customers were split between them and scored on the same cuts. Immutable.</remarks>
public sealed class RfmScoreTally : ITally<RfmScoreTally>, IEquatable<RfmScoreTally>
{
    /// <summary>Makes a tally.</summary>
    /// <param name="counts">Scores with their customers, in any order; rows of one score are added up.</param>
    /// <exception cref="ArgumentException"><paramref name="counts"/> has a row that is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The customers do not fit a long.</exception>
    public RfmScoreTally(ReadOnlySpan<RfmScoreCount> counts)
    {
        var sums = new SortedDictionary<(int R, int F, int M), RfmScoreCount>();
        for (int i = 0; i < counts.Length; i++)
        {
            RfmScore score = counts[i].Score;
            if (score.R == 0)
                throw new ArgumentException($"Row {i} is default, which is no count.", nameof(counts));
            RfmScoreCount sum = sums.GetValueOrDefault((score.R, score.F, score.M));
            sums[(score.R, score.F, score.M)] = new(score, checked(sum.Customers + counts[i].Customers), sum.TotalSpend + counts[i].TotalSpend);
        }

        Counts = [.. sums.Values];
    }

    /// <summary>The tally of nobody.</summary>
    public static RfmScoreTally Zero { get; } = new([]);

    /// <summary>The scores that customers have, ordered by R, F and M.</summary>
    public ImmutableArray<RfmScoreCount> Counts { get; }

    /// <summary>All customers.</summary>
    /// <exception cref="OverflowException">The sum does not fit a long.</exception>
    public long Customers => Counts.Sum(c => c.Customers);

    /// <summary>What all customers brought.</summary>
    public decimal TotalSpend => Counts.Sum(c => c.TotalSpend);

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another, of other customers.</param>
    /// <returns>The sums by score.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="OverflowException">The customers do not fit a long.</exception>
    public static RfmScoreTally operator +(RfmScoreTally left, RfmScoreTally right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new([.. left.Counts, .. right.Counts]);
    }

    /// <summary>Size and revenue of every segment.</summary>
    /// <param name="map">The names of scores.</param>
    /// <returns>One row a name, in the map's order, also those without customers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="map"/> is null.</exception>
    public ImmutableArray<SegmentShare> Segments(SegmentMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.Summarize([.. Counts.Select(c => c.Score)], [.. Counts.Select(c => c.TotalSpend)], [.. Counts.Select(c => c.Customers)]);
    }

    /// <summary>Whether two tallies count the same.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns><see langword="true"/> when all of <see cref="Counts"/> are equal.</returns>
    public bool Equals(RfmScoreTally? other) => other is not null && Counts.AsSpan().SequenceEqual(other.Counts.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RfmScoreTally);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (RfmScoreCount count in Counts)
            hash.Add(count);
        return hash.ToHashCode();
    }

    internal static async Task<RfmScoreTally> ReadAsync(DbDataReader rows, int digits, CancellationToken cancellationToken)
    {
        List<RfmScoreCount> counts = [];
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var score = new RfmScore((int)rows.GetInt64(0), (int)rows.GetInt64(1), (int)rows.GetInt64(2));
            counts.Add(new RfmScoreCount(score, rows.GetInt64(3), MinorUnits.ToDecimal(rows.GetInt64(4), digits)));
        }

        return new RfmScoreTally([.. counts]);
    }
}
