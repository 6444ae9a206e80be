using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Who moved from which segment to which between two periods: customers and revenue of every pair of segments, with the new and the gone.</summary>
/// <remarks>
/// Score both periods on the same frozen cuts, or a move may come from the cuts and not from the customer. Merge: exact for any split by customer; <c>+</c> throws when the two sides are of different segments, rules or periods. Immutable.
/// </remarks>
public sealed partial class SegmentMigration : ITally<SegmentMigration>, IEquatable<SegmentMigration>
{
    private readonly int _size; // segments and, last, absence from the period
    private readonly long[] _customers; // row = from, column = to
    private readonly decimal[] _before;
    private readonly decimal[] _after;

    /// <summary>Makes a tally from its cells.</summary>
    /// <param name="segments">The distinct names of the segments, in order.</param>
    /// <param name="customers">Customers of each pair, row by row from (first, first): a row for each segment and a last one for the new, a column for each segment and a last one for the gone.</param>
    /// <param name="revenueBefore">What they brought in the earlier period, in the same order.</param>
    /// <param name="revenueAfter">What they brought in the later period, in the same order.</param>
    /// <param name="map">The rules of the segments, or <see langword="null"/> when they are not said.</param>
    /// <param name="endBefore">The last day of the earlier period, or <see langword="null"/>.</param>
    /// <param name="endAfter">The last day of the later period, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">
    /// There are more than <see cref="MaxSegments"/> names, a name is null, empty or there twice or none of the map's, a column has not (segments + 1)² cells, a count is negative, or the last cell (absent from both periods) is not 0.
    /// </exception>
    public SegmentMigration(
        ReadOnlySpan<string> segments,
        ReadOnlySpan<long> customers,
        ReadOnlySpan<decimal> revenueBefore,
        ReadOnlySpan<decimal> revenueAfter,
        SegmentMap? map = null,
        DateOnly? endBefore = null,
        DateOnly? endAfter = null)
        : this(ImmutableArray.Create(segments), customers.ToArray(), revenueBefore.ToArray(), revenueAfter.ToArray(), map, endBefore, endAfter)
    {
        if (segments.Length > MaxSegments)
            throw new ArgumentException(FormattableString.Invariant($"There are {segments.Length} segments, but must be at most {MaxSegments}."), nameof(segments));
        if (map is not null && !map.Names.AsSpan().SequenceEqual(segments))
            throw new ArgumentException("The names of the segments are not those of the map.", nameof(segments));
        if (segments.Contains(null!) || segments.Contains("") || Segments.Distinct(StringComparer.Ordinal).Count() < segments.Length)
            throw new ArgumentException("The names of the segments must be distinct and not empty.", nameof(segments));
        Throw.IfLengthDiffers(customers.Length, _size * _size, nameof(customers));
        Throw.IfLengthDiffers(revenueBefore.Length, _size * _size, nameof(revenueBefore));
        Throw.IfLengthDiffers(revenueAfter.Length, _size * _size, nameof(revenueAfter));
        for (int cell = 0; cell < customers.Length; cell++)
        {
            if (customers[cell] < 0)
                throw Throw.Row(nameof(customers), cell, "the number of customers", customers[cell], "at least 0");
        }

        if (customers[^1] != 0)
            throw new ArgumentException("A customer absent from both periods is in no count: the last cell must be 0.", nameof(customers));
    }

    private SegmentMigration(ImmutableArray<string> segments, long[] customers, decimal[] before, decimal[] after, SegmentMap? map, DateOnly? endBefore, DateOnly? endAfter)
    {
        (Map, EndBefore, EndAfter) = (map, endBefore, endAfter);
        Segments = segments;
        _size = segments.Length + 1;
        _customers = customers;
        _before = before;
        _after = after;
        N = customers.Sum();
    }

    /// <summary>The most segments that there can be: those of a <see cref="SegmentMap"/>.</summary>
    public const int MaxSegments = 251;

    /// <summary>The tally of nothing: it names no segments and adds to any other.</summary>
    public static SegmentMigration Zero { get; } = new([], [0], [0], [0]);

    /// <summary>The names of the segments, ended by <see cref="SegmentMap.Others"/>; empty for <see cref="Zero"/>.</summary>
    public ImmutableArray<string> Segments { get; }

