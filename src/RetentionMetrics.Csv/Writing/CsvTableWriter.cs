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
        if (digits.Contains((byte)'E'))
            _writer.WriteField(WithoutExponent(Encoding.ASCII.GetString(digits)));
        else
            _writer.WriteField(digits);
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
        if (utf8.Length > 256)
            return WellFormed(Encoding.UTF8.GetString(utf8));
        Span<char> text = stackalloc char[256];
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

    private CsvTableWriter WellFormed(ReadOnlySpan<char> value)
    {
        CountCell();
        bool guard = TextCell.NeedsGuard(value);
        bool quote = guard || value.Contains('\0') || char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]);
        if (guard)
            _writer.WriteField(string.Concat("'", value), CsvQuoting.Always);
        else
            _writer.WriteField(value, quote ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
        return this;
    }

    /// <summary>The same digits with the point moved: the readers take plain numbers only.</summary>
    private static string WithoutExponent(string number)
    {
        int e = number.IndexOf('E', StringComparison.Ordinal);
        if (e < 0)
            return number;
        int exponent = int.Parse(number.AsSpan(e + 1), CultureInfo.InvariantCulture);
        string sign = number[0] == '-' ? "-" : "";
        string digits = number[sign.Length..e].Replace(".", "", StringComparison.Ordinal);
        // The point stands after the first digit.
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return sign + (digits.Length > exponent + 1 ? digits.Insert(exponent + 1, ".") : digits.PadRight(exponent + 1, '0'));
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
