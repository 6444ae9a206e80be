using System.Text.Json;

namespace RetentionMetrics.Json;

/// <summary>JSON that is well-formed, but not the document that was to be read: it is of another kind or version, or holds what its type does not allow.</summary>
/// <remarks>It is a <see cref="JsonException"/>, so that one handler serves it and text that is no JSON at all, which System.Text.Json reports itself and which has no code.</remarks>
public sealed class DocumentException : JsonException
{
    internal DocumentException(string code, string reason, Exception? innerException = null)
        : base($"{code} {reason}", innerException) => Code = code;

    /// <summary>The code, one of <see cref="ErrorCodes"/>: RM6001 to RM6005.</summary>
    public string Code { get; }
}
