namespace RetentionMetrics;

/// <summary>The cells of one record of a customer table: each gives its value, or rejects the record. Compiled into the packages that read tables.</summary>
internal interface ICustomerCells
{
    bool IsBlank(int column);

    bool TryIdText(int column, out string id);

    bool TryNumber(int column, out double value);

    bool TryWholeNumber(int column, out int value);

    bool TryDecimal(int column, out decimal value);

    bool TryTextOrNull(int column, out string? text);

    bool TryDate(int column, out DateOnly date);
}

/// <summary>A customer table while it is read: the id is column 0 of the records, and the table's columns follow.</summary>
internal sealed class CustomerTableDraft
{
    private readonly List<string> _ids = [];
    private readonly IDraft[] _columns;

    public CustomerTableDraft(IReadOnlyList<CustomerColumn> columns) => _columns = [.. columns.Select(Begin)];

    /// <summary>The columns that a caller wants, each once.</summary>
    public static CustomerColumn[] Check(IEnumerable<CustomerColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        CustomerColumn[] wanted = [.. columns];
        return Array.IndexOf(wanted, null) < 0 && wanted.DistinctBy(c => c.Name, StringComparer.Ordinal).Count() == wanted.Length
            ? wanted
            : throw new ArgumentException("A column is null, or two have one name.", nameof(columns));
    }

    /// <summary>Takes a record whole, or nothing of it.</summary>
    public bool TryAdd(ICustomerCells cells)
    {
        if (!cells.TryIdText(0, out string id))
            return false;
        for (int c = 0; c < _columns.Length; c++)
        {
            if (_columns[c].TryAdd(cells, c + 1))
                continue;
            for (int taken = 0; taken < c; taken++)
                _columns[taken].RemoveLast();
            return false;
        }

        _ids.Add(id);
        return true;
    }

    public CustomerTable ToTable()
    {
        CustomerTable table = CustomerTable.Of(_ids);
        foreach (IDraft column in _columns)
            table = column.AddTo(table);
        return table;
    }

    private static IDraft Begin(CustomerColumn column)
    {
        string name = column.Name;
        var pool = new TextPool();
        return column.Type switch
        {
            CustomerColumnType.Number => new Draft<double>((ICustomerCells cells, int c, out double value) => cells.TryNumber(c, out value), (table, values) => table.With(name, values)),
            CustomerColumnType.OptionalNumber => new Draft<double?>(TryOptional, (table, values) => table.With(name, values)),
            CustomerColumnType.WholeNumber => new Draft<int>((ICustomerCells cells, int c, out int value) => cells.TryWholeNumber(c, out value), (table, values) => table.With(name, values)),
            CustomerColumnType.Amount => new Draft<decimal>((ICustomerCells cells, int c, out decimal value) => cells.TryDecimal(c, out value), (table, values) => table.With(name, values)),
            CustomerColumnType.Text => new Draft<string?>(pool.TryRead, (table, values) => table.With(name, values)),
            _ => new Draft<DateOnly>((ICustomerCells cells, int c, out DateOnly value) => cells.TryDate(c, out value), (table, values) => table.With(name, values)),
        };
    }

    private static bool TryOptional(ICustomerCells cells, int column, out double? value)
    {
        value = null;
        if (cells.IsBlank(column))
            return true;
        bool good = cells.TryNumber(column, out double number);
        value = number;
        return good;
    }

    private delegate bool Reading<T>(ICustomerCells cells, int column, out T value);

    private interface IDraft
    {
        bool TryAdd(ICustomerCells cells, int column);

        void RemoveLast();

        CustomerTable AddTo(CustomerTable table);
    }

    private sealed class Draft<T>(Reading<T> read, Func<CustomerTable, ReadOnlyMemory<T>, CustomerTable> add) : IDraft
    {
        private readonly List<T> _values = [];

        public bool TryAdd(ICustomerCells cells, int column)
        {
            bool good = read(cells, column, out T value);
            if (good)
                _values.Add(value);
            return good;
        }

        public void RemoveLast() => _values.RemoveAt(_values.Count - 1);

        public CustomerTable AddTo(CustomerTable table) => add(table, _values.ToArray());
    }

    /// <summary>Segments and tiers are few texts in many rows: each is kept once.</summary>
    private sealed class TextPool
    {
        private const int Most = 4_096;

        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public bool TryRead(ICustomerCells cells, int column, out string? text)
        {
            if (!cells.TryTextOrNull(column, out text))
                return false;
            if (text is null)
                return true;
            if (_known.TryGetValue(text, out string? same))
                text = same;
            else if (_known.Count < Most)
                _known.Add(text);
            return true;
        }
    }
}
