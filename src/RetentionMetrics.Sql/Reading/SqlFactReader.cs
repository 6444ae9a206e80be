using System.Data.Common;
using System.Runtime.CompilerServices;

namespace RetentionMetrics.Sql;

/// <summary>Facts from the rows of any provider: good rows become facts, bad ones are listed in <see cref="Rejected"/>, and <see cref="Quality"/> counts both.</summary>
/// <typeparam name="TFact">The fact.</typeparam>
/// <remarks>
/// Made by <see cref="SqlRead"/>. Rows are streamed and can be gone through once; the <see cref="DbDataReader"/> stays the caller's. A reject's line is its row's number, from 1. Not thread-safe.
/// </remarks>
public sealed class SqlFactReader<TFact>
    where TFact : struct
{
    private readonly TryReadFact _tryRead;

    internal SqlFactReader(SqlRows rows, TryReadFact tryRead) => (Rows, _tryRead) = (rows, tryRead);

    /// <summary>Makes a fact of the current row, or rejects it.</summary>
    internal delegate bool TryReadFact(SqlRows rows, out TFact fact);

    /// <summary>The first rejected rows, up to <see cref="SqlReadOptions.MaxRejectsKept"/>, in the order of the rows; it grows while they are read.</summary>
    public IReadOnlyList<RejectedRecord> Rejected => Rows.Rejected;

    /// <summary>What became of the rows read so far. The counts are exact, also beyond the rejects that are kept.</summary>
    public DataQuality Quality => Rows.Quality;

    /// <summary>The currency of the amounts kept so far; <see langword="null"/> while none is known, and when none is read.</summary>
    public string? Currency => Rows.Currency;

    internal SqlRows Rows { get; }

    /// <summary>Goes through the rows.</summary>
    /// <param name="cancellationToken">Stops the reading. The reader is then spent: <see cref="Quality"/> and <see cref="Rejected"/> say what became of the rows before.</param>
    /// <returns>The facts, in the order of the rows.</returns>
    /// <exception cref="InvalidOperationException">The reader has gone through its rows, or begun to.</exception>
    /// <exception cref="DataQualityException">While moving on: there are more rejects than the options tolerate.</exception>
    /// <exception cref="DbException">While moving on: the answer broke off.</exception>
    /// <exception cref="OperationCanceledException">While moving on: the token was cancelled.</exception>
    public IAsyncEnumerable<TFact> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        Rows.Begin();
        return ReadAsTheyCome(cancellationToken);
    }

    private async IAsyncEnumerable<TFact> ReadAsTheyCome([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await Rows.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_tryRead(Rows, out TFact fact))
                continue;
            Rows.Keep();
            yield return fact;
        }
    }
}
