using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>Reads some of a source into a span; 0 at the end.</summary>
internal delegate int TakeBytes(Span<byte> destination);

/// <summary>The same without holding a thread.</summary>
internal delegate ValueTask<int> TakeBytesAsync(Memory<byte> destination, CancellationToken cancellationToken);

/// <summary>
/// Turns any encoding into UTF-8 byte by byte. What the encoding does not define becomes the byte 0xFF, which no UTF-8 text holds: the record
/// is then rejected like any other with invalid bytes, and nothing is replaced silently.
/// </summary>
internal sealed class Transcoder
{
    private const byte Bad = 0xFF;

    private readonly TakeBytes _take;
    private readonly TakeBytesAsync _takeAsync;
    private readonly Encoding _encoding;
    private readonly Decoder _decoder;
    private readonly Encoder _encoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetEncoder();
    private readonly NotingFallback _fallback = new();
    private readonly byte[] _in = new byte[4096];
    private readonly byte[] _out = new byte[(4096 * 12) + 64];
    private readonly char[] _chars = new char[16];
    private readonly Queue<(long Utf8, long File)> _lines = new();
    private readonly Queue<(long Utf8, long File)> _bad = new();
    private (long Utf8, long File) _line;
    private int _outStart;
    private int _outEnd;
    private long _utf8; // position of _out[_outEnd]
    private long _file; // position of the next input byte
    private bool _ended;

    public Transcoder(TakeBytes take, TakeBytesAsync takeAsync, Encoding encoding)
    {
        _take = take;
        _takeAsync = takeAsync;
        // A copy: the caller's object keeps its own fallback.
        _encoding = (Encoding)encoding.Clone();
        _encoding.DecoderFallback = _fallback;
        _encoding.EncoderFallback = EncoderFallback.ReplacementFallback;
        _decoder = _encoding.GetDecoder();
    }

    public int Read(Span<byte> destination)
    {
        while (_outStart == _outEnd && !_ended)
            DecodeBlock(_take(_in));
        return GiveOut(destination);
    }

    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (_outStart == _outEnd && !_ended)
            DecodeBlock(await _takeAsync(_in, cancellationToken).ConfigureAwait(false));
        return GiveOut(destination.Span);
    }

    public long LineStart(long utf8Offset)
    {
        while (_lines.TryPeek(out (long Utf8, long File) next) && next.Utf8 <= utf8Offset)
            _line = _lines.Dequeue();
        while (_bad.TryPeek(out (long Utf8, long File) bad) && bad.Utf8 < utf8Offset)
            _bad.Dequeue(); // its record was rejected for something else
        return _line.File;
    }

    public long BadByte(long utf8Offset)
    {
        (long Utf8, long File) found = (utf8Offset, -1);
        while (_bad.TryPeek(out (long Utf8, long File) next) && next.Utf8 <= utf8Offset)
            found = _bad.Dequeue();
        return found.File;
    }

    private int GiveOut(Span<byte> destination)
    {
        int n = Math.Min(destination.Length, _outEnd - _outStart);
        _out.AsSpan(_outStart, n).CopyTo(destination);
        _outStart += n;
        return n;
    }

    private void DecodeBlock(int n)
    {
        _outStart = _outEnd = 0;
        for (int i = 0; i < n; i++)
        {
            Decode(_in.AsSpan(i, 1), flush: false);
        }

        if (n == 0)
        {
            _ended = true;
            Decode([], flush: true);
        }
    }

    private void Decode(ReadOnlySpan<byte> input, bool flush)
    {
        int chars = _decoder.GetChars(input, _chars, flush);
        _file += input.Length;
        if (_fallback.BadLength > 0)
        {
            // The bad bytes end here, or just before the bytes of the characters that came with them.
            _bad.Enqueue((_utf8, Math.Max(0, _file - _fallback.BadLength - _encoding.GetByteCount(_chars, 0, chars))));
            Emit(Bad);
            // A lead byte must not take a line end with it: the next record is not at fault.
            if (chars == 0 && _fallback.BadLength > 1 && input is [(byte)'\r' or (byte)'\n'])
                Emit(input[0]);
            _fallback.BadLength = 0;
        }

        if (chars == 1 && _chars[0] < 0x80)
        {
            Emit((byte)_chars[0]);
        }
        else if (chars > 0)
        {
            int bytes = _encoder.GetBytes(_chars.AsSpan(0, chars), _out.AsSpan(_outEnd), flush: false);
            _outEnd += bytes;
            _utf8 += bytes;
        }
    }

    private void Emit(byte b)
    {
        _out[_outEnd++] = b;
        _utf8++;
        if (b is (byte)'\r' or (byte)'\n')
            _lines.Enqueue((_utf8, _file));
    }

    /// <summary>Notes how many bytes could not be decoded and puts nothing in their place.</summary>
    private sealed class NotingFallback : DecoderFallback
    {
        public int BadLength { get; set; }

        public override int MaxCharCount => 0;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new NotingBuffer(this);

        private sealed class NotingBuffer(NotingFallback owner) : DecoderFallbackBuffer
        {
            public override int Remaining => 0;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                owner.BadLength += Math.Max(1, bytesUnknown.Length);
                return false;
            }

            public override char GetNextChar() => '\0';

            public override bool MovePrevious() => false;
        }
    }
}
