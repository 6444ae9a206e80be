using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>The running count behind a <see cref="DataQuality"/>: a reader tells it the fate of each record, once.</summary>
/// <remarks>All readers of facts share it, and a reader of your own may use it, too. Mutable, and not thread-safe.</remarks>
public sealed class DataQualityLog
{
    internal const int FirstRejects = 100;

    private readonly List<RejectedRecord> _rejected = [];
    private readonly List<RejectedRecord> _first = []; // for the exception, however few are kept
    private readonly Dictionary<string, long> _codes = new(StringComparer.Ordinal);
    private readonly int _maxRejectsKept;
    private readonly long? _maxRejects;
    private readonly double? _maxRejectRatio;
    private long _kept;
    private long _blankLines;
    private long _blankAnswers;
    private long _rejects;
    private long _clipped;

    /// <summary>Makes an empty log.</summary>
    /// <param name="source">The name of the source.</param>
    /// <param name="maxRejectsKept">How many rejects are kept with their details; all are counted.</param>
    /// <param name="maxRejects">The most rejects that are tolerated, or <see langword="null"/> for any number.</param>
    /// <param name="maxRejectRatio">The largest tolerated share of rejects, 0 to 1, or <see langword="null"/> for any share. It is judged when the source ends.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative, or the ratio is not a fraction.</exception>
    public DataQualityLog(string source, int maxRejectsKept = 1_000, long? maxRejects = null, double? maxRejectRatio = null)
    {
        Source = Throw.IfEmpty(source);
        Throw.IfNegative(maxRejectsKept);
        Throw.IfNegative(maxRejects ?? 0, nameof(maxRejects));
        _maxRejectsKept = maxRejectsKept;
        _maxRejects = maxRejects;
        _maxRejectRatio = maxRejectRatio is { } ratio ? Throw.IfNotFraction(ratio, nameof(maxRejectRatio)) : null;
        Rejected = _rejected.AsReadOnly();
    }

    /// <summary>The name of the source.</summary>
    public string Source { get; }

    /// <summary>The first rejects with their details, up to the stated number, in the order of the source.</summary>
    public IReadOnlyList<RejectedRecord> Rejected { get; }

    /// <summary>Records whose fate is known.</summary>
    public long RecordsRead => _kept + _rejects + _blankLines + _blankAnswers;

    /// <summary>The record became a fact.</summary>
    public void Keep() => _kept++;

    /// <summary>The record became a fact, dated on the last day instead of a later one.</summary>
    public void KeepClipped()
    {
        _kept++;
        _clipped++;
    }

    /// <summary>The line has nothing on it.</summary>
    public void SkipBlankLine() => _blankLines++;

    /// <summary>The record is well-formed but holds no answer.</summary>
    public void SkipBlankAnswer() => _blankAnswers++;

    /// <summary>The record cannot be used.</summary>
    /// <param name="record">Where and why.</param>
    /// <exception cref="DataQualityException">There are now more rejects than are tolerated.</exception>
    public void Reject(in RejectedRecord record)
    {
        _rejects++;
        CollectionsMarshal.GetValueRefOrAddDefault(_codes, record.Code, out _)++;
        if (_rejected.Count < _maxRejectsKept)
            _rejected.Add(record);
        if (_first.Count < FirstRejects)
            _first.Add(record);
        if (_rejects > _maxRejects)
            throw new DataQualityException(ToQuality(), FormattableString.Invariant($"There are more rejected records than MaxRejects allows, {_maxRejects}."));
    }

    /// <summary>The source has ended: judges the share of rejects.</summary>
    /// <exception cref="DataQualityException">The share of rejects is larger than is tolerated.</exception>
    public void Complete()
    {
        DataQuality quality = ToQuality();
        if (quality.RejectRatio > _maxRejectRatio)
            throw new DataQualityException(quality, FormattableString.Invariant($"The share of rejected records is {quality.RejectRatio:G3}; MaxRejectRatio allows {_maxRejectRatio}."));
    }

    /// <summary>The counts so far.</summary>
    /// <returns>A picture that later records do not change.</returns>
    public DataQuality ToQuality() => new(
        Source, _kept, _blankLines, _blankAnswers, _codes.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. _first], _clipped);
}
