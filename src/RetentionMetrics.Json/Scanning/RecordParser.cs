using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RetentionMetrics.Json;

/// <summary>One JSON document: checks all of it, and finds the values of the properties that are read.</summary>
/// <remarks>Without the fast way it is there for tests to compare with.</remarks>
internal sealed partial class RecordParser(PropertySpec[] properties, int maxDepth, bool fast = true)
{
    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false, MaxDepth = 1_001 };

    private readonly Value[] _values = new Value[properties.Length];
    private readonly byte[]?[] _unescaped = new byte[properties.Length][];
    private byte[] _copy = [];

    /// <summary>One of <see cref="ErrorCodes"/>, or <see langword="null"/> when the document is good.</summary>
    public string? Fault { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>The fault's position in the document, or −1.</summary>
    public int FaultAt { get; private set; }

    /// <summary>The property at fault, when it is one that is read.</summary>
    public string? FaultName { get; private set; }

    public Value this[int property] => _values[property];

    /// <summary>The text of a string, unescaped, or the digits of a number.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> document, int property) =>
        _unescaped[property] ?? (_values[property].Type == JsonTokenType.String
            ? document.Slice(_values[property].Start + 1, _values[property].Length - 2)
            : document.Slice(_values[property].Start, _values[property].Length));

    public bool Parse(ReadOnlySpan<byte> document)
    {
        Fault = null;
        FaultName = null;
        Array.Clear(_values);
        Array.Clear(_unescaped);
        if (fast && TryFast(document))
            return true;
        Array.Clear(_values);
        Array.Clear(_unescaped);
        if (!Utf8.IsValid(document))
            return Fail(ErrorCodes.InvalidEncoding, FirstBadByte(document), "the bytes are not valid UTF-8");
        try
        {
            return Walk(document) && HasNoDuplicates(document);
        }
        catch (JsonException e)
        {
            return Fail(ErrorCodes.MalformedJson, PositionOf(document, e), "the JSON is malformed or cut off");
        }
    }

    private bool Walk(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        bool isObject = false, isFirst = true;
        while (reader.Read())
        {
            if (isFirst)
                isObject = reader.TokenType == JsonTokenType.StartObject;
            isFirst = false;
            int at = (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxDepth)
                return Fail(ErrorCodes.TooDeep, at, string.Create(CultureInfo.InvariantCulture, $"the record is nested deeper than {maxDepth} levels (MaxDepth)"));
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsText(ref reader))
                return Fail(ErrorCodes.LoneSurrogate, at, "the text holds half a surrogate pair");
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && isObject && !Take(ref reader, document))
                return false;
        }

        return isObject || Fail(ErrorCodes.NotAnObject, 0, "the record is not an object");
    }

    /// <summary>Keeps the value of a property that is read, at its name; a reader's copy looks ahead.</summary>
    private bool Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> document)
    {
        for (int i = 0; i < properties.Length; i++)
        {
            if (properties[i].Utf8Name.Length == 0 || !reader.ValueTextEquals(properties[i].Utf8Name))
                continue;
            if (_values[i].IsThere)
            {
                FaultName = properties[i].Name;
                return Fail(ErrorCodes.DuplicateProperty, (int)reader.TokenStartIndex, "is there twice");
            }

            Utf8JsonReader ahead = reader;
            ahead.Read();
            int start = (int)ahead.TokenStartIndex;
            bool isText = ahead.TokenType == JsonTokenType.String;
            _values[i] = new Value(ahead.TokenType, start, ahead.ValueSpan.Length + (isText ? 2 : 0));
            if (isText && ahead.ValueIsEscaped && IsText(ref ahead))
                _unescaped[i] = Encoding.UTF8.GetBytes(ahead.GetString()!);
        }

        return true;
    }

    // The document is well-formed and not too deep: what this parse still refuses is a property that is there twice, at any depth.
    private bool HasNoDuplicates(ReadOnlySpan<byte> document)
    {
        if (_copy.Length < document.Length)
            _copy = new byte[Math.Max(document.Length, 1_024)];
        document.CopyTo(_copy);
        try
        {
            JsonDocument.Parse(_copy.AsMemory(0, document.Length), NoDuplicates).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return Fail(ErrorCodes.DuplicateProperty, -1, "an object names a property twice");
        }
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static int FirstBadByte(ReadOnlySpan<byte> document)
    {
        int at = 0;
        while (at < document.Length && Rune.DecodeFromUtf8(document[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    private static int PositionOf(ReadOnlySpan<byte> document, JsonException e)
    {
        int at = 0;
        for (long line = 0; line < e.LineNumber; line++)
            at += document[at..].IndexOf((byte)'\n') + 1;
        return at + (int)(e.BytePositionInLine ?? 0);
    }

    private bool Fail(string code, int at, string reason)
    {
        (Fault, FaultAt, Reason) = (code, at, reason);
        return false;
    }

    /// <summary>Where a value is in the document, and what it is.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Value(JsonTokenType Type, int Start, int Length)
    {
        public bool IsThere => Type != JsonTokenType.None;
    }
}
