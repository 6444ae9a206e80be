using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace RetentionMetrics;

/// <summary>One thread's way into a <see cref="CustomerBaseBuilder"/>: several threads may add to one builder at the same time, each through a writer of its own.</summary>
/// <remarks>
/// What is added is held back in batches until the writer is disposed: dispose all writers before the builder is asked for anything.
/// The result does not depend on which writer a transaction came by. A writer itself is mutable, and for one thread at a time.
/// </remarks>
public sealed class CustomerBaseWriter : IDisposable
{
    // Strict: two ids with different broken surrogates must not become one.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CustomerBaseBuilder _builder;
    private readonly StagedTransactions?[] _staged = new StagedTransactions?[CustomerBaseBuilder.ShardCount];
    private readonly Utf8Table _channels = new();
    private int[] _channelNumbers = new int[4]; // the builder's number of each
    private bool _disposed;

    internal CustomerBaseWriter(CustomerBaseBuilder builder) => _builder = builder;

    /// <summary>Transactions added through this writer so far.</summary>
    public long Count { get; private set; }

    /// <summary>The currency that was said through this writer; <see langword="null"/> for none.</summary>
    public string? Currency { get; private set; }

    /// <summary>Says which currency the amounts are in that follow.</summary>
    /// <param name="currency">The code, three letters A to Z; capitals and small letters are the same.</param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is null or not three letters A to Z.</exception>
    /// <exception cref="InvalidOperationException">The builder holds amounts in another currency: they are never added up.</exception>
    public void SetCurrency(string currency)
    {
        _builder.SetCurrency(currency);
        Currency = currency;
    }

    /// <summary>Adds one transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <exception cref="ArgumentException"><paramref name="transaction"/> is <c>default</c>, or one of its texts is not valid Unicode (a lone surrogate); nothing is added.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void Add(in Transaction transaction)
    {
        if (transaction.CustomerId is null)
            throw Throw.DefaultFact(nameof(transaction), nameof(Transaction), Count);
        Add(transaction.CustomerId, transaction.Date, transaction.Amount, transaction.OrderId, transaction.Channel);
    }

    /// <summary>Adds one transaction.</summary>
    /// <param name="customerId">Who bought; not empty. Ids are compared ordinally.</param>
    /// <param name="date">The calendar day.</param>
    /// <param name="amount">What was paid; negative for a refund.</param>
    /// <param name="orderId">The order that the line belongs to, or <see langword="null"/>.</param>
    /// <param name="channel">The marketing channel, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty, or one of the texts is not valid Unicode (a lone surrogate); nothing is added.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void Add(string customerId, DateOnly date, decimal amount, string? orderId = null, string? channel = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(customerId);
        int size = StrictUtf8.GetMaxByteCount(customerId.Length + (orderId?.Length ?? 0) + (channel?.Length ?? 0));
        byte[]? rented = null;
        Span<byte> buffer = size <= 512 ? stackalloc byte[512] : (rented = ArrayPool<byte>.Shared.Rent(size));
        int a = StrictUtf8.GetBytes(customerId, buffer);
        int b = a + StrictUtf8.GetBytes(orderId, buffer[a..]);
        int c = b + StrictUtf8.GetBytes(channel, buffer[b..]);
        AddValid(buffer[..a], date, amount, buffer[a..b], buffer[b..c]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Adds one transaction from UTF-8 bytes, without making strings.</summary>
    /// <param name="utf8CustomerId">Who bought, as UTF-8; not empty. Ids are compared byte by byte.</param>
    /// <param name="date">The calendar day.</param>
    /// <param name="amount">What was paid; negative for a refund.</param>
    /// <param name="utf8OrderId">The order that the line belongs to, or empty.</param>
    /// <param name="utf8Channel">The marketing channel, or empty.</param>
    /// <exception cref="ArgumentException"><paramref name="utf8CustomerId"/> is empty, or one of the texts is not valid UTF-8; nothing is added.</exception>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void Add(ReadOnlySpan<byte> utf8CustomerId, DateOnly date, decimal amount, ReadOnlySpan<byte> utf8OrderId = default, ReadOnlySpan<byte> utf8Channel = default)
    {
        if (utf8CustomerId.IsEmpty)
            throw new ArgumentException("A customer id must not be empty.", nameof(utf8CustomerId));
        // Most ids are short and plain.
        if (!Utf8Table.IsShortAscii(utf8CustomerId))
            CheckUtf8(utf8CustomerId, nameof(utf8CustomerId));
        if (!utf8OrderId.IsEmpty)
            CheckUtf8(utf8OrderId, nameof(utf8OrderId));
        if (!utf8Channel.IsEmpty)
            CheckUtf8(utf8Channel, nameof(utf8Channel));
        AddValid(utf8CustomerId, date, amount, utf8OrderId, utf8Channel);
    }

    /// <summary>Adds one transaction of a customer with a numeric id, which is the same customer as the one whose id is the number's decimal digits.</summary>
    /// <param name="customerId">Who bought.</param>
    /// <param name="date">The calendar day.</param>
    /// <param name="amount">What was paid; negative for a refund.</param>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void Add(long customerId, DateOnly date, decimal amount)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(customerId, digits, out int length);
        AddValid(digits[..length], date, amount, default, default);
    }

    /// <summary>Adds one transaction of a customer with a GUID, which is the same customer as the one whose id is the GUID's usual text: lower-case digits with hyphens, without braces.</summary>
    /// <param name="customerId">Who bought.</param>
    /// <param name="date">The calendar day.</param>
    /// <param name="amount">What was paid; negative for a refund.</param>
    /// <exception cref="ObjectDisposedException">The writer is disposed.</exception>
    public void Add(Guid customerId, DateOnly date, decimal amount)
    {
        Span<byte> digits = stackalloc byte[36];
        _ = Utf8Formatter.TryFormat(customerId, digits, out int length);
        AddValid(digits[..length], date, amount, default, default);
    }

    /// <summary>Gives all that was held back to the builder, and closes this way in.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            Flush();
        }
        finally
        {
            _builder.Closed();
        }
    }

    internal void Flush()
    {
        for (int s = 0; s < _staged.Length; s++)
        {
            if (_staged[s] is { Count: > 0 } batch)
                Drain(s, batch);
        }
    }

    private static void CheckUtf8(ReadOnlySpan<byte> text, string name)
    {
        if (!Utf8.IsValid(text))
            throw new ArgumentException("The bytes are not valid UTF-8.", name);
    }

    private void AddValid(ReadOnlySpan<byte> customerId, DateOnly date, decimal amount, ReadOnlySpan<byte> orderId, ReadOnlySpan<byte> channel)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        uint hash = Utf8Table.Hash(customerId);
        int shard = CustomerBaseBuilder.ShardOf(hash);
        StagedTransactions batch = _staged[shard] ??= new StagedTransactions();
        batch.Add(hash, customerId, date.DayNumber, amount, orderId, channel.IsEmpty ? -1 : ChannelNumber(channel));
        Count++;
        if (batch.IsFull)
            Drain(shard, batch);
    }

    private void Drain(int shard, StagedTransactions batch)
    {
        _builder.Take(shard, batch);
        batch.Clear();
    }

    private int ChannelNumber(ReadOnlySpan<byte> channel)
    {
        int known = _channels.Count;
        int number = _channels.Add(channel);
        if (number == known)
        {
            if (number == _channelNumbers.Length)
                Array.Resize(ref _channelNumbers, number * 2);
            _channelNumbers[number] = _builder.ChannelNumber(channel);
        }

        return _channelNumbers[number];
    }
}
