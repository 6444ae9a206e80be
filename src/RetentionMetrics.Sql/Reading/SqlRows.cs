using System.Data.Common;
using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>The rows of an answer, once: what every reader is made of. It hands out typed cells, and turns whatever is wrong into rejects.</summary>
internal sealed partial class SqlRows
{
    private readonly DbDataReader _rows;
    private readonly SqlReadOptions _options;
    private readonly SqlColumn?[] _columns;
    private readonly DataQualityLog _log;
    private readonly OrderedPolicies? _policies;
    private long _row;
    private bool _begun;
    private bool _isClipped;

    public SqlRows(DbDataReader rows, SqlReadOptions? options, ReadOnlySpan<ColumnSpec> columns, int currencyColumn = -1, int eventColumn = -1)
        : this(rows, options, Find(rows, columns))
    {
        bool hasCurrency = currencyColumn >= 0 && IsThere(currencyColumn), hasEvents = eventColumn >= 0 && IsThere(eventColumn);
        if (hasCurrency || hasEvents)
            _policies = new OrderedPolicies(_options.Currencies, hasCurrency, mayLackCurrency: false, hasEvents ? _options.EventIds ?? new EventIds() : null);
    }

    private SqlRows(DbDataReader rows, SqlReadOptions? options, SqlColumn?[] columns)
    {
        _rows = rows;
        _options = options ?? SqlReadOptions.Default;
        _columns = columns;
        _log = new DataQualityLog(_options.SourceName, _options.MaxRejectsKept, _options.MaxRejects, _options.MaxRejectRatio);
    }

    /// <summary>Rows whose columns are known by their places, whatever their names.</summary>
    public static SqlRows ByPlace(DbDataReader rows, SqlReadOptions options) => new(rows, options, [.. Enumerable.Range(0, rows.FieldCount).Select(i => new SqlColumn(rows, i))]);

    public IReadOnlyList<RejectedRecord> Rejected => _log.Rejected;

    public DataQuality Quality => _log.ToQuality();

    /// <summary>The currency of the amounts kept; <see langword="null"/> while none is known.</summary>
    public string? Currency => _policies?.Currency;

    public bool RejectsFractions => _options.FractionalRatings == FractionalRatings.Reject;

    public void Begin()
    {
        if (_begun)
            throw new InvalidOperationException("The rows have been gone through, or begun to: they come once.");
        _begun = true;
    }

    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // a provider need not look at it while it has rows in hand
        if (await _rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _row++;
            return true;
        }

        _log.Complete();
        return false;
    }

    public void Keep()
    {
        if (_isClipped)
            _log.KeepClipped();
        else
            _log.Keep();
        _isClipped = false;
    }

    public void SkipBlankAnswer() => _log.SkipBlankAnswer();

    /// <summary>Whether the rows have the column.</summary>
    public bool IsThere(int column) => _columns[column] is not null;

    /// <summary>Rejects the row for a cell.</summary>
    /// <returns><see langword="false"/>, for the caller to return.</returns>
    public bool Reject(int column, string code, string reason)
    {
        SqlColumn cell = _columns[column]!;
        _isClipped = false;
        _log.Reject(new RejectedRecord(_log.Source, _row, _row, _row, 0, cell.Ordinal + 1, cell.Name, code, reason));
        return false;
    }

    /// <summary>A day that is not after the last one, or is moved to it. To be asked once a row.</summary>
    public bool TryDay(int column, ref DateOnly date)
    {
        if (!(date > _options.LastDay))
            return true;
        if (_options.AfterLastDay == AfterLastDay.Reject)
            return Reject(column, ErrorCodes.AfterLastDay, string.Create(CultureInfo.InvariantCulture, $"is after the last day, {_options.LastDay:yyyy-MM-dd}"));
        date = _options.LastDay!.Value;
        return _isClipped = true;
    }

    /// <summary>A day that may be missing.</summary>
    public bool TryDay(int column, ref DateOnly? date)
    {
        if (date is not { } day)
            return true;
        bool good = TryDay(column, ref day);
        date = day;
        return good;
    }

    /// <summary>Takes an amount by its currency, converted where the policy says so.</summary>
    public bool TryCurrency(int column, int amountColumn, ref decimal amount)
    {
        if (!IsThere(column))
            return true;
        if (!TryText(column, out ReadOnlySpan<byte> code))
            return false;
        return _policies!.TryCurrency(code, ref amount, out string? fault, out string? reason)
            || Reject(fault == ErrorCodes.NumberOutOfRange ? amountColumn : column, fault, reason);
    }

    /// <summary>Takes an event id that no earlier row has. To be asked last.</summary>
    public bool TryEvent(int column) => !IsThere(column) || (TryId(column, out ReadOnlySpan<byte> id)
        && (_policies!.TryEvent(id) || Reject(column, ErrorCodes.DuplicateEvent, "is the event id of an earlier row")));

    private static SqlColumn?[] Find(DbDataReader rows, ReadOnlySpan<ColumnSpec> wanted)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var found = new SqlColumn?[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
            found[i] = Find(rows, wanted[i]);
        return found;
    }

    private static SqlColumn? Find(DbDataReader rows, ColumnSpec wanted)
    {
        if (wanted.Name is null)
            return null;
        int found = -1;
        for (int i = 0; i < rows.FieldCount; i++)
        {
            if (!string.Equals(rows.GetName(i), wanted.Name, StringComparison.Ordinal))
                continue;
            if (found >= 0)
                throw new ArgumentException($"The rows have two columns '{wanted.Name}'; give one another name by AS.", nameof(rows));
            found = i;
        }

        if (found < 0 && wanted.IsRequired)
            throw new ArgumentException($"The rows have no column '{wanted.Name}'; they have {string.Join(", ", Enumerable.Range(0, rows.FieldCount).Select(i => $"'{rows.GetName(i)}'"))}.", nameof(rows));
        return found < 0 ? null : new SqlColumn(rows, found);
    }
}
