using System.Data.Common;

namespace RetentionMetrics.Sql;

/// <summary>Facts, columns and tallies from the rows of any ADO.NET provider, and of any other <see cref="DbDataReader"/>.</summary>
/// <remarks>
/// <para>Columns are found by name, compared exactly; all others are ignored. Give the names that the database has, or name columns in the query by AS.</para>
/// <para>
/// Values are taken as they come, by the typed getter of their column, without a box: numbers, dates, times, booleans and GUIDs, or text that holds them as ISO 8601 dates and plain numbers, as SQLite has them.
/// A double becomes the decimal with its first fifteen digits. NULL and empty text are both blank. Rows that are no facts are rejected with their number and reason, and never guessed.
/// </para>
/// <para>An <see cref="SqlExecutor"/> hands over its rows by <see cref="SqlExecutor.QueryAsync"/>: <c>executor.QueryAsync(statement, (rows, token) => SqlRead.Transactions(rows).SummarizeAsync(window, cancellationToken: token))</c>.</para>
/// </remarks>
public static partial class SqlRead;
