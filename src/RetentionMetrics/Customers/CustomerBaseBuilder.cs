using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace RetentionMetrics;

/// <summary>Collects transactions one at a time, in any order and from any number of sources, and makes <see cref="CustomerBase"/>s of them.</summary>
/// <remarks>
/// The result does not depend on the order of arrival, nor on how transactions were split between builders that are merged.
/// This is the one mutable type on the way from files to customers; it is not safe for use by several threads at once: give each its own and <see cref="Merge"/>.
/// </remarks>
public sealed class CustomerBaseBuilder
{
    // Strict: two ids with different broken surrogates must not become one.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SummaryOptions _options;
    private readonly Utf8Table _customers = new();
    private readonly Utf8Table _channels = new();
    private readonly Utf8Table _orders = new(); // keys are the customer's number and the order id
    private TransactionLine[] _lines = new TransactionLine[1 << 8];
    private int _count;

    /// <summary>Makes an empty builder.</summary>
    /// <param name="options">How transactions become customers; <see langword="null"/> means <see cref="SummaryOptions.Default"/>.</param>
    public CustomerBaseBuilder(SummaryOptions? options = null) => _options = options ?? SummaryOptions.Default;

    /// <summary>Transactions added so far.</summary>
    public int Count => _count;

    /// <summary>The first day with a purchase and the last with any transaction, or <see langword="null"/> when there is no purchase: the longest window that makes sense.</summary>
    public (DateOnly First, DateOnly Last)? Days
    {
        get
        {
            int first = int.MaxValue, last = int.MinValue;
            foreach (ref readonly TransactionLine line in _lines.AsSpan(0, _count))
            {
                if (line.Amount >= 0)
                    first = Math.Min(first, line.Day);
                last = Math.Max(last, line.Day);
            }

            return first > last ? null : (DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last));
        }
    }

    /// <summary>Adds one transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <exception cref="ArgumentException"><paramref name="transaction"/> is <c>default</c>, or one of its texts is not valid Unicode (a lone surrogate).</exception>
    public void Add(in Transaction transaction)
    {
        if (transaction.CustomerId is null)
            throw Throw.DefaultFact(nameof(transaction), nameof(Transaction), _count);
        int size = StrictUtf8.GetMaxByteCount(transaction.CustomerId.Length + (transaction.OrderId?.Length ?? 0) + (transaction.Channel?.Length ?? 0));
        byte[]? rented = null;
        Span<byte> buffer = size <= 512 ? stackalloc byte[512] : (rented = ArrayPool<byte>.Shared.Rent(size));
        int a = StrictUtf8.GetBytes(transaction.CustomerId, buffer);
        int b = a + StrictUtf8.GetBytes(transaction.OrderId, buffer[a..]);
        int c = b + StrictUtf8.GetBytes(transaction.Channel, buffer[b..]);
        AddValid(buffer[..a], transaction.Date, transaction.Amount, buffer[a..b], buffer[b..c]);
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
    public void Add(ReadOnlySpan<byte> utf8CustomerId, DateOnly date, decimal amount, ReadOnlySpan<byte> utf8OrderId = default, ReadOnlySpan<byte> utf8Channel = default)
    {
        if (utf8CustomerId.IsEmpty)
            throw new ArgumentException("A customer id must not be empty.", nameof(utf8CustomerId));
        CheckUtf8(utf8CustomerId, nameof(utf8CustomerId));
        CheckUtf8(utf8OrderId, nameof(utf8OrderId));
        CheckUtf8(utf8Channel, nameof(utf8Channel));
        AddValid(utf8CustomerId, date, amount, utf8OrderId, utf8Channel);
    }

    private static void CheckUtf8(ReadOnlySpan<byte> text, string name)
    {
        if (!Utf8.IsValid(text))
            throw new ArgumentException("The bytes are not valid UTF-8.", name);
    }

    private void AddValid(ReadOnlySpan<byte> utf8CustomerId, DateOnly date, decimal amount, ReadOnlySpan<byte> utf8OrderId, ReadOnlySpan<byte> utf8Channel)
    {
        int customer = _customers.Add(utf8CustomerId);
        int order = utf8OrderId.IsEmpty ? -1 : AddOrder(customer, utf8OrderId);
        Append(new TransactionLine(customer, date.DayNumber, order, utf8Channel.IsEmpty ? -1 : _channels.Add(utf8Channel), amount));
    }

    /// <summary>Adds all that another builder holds. The other is left as it was.</summary>
    /// <param name="other">A builder with equal options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The options differ.</exception>
    public void Merge(CustomerBaseBuilder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._options != _options)
            throw new InvalidOperationException("Builders with different options cannot be merged.");
        var customers = new int[other._customers.Count];
        for (int c = 0; c < customers.Length; c++)
            customers[c] = _customers.Add(other._customers[c]);
        var channels = new int[other._channels.Count];
        for (int c = 0; c < channels.Length; c++)
            channels[c] = _channels.Add(other._channels[c]);

        var orders = new int[other._orders.Count];
        for (int o = 0; o < orders.Length; o++)
        {
            ReadOnlySpan<byte> key = other._orders[o];
            orders[o] = AddOrder(customers[BinaryPrimitives.ReadInt32LittleEndian(key)], key[sizeof(int)..]);
        }

        foreach (ref readonly TransactionLine line in other._lines.AsSpan(0, other._count))
            Append(new TransactionLine(customers[line.Customer], line.Day, line.Order < 0 ? -1 : orders[line.Order], line.Channel < 0 ? -1 : channels[line.Channel], line.Amount));
    }

    /// <summary>Makes the customer base of a window.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <returns>The customers who bought in the window, in order of their ids' UTF-8 bytes. The builder can be used on.</returns>
    public CustomerBase Build(ObservationWindow window) =>
        CustomerBase.Create(LogTo(window.End), _customers, _channels, window);

    /// <summary>Makes the customer base of the calibration period, with what those customers did in the holdout period after it.</summary>
    /// <param name="window">Calibration and holdout together.</param>
    /// <param name="calibrationEnd">Last day of the calibration, inclusive; the holdout is (calibrationEnd, window.End].</param>
    /// <returns>The two, row by row.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="calibrationEnd"/> is before the window's start or not before its end.</exception>
    public Holdout Split(ObservationWindow window, DateOnly calibrationEnd)
    {
        Throw.IfLessThan(calibrationEnd, window.Start);
        Throw.IfGreaterThanOrEqual(calibrationEnd, window.End);
        PurchaseLog before = LogTo(calibrationEnd);
        CustomerBase calibration = CustomerBase.Create(before, _customers, _channels, new ObservationWindow(window.Start, calibrationEnd, window.Unit));
        return Holdout.Create(calibration, before, LogTo(window.End), _customers, window);
    }

    private PurchaseLog LogTo(DateOnly end) =>
        PurchaseLog.Build(_lines.AsSpan(0, _count), _customers.Count, _orders.Count, _channels, _options, end.DayNumber);

    private int AddOrder(int customer, ReadOnlySpan<byte> orderId)
    {
        byte[]? rented = null;
        int size = sizeof(int) + orderId.Length;
        Span<byte> key = size <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(size));
        BinaryPrimitives.WriteInt32LittleEndian(key, customer);
        orderId.CopyTo(key[sizeof(int)..]);
        int order = _orders.Add(key[..size]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return order;
    }

    private void Append(in TransactionLine line)
    {
        if (_count == _lines.Length)
            Array.Resize(ref _lines, (int)Math.Min(Array.MaxLength, _count * 2L));
        _lines[_count++] = line;
    }
}
