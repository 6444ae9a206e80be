using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Unicode;

namespace RetentionMetrics;

/// <summary>The customers who bought in a window, one row each, in order of their ids' UTF-8 bytes, held as columns.</summary>
/// <remarks>
/// Immutable, and so safe for use by many threads. A customer who bought before the window's start as well keeps that history (frequency and age count from the first known purchase),
/// is not "born" in the window, and takes no part in model fits: its row in <see cref="Histories"/> has count 0.
/// </remarks>
public sealed partial class CustomerBase : IReadOnlyList<Customer>
{
    private readonly byte[] _ids;
    private readonly int[] _idEnds;
    private readonly string[] _channels;
    private readonly int[] _channelOf;

    private CustomerBase(ObservationWindow window, byte[] ids, int[] idEnds, string[] channels, int[] channelOf, int[] firstDays, int[] lastDays, decimal[] totalSpend, int[] purchaseCounts, HistoryColumns histories, SummaryNotes notes)
    {
        Window = window;
        _ids = ids;
        _idEnds = idEnds;
        _channels = channels;
        _channelOf = channelOf;
        FirstDays = firstDays;
        LastDays = lastDays;
        TotalSpend = totalSpend;
        PurchaseCounts = purchaseCounts;
        Histories = histories;
        Notes = notes;
        RfmColumns = RfmColumnsOn(window.End);
    }

    /// <summary>The window.</summary>
    public ObservationWindow Window { get; }

    /// <summary>Number of customers.</summary>
    public int Count => _idEnds.Length;

    /// <summary>Frequency, recency, age, mean spend and gaps of every customer, in the window's unit.</summary>
    public HistoryColumns Histories { get; }

    /// <summary>The RFM values of every customer on the window's last day.</summary>
    public RfmColumns RfmColumns { get; }

    /// <summary>What the purchases of each customer in the window brought, after refunds.</summary>
    public ReadOnlyMemory<decimal> TotalSpend { get; }

    /// <summary>Orders of each customer in the window: distinct order ids, and lines without one.</summary>
    public ReadOnlyMemory<int> PurchaseCounts { get; }

    /// <summary>The currency of all amounts, as the sources named it; <see langword="null"/> when none did.</summary>
    public string? Currency { get; private init; }

    /// <summary>What became of every transaction.</summary>
    public SummaryNotes Notes { get; }

    internal ReadOnlyMemory<int> FirstDays { get; }

    internal ReadOnlyMemory<int> LastDays { get; }

    /// <summary>One customer by row.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The customer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public Customer this[int row]
    {
        get
        {
            Throw.IfNoSuchRow(row, Count);
            return new Customer(this, row);
        }
    }

    /// <summary>One customer by id.</summary>
    /// <param name="id">The id, compared ordinally.</param>
    /// <returns>The customer.</returns>
    /// <exception cref="KeyNotFoundException">No customer of the base has the id.</exception>
    public Customer this[string id] =>
        TryGetRow(id, out int row) ? new Customer(this, row) : throw new KeyNotFoundException("No customer of this base has the id that was asked for.");

    /// <summary>Summarises transactions to customers.</summary>
    /// <param name="transactions">Purchases and refunds, in any order.</param>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> means <see cref="SummaryOptions.Default"/>.</param>
    /// <returns>The customers who bought in the window; empty when nobody did.</returns>
    /// <remarks>x = distinct purchase periods − 1; t_x = (last − first day) ÷ unit; T = (window.End − first day) ÷ unit (Fader and Hardie, notes 008 and 022).</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="transactions"/> is null.</exception>
    /// <exception cref="ArgumentException">A transaction is <c>default</c>.</exception>
    public static CustomerBase Summarize(IEnumerable<Transaction> transactions, ObservationWindow window, SummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        var builder = new CustomerBaseBuilder(options);
        foreach (Transaction transaction in transactions)
            builder.Add(transaction);
        return builder.Build(window);
    }

