using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace RetentionMetrics.Sql;

/// <summary>A column of any provider's rows. The typed getter is chosen once and again only when the type changes, as it may from row to row in SQLite; no value is boxed.</summary>
internal sealed class SqlColumn(DbDataReader rows, int ordinal)
{
    // Npgsql hands out text as the UTF-8 that came over the wire; other providers refuse that, or make a copy on the way.
    private readonly bool _mayHaveBytes = string.Equals(rows.GetType().FullName, "Npgsql.NpgsqlDataReader", StringComparison.Ordinal);

    private Type? _type;
    private CellKind _kind;
    private bool? _hasBytes;
    private byte[] _text = new byte[64];

    public int Ordinal => ordinal;

    public string Name { get; } = rows.GetName(ordinal);

    /// <summary>The kind of the current cell.</summary>
    public CellKind Kind
    {
        get
        {
            if (rows.IsDBNull(ordinal))
                return CellKind.Null;
            Type type = rows.GetFieldType(ordinal);
            if (!ReferenceEquals(type, _type))
                (_type, _kind) = (type, KindOf(type));
            return _kind;
        }
    }

    /// <summary>The cell's text in UTF-8 until the next row, if it is text or can be an id; empty for NULL.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    public bool TryText(out ReadOnlySpan<byte> utf8, out string code)
    {
        code = ErrorCodes.NotText;
        int length = 0;
        switch (Kind)
        {
            case CellKind.Null:
                break;
            case CellKind.Text:
                length = Text();
                code = ErrorCodes.InvalidEncoding;
                break;
            case CellKind.Int64 or CellKind.Int32 or CellKind.Int16 or CellKind.Byte or CellKind.OtherInteger:
                GetDecimal().TryFormat(_text, out length, default, CultureInfo.InvariantCulture);
                break;
            case CellKind.Guid:
                rows.GetGuid(ordinal).TryFormat(_text, out length);
                break;
            default:
                length = -1;
                break;
        }

        utf8 = _text.AsSpan(0, Math.Max(length, 0));
        return length >= 0;
    }

    /// <summary>The cell as a number. To be asked of kinds that are numbers.</summary>
    /// <exception cref="OverflowException">The number is beyond a decimal.</exception>
    /// <exception cref="InvalidCastException">The number is none, such as NaN.</exception>
    public decimal GetDecimal() => _kind switch
    {
        CellKind.Int64 => rows.GetInt64(ordinal),
        CellKind.Int32 => rows.GetInt32(ordinal),
        CellKind.Int16 => rows.GetInt16(ordinal),
        CellKind.Byte => rows.GetByte(ordinal),
        CellKind.OtherInteger => Convert.ToDecimal(rows.GetValue(ordinal), CultureInfo.InvariantCulture),
        // Fifteen digits: 12.30 as a double is 12.3 again.
        CellKind.Double => Decimal(rows.GetDouble(ordinal)),
        CellKind.Single => Decimal(rows.GetFloat(ordinal)),
        _ => rows.GetDecimal(ordinal),
    };

    /// <summary>The cell as a double. To be asked of kinds that are numbers.</summary>
    /// <exception cref="OverflowException">The number is beyond a decimal, which it came as.</exception>
    /// <exception cref="InvalidCastException">The number is none.</exception>
    public double GetDouble() => _kind switch
    {
        CellKind.Double => rows.GetDouble(ordinal),
        CellKind.Single => rows.GetFloat(ordinal),
        _ => (double)GetDecimal(),
    };

    public DateOnly GetDay() => rows.GetFieldValue<DateOnly>(ordinal);

    public DateTime GetTime() => rows.GetDateTime(ordinal);

    public DateTimeOffset GetMoment() => rows.GetFieldValue<DateTimeOffset>(ordinal);

    public bool GetBoolean() => rows.GetBoolean(ordinal);

    private static decimal Decimal(double number) => double.IsFinite(number) ? (decimal)number : throw new InvalidCastException("Not a number.");

    // A float has seven digits.
    private static decimal Decimal(float number) => float.IsFinite(number) ? (decimal)number : throw new InvalidCastException("Not a number.");

    private static CellKind KindOf(Type type) =>
        type == typeof(DateOnly) ? CellKind.Day
        : type == typeof(DateTimeOffset) ? CellKind.Moment
        : type == typeof(Guid) ? CellKind.Guid
        : Type.GetTypeCode(type) switch
        {
            TypeCode.String => CellKind.Text,
            TypeCode.Int64 => CellKind.Int64,
            TypeCode.Int32 => CellKind.Int32,
            TypeCode.Int16 => CellKind.Int16,
            TypeCode.Byte => CellKind.Byte,
            TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => CellKind.OtherInteger,
            TypeCode.Double => CellKind.Double,
            TypeCode.Single => CellKind.Single,
            TypeCode.Decimal => CellKind.Decimal,
            TypeCode.DateTime => CellKind.Time,
            TypeCode.Boolean => CellKind.Boolean,
            _ => CellKind.Other,
        };

    /// <summary>Puts the text of the cell into the buffer.</summary>
    /// <returns>Its length in bytes, or −1 when it is no text.</returns>
    private int Text()
    {
        if (rows is ClickHouseRows answer)
        {
            ReadOnlySpan<byte> cell = answer.GetUtf8(ordinal);
            if (!Utf8.IsValid(cell))
                return -1;
            MakeRoom(cell.Length);
            cell.CopyTo(_text);
            return cell.Length;
        }

        if (_hasBytes == true)
        {
            int got = (int)rows.GetBytes(ordinal, 0, _text, 0, _text.Length);
            if (got < _text.Length)
                return got;
            int length = (int)rows.GetBytes(ordinal, 0, null, 0, 0);
            MakeRoom(length);
            return (int)rows.GetBytes(ordinal, 0, _text, 0, length);
        }

        string text = rows.GetString(ordinal);
        MakeRoom(Encoding.UTF8.GetMaxByteCount(text.Length));
        if (Utf8.FromUtf16(text, _text, out _, out int written, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
            return -1;
        _hasBytes ??= _mayHaveBytes && HasBytes(_text.AsSpan(0, written));
        return written;
    }

    /// <summary>Whether the provider gives the bytes of a text that is known.</summary>
    private bool HasBytes(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length + 1];
        try
        {
            return bytes.AsSpan(0, (int)rows.GetBytes(ordinal, 0, bytes, 0, bytes.Length)).SequenceEqual(text);
        }
        catch (InvalidCastException)
        {
            return false;
        }
    }

    private void MakeRoom(int length)
    {
        if (_text.Length < length)
            _text = new byte[Math.Max(length, _text.Length * 2)];
    }
}
