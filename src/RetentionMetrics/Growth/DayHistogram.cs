using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Times in whole days, counted: how often each number of days occurred. Mean, median and quantiles are those of the single times, exactly.</summary>
/// <remarks>Merge: counts add, exact for any split. Immutable and valid by construction; two are equal when their counts are.</remarks>
public sealed class DayHistogram : ITally<DayHistogram>, IEquatable<DayHistogram>
{
    /// <summary>Makes a histogram from its counts.</summary>
    /// <param name="counts">Number of days, at least 0, and how often it occurred, at least 0; in any order, equal days add. Counts of 0 are dropped.</param>
    /// <exception cref="ArgumentNullException"><paramref name="counts"/> is null.</exception>
    /// <exception cref="ArgumentException">A number is negative; the message names its element.</exception>
    /// <exception cref="OverflowException">The counts together do not fit a long.</exception>
    public DayHistogram(IEnumerable<KeyValuePair<int, long>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var sums = ImmutableSortedDictionary.CreateBuilder<int, long>();
        int row = 0;
        foreach ((int days, long count) in counts)
        {
            if (days < 0)
                throw Throw.Row(nameof(counts), row, "the number of days", days, "at least 0");
            if (count < 0)
                throw Throw.Row(nameof(counts), row, "the count", count, "at least 0");
            if (count > 0)
                sums[days] = checked(sums.GetValueOrDefault(days) + count);
            N = checked(N + count);
            row++;
        }

        Counts = sums.ToImmutable();
    }

    /// <summary>The histogram of nothing.</summary>
    public static DayHistogram Zero { get; } = new([]);

    /// <summary>How often each number of days occurred, in rising order of the days.</summary>
    public ImmutableSortedDictionary<int, long> Counts { get; }

    /// <summary>How many times were counted.</summary>
    public long N { get; }

    /// <summary>The median: the middle time, or the mean of the two middle ones; <see langword="null"/> without any.</summary>
    public double? Median => N == 0 ? null : ((double)At((N - 1) / 2) + At(N / 2)) / 2;

    /// <summary>The sum of both.</summary>
    /// <param name="left">A histogram.</param>
    /// <param name="right">Another.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="OverflowException">The counts together do not fit a long.</exception>
    public static DayHistogram operator +(DayHistogram left, DayHistogram right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.N == 0 ? right : right.N == 0 ? left : new DayHistogram(left.Counts.Concat(right.Counts));
    }

    /// <summary>The mean, with Student's interval (1908).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The mean; <see langword="null"/> without any time, without ends for a single one. Times are skewed: the interval is for large n.</returns>
    public Estimate? Mean(ConfidenceLevel level = default)
    {
        if (N == 0)
            return null;
        Int128 sum = 0;
        foreach ((int days, long count) in Counts)
            sum += (Int128)days * count;
        double mean = (double)sum / N;
        var squares = default(CompensatedSum);
        foreach ((int days, long count) in Counts)
            squares.Add((days - mean) * (days - mean) * count);
        return new Sample(N, mean, N > 1 ? squares.Value / (N - 1) : null).Estimate(level);
    }

    /// <summary>A quantile: the least number of days within which at least a fraction of the times lie (type 1 of Hyndman and Fan 1996).</summary>
    /// <param name="fraction">The fraction, 0…1.</param>
    /// <returns>A number of days that occurred; <see langword="null"/> without any.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is outside 0…1.</exception>
    public int? Quantile(double fraction)
    {
        // As a decimal, so that 0.07 of 100 times is the 7th and not, by binary rounding, the 8th.
        decimal rank = Math.Ceiling((decimal)Throw.IfNotFraction(fraction) * N);
        return N == 0 ? null : At(Math.Max(0, (long)rank - 1));
    }

    /// <inheritdoc/>
    public bool Equals(DayHistogram? other) => other is not null && N == other.N && Counts.SequenceEqual(other.Counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DayHistogram);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(N, Counts.Count);

    // The time of a rank from 0, in rising order.
    private int At(long rank)
    {
        long seen = 0;
        foreach ((int days, long count) in Counts)
        {
            seen += count;
            if (seen > rank)
                return days;
        }

        throw new InvalidOperationException("No time has this rank.");
    }
}
