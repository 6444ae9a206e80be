namespace RetentionMetrics.Json;

/// <summary>How records follow each other in a JSON source.</summary>
public enum JsonLayout
{
    /// <summary>Lines when the file is named <c>.jsonl</c> or <c>.ndjson</c>; otherwise an array when the source begins with <c>[</c>, and lines when not.</summary>
    Auto = 0,

    /// <summary>One array, whose elements are the records.</summary>
    Array = 1,

    /// <summary>JSON Lines: a document a line.</summary>
    Lines = 2,
}
