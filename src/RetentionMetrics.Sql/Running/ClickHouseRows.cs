using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>The rows of an answer in TabSeparatedWithNamesAndTypes, as they come: cells stay bytes until a typed getter reads them.</summary>
internal sealed class ClickHouseRows : DbDataReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _body;
    private readonly string _server;
    private byte[] _buffer = new byte[64 * 1024];
    private int _begin; // of what is not read yet
    private int _end;
    private int[] _cells = []; // where each cell of the row begins, and one more after the row
    private byte[] _plain = []; // a cell without its escapes
    private string[] _names = [];
    private Type[] _types = [];
    private int _rowBegin;
    private bool _ended;
    private bool _closed;
    private bool? _peeked;

    public ClickHouseRows(Stream body, string server) => (_body, _server) = (body, server);

    public override int FieldCount => _names.Length;

    public override bool HasRows => _peeked ??= Next();

    public override bool IsClosed => _closed;

    public override int Depth => 0;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>The lines of names and types; an answer to a statement that gives no rows has neither.</summary>
    public async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await LineAsync(cancellationToken).ConfigureAwait(false))
            return;
        _names = Cells();
        if (!await LineAsync(cancellationToken).ConfigureAwait(false))
            throw Broken("its answer has names but no types");
        string[] types = Cells();
        if (types.Length != _names.Length)
            throw Broken("its answer has more names than types, or fewer");
        _types = [.. types.Select(TypeOf)];
        _cells = new int[_names.Length + 1];
    }

    public override bool Read()
    {
        bool read = _peeked ?? Next();
        _peeked = null;
        return read;
    }

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_peeked is { } peeked)
        {
            _peeked = null;
            return peeked;
        }

        return await LineAsync(cancellationToken).ConfigureAwait(false) && Split();
    }

    public override bool NextResult()
    {
        _ended = true;
        _begin = _end = 0;
        _peeked = false;
        return false;
    }

    /// <summary>The bytes of a cell that is not NULL, until the next row or the next call.</summary>
    public ReadOnlySpan<byte> GetUtf8(int ordinal)
    {
        ReadOnlySpan<byte> cell = Cell(ordinal);
        return cell.Contains((byte)'\\') ? Unescape(cell, ref _plain) : cell;
    }

    public override bool IsDBNull(int ordinal) => Cell(ordinal) is [(byte)'\\', (byte)'N'];

    public override string GetName(int ordinal) => _names[ordinal];

    public override int GetOrdinal(string name)
    {
        int ordinal = Array.IndexOf(_names, name);
        return ordinal >= 0 ? ordinal : throw new ArgumentOutOfRangeException(nameof(name), name, "The answer has no such column.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2063", Justification = "It is one of the few types of TypeOf.")]
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => _types[ordinal];

    public override string GetDataTypeName(int ordinal) => _types[ordinal].Name;

    public override long GetInt64(int ordinal) =>
        long.TryParse(Value(ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw Cast<long>(ordinal);

    public override double GetDouble(int ordinal)
    {
        ReadOnlySpan<byte> cell = Value(ordinal);
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return value;
        return cell.SequenceEqual("nan"u8) || cell.SequenceEqual("-nan"u8) ? double.NaN
            : cell.SequenceEqual("inf"u8) ? double.PositiveInfinity
            : cell.SequenceEqual("-inf"u8) ? double.NegativeInfinity
            : throw Cast<double>(ordinal);
    }

    public override decimal GetDecimal(int ordinal) =>
        decimal.TryParse(Value(ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : throw Cast<decimal>(ordinal);

    public override string GetString(int ordinal)
    {
        ThrowIfNull(ordinal);
        try
        {
            return Utf8.GetString(GetUtf8(ordinal));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidCastException($"The column '{_names[ordinal]}' has bytes that are not UTF-8.", e);
        }
    }

    public override DateTime GetDateTime(int ordinal) =>
        DateTime.TryParseExact(Encoding.ASCII.GetString(Value(ordinal)), ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime value) ? value : throw Cast<DateTime>(ordinal);

    public override Guid GetGuid(int ordinal) => Guid.TryParse(Encoding.ASCII.GetString(Value(ordinal)), out Guid value) ? value : throw Cast<Guid>(ordinal);

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    public override char GetChar(int ordinal) => GetString(ordinal) is [char only] ? only : throw Cast<char>(ordinal);

    public override T GetFieldValue<T>(int ordinal)
    {
        // The comparisons are constants once T is known: nothing is boxed.
        if (typeof(T) == typeof(long))
            return As<long, T>(GetInt64(ordinal));
        if (typeof(T) == typeof(double))
            return As<double, T>(GetDouble(ordinal));
        if (typeof(T) == typeof(decimal))
            return As<decimal, T>(GetDecimal(ordinal));
        if (typeof(T) == typeof(DateOnly))
            return As<DateOnly, T>(GetDate(ordinal));
        if (typeof(T) == typeof(DateTime))
            return As<DateTime, T>(GetDateTime(ordinal));
        if (typeof(T) == typeof(Guid))
            return As<Guid, T>(GetGuid(ordinal));
        if (typeof(T) == typeof(int))
            return As<int, T>(GetInt32(ordinal));
        if (typeof(T) == typeof(bool))
            return As<bool, T>(GetBoolean(ordinal));
        return typeof(T) == typeof(string) ? (T)(object)GetString(ordinal) : (T)GetValue(ordinal);
    }

    public override object GetValue(int ordinal)
    {
        if (IsDBNull(ordinal))
            return DBNull.Value;
        Type type = _types[ordinal];
        return type == typeof(long) ? GetInt64(ordinal)
            : type == typeof(ulong) ? ulong.TryParse(Value(ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw Cast<ulong>(ordinal)
            : type == typeof(double) ? GetDouble(ordinal)
            : type == typeof(decimal) ? GetDecimal(ordinal)
            : type == typeof(DateOnly) ? GetDate(ordinal)
            : type == typeof(DateTime) ? GetDateTime(ordinal)
            : type == typeof(Guid) ? GetGuid(ordinal)
            : GetString(ordinal);
    }

    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int count = Math.Min(values.Length, FieldCount);
        for (int i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        ThrowIfNull(ordinal);
        return Copy(GetUtf8(ordinal), dataOffset, buffer, bufferOffset, length);
    }

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy<char>(GetString(ordinal), dataOffset, buffer, bufferOffset, length);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    public override void Close()
    {
        if (_closed)
            return;
        _closed = true;
        _body.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            _closed = true;
            await _body.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);

    private static long Copy<T>(ReadOnlySpan<T> cell, long from, T[]? buffer, int at, int length)
    {
        if (buffer is null)
            return cell.Length;
        ReadOnlySpan<T> rest = from >= cell.Length ? default : cell[(int)from..];
        rest = rest[..Math.Min(rest.Length, length)];
        rest.CopyTo(buffer.AsSpan(at));
        return rest.Length;
    }

    private static Type TypeOf(string type)
    {
        foreach (string around in (ReadOnlySpan<string>)["LowCardinality(", "Nullable("])
        {
            if (type.StartsWith(around, StringComparison.Ordinal))
                type = type[around.Length..^1];
        }

        return type switch
        {
            "Int8" or "Int16" or "Int32" or "Int64" or "UInt8" or "UInt16" or "UInt32" => typeof(long),
            "UInt64" => typeof(ulong),
            "Float32" or "Float64" => typeof(double),
            "Date" => typeof(DateOnly),
            "DateTime" => typeof(DateTime),
            "UUID" => typeof(Guid),
            _ when type.StartsWith("Decimal", StringComparison.Ordinal) => typeof(decimal),
            _ => typeof(string),
        };
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> cell, ref byte[] plain)
    {
        if (plain.Length < cell.Length)
            plain = new byte[Math.Max(cell.Length, 256)];
        int length = 0;
        for (int i = 0; i < cell.Length; i++)
        {
            byte b = cell[i];
            if (b == '\\' && i + 1 < cell.Length)
            {
                b = cell[++i] switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    (byte)'0' => 0,
                    byte itself => itself,
                };
            }

            plain[length++] = b;
        }

        return plain.AsSpan(0, length);
    }

    private DateOnly GetDate(int ordinal) => DateOnly.FromDateTime(GetDateTime(ordinal));

    private string[] Cells()
    {
        byte[] plain = [];
        var cells = new List<string>();
        ReadOnlySpan<byte> line = _buffer.AsSpan(_rowBegin, _begin - 1 - _rowBegin);
        foreach (Range cell in line.Split((byte)'\t'))
            cells.Add(Utf8.GetString(Unescape(line[cell], ref plain)));
        return [.. cells];
    }

    private ReadOnlySpan<byte> Cell(int ordinal)
    {
        if ((uint)ordinal >= (uint)_names.Length)
            throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "The answer has no such column.");
        return _buffer.AsSpan(_cells[ordinal].._cells[ordinal + 1])[..^1];
    }

    /// <summary>A cell that is not text, and so has no escapes but that of NULL.</summary>
    private ReadOnlySpan<byte> Value(int ordinal)
    {
        ThrowIfNull(ordinal);
        return Cell(ordinal);
    }

    private void ThrowIfNull(int ordinal)
    {
        if (IsDBNull(ordinal))
            throw new InvalidCastException($"The column '{_names[ordinal]}' is NULL.");
    }

    private InvalidCastException Cast<T>(int ordinal) => new($"The column '{_names[ordinal]}' is no {typeof(T).Name}.");

    private ClickHouseException Broken(string how, Exception? inner = null) => new(ErrorCodes.ServerUnreachable, $"ClickHouse at {_server} broke off: {how}.", inner);

    private bool Next()
    {
        while (!TryLine(out int searched))
        {
            if (!MakeRoom(searched))
                return false;
            try
            {
                Took(_body.Read(_buffer.AsSpan(_end)));
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw Broken(e.Message, e);
            }
        }

        return Split();
    }

    /// <summary>Moves to the next line.</summary>
    private async ValueTask<bool> LineAsync(CancellationToken cancellationToken)
    {
        while (!TryLine(out int searched))
        {
            if (!MakeRoom(searched))
                return false;
            try
            {
                Took(await _body.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false));
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw Broken(e.Message, e);
            }
        }

        return true;
    }

    private bool TryLine(out int searched)
    {
        searched = _end - _begin;
        int length = _buffer.AsSpan(_begin, searched).IndexOf((byte)'\n');
        if (length < 0)
            return false;
        _rowBegin = _begin;
        _begin += length + 1;
        return true;
    }

    private bool MakeRoom(int left)
    {
        if (_ended)
            return left == 0 ? false : throw Said(_buffer.AsSpan(_begin, left));
        if (left == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        else
            _buffer.AsSpan(_begin, left).CopyTo(_buffer);
        (_begin, _end) = (0, left);
        return true;
    }

    private void Took(int count)
    {
        _ended = count == 0;
        _end += count;
    }

    /// <summary>Finds the cells of the line.</summary>
    private bool Split()
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_rowBegin, _begin - 1 - _rowBegin);
        int cell = 0;
        _cells[0] = _rowBegin;
        for (int at = 0; ;)
        {
            int length = line[at..].IndexOf((byte)'\t');
            if (++cell == _cells.Length)
                throw Said(line);
            if (length < 0)
                break;
            at += length + 1;
            _cells[cell] = _rowBegin + at;
        }

        _cells[cell] = _begin;
        return cell == _names.Length ? true : throw Said(line);
    }

    /// <summary>What is no row is the message of an error that came when rows were on their way.</summary>
    private ClickHouseException Said(ReadOnlySpan<byte> line)
    {
        int message = line.IndexOf("Code: "u8);
        return message >= 0 ? ClickHouseException.Said(_server, Encoding.UTF8.GetString(line[message..])) : Broken("its answer ends in the middle of a row");
    }
}
