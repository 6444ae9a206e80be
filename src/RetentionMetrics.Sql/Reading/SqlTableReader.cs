using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>One result from all rows of any provider, such as columns or a tally: good rows are in it, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <typeparam name="TResult">The result.</typeparam>
/// <remarks>Made by <see cref="SqlRead"/>. Rows can be gone through once; the <see cref="DbDataReader"/> stays the caller's. A reject's line is its row's number, from 1. Not thread-safe.</remarks>
public sealed class SqlTableReader<TResult>
{
    private readonly SqlRows _rows;
    private readonly Func<SqlRows, bool> _tryAdd;
    private readonly Func<TResult> _result;

    /// <summary>Makes a reader.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="tryAdd">Adds the current row, or rejects it.</param>
    /// <param name="result">The result of the rows that were added.</param>
    internal SqlTableReader(SqlRows rows, Func<SqlRows, bool> tryAdd, Func<TResult> result) => (_rows, _tryAdd, _result) = (rows, tryAdd, result);

    /// <summary>The first rejected rows, up to <see cref="SqlReadOptions.MaxRejectsKept"/>, in the order of the rows.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => _rows.Rejected;

    /// <summary>What became of the rows read so far. The counts are exact, also beyond the rejects that are kept.</summary>
    public DataQuality Quality => _rows.Quality;

    /// <summary>Goes through the rows.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The result of the good rows.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its rows, or begun to.</exception>
    /// <exception cref="DataQualityException">There are more rejects than the options tolerate.</exception>
    /// <exception cref="DbException">The answer broke off.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<TResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        _rows.Begin();
        while (await _rows.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_tryAdd(_rows))
                _rows.Keep();
        }

        return _result();
    }
}
