using System.Data.Common;
using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>Tallies that a database makes from its own tables: each is one statement, of which a few rows of sums come back.</summary>
/// <remarks>
/// A tally is equal to that of the library on the same facts in memory. The tallies of shards that share no customer add up to that of the whole with <c>+</c>.
/// Rows that are no facts are left out of every tally; <c>Quality</c> counts them. Immutable.
/// </remarks>
public sealed partial class TallyQuery
{
    /// <summary>Makes the questions for an engine.</summary>
    /// <param name="dialect">How the engine is spoken to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dialect"/> is null.</exception>
    public TallyQuery(SqlDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        Dialect = dialect;
    }

    /// <summary>How the engine is spoken to.</summary>
    public SqlDialect Dialect { get; }

    private string CountOf(string condition) => Dialect.CountOf(condition);

    private string SumOf(string expression, string condition) => Dialect.Sum($"CASE WHEN {condition} THEN {expression} ELSE 0 END");

    private static string Any(string condition) => $"MAX(CASE WHEN {condition} THEN 1 ELSE 0 END)";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task<List<T>> RowsAsync<T>(DbDataReader rows, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            list.Add(read(rows));
        return list;
    }

    private static decimal Money(long units, int digits) => units / (decimal)MinorUnits.Scale(digits);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
