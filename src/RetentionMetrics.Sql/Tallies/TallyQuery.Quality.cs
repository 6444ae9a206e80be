using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    /// <summary>Counts which rows are ratings, and why others are none.</summary>
    /// <param name="table">The ratings.</param>
    /// <returns>The question. A row without a value is a blank answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    public SqlQuery<DataQuality> Quality(RatingTable table) => Quality(Given(table).Source, t => table.Cells(t));

    /// <summary>Counts which rows are subscriptions, and why others are none.</summary>
    /// <param name="table">The subscriptions.</param>
    /// <returns>The question. What counts no amounts, such as churn, takes rows without a valid amount, too.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    /// <exception cref="InvalidOperationException">What is billed has no billing period.</exception>
    /// <exception cref="NotSupportedException">What is billed has more than 4 digits after the point.</exception>
    public SqlQuery<DataQuality> Quality(SubscriptionTable table) => Quality(Given(table).Source, t => table.Cells(t));

    /// <summary>Counts which rows are activities, and why others are none.</summary>
    /// <param name="table">The activities.</param>
    /// <returns>The question.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    public SqlQuery<DataQuality> Quality(ActivityTable table) => Quality(Given(table).Source, t => table.Cells(t));

    /// <summary>Counts which rows are spends, and why others are none.</summary>
    /// <param name="table">The spends.</param>
    /// <returns>The question.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    public SqlQuery<DataQuality> Quality(SpendTable table) => Quality(Given(table).Source, t => table.Cells(t));

    /// <summary>Counts which rows are customers, and why others are none.</summary>
    /// <param name="table">The customers.</param>
    /// <returns>The question.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    public SqlQuery<DataQuality> Quality(NewCustomerTable table) => Quality(Given(table).Source, t => table.Cells(t));

    /// <summary>Counts which rows are referrals, and why others are none.</summary>
    /// <param name="table">The referrals.</param>
    /// <returns>The question.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    public SqlQuery<DataQuality> Quality(ReferralTable table) => Quality(Given(table).Source, t => table.Cells(t));

    private SqlQuery<DataQuality> Quality(SqlSource source, Func<SqlText, FactCells> cellsOf)
    {
        FactCells cells = cellsOf(new SqlText(Dialect, source));
        return new(cells.Quality(), async (rows, token) =>
        {
            List<(string Code, long Records)> counts = await RowsAsync(rows, r => (r.GetString(0), r.GetInt64(1)), token).ConfigureAwait(false);
            return new DataQuality(
                cells.Source,
                counts.Where(c => c.Code.Length == 0).Sum(c => c.Records),
                blankLines: 0,
                counts.Where(c => string.Equals(c.Code, FactCells.NoAnswer, StringComparison.Ordinal)).Sum(c => c.Records),
                counts.Where(c => c.Code.StartsWith("RM", StringComparison.Ordinal)).ToImmutableSortedDictionary(c => c.Code, c => c.Records, StringComparer.Ordinal),
                firstRejects: []);
        });
    }

    private static T Given<T>(T table)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(table);
        return table;
    }
}
