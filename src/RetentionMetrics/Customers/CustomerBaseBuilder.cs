using System.Diagnostics.CodeAnalysis;

namespace RetentionMetrics;

/// <summary>Collects transactions one at a time, in any order and from any number of sources, and makes <see cref="CustomerBase"/>s of them.</summary>
/// <remarks>
/// <para>
/// The result does not depend on the order of arrival, nor on how transactions were split between builders that are merged, nor on the number of threads,
/// as long as a customer's sums of money have no more than the 28 digits of a decimal; longer ones are rounded as they are added.
/// This is the one mutable type on the way from files to customers. It is for one thread at a time; several threads add through a <see cref="CustomerBaseWriter"/> each.
/// </para>
/// <para>
/// What stays in memory is each id once and sixteen bytes a transaction. When these are many more than customers, the transactions of a customer on one day become one: a source
/// that is larger than the memory leaves its ids and its distinct purchase days. Order ids, where there are any, all stay with their lines, because a refund may still come.
/// </para>
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Disposing of a writer hands over what it holds back; this one hands it over whenever the builder is asked.")]
public sealed class CustomerBaseBuilder
{
    internal const int ShardCount = 1 << ShardBits;

    private const int ShardBits = 6;

    private readonly SummaryOptions _options;
    private readonly CustomerShard?[] _shards = new CustomerShard?[ShardCount];
    private readonly Utf8Table _channels = new();
    private readonly Lock _lock = new();
    private readonly CustomerBaseWriter _own;
    private int _openWriters;
    private string? _currency;

    /// <summary>Makes an empty builder.</summary>
    /// <param name="options">How transactions become customers; <see langword="null"/> means <see cref="SummaryOptions.Default"/>.</param>
    public CustomerBaseBuilder(SummaryOptions? options = null)
    {
        _options = options ?? SummaryOptions.Default;
        _own = new CustomerBaseWriter(this);
    }

    /// <summary>Transactions added so far, without those that open writers still hold back.</summary>
    public long Count
    {
        get
        {
            _own.Flush();
            long count = 0;
            foreach (CustomerShard? shard in _shards)
                count += shard?.Count ?? 0;
            return count;
        }
    }

    /// <summary>The currency of the amounts; <see langword="null"/> while no source has named one. Amounts of sources that name none are taken to be in it.</summary>
    public string? Currency => Volatile.Read(ref _currency);

