using System.Globalization;
using System.Text;

namespace RetentionMetrics.Tests.Promises;

/// <summary>
/// The grammar of RFC 8259 by hand over one document: what is wrong with it first and at which byte, or the properties of its object. It shares no code with the package or with System.Text.Json.
/// </summary>
internal sealed class PlainJson
{
    private readonly byte[] _text;
    private readonly int _maxDepth;
    private readonly HashSet<string> _wanted;
    private bool _hasDuplicate;
    private int _at;

    private PlainJson(byte[] text, int maxDepth, IEnumerable<string> wanted)
    {
        _text = text;
        _maxDepth = maxDepth;
        _wanted = new HashSet<string>(wanted, StringComparer.Ordinal);
    }

    /// <summary>A value of the outermost object: where it begins, its kind by its first character, and its text (unescaped) or digits.</summary>
    public sealed record Value(int Start, char Kind, string Text);

    public Dictionary<string, Value> Properties { get; } = new(StringComparer.Ordinal);

    public string? Fault { get; private set; }

    /// <summary>The byte, from 0, or −1 for the document as a whole.</summary>
    public int FaultAt { get; private set; } = -1;

    public string? FaultName { get; private set; }

    public static PlainJson Read(byte[] text, int maxDepth, params IEnumerable<string> wanted)
    {
        var json = new PlainJson(text, maxDepth, wanted);
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(text);
        }
        catch (DecoderFallbackException e)
        {
            (json.Fault, json.FaultAt) = (ErrorCodes.InvalidEncoding, e.Index);
            return json;
        }

        try
        {
            json.White();
            bool isObject = json.Peek() == '{';
            json.ReadValue(1, isObject);
            json.White();
            if (json._at < text.Length)
                throw json.Bad();
            if (!isObject)
                (json.Fault, json.FaultAt) = (ErrorCodes.NotAnObject, 0);
            else if (json._hasDuplicate)
                json.Fault = ErrorCodes.DuplicateProperty;
        }
        catch (FaultException e)
        {
            (json.Fault, json.FaultAt, json.FaultName) = (e.Code, e.At, e.PropertyName);
        }

        return json;
    }

    private void ReadValue(int depth, bool isOutermost)
    {
        int c = Peek();
        if (c is '{' or '[' && depth > _maxDepth)
            throw new FaultException(ErrorCodes.TooDeep, _at);
        if (c == '{')
            ReadObject(depth, isOutermost);
        else if (c == '[')
            ReadArray(depth);
        else if (c == '"')
            _ = ReadText();
        else if (c == '-' || IsDigit(c))
            ReadNumber();
        else if (c is 't' or 'f' or 'n')
            ReadWord(c == 't' ? "true" : c == 'f' ? "false" : "null");
        else
            throw Bad();
    }

    private void ReadObject(int depth, bool isOutermost)
    {
        _at++;
        White();
        if (Peek() == '}')
        {
            _at++;
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            if (Peek() != '"')
                throw Bad();
            int nameAt = _at;
            FaultException? halfPair = null;
            string name = "";
            try
            {
                name = ReadText();
            }
            catch (FaultException e) when (e.Code == ErrorCodes.LoneSurrogate)
            {
                halfPair = e;
            }

            // Text is a name only with its colon: what is wrong with names comes after it.
            White();
            Expect(':');
            if (halfPair is not null)
                throw halfPair;
            if (!names.Add(name))
            {
                _hasDuplicate = true;
                if (isOutermost && _wanted.Contains(name))
                    throw new FaultException(ErrorCodes.DuplicateProperty, nameAt, name);
            }

            White();
            int start = _at;
            ReadValue(depth + 1, isOutermost: false);
            if (isOutermost)
                Properties[name] = new Value(start, (char)_text[start], TextOf(start));
            White();
            if (Peek() == ',')
            {
                Comma();
                continue;
            }

            Expect('}');
            return;
        }
    }

    private void ReadArray(int depth)
    {
        _at++;
        White();
        if (Peek() == ']')
        {
            _at++;
            return;
        }

        while (true)
        {
            ReadValue(depth + 1, isOutermost: false);
            White();
            if (Peek() == ',')
            {
                Comma();
                continue;
            }

            Expect(']');
            return;
        }
    }

    /// <summary>A string without escapes of half a pair; those are a fault at its quote.</summary>
    private string ReadText()
    {
        int start = _at++;
        var text = new StringBuilder();
        var plain = new List<byte>();
        while (Peek() != '"')
        {
            int c = Peek();
            if (c < 0x20)
                throw Bad(); // the end, or a control character
            if (c != '\\')
            {
                plain.Add((byte)c);
                _at++;
                continue;
            }

            text.Append(Encoding.UTF8.GetString([.. plain]));
            plain.Clear();
            _at++;
            int place = Peek() < 0 ? -1 : "\"\\/bfnrt".IndexOf((char)Peek(), StringComparison.Ordinal);
            if (place >= 0)
            {
                text.Append("\"\\/\b\f\n\r\t"[place]);
                _at++;
                continue;
            }

            Expect('u');
            int code = 0;
            for (int i = 0; i < 4; i++)
            {
                if (Peek() < 0 || !Uri.IsHexDigit((char)Peek()))
                    throw Bad();
                code = (code * 16) + int.Parse(((char)_text[_at++]).ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }

            text.Append((char)code);
        }

        _at++;
        text.Append(Encoding.UTF8.GetString([.. plain]));
        string all = text.ToString();
        for (int i = 0; i < all.Length; i++)
        {
            if (char.IsHighSurrogate(all[i]) && i + 1 < all.Length && char.IsLowSurrogate(all[i + 1]))
                i++;
            else if (char.IsSurrogate(all[i]))
                throw new FaultException(ErrorCodes.LoneSurrogate, start);
        }

        return all;
    }

    private void ReadNumber()
    {
        if (Peek() == '-')
            _at++;
        if (Peek() == '0')
            _at++;
        else
            Digits();
        if (IsDigit(Peek()))
            throw Bad();
        if (Peek() == '.')
        {
            _at++;
            Digits();
        }

        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-')
                _at++;
            Digits();
        }

        // A number ends with white space, a comma, a bracket or the text.
        if (Peek() is not (-1 or ' ' or '\t' or '\r' or '\n' or ',' or ']' or '}'))
            throw Bad();
    }

    private void Digits()
    {
        if (!IsDigit(Peek()))
            throw Bad();
        while (IsDigit(Peek()))
            _at++;
    }

    private void ReadWord(string word)
    {
        foreach (char c in word)
            Expect(c);
    }

    private string TextOf(int start)
    {
        if (_text[start] != '"')
            return Encoding.UTF8.GetString(_text[start.._at]);
        int end = _at;
        _at = start;
        string text = ReadText();
        _at = end;
        return text;
    }

    /// <summary>A text that is cut off after a comma is at fault at the comma: nothing may be after it but another value.</summary>
    private void Comma()
    {
        if (++_at == _text.Length)
            throw new FaultException(ErrorCodes.MalformedJson, _at - 1);
        White();
    }

    private void White()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
            _at++;
    }

    private void Expect(char c)
    {
        if (Peek() != c)
            throw Bad();
        _at++;
    }

    private int Peek() => _at < _text.Length ? _text[_at] : -1;

    private FaultException Bad() => new(ErrorCodes.MalformedJson, _at);

    private static bool IsDigit(int c) => c is >= '0' and <= '9';

    private sealed class FaultException(string code, int at, string? propertyName = null) : Exception
    {
        public string Code { get; } = code;

        public int At { get; } = at;

        public string? PropertyName { get; } = propertyName;
    }
}
