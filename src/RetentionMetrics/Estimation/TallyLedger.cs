using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Tallies by the partition that each was counted from, so that a partition that is delivered twice is counted once.</summary>
/// <typeparam name="TTally">The tally.</typeparam>
/// <remarks>
/// Workers count partitions (a file, a shard, a range of customer ids) and send their tallies in any order; one that is killed and runs again sends its partition again. Partition ids are compared
/// ordinally. Ledgers add up themselves: <c>+</c> is the union, so that replay through any tree of merges changes nothing. Merge: commutative, associative, and idempotent; <see cref="Total"/>
/// equals the single pass. Immutable; two ledgers are equal when their entries are.
/// </remarks>
public sealed class TallyLedger<TTally> : ITally<TallyLedger<TTally>>, IEquatable<TallyLedger<TTally>>
    where TTally : ITally<TTally>, IEquatable<TTally>
{
    private TallyLedger(ImmutableSortedDictionary<string, TTally> partitions, TTally total)
    {
        Partitions = partitions;
        Total = total;
    }

    /// <summary>The ledger without entries.</summary>
    public static TallyLedger<TTally> Zero { get; } = new(ImmutableSortedDictionary.Create<string, TTally>(StringComparer.Ordinal), TTally.Zero);

    /// <summary>The tally of each partition, in ordinal order of their ids.</summary>
    public ImmutableSortedDictionary<string, TTally> Partitions { get; }

    /// <summary>The sum over all partitions, each counted once.</summary>
    public TTally Total { get; }

    /// <summary>The union of both ledgers.</summary>
    /// <param name="left">A ledger.</param>
    /// <param name="right">Another; partitions that are in both have equal tallies.</param>
    /// <returns>A ledger with the partitions of both.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">A partition has two different tallies, or the tallies cannot be added.</exception>
    /// <exception cref="OverflowException">The total is out of range.</exception>
    public static TallyLedger<TTally> operator +(TallyLedger<TTally> left, TallyLedger<TTally> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        (TallyLedger<TTally> union, TallyLedger<TTally> smaller) = left.Partitions.Count >= right.Partitions.Count ? (left, right) : (right, left);
        foreach ((string partition, TTally tally) in smaller.Partitions)
            union = union.Add(partition, tally);
        return union;
    }

    /// <summary>Adds what was counted from a partition; the same again changes nothing.</summary>
    /// <param name="partition">The partition's id: any non-empty text that names the same customers each time.</param>
    /// <param name="tally">What was counted from all of the partition.</param>
    /// <returns>The ledger with the partition; this one when it has it already.</returns>
    /// <exception cref="ArgumentException"><paramref name="partition"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The partition has another tally: its facts changed in between, or the id was used for two partitions. When the new count is the right one, use <see cref="Replace"/>.
    /// Or the tally cannot be added to the others, because their definitions differ.
    /// </exception>
    /// <exception cref="OverflowException">The total is out of range.</exception>
    public TallyLedger<TTally> Add(string partition, TTally tally)
    {
        Throw.IfEmpty(partition);
        ArgumentNullException.ThrowIfNull(tally);
        if (!Partitions.TryGetValue(partition, out TTally? known))
            return new TallyLedger<TTally>(Partitions.Add(partition, tally), Total + tally);
        return known.Equals(tally)
            ? this
            : throw new InvalidOperationException("A partition was counted twice with different results. When its facts changed in between, replace its tally; otherwise give each partition an id of its own.");
    }

    /// <summary>Sets what was counted from a partition, in place of an earlier count: a correction. Unlike <see cref="Add"/>, the last one wins.</summary>
    /// <param name="partition">The partition's id; not empty.</param>
    /// <param name="tally">What was counted from all of the partition.</param>
    /// <returns>The ledger with the partition's new tally.</returns>
    /// <exception cref="ArgumentException"><paramref name="partition"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The tally cannot be added to the others, because their definitions differ.</exception>
    /// <exception cref="OverflowException">The total is out of range.</exception>
    public TallyLedger<TTally> Replace(string partition, TTally tally)
    {
        Throw.IfEmpty(partition);
        ArgumentNullException.ThrowIfNull(tally);
        ImmutableSortedDictionary<string, TTally> partitions = Partitions.SetItem(partition, tally);
        return new TallyLedger<TTally>(partitions, partitions.Values.Aggregate(TTally.Zero, (sum, t) => sum + t));
    }

    /// <summary>Whether another ledger has the same entries.</summary>
    /// <param name="other">The other ledger.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(TallyLedger<TTally>? other) =>
        other is not null && Partitions.Count == other.Partitions.Count && Partitions.SequenceEqual(other.Partitions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TallyLedger<TTally>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Partitions.Count, Total);
}
