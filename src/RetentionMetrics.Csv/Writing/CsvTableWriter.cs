using System.Globalization;
using System.Text;
using CsvHelper;

namespace RetentionMetrics.Csv;

/// <summary>Writes a table of typed cells as CSV (RFC 4180, UTF-8, lines end with LF) that is safe to open in a spreadsheet.</summary>
/// <remarks>
/// <para>
/// Text that a spreadsheet could take for a formula, because it begins with <c>= + - @</c>, their full-width forms, a tab, a line end or NUL, gets an apostrophe in front.
/// So does such text after apostrophes of its own: taking one apostrophe away, as <see cref="CsvOptions.UndoInjectionGuard"/> does, always gives back the text that was written.
/// Numbers, dates and truth values are never touched. Blank cells are written for <see langword="null"/> and for empty text.
/// </para>
/// <para>Nothing depends on the current culture. Not thread-safe. <see cref="CsvFile"/> writes whole files.</para>
/// </remarks>
public sealed class CsvTableWriter : IDisposable
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture };

    private const int ShortText = 256;
    private const int PlainNumber = 384; // -0.00…, with 323 zeros and 17 digits

    private readonly CsvWriter _writer;
    private readonly int _columns;
    private int _cells;

    /// <summary>Begins a table by writing its header.</summary>
    /// <param name="stream">Where the table goes. It stays open.</param>
    /// <param name="header">The names of the columns, at least one; each is treated as text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> or <paramref name="header"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public CsvTableWriter(Stream stream, IEnumerable<string> header)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(header);
        string[] names = [.. header];
        if (names.Length == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(header));
        _columns = names.Length;
        _writer = CsvWriter.Create(stream, Format, leaveOpen: true);
        foreach (string name in names)
            Text(name);
        EndRow();
        Rows = 0;
    }

    /// <summary>Complete rows written, the header not counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes a cell of text.</summary>
    /// <param name="value">The text; <see langword="null"/> and empty text are a blank cell.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair, which UTF-8 cannot hold.</exception>
    /// <exception cref="InvalidOperationException">The row is full.</exception>
    public CsvTableWriter Text(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return Blank();
        if (!IsWellFormed(value))
            throw new ArgumentException("The text has half of a surrogate pair, which cannot be written.", nameof(value));
        return WellFormed(value);
    }

    /// <summary>Writes a cell with a decimal number, with all its digits.</summary>
    /// <param name="value">The number; <see langword="null"/> is a blank cell.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="InvalidOperationException">The row is full.</exception>
    public CsvTableWriter Number(decimal? value) => value is { } v ? Plain(v) : Blank();

    /// <summary>Writes a cell with a whole number.</summary>
    /// <param name="value">The number; <see langword="null"/> is a blank cell.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="InvalidOperationException">The row is full.</exception>
    public CsvTableWriter Number(long? value) => value is { } v ? Plain(v) : Blank();

    /// <summary>Writes a cell with a floating-point number, in the shortest form without an exponent that reads back to the same number.</summary>
    /// <param name="value">The number, finite; <see langword="null"/> is a blank cell.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite: what is undefined is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The row is full.</exception>
    public CsvTableWriter Number(double? value)
    {
        if (value is not { } v)
            return Blank();
        if (!double.IsFinite(v))
            throw new ArgumentOutOfRangeException(nameof(value), v, "Must be finite; write null for what is undefined.");
        Span<byte> digits = stackalloc byte[32];
        _ = v.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture); // the shortest that reads back to the same number
        digits = digits[..length];
        CountCell();
        Span<byte> plain = stackalloc byte[PlainNumber];
        _writer.WriteField(digits.Contains((byte)'E') ? plain[..WithoutExponent(digits, plain)] : digits);
        return this;
    }

    /// <summary>Writes a cell with a date, as <c>yyyy-MM-dd</c>.</summary>
    /// <param name="value">The date; <see langword="null"/> is a blank cell.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="InvalidOperationException">The row is full.</exception>
    public CsvTableWriter Date(DateOnly? value)
    {
        if (value is not { } v)
            return Blank();
        Span<byte> digits = stackalloc byte[10];
        _ = v.TryFormat(digits, out int length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        CountCell();
        _writer.WriteField(digits[..length]);
        return this;
    }

    /// <summary>Writes a cell with <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value; <see langword="null"/> is a blank cell.</param>
    /// <returns>This writer.</returns>
    /// <exception cref="InvalidOperationException">The row is full.</exception>
    public CsvTableWriter Boolean(bool? value)
    {
        if (value is not { } v)
            return Blank();
        CountCell();
        _writer.WriteField(v ? "true" : "false");
        return this;
    }

    /// <summary>Writes a blank cell: undefined, or unknown.</summary>
    /// <returns>This writer.</returns>
    /// <exception cref="InvalidOperationException">The row is full.</exception>
    public CsvTableWriter Blank()
    {
        CountCell();
        // In a table of one column a blank cell must not become a blank line.
        _writer.WriteField("", _columns == 1 ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
        return this;
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">The row lacks cells.</exception>
    public void EndRow()
    {
        if (_cells != _columns)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The row has {_cells} cells, but the table has {_columns} columns."));
        _writer.EndRecord();
        _cells = 0;
        Rows++;
    }

    /// <summary>Writes what is still held back to the stream, which stays open.</summary>
    public void Dispose() => _writer.Dispose();

    /// <summary>Text that is known to be valid UTF-8 and not empty.</summary>
    internal CsvTableWriter ValidText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > ShortText)
            return WellFormed(Encoding.UTF8.GetString(utf8));
        Span<char> text = stackalloc char[ShortText];
        return WellFormed(text[..Encoding.UTF8.GetChars(utf8, text)]);
    }

    internal void CheckEnded()
    {
        if (_cells > 0)
            throw new InvalidOperationException("The last row was not ended.");
    }

    private CsvTableWriter Plain<T>(T value)
        where T : struct, IUtf8SpanFormattable
    {
        Span<byte> digits = stackalloc byte[32];
        _ = value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        CountCell();
        _writer.WriteField(digits[..length]);
        return this;
    }

    private CsvTableWriter WellFormed(scoped ReadOnlySpan<char> value)
    {
        CountCell();
        bool guard = TextCell.NeedsGuard(value);
        bool quote = guard || value.Contains('\0') || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]);
        if (guard)
        {
            Span<char> guarded = value.Length < ShortText ? stackalloc char[ShortText] : new char[value.Length + 1];
            guarded[0] = '\'';
            value.CopyTo(guarded[1..]);
            value = guarded[..(value.Length + 1)];
        }

        _writer.WriteField(value, quote ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
        return this;
    }

    /// <summary>The same digits with the point moved: the readers take plain numbers only.</summary>
    /// <returns>The length in <paramref name="plain"/>, which has room for <see cref="PlainNumber"/> bytes.</returns>
    private static int WithoutExponent(ReadOnlySpan<byte> number, Span<byte> plain)
    {
        int length = 0;
        if (number[0] == '-')
        {
            plain[length++] = (byte)'-';
            number = number[1..];
        }

        int e = number.IndexOf((byte)'E');
        int exponent = int.Parse(number[(e + 1)..], CultureInfo.InvariantCulture);
        // The point stands after the first digit.
        ReadOnlySpan<byte> first = number[..1], others = e > 1 ? number[2..e] : default;
        if (exponent < 0)
        {
            "0."u8.CopyTo(plain[length..]);
            length += 2;
            plain.Slice(length, -exponent - 1).Fill((byte)'0');
            length += -exponent - 1;
            first.CopyTo(plain[length++..]);
            others.CopyTo(plain[length..]);
            return length + others.Length;
        }

        first.CopyTo(plain[length++..]);
        int whole = Math.Min(exponent, others.Length);
        others[..whole].CopyTo(plain[length..]);
        plain.Slice(length + whole, exponent - whole).Fill((byte)'0');
        length += exponent;
        others = others[whole..];
        if (others.IsEmpty)
            return length;
        plain[length++] = (byte)'.';
        others.CopyTo(plain[length..]);
        return length + others.Length;
    }

    private void CountCell()
    {
        if (_cells == _columns)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The row has its {_columns} cells: end it first."));
        _cells++;
    }

    private static bool IsWellFormed(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int used) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[used..];
        }

        return true;
    }
}
