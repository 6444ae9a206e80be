using System.Collections.Immutable;
using System.Text;

namespace RetentionMetrics;

/// <summary>Customers with named columns beside them, such as scores, segments and values: what is written to files and read back from them.</summary>
/// <remarks>
/// A table refers to its base and to the caller's memory and copies neither: do not change that memory while the table is in use. It is written row by row, in little memory.
/// What is written and read back is the same: numbers to the bit, decimals and text exactly. Empty text is the same as none, and comes back as <see langword="null"/>. Immutable and thread-safe.
/// </remarks>
public sealed class CustomerTable
{
    // Strict: two ids with different broken surrogates must not become one.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CustomerBase? _customers;
    private readonly byte[] _ids;
    private readonly int[] _idEnds;

    private CustomerTable(CustomerBase? customers, byte[] ids, int[] idEnds, int count, ImmutableArray<CustomerColumn> columns) =>
        (_customers, _ids, _idEnds, Count, Columns) = (customers, ids, idEnds, count, columns);

    /// <summary>What the column of the ids is called in files: <c>customer_id</c>.</summary>
    public const string IdColumn = "customer_id";

    /// <summary>Number of customers.</summary>
    public int Count { get; }

    /// <summary>The columns beside the ids, in the order in which they were added.</summary>
    public ImmutableArray<CustomerColumn> Columns { get; }

    /// <summary>Makes a table of the ids of a base, in its row order.</summary>
    /// <param name="customers">The customers.</param>
    /// <returns>A table without columns.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="customers"/> is null.</exception>
    public static CustomerTable Of(CustomerBase customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        return new(customers, [], [], customers.Count, []);
    }

    /// <summary>Makes a table of ids, in their order. Whether one comes twice is not asked.</summary>
    /// <param name="ids">The ids; none empty.</param>
    /// <returns>A table without columns.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ids"/> is null.</exception>
    /// <exception cref="ArgumentException">An id is null, empty or not valid Unicode (a lone surrogate).</exception>
    public static CustomerTable Of(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var ends = new List<int>();
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (string id in ids)
        {
            ArgumentException.ThrowIfNullOrEmpty(id, nameof(ids));
            _ = StrictUtf8.GetBytes(id, bytes);
            ends.Add(bytes.WrittenCount);
        }

        return new(null, bytes.WrittenSpan.ToArray(), [.. ends], ends.Count, []);
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
        if (_customers is not null)
            return _customers.Utf8IdOf(row);
        Throw.IfNoSuchRow(row, Count);
        return _ids.AsSpan((row == 0 ? 0 : _idEnds[row - 1]).._idEnds[row]);
    }

    /// <summary>A column by name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <returns>The column.</returns>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public CustomerColumn this[string name] =>
        Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal))
        ?? throw new KeyNotFoundException($"The table has no column '{name}'; its columns are {string.Join(", ", Columns.Select(c => $"'{c.Name}'"))}.");

    /// <summary>The table with one more column, of numbers.</summary>
    /// <param name="name">Its name: not empty, and not that of another column.</param>
    /// <param name="values">One value a row, finite.</param>
    /// <returns>The larger table.</returns>
    /// <exception cref="ArgumentException">The name is empty, there already or not valid Unicode, there is not one value a row, or a value cannot be written: the message names its row.</exception>
    public CustomerTable With(string name, ReadOnlyMemory<double> values) => Append(name, CustomerColumn.Of(name, values));

    /// <summary>The table with one more column, of numbers that may be undefined.</summary>
    /// <inheritdoc cref="With(string, ReadOnlyMemory{double})"/>
    public CustomerTable With(string name, ReadOnlyMemory<double?> values) => Append(name, CustomerColumn.Of(name, values));

    /// <summary>The table with one more column, of whole numbers.</summary>
    /// <inheritdoc cref="With(string, ReadOnlyMemory{double})"/>
    public CustomerTable With(string name, ReadOnlyMemory<int> values) => Append(name, CustomerColumn.Of(name, values));

    /// <summary>The table with one more column, of exact decimal numbers.</summary>
    /// <inheritdoc cref="With(string, ReadOnlyMemory{double})"/>
    public CustomerTable With(string name, ReadOnlyMemory<decimal> values) => Append(name, CustomerColumn.Of(name, values));

    /// <summary>The table with one more column, of text; empty text is the same as none.</summary>
    /// <inheritdoc cref="With(string, ReadOnlyMemory{double})"/>
    public CustomerTable With(string name, ReadOnlyMemory<string?> values) => Append(name, CustomerColumn.Of(name, values));

    /// <summary>The table with one more column, of calendar days.</summary>
    /// <inheritdoc cref="With(string, ReadOnlyMemory{double})"/>
    public CustomerTable With(string name, ReadOnlyMemory<DateOnly> values) => Append(name, CustomerColumn.Of(name, values));

    /// <summary>
    /// The table with all that its base knows of each customer: first_purchase, last_purchase, days_since_last_purchase, purchase_count, total_spend, frequency, recency, age and mean_spend.
    /// Recency and age are in the window's unit.
    /// </summary>
    /// <returns>The larger table.</returns>
    /// <exception cref="InvalidOperationException">The table was not made of a base.</exception>
    /// <exception cref="ArgumentException">The table has one of these columns.</exception>
    public CustomerTable WithSummary()
    {
        CustomerBase customers = _customers ?? throw new InvalidOperationException("The table was made of ids: there is no base that could know more of them.");
        return With("first_purchase", Days(customers.FirstDays.Span))
            .With("last_purchase", Days(customers.LastDays.Span))
            .With("days_since_last_purchase", customers.RfmColumns.DaysSinceLastPurchase)
            .With("purchase_count", customers.PurchaseCounts)
            .With("total_spend", customers.TotalSpend)
            .With("frequency", customers.Histories.Frequency)
            .With("recency", customers.Histories.Recency)
            .With("age", customers.Histories.Age)
            .With("mean_spend", customers.Histories.MeanSpend);
    }

    private static DateOnly[] Days(ReadOnlySpan<int> numbers)
    {
        var days = new DateOnly[numbers.Length];
        for (int i = 0; i < days.Length; i++)
            days[i] = DateOnly.FromDayNumber(numbers[i]);
        return days;
    }

    private CustomerTable Append(string name, CustomerColumn column)
    {
        Throw.IfLengthDiffers(column.Count, Count, "values");
        return Columns.Any(c => string.Equals(c.Name, name, StringComparison.Ordinal))
            ? throw new ArgumentException($"The table has a column '{name}' already.", nameof(name))
            : new CustomerTable(_customers, _ids, _idEnds, Count, Columns.Add(column));
    }
}
