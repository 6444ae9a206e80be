namespace RetentionMetrics.Json;

internal sealed record RejectedRecordDocument(
    string Source, long Line, long EndLine, long Record, long ByteOffset, int? Column, string? ColumnName, string Code, string Reason) : Document;

internal sealed record DataQualityDocument(
    string Source, long RecordsKept, long BlankLines, long BlankAnswers, long DatesClipped, RejectedByCode[] RejectedByCode, RejectedRecordDocument[] FirstRejects) : Document;

internal sealed record RejectedByCode(string Code, long Records);
