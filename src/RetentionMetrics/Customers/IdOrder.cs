using System.Buffers.Binary;

namespace RetentionMetrics;

/// <summary>Customers of many shards in ascending order of their ids' bytes. A customer is named by the part's number and the place in it.</summary>
internal static class IdOrder
{
    private const int PlaceBits = 25; // 64 parts of 33 million

    public static ref readonly CustomerSummary Customer(ShardSummary[] parts, int name) => ref parts[name >> PlaceBits].Customers[name & ((1 << PlaceBits) - 1)];

    public static ReadOnlySpan<byte> Id(ShardSummary[] parts, int name) => parts[name >> PlaceBits].Shard.Customers[Customer(parts, name).Number];

    public static int[] Of(ShardSummary[] parts)
    {
        int n = 0;
        foreach (ShardSummary part in parts)
        {
            if (part.Count > 1 << PlaceBits)
                throw new NotSupportedException("A customer base holds at most 33 million customers whose ids' hashes begin alike, which is about 2 billion in all.");
            n = checked(n + part.Count);
        }

        var order = new int[n];
        var keys = new ulong[n];
        int shared = SharedPrefix(parts);
        int at = 0;
        for (int p = 0; p < parts.Length; p++)
        {
            for (int place = 0; place < parts[p].Count; place++)
            {
                order[at] = (p << PlaceBits) | place;
                keys[at++] = Key(Id(parts, (p << PlaceBits) | place)[shared..]);
            }
        }

        // Eight bytes as a big-endian number order like the bytes themselves; only equal ones need a second look.
        RadixOrder.Ascending(keys, order);
        for (int i = 0, end; i < n; i = end)
        {
            end = i + 1;
            while (end < n && keys[end] == keys[i])
                end++;
            if (end - i > 1)
                order.AsSpan(i, end - i).Sort((a, b) => Id(parts, a).SequenceCompareTo(Id(parts, b)));
        }

        return order;
    }

    /// <summary>How many bytes all ids begin with alike: these tell nothing.</summary>
    private static int SharedPrefix(ShardSummary[] parts)
    {
        ReadOnlySpan<byte> prefix = default;
        bool isFirst = true;
        for (int p = 0; p < parts.Length; p++)
        {
            for (int place = 0; place < parts[p].Count; place++)
            {
                ReadOnlySpan<byte> id = Id(parts, (p << PlaceBits) | place);
                prefix = isFirst ? id : prefix[..prefix.CommonPrefixLength(id)];
                isFirst = false;
            }
        }

        return prefix.Length;
    }

    private static ulong Key(ReadOnlySpan<byte> id)
    {
        if (id.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64BigEndian(id);
        ulong key = 0;
        foreach (byte b in id)
            key = (key << 8) | b;
        return id.IsEmpty ? 0 : key << (8 * (sizeof(ulong) - id.Length));
    }
}
