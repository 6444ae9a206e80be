using System.Collections.Immutable;
using System.Runtime.CompilerServices;

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
    private readonly TTally _sample; // one of the tallies, that says how they are defined; zero when none does
    private readonly Lazy<StrongBox<TTally>> _total; // boxed: a tally need not have a constructor without parameters

    private TallyLedger(ImmutableSortedDictionary<string, TTally> partitions, TTally sample)
    {
        Partitions = partitions;
        _sample = sample;
        _total = new(() => new StrongBox<TTally>(Sum([.. Partitions.Values])));
    }

    /// <summary>The ledger without entries.</summary>
    public static TallyLedger<TTally> Zero { get; } = new(ImmutableSortedDictionary.Create<string, TTally>(StringComparer.Ordinal), TTally.Zero);

    /// <summary>The tally of each partition, in ordinal order of their ids.</summary>
    public ImmutableSortedDictionary<string, TTally> Partitions { get; }

    /// <summary>The sum over all partitions, each counted once. It is made when it is asked for first.</summary>
    /// <exception cref="InvalidOperationException">The tallies cannot all be added.</exception>
    /// <exception cref="OverflowException">The sum is out of range.</exception>
    public TTally Total => _total.Value.Value!;

    /// <summary>The union of both ledgers.</summary>
    /// <param name="left">A ledger.</param>
    /// <param name="right">Another; partitions that are in both have equal tallies.</param>
    /// <returns>A ledger with the partitions of both.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">A partition has two different tallies, or the tallies cannot be added.</exception>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
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
    /// The partition has another tally (RM6101): its facts changed in between, or the id was used for two partitions. When the new count is the right one, use <see cref="Replace"/>.
    /// Or the tally cannot be added to the others, because their definitions differ.
    /// </exception>
    /// <exception cref="OverflowException">The tally and another add up out of range.</exception>
    public TallyLedger<TTally> Add(string partition, TTally tally)
    {
        Throw.IfEmpty(partition);
        ArgumentNullException.ThrowIfNull(tally);
        if (!Partitions.TryGetValue(partition, out TTally? known))
            return With(partition, tally);
        return known.Equals(tally)
            ? this
            : throw new InvalidOperationException($"{ErrorCodes.ConflictingPartition} A partition was counted twice with different results. When its facts changed in between, replace its tally ({nameof(Replace)}); otherwise give each partition an id of its own.");
    }

    /// <summary>Sets what was counted from a partition, in place of an earlier count: a correction. Unlike <see cref="Add"/>, the last one wins.</summary>
    /// <param name="partition">The partition's id; not empty.</param>
    /// <param name="tally">What was counted from all of the partition.</param>
    /// <returns>The ledger with the partition's new tally.</returns>
    /// <exception cref="ArgumentException"><paramref name="partition"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The tally cannot be added to the others, because their definitions differ.</exception>
    /// <exception cref="OverflowException">The tally and another add up out of range.</exception>
    public TallyLedger<TTally> Replace(string partition, TTally tally)
    {
        Throw.IfEmpty(partition);
        ArgumentNullException.ThrowIfNull(tally);
        return With(partition, tally);
    }

    /// <summary>Whether another ledger has the same entries.</summary>
    /// <param name="other">The other ledger.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(TallyLedger<TTally>? other) =>
        other is not null && Partitions.Count == other.Partitions.Count && Partitions.SequenceEqual(other.Partitions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TallyLedger<TTally>);

    /// <inheritdoc/>
    public override int GetHashCode() => Partitions.Aggregate(Partitions.Count, (hash, p) => HashCode.Combine(hash, string.GetHashCode(p.Key, StringComparison.Ordinal), p.Value));

    // The total of many is made once, at the end; a tally of another definition is refused at once, by adding it to one of those that are there.
    private TallyLedger<TTally> With(string partition, TTally tally)
    {
        _ = _sample + tally;
        return new TallyLedger<TTally>(Partitions.SetItem(partition, tally), _sample.Equals(TTally.Zero) ? tally : _sample);
    }

    // By pairs, so that tallies that grow with what they hold are not copied once for every partition.
    private static TTally Sum(TTally[] tallies)
    {
        if (tallies.Length == 0)
            return TTally.Zero;
        for (int count = tallies.Length; count > 1; count = (count + 1) / 2)
        {
            for (int i = 0; i < count / 2; i++)
                tallies[i] = tallies[2 * i] + tallies[(2 * i) + 1];
            if (count % 2 == 1)
                tallies[count / 2] = tallies[count - 1];
        }

        return tallies[0];
    }
}
