using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>The checksum of zip archives (ISO 3309, polynomial EDB88320 reflected), eight bytes a step.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Crc32
{
    private static readonly uint[] Tables = MakeTables();

    private uint _rest;

    /// <summary>The checksum of nothing.</summary>
    public static Crc32 Empty => new() { _rest = uint.MaxValue };

    /// <summary>The checksum of all bytes added.</summary>
    public readonly uint Value => ~_rest;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> tables = Tables;
        uint rest = _rest;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ rest;
            rest = 0;
            for (int i = 0; i < 8; i++)
                rest ^= tables[((7 - i) << 8) | (byte)(eight >> (8 * i))];
        }

        foreach (byte b in bytes)
            rest = tables[(byte)(rest ^ b)] ^ (rest >> 8);
        _rest = rest;
    }

    // Table k: what a byte becomes after k more zero bytes.
    private static uint[] MakeTables()
    {
        var tables = new uint[8 << 8];
        for (uint b = 0; b < 256; b++)
        {
            uint rest = b;
            for (int bit = 0; bit < 8; bit++)
                rest = (rest & 1) == 0 ? rest >> 1 : (rest >> 1) ^ 0xEDB88320;
            tables[b] = rest;
        }

        for (int i = 256; i < tables.Length; i++)
            tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
