using System.Buffers;
using System.Data.Common;
using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>Batches of histories from rows of id, x, t_x and T in days, and the mean spend if there is a fifth column.</summary>
internal sealed class HistoryReader : IDisposable
{
    private readonly DbDataReader _rows;
    private readonly TimeUnit _unit;
    private readonly double _days;
    private readonly int _most;
    private readonly bool _hasSpend;
    private readonly Func<int, double>[] _numbers;
    private readonly bool _hasTextIds;
    private readonly string[] _ids;
    private readonly int[] _frequency;
    private readonly double[] _recency;
    private readonly double[] _age;
    private readonly double[] _spend;
    private int _count;

    public HistoryReader(DbDataReader rows, TimeUnit unit, int batchRows)
    {
        if (rows.FieldCount is not (4 or 5))
            throw new ArgumentException($"The answer must have the id, x, t_x and T, and may have the mean spend: 4 or 5 columns, not {rows.FieldCount}.", nameof(rows));
        _rows = rows;
        _unit = unit;
        _days = unit.LengthInDays();
        _most = batchRows;
        _hasSpend = rows.FieldCount == 5;
        _hasTextIds = rows.GetFieldType(0) == typeof(string);
        _numbers = [.. Enumerable.Range(0, rows.FieldCount).Select(NumberOf)];
        _ids = ArrayPool<string>.Shared.Rent(batchRows);
        _frequency = ArrayPool<int>.Shared.Rent(batchRows);
        _recency = ArrayPool<double>.Shared.Rent(batchRows);
        _age = ArrayPool<double>.Shared.Rent(batchRows);
        _spend = ArrayPool<double>.Shared.Rent(batchRows);
    }

    public long RowsRead { get; private set; }

    public ReadOnlyMemory<string> Ids => _ids.AsMemory(0, _count);

    public HistoryColumns Columns => new(
        _frequency.AsMemory(0, _count),
        _recency.AsMemory(0, _count),
        _age.AsMemory(0, _count),
        _unit,
        _hasSpend ? _spend.AsMemory(0, _count) : default(ReadOnlyMemory<double>));

    /// <summary>The next batch; false when there is none.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _count = 0;
        while (_count < _most && await _rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            RowsRead++;
            if (Take())
                _count++;
        }

        return _count > 0;
    }

    public void Dispose()
    {
        ArrayPool<string>.Shared.Return(_ids, clearArray: true);
        ArrayPool<int>.Shared.Return(_frequency);
        ArrayPool<double>.Shared.Return(_recency);
        ArrayPool<double>.Shared.Return(_age);
        ArrayPool<double>.Shared.Return(_spend);
    }

    // Whether the row is a history; then it stands in the arrays.
    private bool Take()
    {
        if (_rows.IsDBNull(0))
            return false;
        string id = _hasTextIds ? _rows.GetString(0) : Convert.ToString(_rows.GetValue(0), CultureInfo.InvariantCulture)!;
        double x = Number(1), tx = Number(2) / _days, t = Number(3) / _days, spend = _hasSpend ? Number(4) : 0;
        if (x == 0 && double.IsNaN(spend))
            spend = 0; // who bought once has no mean of repeat purchases
        bool isHistory = id.Length > 0 && x is >= 0 and <= int.MaxValue && double.IsInteger(x) && tx >= 0 && (x > 0 || tx == 0) && t >= tx && double.IsFinite(t) && spend >= 0 && double.IsFinite(spend);
        if (!isHistory)
            return false;
        (_ids[_count], _frequency[_count], _recency[_count], _age[_count], _spend[_count]) = (id, (int)x, tx, t, spend);
        return true;
    }

    private double Number(int column) => _rows.IsDBNull(column) ? double.NaN : _numbers[column](column);

    // A way to read each column that makes no object of each value, where its type is one of the usual.
    private Func<int, double> NumberOf(int column)
    {
        Type type = _rows.GetFieldType(column);
        return type == typeof(double) ? _rows.GetDouble
            : type == typeof(long) ? c => _rows.GetInt64(c)
            : type == typeof(int) ? c => _rows.GetInt32(c)
            : type == typeof(decimal) ? c => (double)_rows.GetDecimal(c)
            : column == 0 ? _ => 0
            : type == typeof(string) ? c => double.TryParse(_rows.GetString(c), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN
            : c => Convert.ToDouble(_rows.GetValue(c), CultureInfo.InvariantCulture);
    }
}
