using System.Collections.Immutable;
using System.Globalization;

namespace RetentionMetrics;

/// <summary>What became of every record of a source: RecordsRead = RecordsKept + RecordsRejected + RecordsBlank, always.</summary>
/// <remarks>Immutable: a picture of the moment when it was taken. The counts are exact, also beyond the rejects that are kept.</remarks>
public sealed class DataQuality
{
    /// <summary>Makes a picture from its counts, such as one that was kept in a file.</summary>
    /// <param name="source">The name of the source.</param>
    /// <param name="recordsKept">Records that became a fact.</param>
    /// <param name="blankLines">Lines with nothing on them.</param>
    /// <param name="blankAnswers">Well-formed records without an answer.</param>
    /// <param name="rejectedByCode">Rejected records by their code; each count at least 1.</param>
    /// <param name="firstRejects">The first rejects, at most 100, and of no code more than were rejected.</param>
    /// <param name="datesClipped">Of the records kept, those whose date was set to the last day.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rejectedByCode"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> is null or empty, <paramref name="firstRejects"/> is <c>default</c> or too long, or holds a code more often than it was counted.</exception>
    public DataQuality(
        string source,
        long recordsKept,
        long blankLines,
        long blankAnswers,
        ImmutableSortedDictionary<string, long> rejectedByCode,
        ImmutableArray<RejectedRecord> firstRejects,
        long datesClipped = 0)
    {
        Source = Throw.IfEmpty(source);
        Throw.IfNegative(recordsKept);
        Throw.IfNegative(blankLines);
        Throw.IfNegative(blankAnswers);
        Throw.IfNegative(datesClipped);
        Throw.IfGreaterThan(datesClipped, recordsKept);
        ArgumentNullException.ThrowIfNull(rejectedByCode);
        Throw.IfDefault(firstRejects);
        if (firstRejects.Length > DataQualityLog.FirstRejects)
            throw new ArgumentException(FormattableString.Invariant($"At most the first {DataQualityLog.FirstRejects} rejects are kept, not {firstRejects.Length}."), nameof(firstRejects));
        foreach (long count in rejectedByCode.Values)
            Throw.IfLessThan(count, 1, nameof(rejectedByCode));
        foreach (IGrouping<string, RejectedRecord> code in firstRejects.GroupBy(r => r.Code, StringComparer.Ordinal))
        {
            if (code.Key is null || code.Count() > rejectedByCode.GetValueOrDefault(code.Key))
                throw new ArgumentException($"There are more rejects of {code.Key} than were counted.", nameof(firstRejects));
        }

        RecordsKept = recordsKept;
        BlankLines = blankLines;
        BlankAnswers = blankAnswers;
        RejectedByCode = rejectedByCode;
        RecordsRejected = rejectedByCode.Values.Sum();
        FirstRejects = firstRejects;
        DatesClipped = datesClipped;
    }

    /// <summary>The file or source, as it was named to the reader.</summary>
    public string Source { get; }

    /// <summary>Records read so far: a header is not counted, a blank line is.</summary>
    public long RecordsRead => RecordsKept + RecordsRejected + RecordsBlank;

    /// <summary>Records that became a fact.</summary>
    public long RecordsKept { get; }

    /// <summary>Of the records kept, those whose date was after the last day and was set to it; 0 unless <see cref="AfterLastDay.Clip"/> was asked for.</summary>
    public long DatesClipped { get; }

    /// <summary>Records that were rejected.</summary>
    public long RecordsRejected { get; }

    /// <summary>Records without content: <see cref="BlankLines"/> + <see cref="BlankAnswers"/>.</summary>
    public long RecordsBlank => BlankLines + BlankAnswers;

    /// <summary>Lines with nothing on them.</summary>
    public long BlankLines { get; }

    /// <summary>Well-formed records without an answer, such as a survey row whose rating is blank: neither a fact nor a fault.</summary>
    public long BlankAnswers { get; }

    /// <summary>Rejected records by their code, in the order of the codes.</summary>
    public ImmutableSortedDictionary<string, long> RejectedByCode { get; }

    /// <summary>The first rejects, at most 100.</summary>
    public ImmutableArray<RejectedRecord> FirstRejects { get; }

    /// <summary>RecordsRejected ÷ (RecordsKept + RecordsRejected), or <see langword="null"/> when there are none.</summary>
    public double? RejectRatio => RecordsKept + RecordsRejected is > 0 and var n ? RecordsRejected / (double)n : null;

    /// <summary>One line, such as <c>orders.csv: 10 read, 7 kept, 2 rejected (RM2003 2), 1 blank</c>; with <c>, 3 dates clipped</c> after it where there are any.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string codes = RejectedByCode.IsEmpty
            ? ""
            : " (" + string.Join(", ", RejectedByCode.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value}"))) + ")";
        string clipped = DatesClipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {DatesClipped} dates clipped");
        return string.Create(CultureInfo.InvariantCulture, $"{Source}: {RecordsRead} read, {RecordsKept} kept, {RecordsRejected} rejected{codes}, {RecordsBlank} blank{clipped}");
    }
}
