using System.Buffers;
using System.IO.Compression;

namespace RetentionMetrics;

/// <summary>A Brotli file. The framework's stream ends silently where the file is cut off; its decoder says whether it has come to the end.</summary>
internal sealed class BrotliUnpacking(Stream file, string name) : UnpackingStream(file, name)
{
    private readonly byte[] _packed = new byte[1 << 16];
    private BrotliDecoder _decoder;
    private int _start;
    private int _end;
    private bool _isWhole;
    private bool _ended;

    protected override Memory<byte> Room => _packed;

    protected override bool TryTake(Span<byte> destination, out int written)
    {
        written = 0;
        if (_isWhole)
            return _ended;
        OperationStatus status = _decoder.Decompress(_packed.AsSpan(_start, _end - _start), destination, out int taken, out written);
        _start += taken;
        if (status == OperationStatus.InvalidData)
            throw Damaged();
        _isWhole = status == OperationStatus.Done;
        if (_isWhole && _start < _end)
            throw Damaged();
        return written > 0;
    }

    protected override void Added(int count)
    {
        (_start, _end) = (0, count);
        _ended = _isWhole && count == 0;
        if (count == 0 != _isWhole)
            throw Damaged();
    }

    protected override void Dispose(bool disposing)
    {
        _decoder.Dispose();
        base.Dispose(disposing);
    }
}
