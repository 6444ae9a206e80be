using System.Buffers;
using System.Globalization;
using System.Text;

namespace RetentionMetrics.Csv;

/// <summary>
/// Writes rejected records to a CSV file of their own, to be mended in a spreadsheet and read again: the source's own columns, and before them where the record stood and what is wrong with it.
/// Readers ignore the extra columns.
/// </summary>
/// <remarks>
/// <para>
/// Rows are kept in a temporary file beside the target, not in memory; <see cref="Complete"/> puts them in the target's place in one step. Disposed without it, no file is left and an old one is as it was.
/// The file has the delimiter and the encoding of its source, so that the same options read it. Text that a spreadsheet could take for a formula gets an apostrophe: read it with <see cref="CsvOptions.UndoInjectionGuard"/>.
/// Numbers with a sign are left as they are: readers expect no apostrophe before them.
/// </para>
/// <para>A record that cannot be split into the source's columns has its whole text in <c>reject_text</c>, and blank cells. Bytes that are no text, and NUL, are shown as <c>\xNN</c>.</para>
/// </remarks>
internal sealed class RepairFile : IDisposable
{
    /// <summary>The columns before those of the source. A source that is itself a repair file has them already: they are written anew.</summary>
    public static readonly string[] Extra = ["reject_line", "reject_column", "reject_code", "reject_reason", "reject_text"];

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,'’ \u00A0\u202F€$£¥￥０１２３４５６７８９．，");

    private readonly string _path;
    private readonly FileStream _spool;
    private readonly StreamWriter _writer;
    private readonly bool _undoGuard;
    private readonly char _delimiter;
    private readonly List<string> _cells = [];
    private readonly StringBuilder _text = new();
    private bool[] _isExtra = [];
    private List<string> _names = [];

