using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace RetentionMetrics;

/// <summary>The event ids that were seen: the first record of an id is kept, later ones are duplicates. Exact: ids are compared by their bytes, never by a hash alone.</summary>
/// <remarks>
/// A reader whose columns name an event id has a set of its own. Give one set to several readers, by their options, to find duplicates across files; "first" is then the order in which they read.
/// Memory: an id of n bytes of UTF-8 costs n + 1 bytes, rounded up to 4, and 11 to 21 bytes of table; while the table grows, half as much again for a moment. A UUID in its usual form
/// (lower case, with hyphens) is kept in 16 bytes instead of 36. Ids of more than 254 bytes are kept as strings. <see cref="Bytes"/> says what is in use. Mutable, and not thread-safe.
/// </remarks>
public sealed class EventIds
{
    private const int Longest = 254;
    private const byte Uuid = 255;
    private const int UuidBytes = 16;
    private const int SegmentBits = 20;
    private const int SegmentBytes = 1 << SegmentBits;
    private const int MaxSlots = 1 << 30;
    private const long MaxUnits = uint.MaxValue; // positions are in units of four bytes, and 0 is an empty slot

    private readonly List<byte[]> _segments = [];
    private readonly HashSet<string> _long = new(StringComparer.Ordinal);
    private ulong[] _slots = new ulong[1 << 8]; // hash above, position + 1 below
    private int _used = SegmentBytes; // of the last segment; full, so that the first id makes one
    private long _short;

    /// <summary>How many different ids were seen.</summary>
    public long Count => _short + _long.Count;

    /// <summary>The memory in use, in bytes; ids of more than 254 bytes are counted by their length.</summary>
    public long Bytes { get; private set; } = (1 << 8) * sizeof(ulong);

    /// <summary>Takes an id.</summary>
    /// <param name="utf8Id">The id. An empty one is an id like others; readers reject it before.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="InvalidOperationException">There are more ids than the set can hold: some 900 million, or 16 GB of them.</exception>
    public bool TryAdd(ReadOnlySpan<byte> utf8Id)
    {
        if (utf8Id.Length > Longest)
            return TryAddLong(utf8Id);
        Span<byte> packed = stackalloc byte[UuidBytes];
        return IsUuid(utf8Id, packed) ? TryAddShort(packed, Uuid) : TryAddShort(utf8Id, (byte)utf8Id.Length);
    }

    private bool TryAddShort(ReadOnlySpan<byte> utf8Id, byte kind)
    {
        uint hash = Hash(utf8Id, kind);
        int mask = _slots.Length - 1;
        int slot = (int)(hash & (uint)mask);
        for (ulong entry; (entry = _slots[slot]) != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(entry >> 32) == hash && IsAt((uint)entry - 1, utf8Id, kind))
                return false;
        }

        _slots[slot] = ((ulong)hash << 32) | (Append(utf8Id, kind) + 1);
        _short++;
        if (_short > _slots.Length / 4L * 3)
            Grow();
        return true;
    }

    private bool TryAddLong(ReadOnlySpan<byte> id)
    {
        // Latin-1 makes one character of each byte, so that different bytes stay different whatever they mean.
        if (!_long.Add(Encoding.Latin1.GetString(id)))
            return false;
        Bytes += 2L * id.Length;
        return true;
    }

    /// <summary>Only the form that is written back byte for byte: other spellings of the same UUID are other ids.</summary>
    private static bool IsUuid(ReadOnlySpan<byte> id, Span<byte> packed) =>
        id.Length == 36
        && !id.ContainsAnyInRange((byte)'A', (byte)'F')
        && Utf8Parser.TryParse(id, out Guid uuid, out int read, 'D')
        && read == id.Length
        && uuid.TryWriteBytes(packed);

    private static uint Hash(ReadOnlySpan<byte> id, byte kind)
    {
        // Eight bytes at a time, finished with a multiply. Deterministic on purpose: the set is a count of what was there, not a defence.
        ulong h = 14695981039346656037 ^ kind;
        for (; id.Length >= 8; id = id[8..])
        {
            h = (h ^ BinaryPrimitives.ReadUInt64LittleEndian(id)) * 0x9E3779B97F4A7C15;
            h ^= h >> 32;
        }

        foreach (byte b in id)
            h = (h ^ b) * 1099511628211;
        h ^= h >> 29;
        h *= 0x9E3779B97F4A7C15;
        return (uint)(h >> 32);
    }

    private bool IsAt(uint unit, ReadOnlySpan<byte> id, byte kind)
    {
        byte[] segment = _segments[(int)(unit >> (SegmentBits - 2))];
        int at = (int)(unit << 2) & (SegmentBytes - 1);
        return segment[at] == kind && segment.AsSpan(at + 1, id.Length).SequenceEqual(id);
    }

    private uint Append(ReadOnlySpan<byte> id, byte kind)
    {
        int size = (id.Length + 1 + 3) & ~3;
        if (_used + size > SegmentBytes)
        {
            _segments.Add(GC.AllocateUninitializedArray<byte>(SegmentBytes));
            _used = 0;
            Bytes += SegmentBytes;
        }

        long unit = (((long)_segments.Count - 1) << (SegmentBits - 2)) + (_used >> 2);
        if (unit >= MaxUnits)
            throw new InvalidOperationException("There are more event ids than can be held: 16 GB.");
        byte[] segment = _segments[^1];
        segment[_used] = kind;
        id.CopyTo(segment.AsSpan(_used + 1));
        _used += size;
        return (uint)unit;
    }

    private void Grow()
    {
        if (_slots.Length == MaxSlots)
        {
            if (_short > MaxSlots / 8L * 7)
                throw new InvalidOperationException("There are more event ids than can be held: some 900 million.");
            return;
        }

        var slots = new ulong[_slots.Length * 2];
        int mask = slots.Length - 1;
        foreach (ulong entry in _slots)
        {
            if (entry == 0)
                continue;
            int slot = (int)((entry >> 32) & (uint)mask);
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = entry;
        }

        Bytes += (slots.Length - _slots.Length) * (long)sizeof(ulong);
        _slots = slots;
    }
}
