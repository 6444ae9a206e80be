using System.Buffers;
using System.Collections.Immutable;
using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>Scores for what SQL cannot express: customers stream out of a database, through the library's batch doors, and their scores back into a table.</summary>
/// <remarks>
/// <para>Rows are read, scored and written in batches, so that the memory does not depend on how many there are. The table takes the place of the old one when all rows are written, and not before.</para>
/// <para>Reading and writing go on at the same time: give them two connections, or one where the provider can do both on one (that of SQLite can, and must, because a second one would find the file locked). Immutable.</para>
/// </remarks>
public sealed class ScoreStream
{
    /// <summary>Names the scores.</summary>
    /// <param name="unit">The unit of the models.</param>
    /// <param name="measures">The scores; at least one, with distinct names.</param>
    /// <exception cref="ArgumentNullException"><paramref name="measures"/> or a door is null.</exception>
    /// <exception cref="ArgumentException">There is none, two share a name, or one is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unit"/> is not a defined value.</exception>
    public ScoreStream(TimeUnit unit, params StreamMeasure[] measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        if (measures.Length == 0)
            throw new ArgumentException("Give at least one measure.", nameof(measures));
        foreach (StreamMeasure measure in measures)
        {
            ArgumentException.ThrowIfNullOrEmpty(measure.Name, nameof(measures));
            ArgumentNullException.ThrowIfNull(measure.Door, nameof(measures));
        }

        if (measures.Select(m => m.Name).Append(ScoreTarget.CustomerId).Distinct(StringComparer.OrdinalIgnoreCase).Count() <= measures.Length)
            throw new ArgumentException($"Two columns would have the same name; {ScoreTarget.CustomerId} is that of the ids.", nameof(measures));
        _ = unit.LengthInDays();
        Unit = unit;
        Measures = [.. measures];
    }

    /// <summary>The unit of the models.</summary>
    public TimeUnit Unit { get; }

    /// <summary>The scores.</summary>
    public ImmutableArray<StreamMeasure> Measures { get; }

    /// <summary>Rows that are read, scored and written at a time; at least 1.</summary>
    /// <value>65,536</value>
    public int BatchRows
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A batch has at least one row.");
    } = 65_536;

    /// <summary>How rows are read: how many rejects are tolerated, and how many are kept with their reasons.</summary>
    /// <value><see cref="SqlReadOptions.Default"/>: any number is tolerated.</value>
    public SqlReadOptions Reading
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = SqlReadOptions.Default;

    /// <summary>Reads, scores and writes.</summary>
    /// <param name="database">Where the customers are.</param>
    /// <param name="rows">A question that answers with the id, x, t_x and T in days, and, where a measure wants it, the mean spend: in this order, whatever their names.</param>
    /// <param name="target">What is written; it is the caller's to dispose.</param>
    /// <param name="cancellationToken">Stops it; the old table is as it was then.</param>
    /// <returns>What became of the rows: those kept are written; those without an id, or with values that no history can have, are left out and named with their numbers and reasons.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The answer has not 4 or 5 columns, or a door refuses a row.</exception>
    /// <exception cref="DataQualityException">There are more rejects than <see cref="Reading"/> tolerates; the old table is as it was.</exception>
    /// <exception cref="InvalidOperationException">There are rows, but none is a history; the old table is as it was.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="DbException">A database refused something or could not be reached; the old table is as it was.</exception>
    public Task<DataQuality> RunAsync(SqlExecutor database, SqlStatement rows, ScoreTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(target);
        return RunAsync(database, rows, target, [.. Measures.Select(_ => ArrayPool<double>.Shared.Rent(BatchRows))], cancellationToken);
    }

    private async Task<DataQuality> RunAsync(SqlExecutor database, SqlStatement rows, ScoreTarget target, ImmutableArray<double[]> scores, CancellationToken cancellationToken)
    {
        DataQuality quality = await database.QueryAsync(
            rows,
            async (reader, token) =>
            {
                using var histories = new HistoryReader(reader, Unit, BatchRows, Reading);
                await target.BeginAsync([.. Measures.Select(m => m.Name)], token).ConfigureAwait(false);
                while (await histories.ReadAsync(token).ConfigureAwait(false))
                {
                    HistoryColumns columns = histories.Columns;
                    for (int k = 0; k < scores.Length; k++)
                        Measures[k].Door(columns, scores[k].AsSpan(0, columns.Count));
                    await target.WriteAsync(new ScoreBatch(histories.Ids, scores), token).ConfigureAwait(false);
                }

                return histories.Quality;
            },
            cancellationToken).ConfigureAwait(false);
        if (quality.RecordsKept == 0 && quality.RecordsRejected > 0)
            throw new InvalidOperationException(ErrorCodes.NothingToScore + " No row is a history, so there is nothing to put in the place of the old table: are the columns the id, x, t_x, T and the mean spend, in this order? " + quality.FirstRejects[0]);
        // Only now: with one connection for both, the reader must be gone before tables change their names.
        await target.CompleteAsync(cancellationToken).ConfigureAwait(false);
        foreach (double[] rented in scores) // after a failure the pool makes others
            ArrayPool<double>.Shared.Return(rented);
        return quality;
    }
}