    /// <summary>Makes the temporary file.</summary>
    /// <param name="path">The repair file.</param>
    /// <param name="delimiter">The source's delimiter.</param>
    /// <param name="encoding">The encoding that the options state, or null for UTF-8.</param>
    /// <param name="undoGuard">Whether the source's cells are guarded already.</param>
    /// <exception cref="IOException">The folder is not there or not writable.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public RepairFile(string path, byte delimiter, Encoding? encoding, bool undoGuard)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
            throw new UnauthorizedAccessException($"{Path.GetFileName(_path)} is a folder, not a file to write.");
        _delimiter = (char)delimiter;
        _undoGuard = undoGuard;
        string temporary = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetRandomFileName()}.tmp");
        _spool = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        _writer = new StreamWriter(_spool, Plain(encoding), leaveOpen: true) { NewLine = "\n" };
    }

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes the header.</summary>
    /// <param name="names">All columns of the source, in its order.</param>
    public void Begin(IReadOnlyList<string> names)
    {
        _names = [.. names];
        _isExtra = [.. names.Select(n => Array.IndexOf(Extra, n) >= 0)];
        _cells.Clear();
        _cells.AddRange(Extra);
        _cells.AddRange(names.Where((_, i) => !_isExtra[i]));
        Write();
        Rows = 0;
    }

    /// <summary>Writes a rejected record.</summary>
    /// <param name="reject">What is wrong with it.</param>
    /// <param name="rawUtf8Record">Its bytes, without its line end, as UTF-8; a byte that the source's encoding does not define is not valid UTF-8 here.</param>
    public void Add(in RejectedRecord reject, ReadOnlySpan<byte> rawUtf8Record)
    {
        // What is no text cannot be given back in a cell: it would be read as something else.
        bool isSplit = reject.Code is not (ErrorCodes.InvalidEncoding or ErrorCodes.NulCharacter or ErrorCodes.UnclosedQuote or ErrorCodes.StrayQuote or ErrorCodes.TextAfterQuote or ErrorCodes.RecordTooLong or ErrorCodes.TornRecord)
            && TrySplit(rawUtf8Record);
        List<string> own = isSplit ? [.. _cells.Where((_, i) => !_isExtra[i])] : [.. Enumerable.Repeat("", _isExtra.Count(e => !e))];
        if (isSplit && IsStillBroken(own) is { } before)
        {
            _cells.Clear();
            _cells.AddRange(before);
            _cells.AddRange(own);
            Write();
            Rows++;
            return;
        }

        _cells.Clear();
        _cells.Add(reject.Line.ToString(CultureInfo.InvariantCulture));
        _cells.Add(reject.ColumnName ?? reject.Column?.ToString(CultureInfo.InvariantCulture) ?? "");
        _cells.Add(reject.Code);
        _cells.Add(reject.Reason);
        _cells.Add(isSplit ? "" : Text(rawUtf8Record));
        _cells.AddRange(own);
        Write();
        Rows++;
    }

    /// <summary>The extra cells of a row of a repair file that nobody has mended yet, or null: its text must not be lost.</summary>
    private string[]? IsStillBroken(List<string> own)
    {
        if (own.Exists(c => c.Length > 0))
            return null;
        string[] was = new string[Extra.Length];
        for (int i = 0; i < was.Length; i++)
        {
            int at = _names.IndexOf(Extra[i]);
            if (at < 0)
                return null;
            was[i] = _cells[at];
        }

        return was[^1].Length > 0 ? was : null;
    }

    /// <summary>Puts the rows in the place of the file, whole and in one step. Without a rejected record there is nothing to repair: the file then has its header only.</summary>
    /// <exception cref="IOException">The file cannot be written. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to, or the path is a folder.</exception>
    public void Complete()
    {
        _writer.Flush();
        _spool.Position = 0;
        AtomicFile.Write(_path, _spool.CopyTo);
    }

    /// <summary>Removes the temporary file.</summary>
    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is not wanted any more.
        }

        _spool.Dispose();
    }

    /// <summary>The encoding without a byte order mark: the options that read the source name it, or it is UTF-8.</summary>
    private static Encoding Plain(Encoding? encoding) => encoding?.CodePage switch
    {
        null or 65001 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        1200 => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        1201 => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        12000 => new UTF32Encoding(bigEndian: false, byteOrderMark: false),
        _ => Lenient(encoding),
    };

    // The reasons are ours and may hold what the encoding has not; the cells came out of it.
    private static Encoding Lenient(Encoding encoding)
    {
        var copy = (Encoding)encoding.Clone();
        copy.EncoderFallback = EncoderFallback.ReplacementFallback;
        return copy;
    }

    /// <summary>Takes a record apart into <see cref="_cells"/>; false when it does not have the fields of the header.</summary>
    private bool TrySplit(ReadOnlySpan<byte> record)
    {
        _cells.Clear();
        while (true)
        {
            ReadOnlySpan<byte> cell;
            if (record is [(byte)'"', ..])
            {
                int end = 1;
                while (true)
                {
                    int quote = record[end..].IndexOf((byte)'"');
                    if (quote < 0)
                        return false;
                    end += quote + 1;
                    if (end == record.Length || record[end] != '"')
                        break;
                    end++;
                }

                cell = record[1..(end - 1)];
                if (end < record.Length && record[end] != _delimiter)
                    return false;
                _cells.Add(Text(cell).Replace("\"\"", "\"", StringComparison.Ordinal));
                record = record[end..];
            }
            else
            {
                int length = record.IndexOf((byte)_delimiter);
                cell = length < 0 ? record : record[..length];
                _cells.Add(Text(cell));
                record = record[cell.Length..];
            }

            if (record.IsEmpty)
                return _cells.Count == _isExtra.Length;
            record = record[1..];
        }
    }

    /// <summary>Bytes as text; those that are none as <c>\xNN</c>.</summary>
    private string Text(ReadOnlySpan<byte> bytes)
    {
        _text.Clear();
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            bool good = Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) == OperationStatus.Done;
            if (good && rune.Value != 0)
            {
                _text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else
            {
                foreach (byte b in bytes[..used])
                    _text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
            }

            bytes = bytes[used..];
        }

        return _text.ToString();
    }

    private void Write()
    {
        for (int i = 0; i < _cells.Count; i++)
        {
            if (i > 0)
                _writer.Write(_delimiter);
            // The extra cells are ours but for the raw text, which no reader takes the apostrophe from.
            string cell = i >= Extra.Length && _undoGuard && TextCell.NeedsGuard(_cells[i]) && _cells[i][0] == '\'' ? _cells[i][1..] : _cells[i];
            bool guard = TextCell.NeedsGuard(cell) && !IsSignedNumber(cell);
            bool quote = guard || cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(_delimiter) || (cell.Length > 0 && (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])));
            if (!quote)
            {
                _writer.Write(cell);
                continue;
            }

            _writer.Write('"');
            if (guard)
                _writer.Write('\'');
            _writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            _writer.Write('"');
        }

        _writer.WriteLine();
    }

    /// <summary>A sign and nothing but a number after it is no formula, and an apostrophe would make it no number.</summary>
    private static bool IsSignedNumber(string cell) =>
        cell[0] is '+' or '-' or '＋' or '－' && cell.Length > 1 && !cell.AsSpan(1).ContainsAnyExcept(NumberCharacters);
}
