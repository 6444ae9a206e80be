using System.Collections.Immutable;

namespace RetentionMetrics.Json;

/// <content>What became of the records of a source.</content>
internal static partial class Converters
{
    public static VersionedConverter<RejectedRecord, RejectedRecordDocument> RejectedRecord { get; } = new(
        "rejectedRecord",
        Forms.RejectedRecordDocument,
        r => r.Source is null
            ? throw new ArgumentException("default(RejectedRecord) is no reject.", nameof(r))
            : new(Repaired(r.Source), r.Line, r.EndLine, r.Record, r.ByteOffset, r.Column, r.ColumnName is { } name ? Repaired(name) : null, r.Code, Repaired(r.Reason)),
        d => new(d.Source, d.Line, d.EndLine, d.Record, d.ByteOffset, d.Column, d.ColumnName, d.Code, d.Reason));

    public static VersionedConverter<DataQuality, DataQualityDocument> DataQuality { get; } = new(
        "dataQuality",
        Forms.DataQualityDocument,
        q => new(
            Repaired(q.Source),
            q.RecordsKept,
            q.BlankLines,
            q.BlankAnswers,
            q.DatesClipped,
            [.. q.RejectedByCode.Select(c => new RejectedByCode(c.Key, c.Value))],
            [.. q.FirstRejects.Select(r => RejectedRecord!.ToDocument(r))]),
        d => new(
            d.Source,
            d.RecordsKept,
            d.BlankLines,
            d.BlankAnswers,
            d.RejectedByCode.ToImmutableSortedDictionary(c => c.Code, c => c.Records, StringComparer.Ordinal),
            [.. d.FirstRejects.Select(r => RejectedRecord!.FromDocument(r))],
            d.DatesClipped));

    /// <summary>What is wrong with data must not be lost for a broken character in a message: half a surrogate pair becomes a replacement character.</summary>
    private static string Repaired(string text) => string.Concat(text.EnumerateRunes().Select(r => r.ToString()));
}
