using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>How a <see cref="CohortTable"/> counts. Immutable.</summary>
public sealed record CohortOptions
{
    /// <summary>From where ages are counted.</summary>
    /// <value><see cref="CohortAge.Calendar"/> by default. <see cref="CohortAge.OwnDay"/> needs <see cref="AsOf"/>.</value>
    public CohortAge Age { get; init; }

    /// <summary>The unit of ages under <see cref="CohortAge.OwnDay"/>: days, 7 days, or calendar months from the own day (31 January, 28 or 29 February, 31 March), by 1, 3 or 12.</summary>
    /// <value><see langword="null"/> by default: the kind of period of the cohorts, as it always is for calendar ages.</value>
    public CalendarPeriod? AgePeriod { get; init; }

    /// <summary>Ranges of ages of which the share active at least once is wanted.</summary>
    /// <value>None by default.</value>
    public ImmutableArray<CohortBracket> Brackets { get; init; } = [];

    /// <summary>The last day that is known, inclusive: later facts are left out, and the rates of ages that it cuts short are <see langword="null"/> instead of too low.</summary>
    /// <value><see langword="null"/> by default: the table ends with the last period seen, which is taken as complete.</value>
    public DateOnly? AsOf { get; init; }

    /// <summary>Leaves out customers who have been watched for fewer whole ages than this, so that all rates up to it are of the same customers.</summary>
    /// <value>0 by default: nobody is left out. More needs <see cref="AsOf"/>.</value>
    public int MinimumHorizon { get; init; }

    /// <summary>The last age to count, for tables by day over years.</summary>
    /// <value><see langword="null"/> by default: all.</value>
    public int? LastAge { get; init; }

    /// <summary>Whether other options say the same, bracket by bracket.</summary>
    /// <param name="other">The other options.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(CohortOptions? other) =>
        other is not null && (Age, AgePeriod, AsOf, MinimumHorizon, LastAge) == (other.Age, other.AgePeriod, other.AsOf, other.MinimumHorizon, other.LastAge)
        && Brackets.AsSpan().SequenceEqual(other.Brackets.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Age, AgePeriod, AsOf, MinimumHorizon, LastAge, Brackets.IsDefault ? 0 : Brackets.Length);
}