    /// <summary>The rules of the segments; <see langword="null"/> when they were not said.</summary>
    public SegmentMap? Map { get; }

    /// <summary>The last day of the earlier period; <see langword="null"/> when it was not said.</summary>
    public DateOnly? EndBefore { get; }

    /// <summary>The last day of the later period; <see langword="null"/> when it was not said.</summary>
    public DateOnly? EndAfter { get; }

    /// <summary>Customers of either period.</summary>
    public long N { get; }

    /// <summary>Every pair of segments, row by row: also pairs without customers, and <see langword="null"/> for absence, last. New customers who are absent from both are none.</summary>
    public ImmutableArray<SegmentMove> Moves =>
        [.. Enumerable.Range(0, _size * _size).Where(cell => cell != (_size * _size) - 1).Select(cell => Cell(cell / _size, cell % _size))];

    /// <summary>One pair of segments.</summary>
    /// <param name="from">The segment in the earlier period; <see langword="null"/> for new customers.</param>
    /// <param name="to">The segment in the later period; <see langword="null"/> for customers who are gone.</param>
    /// <returns>Customers and revenue of the move.</returns>
    /// <exception cref="ArgumentException">There is no segment of that name, or both are <see langword="null"/>.</exception>
    public SegmentMove this[string? from, string? to] => from is null && to is null
        ? throw new ArgumentException("A customer absent from both periods is in no count.", nameof(from))
        : Cell(IndexOf(from, nameof(from)), IndexOf(to, nameof(to)));

    /// <summary>The tally of both inputs.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another, of other customers.</param>
    /// <returns>The sum of every cell.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">The two name different segments, or in another order, by other rules, or are of other periods. What one side does not say is taken from the other.</exception>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static SegmentMigration operator +(SegmentMigration left, SegmentMigration right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Segments.IsEmpty)
            return right;
        if (right.Segments.IsEmpty)
            return left;
        if (!left.Segments.SequenceEqual(right.Segments, StringComparer.Ordinal))
            throw new InvalidOperationException("The two migrations name different segments.");
        if (left.Map is not null && right.Map is not null && !left.Map.Rules.SequenceEqual(right.Map.Rules))
            throw new InvalidOperationException("The two migrations have segments of the same names by different rules.");
        if (Differ(left.EndBefore, right.EndBefore) || Differ(left.EndAfter, right.EndAfter))
            throw new InvalidOperationException("The two migrations are between different periods.");
        return new SegmentMigration(
            left.Segments,
            [.. left._customers.Zip(right._customers, (a, b) => checked(a + b))],
            [.. left._before.Zip(right._before, (a, b) => a + b)],
            [.. left._after.Zip(right._after, (a, b) => a + b)],
            left.Map ?? right.Map,
            left.EndBefore ?? right.EndBefore,
            left.EndAfter ?? right.EndAfter);

