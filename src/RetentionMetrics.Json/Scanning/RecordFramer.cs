namespace RetentionMetrics.Json;

/// <summary>Cuts a source into records: their bytes, and where they are. What is in them is looked at elsewhere.</summary>
internal abstract class RecordFramer(RecordSource source)
{
    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The line on which it ends.</summary>
    public long EndLine { get; protected set; }

    /// <summary>The position of its first byte on its line, from 1.</summary>
    public long PlaceOnLine { get; private set; }

    /// <summary>The position of its first byte in the source, from 0.</summary>
    public long ByteOffset { get; private set; }

    /// <summary>The length in <see cref="RecordSource.Record"/>, without a line end or comma.</summary>
    public int Length { get; protected set; }

    /// <summary>Whether there is nothing on the line.</summary>
    public bool IsBlank { get; protected set; }

    /// <summary>What is wrong around the record, or <see langword="null"/>.</summary>
    public string? Fault { get; protected set; }

    /// <summary>Whether the record reaches the end of the source.</summary>
    public bool IsLast { get; protected set; }

    protected RecordSource Source { get; } = source;

    /// <summary>Goes to the next record. False at the end, and where the source is starved: the next call then goes on at the same place.</summary>
    public abstract bool Read();

    protected void Begin()
    {
        Source.BeginRecord();
        Line = EndLine = Source.Line;
        PlaceOnLine = Source.PlaceOnLine;
        ByteOffset = Source.Offset;
        Fault = null;
        IsBlank = false;
    }
}
