using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>What a <see cref="SegmentMap"/> leaves open and decides twice, for scores of so many bins.</summary>
/// <remarks>Overlaps are no fault in a list where the first rule wins, but a rule in the shadow of others may not mean what its name says. Immutable.</remarks>
public sealed class SegmentMapReport
{
    internal SegmentMapReport(int bins, ImmutableArray<RfmScore> gaps, ImmutableArray<SegmentOverlap> overlaps, ImmutableArray<int> unreachable, ImmutableArray<int> beyond)
    {
        Bins = bins;
        Gaps = gaps;
        Overlaps = overlaps;
        Unreachable = unreachable;
        BeyondBins = beyond;
    }

    /// <summary>Number of bins; bins³ scores were looked at.</summary>
    public int Bins { get; }

    /// <summary>Scores that match no rule and are <see cref="SegmentMap.Others"/>, in order of R, F and M.</summary>
    public ImmutableArray<RfmScore> Gaps { get; }

    /// <summary>Pairs of rules of which the first takes scores from the second, in order of the rules.</summary>
    public ImmutableArray<SegmentOverlap> Overlaps { get; }

    /// <summary>Indexes of the rules that win no score: in the shadow of others, or beyond the bins.</summary>
    public ImmutableArray<int> Unreachable { get; }

    /// <summary>Indexes of the rules that reach beyond the bins: written for another number of bins, it may be.</summary>
    public ImmutableArray<int> BeyondBins { get; }

    /// <summary>Whether every score matches a rule.</summary>
    public bool IsComplete => Gaps.IsEmpty;

    /// <summary>Whether no score matches two rules.</summary>
    public bool IsDisjoint => Overlaps.IsEmpty;
}
