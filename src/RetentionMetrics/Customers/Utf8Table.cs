using System.Runtime.CompilerServices;

namespace RetentionMetrics;

/// <summary>Gives each distinct byte string a number, 0, 1, 2, … in order of arrival, without making a .NET string. Open addressing over one byte blob.</summary>
internal sealed class Utf8Table
{
    private const int Empty = -1;

    private byte[] _bytes = new byte[1 << 12];
    private int[] _ends = new int[1 << 8]; // end of entry i; its start is the end of entry i − 1
    private uint[] _hashes = new uint[1 << 8];
    private int[] _slots = NewSlots(1 << 9);

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(StartOf(index).._ends[index]);

    public int Add(ReadOnlySpan<byte> key)
    {
        uint hash = Hash(key);
        int mask = _slots.Length - 1;
        int slot = (int)hash & mask;
        for (int entry; (entry = _slots[slot]) != Empty; slot = (slot + 1) & mask)
        {
            if (_hashes[entry] == hash && this[entry].SequenceEqual(key))
                return entry;
        }

        _slots[slot] = Append(key, hash);
        if (Count * 2 > _slots.Length)
            Rehash();
        return Count - 1;
    }

    /// <summary>The numbers of the entries in ascending order of their bytes.</summary>
    public int[] SortedByBytes()
    {
        // The first eight bytes as a big-endian number order like the bytes themselves; only equal prefixes need a second look.
        var prefixes = new ulong[Count];
        var order = new int[Count];
        for (int i = 0; i < order.Length; i++)
        {
            prefixes[i] = Prefix(this[i]);
            order[i] = i;
        }

        Array.Sort(prefixes, order);
        for (int i = 0, end; i < order.Length; i = end)
        {
            end = i + 1;
            while (end < order.Length && prefixes[end] == prefixes[i])
                end++;
            if (end - i > 1)
                order.AsSpan(i, end - i).Sort((a, b) => this[a].SequenceCompareTo(this[b]));
        }

        return order;
    }

    private static ulong Prefix(ReadOnlySpan<byte> key)
    {
        ulong prefix = 0;
        for (int i = 0; i < 8; i++)
            prefix = (prefix << 8) | (i < key.Length ? key[i] : 0u);
        return prefix;
    }

    private static uint Hash(ReadOnlySpan<byte> key)
    {
        // FNV-1a over eight bytes at a time, finished with a multiply-shift. Deterministic on purpose; ids are not chosen by an attacker who gains by slowing a report.
        ulong h = 14695981039346656037;
        while (key.Length >= 8)
        {
            h = (h ^ Unsafe.ReadUnaligned<ulong>(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(key))) * 0x9E3779B97F4A7C15;
            h ^= h >> 32;
            key = key[8..];
        }

        foreach (byte b in key)
            h = (h ^ b) * 1099511628211;
        h *= 0x9E3779B97F4A7C15;
        return (uint)(h >> 32);
    }

    private static int[] NewSlots(int size)
    {
        var slots = new int[size];
        Array.Fill(slots, Empty);
        return slots;
    }

    private int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];

    private int Append(ReadOnlySpan<byte> key, uint hash)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        int end = checked(start + key.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)end, _bytes.Length * 2L)));
        key.CopyTo(_bytes.AsSpan(start));
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }

        _ends[Count] = end;
        _hashes[Count] = hash;
        return Count++;
    }

    private void Rehash()
    {
        int[] slots = NewSlots(_slots.Length * 2);
        int mask = slots.Length - 1;
        for (int entry = 0; entry < Count; entry++)
        {
            int slot = (int)_hashes[entry] & mask;
            while (slots[slot] != Empty)
                slot = (slot + 1) & mask;
            slots[slot] = entry;
        }

        _slots = slots;
    }
}
