using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The stages of a funnel, which events belong to them, their order and a limit of time.</summary>
/// <remarks>Immutable and valid by construction; two are equal when all of this is.</remarks>
public sealed class FunnelDefinition : IEquatable<FunnelDefinition>
{
    /// <summary>The most stages that a funnel has: 1,000.</summary>
    public const int MaxStages = 1000;

    /// <summary>Makes a definition.</summary>
    /// <param name="stages">The names of the stages, from the first to the last: at least one, at most <see cref="MaxStages"/>, none empty, none twice; compared ordinally.</param>
    /// <param name="kinds">Kinds of activities (<see cref="Activity.Kind"/>) and the stage that each belongs to, such as <c>signup</c> to <c>acquisition</c>. A kind that is the name of a stage needs no entry; kinds of no stage are not counted.</param>
    /// <param name="order">In which order the stages must be passed.</param>
    /// <param name="withinDays">All stages must be reached within so many days of the first (or, in any order, of the earliest event); at least 0. <see langword="null"/>: no limit.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stages"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no stage or there are too many, a name is empty or doubled, or a kind belongs to no stage or to two.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="order"/> is not a defined value, or <paramref name="withinDays"/> is negative.</exception>
    public FunnelDefinition(IEnumerable<string> stages, IEnumerable<KeyValuePair<string, string>>? kinds = null, FunnelOrder order = FunnelOrder.Strict, int? withinDays = null)
    {
        ArgumentNullException.ThrowIfNull(stages);
        Throw.IfNegative(withinDays ?? 0, nameof(withinDays));
        Order = Enum.IsDefined(order) ? order : throw Throw.Undefined(order);
        WithinDays = withinDays;
        Stages = [.. stages];
        if (Stages.Length is 0 or > MaxStages)
            throw new ArgumentException(FormattableString.Invariant($"There are {Stages.Length} stages, but must be 1 to {MaxStages}."), nameof(stages));
        var index = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Stages.Length; i++)
        {
            if (string.IsNullOrEmpty(Stages[i]) || !index.TryAdd(Stages[i], i))
                throw new ArgumentException(FormattableString.Invariant($"Element {i} is empty or a second stage of its name."), nameof(stages));
        }

        int row = 0;
        foreach ((string kind, string stage) in kinds ?? [])
        {
            int at = stage is null ? -1 : Stages.IndexOf(stage, StringComparer.Ordinal);
            if (string.IsNullOrEmpty(kind) || at < 0)
                throw new ArgumentException(FormattableString.Invariant($"Element {row} has no kind, or its stage is none of the funnel's."), nameof(kinds));
            if (!index.TryAdd(kind, at) && index[kind] != at)
                throw new ArgumentException(FormattableString.Invariant($"Element {row}: the kind belongs to another stage already."), nameof(kinds));
            row++;
        }

        StageOfKind = index.ToImmutable();
    }

    /// <summary>The pirate metrics (McClure 2007): acquisition, activation, retention, referral, revenue, in strict order without a limit of time.</summary>
    public static FunnelDefinition Aarrr { get; } = new(["acquisition", "activation", "retention", "referral", "revenue"]);

    /// <summary>The names of the stages, from the first to the last.</summary>
    public ImmutableArray<string> Stages { get; }

    /// <summary>The number of the stage, from 0, of each kind of activity that counts: the stages' own names among them.</summary>
    public ImmutableSortedDictionary<string, int> StageOfKind { get; }

    /// <summary>In which order the stages must be passed.</summary>
    public FunnelOrder Order { get; }

    /// <summary>Days within which all stages must be reached, or <see langword="null"/>.</summary>
    public int? WithinDays { get; }

    /// <inheritdoc/>
    public bool Equals(FunnelDefinition? other) =>
        other is not null && Order == other.Order && WithinDays == other.WithinDays
        && Stages.AsSpan().SequenceEqual(other.Stages.AsSpan()) && StageOfKind.SequenceEqual(other.StageOfKind);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FunnelDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Stages.Length, string.GetHashCode(Stages[0], StringComparison.Ordinal), StageOfKind.Count, Order, WithinDays);
}
