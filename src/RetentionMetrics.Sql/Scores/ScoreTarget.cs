using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>A table that a <see cref="ScoreStream"/> writes: a <see cref="FreshTable"/>, which takes the place of the old one at the end and not before.</summary>
/// <remarks>Used once, by one stream. Disposing it before <see cref="CompleteAsync"/> has run leaves the old table as it is.</remarks>
public abstract class ScoreTarget : IAsyncDisposable
{
    /// <summary>Makes the new table.</summary>
    /// <param name="measures">The names of the scores; the id is <see cref="CustomerId"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The work.</returns>
    /// <exception cref="DbException">The database refused it or could not be reached.</exception>
    public abstract Task BeginAsync(IReadOnlyList<string> measures, CancellationToken cancellationToken);

    /// <summary>Adds rows to it.</summary>
    /// <param name="batch">The rows; its memory must not be kept.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The work.</returns>
    /// <exception cref="DbException">The database refused a row, such as an id that it has already, or could not be reached.</exception>
    public abstract Task WriteAsync(ScoreBatch batch, CancellationToken cancellationToken);

    /// <summary>Puts it in the place of the old one.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The work.</returns>
    /// <exception cref="DbException">The database refused it or could not be reached; the old table is as it was.</exception>
    public abstract Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Undoes what was not completed.</summary>
    /// <returns>The work.</returns>
    public abstract ValueTask DisposeAsync();

    /// <summary>The column of ids.</summary>
    public const string CustomerId = "customer_id";

    /// <summary>The columns of the new table: the id, and a double for each score.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="measures">The names of the scores.</param>
    /// <returns>Names and types.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    protected static IReadOnlyList<(string Name, string Type)> ColumnsOf(SqlDialect dialect, IReadOnlyList<string> measures)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(measures);
        return [(CustomerId, dialect.TextType), .. measures.Select(m => (m, dialect.RealType))];
    }
}
