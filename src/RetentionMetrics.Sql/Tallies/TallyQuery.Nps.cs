using System.Collections.Immutable;

namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    /// <summary>Counts ratings.</summary>
    /// <param name="ratings">The ratings.</param>
    /// <param name="from">The first day, inclusive; ratings without a day are left out then. <see langword="null"/>: no limit.</param>
    /// <param name="to">The last day, inclusive; ratings without a day are left out then. <see langword="null"/>: no limit.</param>
    /// <returns>The question; its answer is that of <see cref="NpsTally.Count(IEnumerable{Rating})"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ratings"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it, or days are asked for and there is no column of dates.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public SqlQuery<NpsTally> Nps(RatingTable ratings, DateOnly? from = null, DateOnly? to = null) =>
        Nps(ratings, "0", from, to, async (rows, token) => (await RowsAsync(rows, r => NpsOf(r, 1), token).ConfigureAwait(false)).Aggregate(NpsTally.Zero, (a, b) => a + b));

    /// <summary>Counts ratings by their segment.</summary>
    /// <param name="ratings">The ratings, with a column of segments.</param>
    /// <param name="from">As in <see cref="Nps(RatingTable, DateOnly?, DateOnly?)"/>.</param>
    /// <param name="to">As in <see cref="Nps(RatingTable, DateOnly?, DateOnly?)"/>.</param>
    /// <returns>The question; its answer is that of <see cref="NpsTally.BySegment"/>, in its order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ratings"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is not named, or a name is empty, or no engine can have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public SqlQuery<ImmutableArray<NpsSegment>> NpsBySegment(RatingTable ratings, DateOnly? from = null, DateOnly? to = null)
    {
        IfMissing(Given(ratings).Segment, nameof(ratings), "segments");
        return Nps(ratings, "segment", from, to, async (rows, token) =>
            (await RowsAsync(rows, r => new NpsSegment(r.GetString(0), NpsOf(r, 1)), token).ConfigureAwait(false)).OrderBy(s => s.Segment, StringComparer.Ordinal).ToImmutableArray());
    }

    /// <summary>Counts ratings by the calendar period of their day.</summary>
    /// <param name="ratings">The ratings, with a column of dates.</param>
    /// <param name="period">The kind of period.</param>
    /// <param name="from">As in <see cref="Nps(RatingTable, DateOnly?, DateOnly?)"/>.</param>
    /// <param name="to">As in <see cref="Nps(RatingTable, DateOnly?, DateOnly?)"/>.</param>
    /// <returns>The question; its answer is that of <see cref="NpsTally.ByPeriod"/>, in its order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="ratings"/> is null.</exception>
    /// <exception cref="ArgumentException">A needed column is not named, or a name is empty, or no engine can have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value, or <paramref name="to"/> is before <paramref name="from"/>.</exception>
    public SqlQuery<ImmutableArray<NpsPeriod>> NpsByPeriod(RatingTable ratings, CalendarPeriod period, DateOnly? from = null, DateOnly? to = null)
    {
        IfMissing(Given(ratings).Date, nameof(ratings), "dates");
        return Nps(ratings, Dialect.Integer($"CASE WHEN day < 0 THEN -1 ELSE {Dialect.Period("day", period)} END"), from, to, async (rows, token) =>
            (await RowsAsync(rows, r => new NpsPeriod(r.GetInt64(0) < 0 ? null : period.StartOf((int)r.GetInt64(0)), NpsOf(r, 1)), token).ConfigureAwait(false)).OrderBy(p => p.Start).ToImmutableArray());
    }

    private SqlQuery<T> Nps<T>(RatingTable ratings, string by, DateOnly? from, DateOnly? to, Func<System.Data.Common.DbDataReader, CancellationToken, Task<T>> read)
    {
        if ((from ?? to) is not null)
            IfMissing(Given(ratings).Date, nameof(ratings), "dates");
        if (to < from)
            throw new ArgumentOutOfRangeException(nameof(to), to, "Must not be before the first day.");
        var text = new SqlText(Dialect, Given(ratings).Source);
        ratings.Cells(text).Facts();
        string days = from is null && to is null ? "" : $"\nWHERE day >= {text.Value((long)(from ?? default).DayNumber)} AND day <= {text.Value((long)(to ?? DateOnly.MaxValue).DayNumber)}";
        return new(text.Statement($"""
            SELECT
              {by} AS label,
              {CountOf("rating >= 9")} AS promoters,
              {CountOf("rating = 7 OR rating = 8")} AS passives,
              {CountOf("rating <= 6")} AS detractors
            FROM {text.From("ratings")}{days}
            GROUP BY label
            """), read);
    }

    private static NpsTally NpsOf(System.Data.Common.DbDataReader row, int at) => new(row.GetInt64(at), row.GetInt64(at + 1), row.GetInt64(at + 2));

    private static void IfMissing(string? column, string name, string what)
    {
        if (column is null)
            throw new ArgumentException($"There is no column of {what}: name it in the table.", name);
    }
}