    /// <summary>The id of a row.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The id, a new string at each call.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public string IdOf(int row) => Encoding.UTF8.GetString(Utf8IdOf(row));

    /// <summary>The id of a row as UTF-8, without making a string.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public ReadOnlySpan<byte> Utf8IdOf(int row)
    {
        Throw.IfNoSuchRow(row, Count);
        return _ids.AsSpan((row == 0 ? 0 : _idEnds[row - 1]).._idEnds[row]);
    }

    /// <summary>The channel of a row's first purchase.</summary>
    /// <param name="row">Row number, from 0.</param>
    /// <returns>The channel, or <see langword="null"/> when that purchase named none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is outside 0…Count − 1.</exception>
    public string? ChannelOf(int row)
    {
        Throw.IfNoSuchRow(row, Count);
        return _channelOf[row] < 0 ? null : _channels[_channelOf[row]];
    }

    /// <summary>Finds a customer by id, by binary search.</summary>
    /// <param name="id">The id, compared ordinally.</param>
    /// <param name="row">The row, or −1 when there is none.</param>
    /// <returns>Whether there is such a customer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    public bool TryGetRow(string id, out int row)
    {
        ArgumentNullException.ThrowIfNull(id);
        row = -1;
        // Strictly: a broken surrogate must not find the id that has a replacement character in its place.
        byte[] buffer = new byte[Encoding.UTF8.GetMaxByteCount(id.Length)];
        if (Utf8.FromUtf16(id, buffer, out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
            return false;
        return TryGetRow(buffer.AsSpan(0, written), out row);
    }

    internal bool TryGetRow(ReadOnlySpan<byte> key, out int row)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            row = (low + high) >>> 1;
            int order = Utf8IdOf(row).SequenceCompareTo(key);
            if (order == 0)
                return true;
            if (order < 0)
                low = row + 1;
            else
                high = row - 1;
        }

        row = -1;
        return false;
    }

    /// <summary>Joins values of another source by customer id.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="values">Pairs of a customer id and a value, in any order.</param>
    /// <param name="missing">What a customer without a value gets.</param>
    /// <param name="unmatched">How many pairs name no customer of the base.</param>
    /// <returns>One value a row.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">Two pairs name the same customer.</exception>
    public T[] Align<T>(IEnumerable<KeyValuePair<string, T>> values, T missing, out int unmatched)
    {
        ArgumentNullException.ThrowIfNull(values);
        var aligned = new T[Count];
        Array.Fill(aligned, missing);
        var isSet = new bool[Count];
        unmatched = 0;
        foreach ((string id, T value) in values)
        {
            if (!TryGetRow(id, out int row))
            {
                unmatched++;
                continue;
            }

            if (isSet[row])
                throw new ArgumentException($"Two values are given for the customer in row {row}.", nameof(values));
            isSet[row] = true;
            aligned[row] = value;
        }

        return aligned;
    }

    /// <summary>The RFM values of every customer on another analysis date.</summary>
    /// <param name="analysisDate">The day that days since the last purchase are counted to; at least the window's end.</param>
    /// <returns>Columns in row order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="analysisDate"/> is before the window's end.</exception>
    public RfmColumns RfmColumnsOn(DateOnly analysisDate)
    {
        Throw.IfLessThan(analysisDate, Window.End);
        var days = new int[Count];
        var spend = new double[Count];
        ReadOnlySpan<int> last = LastDays.Span;
        ReadOnlySpan<decimal> total = TotalSpend.Span;
        for (int i = 0; i < days.Length; i++)
        {
            days[i] = analysisDate.DayNumber - last[i];
            spend[i] = total[i].ToNearestDouble();
        }

        return new RfmColumns(days, PurchaseCounts, spend);
    }

    /// <summary>The customers in row order.</summary>
    /// <returns>An enumerator.</returns>
    public IEnumerator<Customer> GetEnumerator()
    {
        for (int row = 0; row < Count; row++)
            yield return new Customer(this, row);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
