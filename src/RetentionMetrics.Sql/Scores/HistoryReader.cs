using System.Buffers;
using System.Data.Common;
using System.Text;

namespace RetentionMetrics.Sql;

/// <summary>Batches of histories from rows of id, x, t_x and T in days, and the mean spend if there is a fifth column.</summary>
internal sealed class HistoryReader : IDisposable
{
    private const int Id = 0, Frequency = 1, Recency = 2, Age = 3, Spend = 4;

    private readonly SqlRows _rows;
    private readonly TimeUnit _unit;
    private readonly double _unitDays;
    private readonly int _most;
    private readonly bool _hasSpend;
    private readonly string[] _ids;
    private readonly int[] _frequency;
    private readonly double[] _recency;
    private readonly double[] _age;
    private readonly double[] _spend;
    private int _count;
    private bool _ended;

    public HistoryReader(DbDataReader rows, TimeUnit unit, int batchRows, SqlReadOptions options)
    {
        if (rows.FieldCount is not (4 or 5))
            throw new ArgumentException($"The answer must have the id, x, t_x and T, and may have the mean spend: 4 or 5 columns, not {rows.FieldCount}.", nameof(rows));
        _rows = SqlRows.ByPlace(rows, options);
        _unit = unit;
        _unitDays = unit.LengthInDays();
        _most = batchRows;
        _hasSpend = rows.FieldCount == 5;
        _ids = ArrayPool<string>.Shared.Rent(batchRows);
        _frequency = ArrayPool<int>.Shared.Rent(batchRows);
        _recency = ArrayPool<double>.Shared.Rent(batchRows);
        _age = ArrayPool<double>.Shared.Rent(batchRows);
        _spend = ArrayPool<double>.Shared.Rent(batchRows);
    }

    public DataQuality Quality => _rows.Quality;

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
        while (_count < _most && !_ended)
        {
            _ended = !await _rows.NextAsync(cancellationToken).ConfigureAwait(false);
            if (_ended || !TryTake())
                continue;
            _rows.Keep();
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

    // Puts the row into the arrays, or rejects it.
    private bool TryTake()
    {
        double spend = 0;
        if (!_rows.TryId(Id, out ReadOnlySpan<byte> id) || !_rows.TryHistory(Frequency, Recency, Age, _unitDays, out int x, out double tx, out double t))
            return false;
        // Who bought once has no mean of repeat purchases: NULL there, or 0.
        if (_hasSpend && !(x == 0 && _rows.IsBlank(Spend)) && !_rows.TryNonNegative(Spend, out spend))
            return false;
        (_ids[_count], _frequency[_count], _recency[_count], _age[_count], _spend[_count]) = (Encoding.UTF8.GetString(id), x, tx, t, spend);
        return true;
    }
}
