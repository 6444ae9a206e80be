using System.Text;

namespace RetentionMetrics.Tests.Promises;

/// <summary>
/// The plainest reader of CSV that follows the documented rules (RFC 4180 and what the documentation adds to it): the whole file in memory, byte by byte, no buffer, no speed.
/// It shares no code with the package; what differs between the two is a fault of one of them.
/// </summary>
internal sealed class PlainCsv(byte[] file, int maxRecordBytes, bool nulInQuotes)
{
    private int _line = 1;

    public int Position { get; private set; } = file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;

    public bool Ended => Position == file.Length;

    /// <summary>Whether a record with quotes is one or two bytes over the limit: whether it is too long or its quote unclosed is then not stated anywhere.</summary>
    public bool HasEdge { get; private set; }

    public sealed record Record(int Line, int EndLine, int Offset, IReadOnlyList<byte[]> Fields, bool IsBlank, string? Fault, int FaultField);

    /// <summary>The next record, and moves behind it.</summary>
    /// <param name="delimiter">The byte between fields.</param>
    /// <param name="expected">The number of fields of the header, or 0.</param>
    public Record Next(byte delimiter, int expected)
    {
        (int line, int offset) = (_line, Position);
        int firstEnd = LineEnd(offset);
        Record one = Parse(delimiter, expected, line, offset, firstEnd, out int end);
        _line = one.EndLine + 1;
        Position = AfterLineEnd(end);
        return one;
    }

    /// <summary>Goes back to a record, to read it with another delimiter.</summary>
    public void Return(Record record) => (_line, Position) = (record.Line, record.Offset);

    private Record Parse(byte delimiter, int expected, int line, int offset, int firstEnd, out int end)
    {
        var fields = new List<byte[]>();
        var starts = new List<int>();
        int spanning = -1, nul = -1;
        string? fault = null;
        int i = offset;
        while (true)
        {
            var field = new List<byte>();
            if (i < file.Length && file[i] == '"')
            {
                i++;
                starts.Add(i);
                while (i < file.Length && (file[i] != '"' || (i + 1 < file.Length && file[i + 1] == '"')))
                {
                    if (file[i] is (byte)'\r' or (byte)'\n' && spanning < 0)
                        spanning = fields.Count;
                    if (file[i] == 0 && nul < 0 && !nulInQuotes)
                        nul = fields.Count;
                    field.Add(file[i]);
                    i += file[i] == '"' ? 2 : 1;
                }

                if (i >= file.Length)
                {
                    i = file.Length;
                    fault = ErrorCodes.UnclosedQuote;
                    break;
                }

                i++;
                if (i < file.Length && file[i] != delimiter && file[i] is not ((byte)'\r' or (byte)'\n'))
                {
                    fault = ErrorCodes.TextAfterQuote;
                    break;
                }
            }
            else
            {
                starts.Add(i);
                while (i < file.Length && file[i] != delimiter && file[i] is not ((byte)'\r' or (byte)'\n' or (byte)'"'))
                {
                    if (file[i] == 0 && nul < 0)
                        nul = fields.Count;
                    field.Add(file[i++]);
                }

                if (i < file.Length && file[i] == '"')
                {
                    fault = ErrorCodes.StrayQuote;
                    break;
                }
            }

            fields.Add([.. field]);
            if (i == file.Length || file[i] != delimiter)
                break;
            i++;
        }

        // A first line beyond the limit is passed over. Otherwise a fault is reported for the first line only, and reading goes on at the next.
        end = firstEnd;
        bool isOdd = file.AsSpan(offset, firstEnd - offset).IndexOfAny((byte)'"', (byte)0) >= 0;
        HasEdge |= isOdd && (firstEnd - offset - maxRecordBytes is 1 or 2 || i - offset - maxRecordBytes is 1 or 2);
        if (firstEnd - offset > maxRecordBytes)
            return Bad(ErrorCodes.RecordTooLong, -1, line);
        if (spanning >= 0 && (fault is not null || (expected > 0 && fields.Count != expected) || i - offset > maxRecordBytes))
            return Bad(ErrorCodes.UnclosedQuote, spanning, line);
        if (fault is not null)
            return Bad(fault, fields.Count, line);

        end = i;
        int endLine = line + LineEndsWithin(offset, i);
        if (nul >= 0)
            return Bad(ErrorCodes.NulCharacter, nul, endLine);
        int bad = FirstBadByte(offset, i);
        if (bad >= 0)
            return Bad(ErrorCodes.InvalidEncoding, starts.FindLastIndex(s => s <= bad), endLine);
        bool isBlank = fields.Count == 1 && !isOdd && fields[0].All(b => b is (byte)' ' or (byte)'\t');
        if (!isBlank && expected > 0 && fields.Count != expected)
            return Bad(ErrorCodes.FieldCount, Math.Min(fields.Count, expected), endLine);
        return new Record(line, endLine, offset, fields, isBlank, null, -1);

        Record Bad(string code, int field, int lastLine) => new(line, lastLine, offset, fields, false, code, field);
    }

    private int LineEnd(int from)
    {
        while (from < file.Length && file[from] is not ((byte)'\r' or (byte)'\n'))
            from++;
        return from;
    }

    private int AfterLineEnd(int at)
    {
        if (at < file.Length)
            at += file[at] == '\r' && at + 1 < file.Length && file[at + 1] == '\n' ? 2 : 1;
        return at;
    }

    private int LineEndsWithin(int from, int to)
    {
        int lines = 0;
        for (int at = LineEnd(from); at < to; at = LineEnd(at))
        {
            lines++;
            at = AfterLineEnd(at);
        }

        return lines;
    }

    private int FirstBadByte(int from, int to)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file, from, to - from);
            return -1;
        }
        catch (DecoderFallbackException e)
        {
            return from + Math.Max(0, e.Index);
        }
    }
}
