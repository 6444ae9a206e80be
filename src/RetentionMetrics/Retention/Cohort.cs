using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The customers whose first activity, or given start, lies in one calendar period: a row of a <see cref="CohortTable"/>.</summary>
/// <remarks>Its lists are by age in periods; under calendar ages age 0 is the cohort's own period, and the last is that of the table's last period. Immutable and valid by construction.</remarks>
public sealed class Cohort : IEquatable<Cohort>
{
    /// <summary>Makes a row from counts.</summary>
    /// <param name="index">The row in the table; at least 0.</param>
    /// <param name="start">The first day of the cohort's period.</param>
    /// <param name="size">Customers in the cohort; at least 0.</param>
    /// <param name="observed">By age: customers watched through all of it, never rising and at most <paramref name="size"/>.</param>
    /// <param name="active">By age: those active in it; as long as <paramref name="observed"/>.</param>
    /// <param name="activeOrLater">By age: those active in it or later; as long as <paramref name="observed"/>.</param>
    /// <param name="bracketObserved">By bracket: customers watched through all of it.</param>
    /// <param name="bracketActive">By bracket: those active in it; as long as <paramref name="bracketObserved"/>.</param>
    /// <param name="revenue">By age: revenue; as long as <paramref name="observed"/>, or empty.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> or <paramref name="size"/> is negative.</exception>
    /// <exception cref="ArgumentException">A list is <c>default</c> or has another length, or a count is out of range.</exception>
    public Cohort(
        int index,
        DateOnly start,
        long size,
        ImmutableArray<long> observed,
        ImmutableArray<long> active,
        ImmutableArray<long> activeOrLater,
        ImmutableArray<long> bracketObserved,
        ImmutableArray<long> bracketActive,
        ImmutableArray<decimal> revenue)
    {
        Throw.IfNegative(index);
        Throw.IfNegative(size);
        Throw.IfDefault(observed);
        Throw.IfDefault(active);
        Throw.IfDefault(activeOrLater);
        Throw.IfDefault(bracketObserved);
        Throw.IfDefault(bracketActive);
        Throw.IfDefault(revenue);
        Throw.IfLengthDiffers(active.Length, observed.Length, nameof(active));
        Throw.IfLengthDiffers(activeOrLater.Length, observed.Length, nameof(activeOrLater));
        Throw.IfLengthDiffers(bracketActive.Length, bracketObserved.Length, nameof(bracketActive));
        if (!revenue.IsEmpty)
            Throw.IfLengthDiffers(revenue.Length, observed.Length, nameof(revenue));
        IfOutside(observed, size, nameof(observed));
        IfOutside(active, size, nameof(active));
        IfOutside(activeOrLater, size, nameof(activeOrLater));
        IfOutside(bracketObserved, size, nameof(bracketObserved));
        IfOutside(bracketActive, size, nameof(bracketActive));
        Index = index;
        Start = start;
        Size = size;
        Observed = observed;
        Active = active;
        ActiveOrLater = activeOrLater;
        BracketObserved = bracketObserved;
        BracketActive = bracketActive;
        Revenue = revenue;
    }

    /// <summary>The row in the table: 0 for the first period.</summary>
    public int Index { get; }

    /// <summary>The first day of the cohort's period.</summary>
    public DateOnly Start { get; }

    /// <summary>Customers in the cohort; 0 in a period without new customers.</summary>
    public long Size { get; }

    /// <summary>By age: customers watched through all of it, the denominator of its rates. Under calendar ages that is <see cref="Size"/>, or 0 for the period that the as-of day cuts short.</summary>
    public ImmutableArray<long> Observed { get; }

    /// <summary>By age: customers active in it; under <see cref="CohortAge.OwnDay"/> of those observed.</summary>
    public ImmutableArray<long> Active { get; }

    /// <summary>By age: customers active in it or later; under <see cref="CohortAge.OwnDay"/> of those observed.</summary>
    public ImmutableArray<long> ActiveOrLater { get; }

    /// <summary>By bracket: customers watched through all of it.</summary>
    public ImmutableArray<long> BracketObserved { get; }

    /// <summary>By bracket: customers active at least once in it; under <see cref="CohortAge.OwnDay"/> of those observed.</summary>
    public ImmutableArray<long> BracketActive { get; }

    /// <summary>By age: the customers' revenue, refunds taken off, under <see cref="CohortAge.OwnDay"/> of those observed; empty in a table of activities.</summary>
    public ImmutableArray<decimal> Revenue { get; }

    /// <summary>Whether another row has the same counts.</summary>
    /// <param name="other">The other row.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(Cohort? other) =>
        other is not null && (Index, Start, Size) == (other.Index, other.Start, other.Size)
        && Observed.AsSpan().SequenceEqual(other.Observed.AsSpan()) && Active.AsSpan().SequenceEqual(other.Active.AsSpan()) && ActiveOrLater.AsSpan().SequenceEqual(other.ActiveOrLater.AsSpan())
        && BracketObserved.AsSpan().SequenceEqual(other.BracketObserved.AsSpan()) && BracketActive.AsSpan().SequenceEqual(other.BracketActive.AsSpan())
        && Revenue.AsSpan().SequenceEqual(other.Revenue.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Cohort);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Start, Size);

    private static void IfOutside(ImmutableArray<long> counts, long size, string name)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0 || counts[i] > size)
                throw Throw.Row(name, i, "the count", counts[i], FormattableString.Invariant($"from 0 to {size}"));
        }
    }
}
