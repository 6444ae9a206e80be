using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Gives each distinct byte string a number, 0, 1, 2, … in order of arrival, without making a .NET string. Open addressing over one byte blob.</summary>
internal sealed class Utf8Table
{
    private byte[] _bytes = new byte[1 << 8];
    private int[] _ends = new int[1 << 4]; // end of entry i; its start is the end of entry i − 1
    private ulong[] _slots = new ulong[1 << 5]; // the hash, and the entry's number + 1: a slot that is not the right one is passed without a look at the entry

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(StartOf(index).._ends[index]);

    /// <summary>Deterministic on purpose; ids are not chosen by an attacker who gains by slowing a report.</summary>
    public static uint Hash(ReadOnlySpan<byte> key)
    {
        const ulong Odd1 = 0x9E3779B97F4A7C15, Odd2 = 0xE7037ED1A0B428DB;
        ref byte first = ref MemoryMarshal.GetReference(key);
        int n = key.Length;
        ulong h = (ulong)n * Odd2;
        if (n >= 8)
        {
            // Eight bytes at a time; the last eight may overlap the ones before them.
            for (int i = 0; i < n - 8; i += 8)
                h = Mix(h ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, i)), Odd1);
            h ^= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, n - 8));
        }
        else if (n >= 4)
        {
            h ^= ((ulong)Unsafe.ReadUnaligned<uint>(ref first) << 32) | Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, n - 4));
        }
        else
        {
            foreach (byte b in key)
                h = (h << 8) ^ b;
        }

        h = Mix(h, Odd1);
        return (uint)(h >> 32) ^ (uint)h;
    }

    public int Add(ReadOnlySpan<byte> key) => Add(key, Hash(key));

    /// <summary>The number of a key whose hash is known already.</summary>
    public int Add(ReadOnlySpan<byte> key, uint hash)
    {
        ulong[] slots = _slots;
        int mask = slots.Length - 1;
        int slot = (int)hash & mask;
        for (ulong found; (found = slots[slot]) != 0; slot = (slot + 1) & mask)
        {
            if ((uint)(found >> 32) != hash)
                continue;
            int entry = (int)(uint)found - 1;
            if (this[entry].SequenceEqual(key))
                return entry;
        }

        Append(key);
        slots[slot] = ((ulong)hash << 32) | (uint)Count;
        if (Count * 2L > slots.Length)
            Rehash();
        return Count - 1;
    }

    /// <summary>The number of a key, or −1.</summary>
    public int Find(ReadOnlySpan<byte> key, uint hash)
    {
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        for (ulong found; (found = _slots[slot]) != 0; slot = (slot + 1) & mask)
        {
            int entry = (int)(uint)found - 1;
            if ((uint)(found >> 32) == hash && this[entry].SequenceEqual(key))
                return entry;
        }

        return -1;
    }

    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    private int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];

    private void Append(ReadOnlySpan<byte> key)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        int end = checked(start + key.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)end, _bytes.Length * 2L)));
        key.CopyTo(_bytes.AsSpan(start));
        if (Count == _ends.Length)
            Array.Resize(ref _ends, Count * 2);
        _ends[Count++] = end;
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
}
