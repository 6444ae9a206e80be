using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Gives each distinct byte string a number, 0, 1, 2, … in order of arrival, without making a .NET string. Open addressing over one byte blob.</summary>
internal sealed class Utf8Table
{
    private byte[] _bytes = new byte[1 << 8];
    private Entry[] _entries = new Entry[1 << 4];
    private ulong[] _slots = new ulong[1 << 5]; // the hash, and the entry's number + 1: a slot that is not the right one is passed without a look at the entry

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_entries[index].Start, _entries[index].Length);

    /// <summary>Deterministic on purpose; ids are not chosen by an attacker who gains by slowing a report.</summary>
    public static uint Hash(ReadOnlySpan<byte> key)
    {
        const ulong Odd1 = 0x9E3779B97F4A7C15, Odd2 = 0xE7037ED1A0B428DB;
        ulong h = (ulong)key.Length * Odd2;
        // Eight bytes at a time; the last eight may overlap the ones before them.
        for (int i = 0; i < key.Length - 8; i += 8)
            h = Mix(h ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(key), i)), Odd1);
        h = Mix(h ^ Tail(key), Odd1);
        return (uint)(h >> 32) ^ (uint)h;
    }

    /// <summary>Whether a key is ASCII, for keys of up to eight bytes; longer ones are none here.</summary>
    public static bool IsShortAscii(ReadOnlySpan<byte> key) => key.Length <= 8 && (Tail(key) & 0x8080808080808080) == 0;

    public int Add(ReadOnlySpan<byte> key) => Add(key, Hash(key));

    /// <summary>The number of a key whose hash is known already.</summary>
    public int Add(ReadOnlySpan<byte> key, uint hash)
    {
        ulong[] slots = _slots;
        int mask = slots.Length - 1;
        int slot = (int)hash & mask;
        for (ulong found; (found = slots[slot]) != 0; slot = (slot + 1) & mask)
        {
            int entry = (int)(uint)found - 1;
            if ((uint)(found >> 32) == hash && IsAt(entry, key))
                return entry;
        }

        Append(key);
        slots[slot] = ((ulong)hash << 32) | (uint)Count;
        if (Count * 2L > slots.Length)
            Rehash();
        return Count - 1;
    }

    /// <summary>The entry that a hash leads to first, or −1: most likely the one that is wanted, and no more than likely.</summary>
    public int Guess(uint hash)
    {
        ulong found = _slots[(int)hash & (_slots.Length - 1)];
        return (uint)(found >> 32) == hash ? (int)(uint)found - 1 : -1;
    }

    /// <summary>Whether an entry is this key.</summary>
    public bool IsAt(int index, ReadOnlySpan<byte> key)
    {
        ref readonly Entry entry = ref _entries[index];
        if (entry.Length != key.Length || entry.Tail != Tail(key))
            return false;
        // Up to eight bytes the tail is all of the key.
        return key.Length <= 8 || _bytes.AsSpan(entry.Start, key.Length - 8).SequenceEqual(key[..^8]);
    }

    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    /// <summary>The last eight bytes, or all when there are fewer: different for different keys of one length.</summary>
    private static ulong Tail(ReadOnlySpan<byte> key)
    {
        ref byte first = ref MemoryMarshal.GetReference(key);
        int n = key.Length;
        if (n >= 8)
            return Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, n - 8));
        if (n >= 4)
            return ((ulong)Unsafe.ReadUnaligned<uint>(ref first) << 32) | Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, n - 4));
        ulong tail = 0;
        foreach (byte b in key)
            tail = (tail << 8) | b;
        return tail;
    }

    private void Append(ReadOnlySpan<byte> key)
    {
        int start = Count == 0 ? 0 : _entries[Count - 1].Start + _entries[Count - 1].Length;
        int end = checked(start + key.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)end, _bytes.Length * 2L)));
        key.CopyTo(_bytes.AsSpan(start));
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count * 2);
        _entries[Count++] = new Entry(Tail(key), start, key.Length);
    }

    private void Rehash()
    {
        var slots = new ulong[_slots.Length * 2];
        int mask = slots.Length - 1;
        foreach (ulong entry in _slots)
        {
            if (entry == 0)
                continue;
            int slot = (int)(entry >> 32) & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = entry;
        }

        _slots = slots;
    }

    /// <summary>A key: its end is here, so that a short one is compared without a look at the blob.</summary>
    private readonly record struct Entry(ulong Tail, int Start, int Length);
}
