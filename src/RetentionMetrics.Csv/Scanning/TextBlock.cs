namespace RetentionMetrics.Csv;

/// <summary>A part of the text that begins and ends between records, so that it can be read by itself.</summary>
internal sealed class TextBlock
{
    public byte[] Bytes { get; set; } = [];

    public int Length { get; set; }

    /// <summary>The position of the first byte in the UTF-8 text.</summary>
    public long Position { get; set; }

    /// <summary>The block's number, from 0.</summary>
    public long Number { get; set; }

    /// <summary>Whether the text ends here without a line end although the file is not what it was when it was opened: the last record is torn.</summary>
    public bool IsTorn { get; set; }
}
