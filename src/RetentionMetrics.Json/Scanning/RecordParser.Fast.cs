using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Unicode;

namespace RetentionMetrics.Json;

/// <content>
/// The fast way through a good document: one pass by hand, without a second parse for names that are there twice. It never says what is wrong: whatever it does not take, be it bad or only rare, goes the full way,
/// which alone decides. It must therefore take nothing that the full way refuses, and find the same values.
/// </content>
internal sealed partial class RecordParser
{
    private static readonly SearchValues<byte> EndsOrEscapes = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(i => (byte)i)]);

    private const int MostNames = 128; // in one object; each new name is compared with all before it
    private const int DeepestFast = 32;
    private const int LongestNames = 4_096;

    // The names of records so far, all different, in the order that records have them: names that are found in this order need not be compared with each other.
    private readonly List<KnownName> _known = [];
    private readonly (int Start, int End)[] _names = new (int, int)[4 * MostNames]; // of this document, each object's one after another
    private int _nameCount;
    private readonly bool _hasTwins = properties.Where(p => p.Utf8Name.Length > 0).Select(p => p.Name).Distinct(StringComparer.Ordinal).Count() < properties.Count(p => p.Utf8Name.Length > 0);
    private readonly byte[] _knownText = new byte[LongestNames];
    private int _knownLength;
    private bool _isAscii;

    private bool TryFast(ReadOnlySpan<byte> document)
    {
        if (_hasTwins || document.IsEmpty || document[0] != '{')
            return false;
        _isAscii = true;
        int at = SkipSpace(document, 1), next = 0;
        bool isKnown = true;
        ReadOnlySpan<KnownName> known = CollectionsMarshal.AsSpan(_known);
        _nameCount = 0;
        do
        {
            if (at >= document.Length)
                return false;
            int property = -1, found = isKnown ? FindKnown(document[at..], next) : -1;
            if (found >= 0)
            {
                property = known[found].Property;
                _names[_nameCount++] = (at, at + known[found].Length);
                at += known[found].Length;
                next = found + 1;
            }
            else
            {
                isKnown = false;
                int start = at;
                if (!TryName(document, 0, ref at))
                    return false;
                property = Find(document[(start + 1)..(at - 1)]);
            }

            if (!TrySkip(document, (byte)':', ref at) || !TryValue(document, property, ref at))
                return false;
        }
        while (TrySkip(document, (byte)',', ref at));

        if (!TrySkip(document, (byte)'}', ref at) || at < document.Length || (!_isAscii && !Utf8.IsValid(document)))
            return false;
        if (!isKnown)
            Learn(document);
        return true;
    }

    private static int SkipSpace(ReadOnlySpan<byte> document, int at)
    {
        while ((uint)at < (uint)document.Length && document[at] <= ' ' && document[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        return at;
    }

    /// <summary>Goes past a sign, with white space before and after it.</summary>
    private static bool TrySkip(ReadOnlySpan<byte> document, byte sign, ref int at)
    {
        if ((uint)at >= (uint)document.Length)
            return false;
        if (document[at] != sign)
        {
            int next = SkipSpace(document, at);
            if (next == at || next == document.Length || document[next] != sign)
                return false;
            at = next;
        }

        at++;
        if ((uint)at < (uint)document.Length && document[at] <= ' ')
            at = SkipSpace(document, at);
        return true;
    }

    /// <summary>Goes past any value, and keeps where it is when its property is read.</summary>
    private bool TryValue(ReadOnlySpan<byte> document, int property, ref int at)
    {
        if ((uint)at >= (uint)document.Length)
            return false;
        int start = at;
        byte first = document[at];
        JsonTokenType type;
        if (first == '"')
        {
            type = JsonTokenType.String;
            if (!TryText(document, property, ref at))
                return false;
        }
        else if (first is (byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        {
            type = JsonTokenType.Number;
            if (!TryNumber(document, ref at))
                return false;
        }
        else
        {
            type = first switch
            {
                (byte)'t' => JsonTokenType.True,
                (byte)'f' => JsonTokenType.False,
                (byte)'n' => JsonTokenType.Null,
                (byte)'{' => JsonTokenType.StartObject,
                _ => JsonTokenType.StartArray,
            };
            ReadOnlySpan<byte> word = type switch
            {
                JsonTokenType.True => "true"u8,
                JsonTokenType.False => "false"u8,
                JsonTokenType.Null => "null"u8,
                _ => default,
            };
            if (word.IsEmpty)
            {
                if (!TryNested(document, 1, ref at))
                    return false;
                if (property >= 0)
                    _values[property] = new Value(type, start, 1); // as the full way has it: its bracket
                return true;
            }

            if (!document[at..].StartsWith(word))
                return false;
            at += word.Length;
        }

        if (property >= 0)
            _values[property] = new Value(type, start, at - start);
        return true;
    }

    /// <summary>Goes past an object or array inside the record, and sees to it that no object names a property twice.</summary>
    private bool TryNested(ReadOnlySpan<byte> document, int depth, ref int at)
    {
        bool isObject = document[at] == '{';
        if ((!isObject && document[at] != '[') || depth >= Math.Min(maxDepth, DeepestFast))
            return false;
        byte close = isObject ? (byte)'}' : (byte)']';
        at = SkipSpace(document, at + 1);
        if ((uint)at < (uint)document.Length && document[at] == close)
        {
            at++;
            return true;
        }

        int firstName = _nameCount;
        do
        {
            if (isObject && (!TryName(document, firstName, ref at) || !TrySkip(document, (byte)':', ref at)))
                return false;
            if ((uint)at >= (uint)document.Length)
                return false;
            bool isNested = document[at] is (byte)'{' or (byte)'[';
            if (isNested ? !TryNested(document, depth + 1, ref at) : !TryValue(document, -1, ref at))
                return false;
        }
        while (TrySkip(document, (byte)',', ref at));

        at = SkipSpace(document, at);
        if ((uint)at >= (uint)document.Length || document[at] != close)
            return false;
        at++;
        _nameCount = firstName;
        return true;
    }

    /// <summary>Goes past a name that is written without escapes and that the object does not have yet.</summary>
    private bool TryName(ReadOnlySpan<byte> document, int firstName, ref int at)
    {
        int start = at;
        if ((uint)at >= (uint)document.Length || document[at] != '"' || !TryEndOfText(document, ref at, out bool isEscaped) || isEscaped)
            return false;
        ReadOnlySpan<byte> name = document[start..at];
        if (_nameCount - firstName == MostNames || _nameCount == _names.Length)
            return false;
        foreach ((int otherStart, int otherEnd) in _names.AsSpan(firstName, _nameCount - firstName))
        {
            if (document[otherStart..otherEnd].SequenceEqual(name))
                return false;
        }

        _names[_nameCount++] = (start, at);
        return true;
    }

    private bool TryText(ReadOnlySpan<byte> document, int property, ref int at)
    {
        int start = at;
        if (!TryEndOfText(document, ref at, out bool isEscaped))
            return false;
        if (!isEscaped)
            return true;
        var reader = new Utf8JsonReader(document[start..at]);
        try
        {
            if (!reader.Read())
                return false;
            var text = new byte[at - start]; // unescaped text is never longer
            int length = reader.CopyString(text);
            if (property >= 0)
                _unescaped[property] = text[..length];
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // a bad escape, or half a surrogate pair
        }
    }

    /// <summary>Goes past the closing quote. What follows a backslash is not looked at.</summary>
    private bool TryEndOfText(ReadOnlySpan<byte> document, ref int at, out bool isEscaped)
    {
        isEscaped = false;
        at++;
        while (true)
        {
            at = NextMark(document, at);
            if ((uint)at >= (uint)document.Length || document[at] < ' ')
                return false;
            if (document[at] == '"')
            {
                at++;
                return true;
            }

            if (document[at] == '\\')
            {
                isEscaped = true;
                at += 2;
            }
            else
            {
                _isAscii = false;
                int end = document[at..].IndexOfAny(EndsOrEscapes);
                at = end < 0 ? document.Length : at + end;
            }
        }
    }

    /// <summary>The next quote, backslash, control character or byte beyond ASCII.</summary>
    private static int NextMark(ReadOnlySpan<byte> document, int at)
    {
        // As signed numbers, control characters and bytes beyond ASCII are those below a space.
        while (document.Length - at >= Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.Create(document.Slice(at, Vector256<byte>.Count));
            uint marks = (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes.AsSByte(), Vector256.Create((sbyte)' ')).AsByte()).ExtractMostSignificantBits();
            if (marks != 0)
                return at + BitOperations.TrailingZeroCount(marks);
            at += Vector256<byte>.Count;
        }

        while ((uint)at < (uint)document.Length && document[at] is not ((byte)'"' or (byte)'\\') && (sbyte)document[at] >= ' ')
            at++;
        return at;
    }

    private static bool TryNumber(ReadOnlySpan<byte> document, ref int at)
    {
        if (document[at] == '-')
            at++;
        int start = at;
        at = SkipDigits(document, at);
        if (at == start || (at > start + 1 && document[start] == '0'))
            return false;
        if ((uint)at < (uint)document.Length && document[at] == '.')
        {
            start = at + 1;
            at = SkipDigits(document, start);
            if (at == start)
                return false;
        }

        if ((uint)at < (uint)document.Length && document[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if ((uint)at < (uint)document.Length && document[at] is (byte)'+' or (byte)'-')
                at++;
            start = at;
            at = SkipDigits(document, at);
            if (at == start)
                return false;
        }

        return true;
    }

    private static int SkipDigits(ReadOnlySpan<byte> document, int at)
    {
        while ((uint)at < (uint)document.Length && document[at] is >= (byte)'0' and <= (byte)'9')
            at++;
        return at;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < properties.Length; i++)
        {
            if (properties[i].Utf8Name.Length > 0 && name.SequenceEqual(properties[i].Utf8Name))
                return i;
        }

        return -1;
    }

    /// <summary>The first known name from a place on that the text begins with, or −1.</summary>
    private int FindKnown(ReadOnlySpan<byte> text, int from)
    {
        ReadOnlySpan<KnownName> known = CollectionsMarshal.AsSpan(_known);
        for (int i = from; i < known.Length; i++)
        {
            if (text.StartsWith(_knownText.AsSpan(known[i].Start, known[i].Length)))
                return i;
        }

        return -1;
    }

    /// <summary>Puts this document's new names between the known ones; if it has some in another order, those before are forgotten.</summary>
    private void Learn(ReadOnlySpan<byte> document)
    {
        int next = 0;
        foreach ((int start, int end) in _names.AsSpan(0, _nameCount))
        {
            ReadOnlySpan<byte> name = document[start..end];
            int found = FindKnown(name, 0); // a name with its quotes begins with no other one
            if ((found >= 0 && found < next) || _known.Count == MostNames)
            {
                _known.Clear();
                _knownLength = 0;
                (found, next) = (-1, 0);
            }

            if (_knownLength + name.Length > _knownText.Length)
                return;
            if (found < 0)
            {
                name.CopyTo(_knownText.AsSpan(_knownLength));
                _known.Insert(next, new KnownName(_knownLength, name.Length, Find(name[1..^1])));
                _knownLength += name.Length;
                found = next;
            }

            next = found + 1;
        }
    }

    /// <summary>A name with its quotes in the text of known names, and the property that it is, or −1.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct KnownName(int Start, int Length, int Property);
}
