namespace RetentionMetrics.Csv;

/// <summary>Records with quotes or NUL characters, and how reading goes on after a bad one.</summary>
internal sealed partial class RecordScanner
{
    private bool TryScanQuoted(ReadOnlySpan<byte> rest, bool last, out int length, out bool isWhole)
    {
        int spanning = -1; // the first field that goes on past its line
        int nul = -1;
        int i = 0;
        length = 0;
        isWhole = false;
        string? fault = null;
        while (true)
        {
            if (i < rest.Length && rest[i] == '"')
            {
                int start = ++i;
                int close = FindClosingQuote(rest, start, out bool doubled);
                if ((close < 0 || close + 1 == rest.Length) && !last)
                    return TryGiveUp(rest, spanning < 0 ? FieldCount : spanning, out length, out isWhole);
                ReadOnlySpan<byte> text = rest[start..(close < 0 ? rest.Length : close)];
                if (spanning < 0 && text.IndexOfAny((byte)'\r', (byte)'\n') >= 0)
                    spanning = FieldCount;
                if (nul < 0 && !_nulInQuotes && text.Contains((byte)0))
                    nul = FieldCount;
                if (close < 0)
                {
                    fault = ErrorCodes.UnclosedQuote;
                    break;
                }

                i = close + 1;
                if (i < rest.Length && rest[i] != _delimiter && rest[i] is not ((byte)'\r' or (byte)'\n'))
                {
                    fault = ErrorCodes.TextAfterQuote;
                    break;
                }

                AddField(start, doubled ? ~text.Length : text.Length);
            }
            else
            {
                int start = i;
                int stop = rest[i..].IndexOfAny(_fieldStops);
                while (stop >= 0 && rest[i + stop] == 0)
                {
                    nul = nul < 0 ? FieldCount : nul;
                    i += stop + 1;
                    stop = rest[i..].IndexOfAny(_fieldStops);
                }

                if (stop < 0 && !last)
                    return TryGiveUp(rest, spanning < 0 ? FieldCount : spanning, out length, out isWhole);
                i = stop < 0 ? rest.Length : i + stop;
                if (i < rest.Length && rest[i] == '"')
                {
                    fault = ErrorCodes.StrayQuote;
                    break;
                }

                AddField(start, i - start);
            }

            if (i == rest.Length)
                break;
            if (rest[i] != _delimiter)
            {
                if (rest[i] == '\r' && i + 1 == rest.Length && !last)
                    return TryGiveUp(rest, spanning < 0 ? FieldCount : spanning, out length, out isWhole);
                break;
            }

            i++;
        }

        // A quoted field that went on past its line and then led to a fault, or to the wrong number of fields, was never closed.
        if (spanning >= 0 && (fault is not null || (ExpectedFields > 0 && FieldCount != ExpectedFields)))
            return RejectFirstLine(rest, ErrorCodes.UnclosedQuote, spanning, out length, out isWhole);
        if (fault is not null)
            return RejectLine(rest, last, fault, FieldCount, out length, out isWhole);

        isWhole = i < rest.Length;
        length = isWhole ? i + LineEndLength(rest[i..]) : i;
        _nextLine += spanning < 0 ? 1 : CountLines(rest[..i]);
        if (nul >= 0)
            SetFault(ErrorCodes.NulCharacter, nul);
        else
            CheckContent(rest[..i]);
        return true;
    }

    /// <summary>The text so far does not show the record's end. At the limit of a record's length, a first line that ends is one with an unclosed quote.</summary>
    private bool TryGiveUp(ReadOnlySpan<byte> rest, int field, out int length, out bool isWhole)
    {
        length = 0;
        isWhole = false;
        return rest.Length >= _maxRecordBytes + 2
            && rest[..^1].IndexOfAny((byte)'\r', (byte)'\n') >= 0
            && RejectFirstLine(rest, ErrorCodes.UnclosedQuote, field, out length, out isWhole);
    }

    private bool RejectFirstLine(ReadOnlySpan<byte> rest, string fault, int field, out int length, out bool isWhole)
    {
        int lineEnd = rest.IndexOfAny((byte)'\r', (byte)'\n');
        length = lineEnd + LineEndLength(rest[lineEnd..]);
        isWhole = true;
        _nextLine++;
        SetFault(fault, field);
        return true;
    }

    /// <summary>A fault on the record's first line: the rest of the line goes with it.</summary>
    private bool RejectLine(ReadOnlySpan<byte> rest, bool last, string fault, int field, out int length, out bool isWhole)
    {
        int lineEnd = rest.IndexOfAny((byte)'\r', (byte)'\n');
        length = rest.Length;
        isWhole = false;
        if (lineEnd < 0 ? !last : rest[lineEnd] == '\r' && lineEnd + 1 == rest.Length && !last)
            return false;
        if (lineEnd >= 0)
            return RejectFirstLine(rest, fault, field, out length, out isWhole);
        _nextLine++;
        SetFault(fault, field);
        return true;
    }

    private static int FindClosingQuote(ReadOnlySpan<byte> rest, int from, out bool doubled)
    {
        doubled = false;
        while (true)
        {
            int quote = rest[from..].IndexOf((byte)'"');
            if (quote < 0)
                return -1;
            from += quote;
            if (from + 1 >= rest.Length || rest[from + 1] != '"')
                return from;
            doubled = true;
            from += 2;
        }
    }

    /// <summary>Lines that a text covers: one more than the line ends inside it.</summary>
    private static int CountLines(ReadOnlySpan<byte> text)
    {
        int lines = 1;
        for (int i = text.IndexOfAny((byte)'\r', (byte)'\n'); i >= 0; i = text.IndexOfAny((byte)'\r', (byte)'\n'))
        {
            lines++;
            text = text[(i + LineEndLength(text[i..]))..];
        }

        return lines;
    }

    /// <summary>Turns each pair of quotes into one, in place.</summary>
    private static int HalveQuotes(Span<byte> text)
    {
        int to = 0;
        for (int i = 0; i < text.Length; i++)
        {
            text[to++] = text[i];
            if (text[i] == '"')
                i++;
        }

        return to;
    }
}
