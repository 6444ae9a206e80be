namespace RetentionMetrics;

/// <summary>A source that cannot be read as a whole: it has no header, lacks a needed column, is split by another delimiter, or is a compressed file that cannot be unpacked. No record was read, except from a compressed file that is found to be damaged on the way.</summary>
/// <remarks>It is an <see cref="IOException"/>, so that one handler serves a file that is missing and a file that is not what it should be.</remarks>
public sealed class DataFileException : IOException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file or source, as it was named to the reader.</param>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="reason">What is wrong and how to mend it.</param>
    public DataFileException(string source, string code, string reason)
        : base($"{source}: {code} {reason}")
    {
        SourceName = source;
        Code = code;
    }

    /// <summary>The file or source, as it was named to the reader.</summary>
    public string SourceName { get; }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }
}
