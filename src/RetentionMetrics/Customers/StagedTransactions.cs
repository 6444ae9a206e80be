using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>Transactions on their way to a shard, one behind the other in a buffer: they are written in order of arrival and looked up many at a time.</summary>
internal sealed class StagedTransactions
{
    private const int Full = 1 << 14;
    private static readonly int HeaderSize = Unsafe.SizeOf<Header>();

    private byte[] _bytes = new byte[1 << 8];
    private int _length;

    public int Count { get; private set; }

    /// <summary>Whether the batch is large enough to be looked up.</summary>
    public bool IsFull => _length >= Full;

    public void Add(uint hash, ReadOnlySpan<byte> customerId, int day, decimal amount, ReadOnlySpan<byte> orderId, int channel)
    {
        int need = checked(HeaderSize + customerId.Length + orderId.Length);
        if (need > _bytes.Length - _length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(checked(_length + (long)need), 2L * _bytes.Length)));
        Span<byte> to = _bytes.AsSpan(_length, need);
        MemoryMarshal.Write(to, new Header(amount, hash, day, channel, customerId.Length, orderId.Length));
        customerId.CopyTo(to[HeaderSize..]);
        orderId.CopyTo(to[(HeaderSize + customerId.Length)..]);
        _length += need;
        Count++;
    }

    public void Clear()
    {
        _length = 0;
        Count = 0;
    }

    public Enumerator GetEnumerator() => new(_bytes.AsSpan(0, _length));

    private readonly record struct Header(decimal Amount, uint Hash, int Day, int Channel, int CustomerIdLength, int OrderIdLength);

    public ref struct Enumerator(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public StagedTransaction Current { get; private set; }

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            Header header = MemoryMarshal.Read<Header>(_rest);
            ReadOnlySpan<byte> texts = _rest[HeaderSize..];
            int length = header.CustomerIdLength + header.OrderIdLength;
            Current = new StagedTransaction(header.Hash, header.Day, header.Channel, header.Amount, texts[..header.CustomerIdLength], texts[header.CustomerIdLength..length]);
            _rest = texts[length..];
            return true;
        }
    }
}

/// <summary>A transaction in a buffer.</summary>
internal readonly ref struct StagedTransaction(uint hash, int day, int channel, decimal amount, ReadOnlySpan<byte> customerId, ReadOnlySpan<byte> orderId)
{
    public readonly uint Hash = hash;
    public readonly int Day = day;
    public readonly int Channel = channel;
    public readonly decimal Amount = amount;
    public readonly ReadOnlySpan<byte> CustomerId = customerId;
    public readonly ReadOnlySpan<byte> OrderId = orderId;
}