        static bool Differ(DateOnly? a, DateOnly? b) => a is not null && b is not null && a != b;
    }

    /// <summary>Whether another tally has the same cells.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(SegmentMigration? other) =>
        other is not null && Segments.SequenceEqual(other.Segments, StringComparer.Ordinal) && (EndBefore, EndAfter) == (other.EndBefore, other.EndAfter)
        && (Map is null ? other.Map is null : other.Map is not null && Map.Rules.SequenceEqual(other.Map.Rules))
        && _customers.AsSpan().SequenceEqual(other._customers) && _before.AsSpan().SequenceEqual(other._before) && _after.AsSpan().SequenceEqual(other._after);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SegmentMigration);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Segments.Length, N);

    /// <summary>Counts customers whose two periods are aligned: row i is the same customer in all columns.</summary>
    /// <param name="map">The segments.</param>
    /// <param name="before">The scores of the earlier period; <c>default</c> for a customer who was not in it.</param>
    /// <param name="revenueBefore">What each customer brought in the earlier period.</param>
    /// <param name="after">The scores of the later period; <c>default</c> for a customer who was not in it.</param>
    /// <param name="revenueAfter">What each customer brought in the later period.</param>
    /// <returns>The tally. A customer absent from both periods is in no count.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="map"/> is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static SegmentMigration Count(SegmentMap map, ReadOnlySpan<RfmScore> before, ReadOnlySpan<decimal> revenueBefore, ReadOnlySpan<RfmScore> after, ReadOnlySpan<decimal> revenueAfter) =>
        Count(map, before, revenueBefore, after, revenueAfter, endBefore: null, endAfter: null);

    private static SegmentMigration Count(
        SegmentMap map, ReadOnlySpan<RfmScore> before, ReadOnlySpan<decimal> revenueBefore, ReadOnlySpan<RfmScore> after, ReadOnlySpan<decimal> revenueAfter, DateOnly? endBefore, DateOnly? endAfter)
    {
        ArgumentNullException.ThrowIfNull(map);
        Throw.IfLengthDiffers(revenueBefore.Length, before.Length, nameof(revenueBefore));
        Throw.IfLengthDiffers(after.Length, before.Length, nameof(after));
        Throw.IfLengthDiffers(revenueAfter.Length, before.Length, nameof(revenueAfter));
        int absent = map.Names.Length, size = absent + 1;
        var customers = new long[size * size];
        decimal[] sumBefore = new decimal[size * size], sumAfter = new decimal[size * size];
        for (int row = 0; row < before.Length; row++)
        {
            int from = map.IndexOf(before[row]) ?? absent, to = map.IndexOf(after[row]) ?? absent;
            if (from == absent && to == absent)
                continue;
            int cell = (from * size) + to;
            customers[cell]++;
            sumBefore[cell] += revenueBefore[row];
            sumAfter[cell] += revenueAfter[row];
        }

        return new SegmentMigration(map.Names, customers, sumBefore, sumAfter, map, endBefore, endAfter);
    }

    /// <summary>The rows of the customers who made a move, for aligned periods.</summary>
    /// <param name="map">The segments.</param>
    /// <param name="before">The scores of the earlier period; <c>default</c> for a customer who was not in it.</param>
    /// <param name="after">The scores of the later period; <c>default</c> for a customer who was not in it.</param>
    /// <param name="from">The segment in the earlier period; <see langword="null"/> for new customers.</param>
    /// <param name="to">The segment in the later period; <see langword="null"/> for customers who are gone.</param>
    /// <returns>The rows in ascending order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="map"/> is null.</exception>
    /// <exception cref="ArgumentException">The lengths differ, there is no segment of a name, or both names are <see langword="null"/>.</exception>
    public static ImmutableArray<int> RowsOf(SegmentMap map, ReadOnlySpan<RfmScore> before, ReadOnlySpan<RfmScore> after, string? from, string? to)
    {
        ArgumentNullException.ThrowIfNull(map);
        Throw.IfLengthDiffers(after.Length, before.Length, nameof(after));
        if (from is null && to is null)
            throw new ArgumentException("A customer absent from both periods is in no count.", nameof(from));
        CheckName(map, from, nameof(from));
        CheckName(map, to, nameof(to));
        var rows = new List<int>();
        for (int row = 0; row < before.Length; row++)
        {
            if (IsIn(map, before[row], from) && IsIn(map, after[row], to))
                rows.Add(row);
        }

        return [.. rows];
    }

    private static void CheckName(SegmentMap map, string? name, string parameter)
    {
        if (name is not null && !map.Names.Contains(name, StringComparer.Ordinal))
            throw new ArgumentException("There is no segment of that name.", parameter);
    }

    private static bool IsIn(SegmentMap map, RfmScore score, string? name) =>
        map.IndexOf(score) is { } segment ? string.Equals(map.Names[segment], name, StringComparison.Ordinal) : name is null;

    private int IndexOf(string? name, string parameter)
    {
        int index = name is null ? _size - 1 : Segments.IndexOf(name, 0, Segments.Length, StringComparer.Ordinal);
        return index >= 0 ? index : throw new ArgumentException("There is no segment of that name.", parameter);
    }

    private SegmentMove Cell(int from, int to)
    {
        long all = 0;
        for (int column = 0; column < _size; column++)
            all += _customers[(from * _size) + column];
        int cell = (from * _size) + to;
        return new SegmentMove(NameOf(from), NameOf(to), _customers[cell], all, _before[cell], _after[cell]);

        string? NameOf(int index) => index < Segments.Length ? Segments[index] : null;
    }
}