    /// <summary>The first day with a purchase and the last with any transaction, or <see langword="null"/> when there is no purchase: the longest window that makes sense.</summary>
    /// <exception cref="InvalidOperationException">A writer is still open.</exception>
    public (DateOnly First, DateOnly Last)? Days
    {
        get
        {
            int first = int.MaxValue, last = int.MinValue;
            foreach (CustomerShard shard in Shards())
            {
                foreach (TransactionLine line in shard.Lines)
                {
                    if (line.Amount >= 0)
                        first = Math.Min(first, line.Day);
                    last = Math.Max(last, line.Day);
                }
            }

            return first > last ? null : (DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last));
        }
    }

    /// <summary>Says which currency the amounts are in. Readers say it before they add the first amount of a source that names its currency. Safe for several threads at once.</summary>
    /// <param name="currency">The code, three letters A to Z; capitals and small letters are the same.</param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is null or not three letters A to Z.</exception>
    /// <exception cref="InvalidOperationException">The builder holds amounts in another currency: they are never added up.</exception>
    public void SetCurrency(string currency)
    {
        string code = CurrencyPolicy.Code(currency, nameof(currency));
        string known = Interlocked.CompareExchange(ref _currency, code, null) ?? code;
        if (!string.Equals(known, code, StringComparison.Ordinal))
            throw OtherCurrency(known, code);
    }

    /// <summary>Opens a way in for one more thread.</summary>
    /// <returns>A writer, which must be disposed before the builder is asked for anything. Opening is safe for several threads at once.</returns>
    public CustomerBaseWriter OpenWriter()
    {
        Interlocked.Increment(ref _openWriters);
        return new CustomerBaseWriter(this);
    }

    /// <inheritdoc cref="CustomerBaseWriter.Add(in Transaction)"/>
    public void Add(in Transaction transaction) => _own.Add(transaction);

    /// <inheritdoc cref="CustomerBaseWriter.Add(string, DateOnly, decimal, string?, string?)"/>
    public void Add(string customerId, DateOnly date, decimal amount, string? orderId = null, string? channel = null) =>
        _own.Add(customerId, date, amount, orderId, channel);

    /// <inheritdoc cref="CustomerBaseWriter.Add(ReadOnlySpan{byte}, DateOnly, decimal, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public void Add(ReadOnlySpan<byte> utf8CustomerId, DateOnly date, decimal amount, ReadOnlySpan<byte> utf8OrderId = default, ReadOnlySpan<byte> utf8Channel = default) =>
        _own.Add(utf8CustomerId, date, amount, utf8OrderId, utf8Channel);

    /// <inheritdoc cref="CustomerBaseWriter.Add(long, DateOnly, decimal)"/>
    public void Add(long customerId, DateOnly date, decimal amount) => _own.Add(customerId, date, amount);

    /// <inheritdoc cref="CustomerBaseWriter.Add(Guid, DateOnly, decimal)"/>
    public void Add(Guid customerId, DateOnly date, decimal amount) => _own.Add(customerId, date, amount);

    /// <summary>Adds all that another builder holds. The other is left as it was.</summary>
    /// <param name="other">A builder with equal options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The options or the currencies differ, or a writer is still open; nothing is added.</exception>
    public void Merge(CustomerBaseBuilder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._options != _options)
            throw new InvalidOperationException("Builders with different options cannot be merged.");
        Settle();
        other.Settle();
        if (other.Currency is { } currency)
            SetCurrency(currency);
        var channels = new int[other._channels.Count];
        for (int c = 0; c < channels.Length; c++)
            channels[c] = _channels.Add(other._channels[c]);
        for (int s = 0; s < ShardCount; s++)
        {
            if (other._shards[s] is { } shard)
                (_shards[s] ??= new CustomerShard(_options)).Add(shard, channels);
        }
    }

    /// <summary>Makes the customer base of a window.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="threads">How many threads may work on it. The result does not depend on it.</param>
    /// <returns>The customers who bought in the window, in order of their ids' UTF-8 bytes. The builder can be used on.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than 1.</exception>
    /// <exception cref="OverflowException">A customer's sum is beyond a decimal.</exception>
    /// <exception cref="InvalidOperationException">A writer is still open.</exception>
    public CustomerBase Build(ObservationWindow window, int threads = 1)
    {
        Throw.IfLessThan(threads, 1);
        return CustomerBase.Create(Shards(), _channels, _options, Currency, window, threads);
    }

    /// <summary>Makes the customer base of the calibration period, with what those customers did in the holdout period after it.</summary>
    /// <param name="window">Calibration and holdout together.</param>
    /// <param name="calibrationEnd">Last day of the calibration, inclusive; the holdout is (calibrationEnd, window.End].</param>
    /// <returns>The two, row by row.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="calibrationEnd"/> is before the window's start or not before its end.</exception>
    /// <exception cref="InvalidOperationException">A writer is still open.</exception>
    public Holdout Split(ObservationWindow window, DateOnly calibrationEnd)
    {
        Throw.IfLessThan(calibrationEnd, window.Start);
        Throw.IfGreaterThanOrEqual(calibrationEnd, window.End);
        return Holdout.Create(Shards(), _channels, _options, Currency, window, calibrationEnd);
    }

    internal static int ShardOf(uint hash) => (int)(hash >> (32 - ShardBits)); // the table inside a shard goes by the other end of the hash

    /// <summary>Adds a batch to a shard. Safe for several threads at once.</summary>
    internal void Take(int shard, StagedTransactions batch)
    {
        CustomerShard? to = Volatile.Read(ref _shards[shard]);
        if (to is null)
        {
            var empty = new CustomerShard(_options);
            to = Interlocked.CompareExchange(ref _shards[shard], empty, null) ?? empty;
        }

        to.Add(batch);
    }

    /// <summary>The number of a channel. Safe for several threads at once.</summary>
    internal int ChannelNumber(ReadOnlySpan<byte> channel)
    {
        lock (_lock)
            return _channels.Add(channel);
    }

    internal void Closed() => Interlocked.Decrement(ref _openWriters);

    private static InvalidOperationException OtherCurrency(string known, string other) =>
        new($"The builder holds amounts in {known}; amounts in {other} are not added to them. Convert them with CurrencyPolicy.Convert, or make a base for each currency.");

    private CustomerShard[] Shards()
    {
        Settle();
        return [.. _shards.OfType<CustomerShard>()];
    }

    private void Settle()
    {
        if (Volatile.Read(ref _openWriters) != 0)
            throw new InvalidOperationException("A writer of the builder is still open; what it holds back would be missing. Dispose it first.");
        _own.Flush();
    }
}
