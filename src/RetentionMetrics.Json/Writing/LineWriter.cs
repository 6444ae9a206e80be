using System.Buffers;
using System.Text.Json;

namespace RetentionMetrics.Json;

/// <summary>Documents one a line, given to a stream in large pieces.</summary>
internal sealed class LineWriter : IDisposable
{
    private const int Piece = 1 << 16;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * Piece);
    private readonly Stream _stream;

    public LineWriter(Stream stream)
    {
        _stream = stream;
        Json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>Writes the document of the present line.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Ends the document and its line.</summary>
    public void End()
    {
        Json.Flush();
        Json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= Piece)
            GiveAway();
    }

    /// <summary>Writes what is still held back to the stream, which stays open.</summary>
    public void Dispose()
    {
        Json.Dispose();
        GiveAway();
    }

    private void GiveAway()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
