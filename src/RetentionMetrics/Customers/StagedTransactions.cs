namespace RetentionMetrics;

/// <summary>Transactions on their way to a shard: they are noted in order of arrival and looked up many at a time.</summary>
internal sealed class StagedTransactions
{
    private const int MostTransactions = 256;
    private const int MostBytes = 1 << 13;

    private StagedTransaction[] _transactions = new StagedTransaction[4];
    private byte[] _texts = new byte[1 << 6];
    private int _length; // of the texts

    public int Count { get; private set; }

    /// <summary>Whether the batch is large enough to be looked up.</summary>
    public bool IsFull => Count >= MostTransactions || _length >= MostBytes;

    public ReadOnlySpan<StagedTransaction> Transactions => _transactions.AsSpan(0, Count);

    public ReadOnlySpan<byte> CustomerId(in StagedTransaction transaction) => _texts.AsSpan(transaction.Text, transaction.CustomerIdLength);

    public ReadOnlySpan<byte> OrderId(in StagedTransaction transaction) => _texts.AsSpan(transaction.Text + transaction.CustomerIdLength, transaction.OrderIdLength);

    public void Add(uint hash, ReadOnlySpan<byte> customerId, int day, decimal amount, ReadOnlySpan<byte> orderId, int channel)
    {
        int need = checked(customerId.Length + orderId.Length);
        if (need > _texts.Length - _length)
            Array.Resize(ref _texts, (int)Math.Min(Array.MaxLength, Math.Max(checked(_length + (long)need), 2L * _texts.Length)));
        if (Count == _transactions.Length)
            Array.Resize(ref _transactions, 2 * Count);
        customerId.CopyTo(_texts.AsSpan(_length));
        if (!orderId.IsEmpty)
            orderId.CopyTo(_texts.AsSpan(_length + customerId.Length));
        _transactions[Count++] = new StagedTransaction(amount, hash, day, channel, _length, customerId.Length, orderId.Length);
        _length += need;
    }

    public void Clear()
    {
        _length = 0;
        Count = 0;
    }
}

/// <summary>A transaction in a batch, which holds its texts.</summary>
internal readonly record struct StagedTransaction(decimal Amount, uint Hash, int Day, int Channel, int Text, int CustomerIdLength, int OrderIdLength);
