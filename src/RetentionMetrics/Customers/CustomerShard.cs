namespace RetentionMetrics;

/// <summary>The customers whose ids' hashes begin alike, with their transactions: small enough to stay near the processor while it works on them, and independent of all other shards.</summary>
internal sealed class CustomerShard(SummaryOptions options)
{
    // Lines are folded when they are many more than customers: then most are of days that are known already.
    private const long FewLines = 1 << 12;
    private const int ManyLinesACustomer = 16;

    private readonly Lock _lock = new();
    private long _foldAt = FewLines;

    public Utf8Table Customers { get; } = new();

    /// <summary>The keys are the customer's number and the order id.</summary>
    public Utf8Table Orders { get; } = new();

    public TransactionLines Lines { get; } = new();

    /// <summary>Transactions added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a batch; safe for several threads at once.</summary>
    public void Add(StagedTransactions batch)
    {
        ReadOnlySpan<StagedTransaction> transactions = batch.Transactions;
        Span<int> guesses = stackalloc int[transactions.Length];
        lock (_lock)
        {
            // Where the table is not in the cache, a loop that does nothing but look waits for many places at the same time.
            for (int i = 0; i < transactions.Length; i++)
                guesses[i] = Customers.Guess(transactions[i].Hash);
            for (int i = 0; i < transactions.Length; i++)
            {
                if (guesses[i] >= 0 && !Customers.IsAt(guesses[i], batch.CustomerId(transactions[i])))
                    guesses[i] = -1;
            }

            for (int i = 0; i < transactions.Length; i++)
            {
                ref readonly StagedTransaction t = ref transactions[i];
                int customer = guesses[i] >= 0 ? guesses[i] : Customers.Add(batch.CustomerId(t), t.Hash);
                Lines.Append(customer, t.Day, t.Amount, t.OrderIdLength == 0 ? -1 : AddOrder(customer, batch.OrderId(t)), t.Channel);
            }

            Count += transactions.Length;
            Fold();
        }
    }

    /// <summary>Adds all that a shard of another builder holds.</summary>
    /// <param name="other">The shard, of the same hashes.</param>
    /// <param name="channels">This builder's number of each channel of the other.</param>
    public void Add(CustomerShard other, ReadOnlySpan<int> channels)
    {
        var customers = new int[other.Customers.Count];
        for (int c = 0; c < customers.Length; c++)
            customers[c] = Customers.Add(other.Customers[c]);
        var orders = new int[other.Orders.Count];
        for (int o = 0; o < orders.Length; o++)
        {
            ReadOnlySpan<byte> key = other.Orders[o];
            orders[o] = AddOrder(customers[BitConverter.ToInt32(key)], key[sizeof(int)..]);
        }

        // The other may be this one: its lines are counted before any is added.
        long left = other.Lines.Count;
        foreach (TransactionLine line in other.Lines)
        {
            if (left-- == 0)
                break;
            Lines.Append(customers[line.Customer], line.Day, line.Amount, line.Order < 0 ? -1 : orders[line.Order], line.Channel < 0 ? -1 : channels[line.Channel], line.Count);
        }

        Count += other.Count;
        Fold();
    }

    private void Fold()
    {
        if (Lines.Count < _foldAt || Lines.Count < (long)ManyLinesACustomer * Customers.Count)
            return;
        Lines.Fold(Customers.Count, options);
        _foldAt = Math.Max(FewLines, 2 * Lines.Count);
    }

    private int AddOrder(int customer, ReadOnlySpan<byte> orderId)
    {
        int size = sizeof(int) + orderId.Length;
        Span<byte> key = size <= 256 ? stackalloc byte[size] : new byte[size];
        BitConverter.TryWriteBytes(key, customer);
        orderId.CopyTo(key[sizeof(int)..]);
        return Orders.Add(key);
    }
}
