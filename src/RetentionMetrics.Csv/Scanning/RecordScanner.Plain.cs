using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace RetentionMetrics.Csv;

/// <summary>
/// The fast way for plain records: as many fields as the header, no quote, no NUL, a line end. All delimiters, line ends, quotes and NULs of some text are found at once; a record
/// whose next marks are just its delimiters and a line end is plain. Every other record goes the general way, so that there is one set of rules.
/// </summary>
internal sealed partial class RecordScanner
{
    private const int Step = 64;
    private const int MarksAtOnce = 1 << 10;

    private readonly int[] _marks = new int[MarksAtOnce + Step]; // positions in the buffer, ascending
    private int _markAt;
    private int _markCount;
    private int _markedTo; // the buffer's text before this has its marks made
    private bool _isAscii; // whether all the text that was marked last is

    private bool TryReadPlain()
    {
        int fields = ExpectedFields;
        if (fields < 2 || fields > Step)
            return false;
        while (_markAt < _markCount && _marks[_markAt] < _start)
            _markAt++; // of records that went the general way
        if (_markCount - _markAt <= fields && !MarkMore(fields))
            return false;

        byte[] buffer = _buffer;
        ReadOnlySpan<int> marks = _marks.AsSpan(_markAt, fields + 1);
        int from = _start;
        for (int i = 0; i < fields - 1; i++)
        {
            int at = marks[i];
            if (buffer[at] != _delimiter)
                return false;
            _fields[i] = (from, at - from);
            from = at + 1;
        }

        int end = marks[fields - 1];
        byte lineEnd = buffer[end];
        if (lineEnd != '\n' && lineEnd != '\r')
            return false;
        int used = lineEnd == '\r' && marks[fields] == end + 1 && buffer[end + 1] == '\n' ? 2 : 1;
        if (end - _start > _maxRecordBytes || (!_isAscii && !Utf8.IsValid(buffer.AsSpan(_start..end))))
            return false;

        _fields[fields - 1] = (from, end - from);
        FieldCount = fields;
        Line = _nextLine++;
        Position = _position + _start;
        Fault = null;
        FaultField = -1;
        IsBlank = false;
        _hasCopy = false;
        _start = end + used;
        _markAt += fields - 1 + used;
        return true;
    }

    private void ForgetMarks()
    {
        _markAt = 0;
        _markCount = 0;
        _markedTo = _start;
    }

    /// <summary>Marks more of the text, so that there is one mark more than fields: a carriage return is only understood with what follows it.</summary>
    private bool MarkMore(int fields)
    {
        int kept = _markCount - _markAt;
        bool isAscii = _markedTo <= _start || _isAscii;
        _markedTo = Math.Max(_markedTo, _start);
        if (_end - _markedTo < Step)
            return false;
        _marks.AsSpan(_markAt, kept).CopyTo(_marks);
        _markAt = 0;
        _markCount = kept;
        if (_fields.Length < fields)
            Array.Resize(ref _fields, Step);
        _markedTo = Mark(_buffer, _markedTo, _end, _delimiter, _marks, ref _markCount, ref isAscii);
        _isAscii = isAscii;
        return _markCount > fields;
    }

    /// <summary>Finds marks in whole steps of text until the text or the room for marks ends.</summary>
    /// <returns>Where it stopped.</returns>
    private static int Mark(byte[] text, int from, int to, byte delimiter, int[] marks, ref int count, ref bool isAscii)
    {
        Vector256<byte> delimiters = Vector256.Create(delimiter), newLines = Vector256.Create((byte)'\n'), returns = Vector256.Create((byte)'\r'), quotes = Vector256.Create((byte)'"');
        Vector256<byte> high = Vector256<byte>.Zero;
        ref byte start = ref MemoryMarshal.GetArrayDataReference(text);
        ref int mark = ref MemoryMarshal.GetArrayDataReference(marks);
        int n = count, at = from;
        for (; at + Step <= to && n <= MarksAtOnce - Step; at += Step)
        {
            var first = Vector256.LoadUnsafe(ref start, (nuint)at);
            var second = Vector256.LoadUnsafe(ref start, (nuint)at + 32);
            high |= first | second;
            ulong found = Find(first) | ((ulong)Find(second) << 32);
            int next = n + BitOperations.PopCount(found);
            // Eight at a time without asking whether there are so many: what is too much is written over.
            while (n < next)
            {
                for (int i = 0; i < 8; i++)
                {
                    Unsafe.Add(ref mark, n + i) = at + BitOperations.TrailingZeroCount(found);
                    found &= found - 1;
                }

                n += 8;
            }

            n = next;
        }

        count = n;
        isAscii &= high.ExtractMostSignificantBits() == 0;
        return at;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        uint Find(Vector256<byte> bytes) =>
            (Vector256.Equals(bytes, delimiters) | Vector256.Equals(bytes, newLines) | Vector256.Equals(bytes, returns) | Vector256.Equals(bytes, quotes) | Vector256.Equals(bytes, Vector256<byte>.Zero))
            .ExtractMostSignificantBits();
    }
}
