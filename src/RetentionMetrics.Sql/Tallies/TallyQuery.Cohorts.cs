namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    /// <summary>Counts customers by the calendar period of their first activity and by age.</summary>
    /// <param name="activities">The activities; several of one customer in one period count once.</param>
    /// <param name="period">The kind of period that makes a cohort.</param>
    /// <param name="options">Ages, brackets, the last day known; <see langword="null"/> takes the defaults.</param>
    /// <returns>The question; its answer is that of <see cref="CohortTable.Build(IEnumerable{Activity}, CalendarPeriod, CohortOptions?, IReadOnlyDictionary{string, DateOnly}?)"/> without given starts.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="activities"/> is null.</exception>
    /// <exception cref="ArgumentException">An option needs the last day known, or a name is empty, or no engine can have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> or an option is out of range.</exception>
    /// <exception cref="NotSupportedException">Ages are counted in months from each customer's own day.</exception>
    /// <remarks>Dates that span more than <see cref="CohortTable.MaxPeriods"/> periods or ages are an <see cref="InvalidOperationException"/> while the answer is read.</remarks>
    public SqlQuery<CohortTable> Cohorts(ActivityTable activities, CalendarPeriod period, CohortOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        options ??= new CohortOptions();
        _ = CohortTable.Build(Array.Empty<Activity>(), period, options); // the library's own checks
        var clock = new CohortAges(period, options);
        var text = new SqlText(Dialect, activities.Source);
        activities.Cells(text).Facts(options.AsOf is { } last ? $" AND day_cell <= {text.Value((long)last.DayNumber)}" : "");
        text.Step("days", $"SELECT DISTINCT customer, day FROM {text.From("activities")}");
        text.Step("everyone", $"""
            SELECT customer, first_day, {Dialect.Period("first_day", period)} AS cohort, {clock.Observed(text, "first_day")} AS observed
            FROM (SELECT customer, MIN(day) AS first_day FROM {text.From("days")} GROUP BY customer) AS starts
            """);
        string isWatched = clock.IsWatched(text);
        text.Step("customers", $"SELECT customer, first_day, cohort, observed FROM {text.From("everyone")} WHERE {isWatched}");
        text.Step("visits", $"""
            SELECT customer, cohort, observed, {Dialect.Period("day", period)} AS visited, {clock.Age(Dialect, "first_day", "day")} AS age
            FROM {text.From("days")}
            JOIN {text.From("customers")} USING (customer)
            """);
        text.Step("ages", $"SELECT DISTINCT customer, cohort, observed, age FROM {text.From("visits")}");
        text.Step("last_ages", $"SELECT customer, cohort, observed, MAX(age) AS last_age FROM {text.From("ages")} GROUP BY customer, cohort, observed");
        text.Step("periods", $"SELECT DISTINCT customer, visited FROM {text.From("visits")}");
        // A customer is retained in a period that meets the one before, moved on by one.
        text.Step("retained", $"""
            SELECT customer, visited
            FROM (
              SELECT customer, {Dialect.Integer("visited")} AS visited, 1 AS is_now, 0 AS was_before FROM {text.From("periods")}
              UNION ALL
              SELECT customer, {Dialect.Integer("visited + 1")} AS visited, 0 AS is_now, 1 AS was_before FROM {text.From("periods")}
            ) AS pairs
            GROUP BY customer, visited
            HAVING SUM(is_now) = 1 AND SUM(was_before) = 1
            """);
        string isOver = clock.IsOwnDay ? " WHERE age < observed" : "";
        string lastWhole = clock.IsOwnDay ? "CASE WHEN last_age < observed THEN last_age ELSE observed - 1 END" : "last_age";
        List<string> rows =
        [
            Rows(CohortCount.Size, "cohort", "observed", "COUNT(*)", text.From("customers")),
            Rows(CohortCount.Active, "cohort", "age", "COUNT(*)", text.From("ages") + isOver),
            Rows(CohortCount.Last, "cohort", lastWhole, "COUNT(*)", text.From("last_ages")),
            Rows(CohortCount.Visited, "visited", "0", "COUNT(*)", text.From("periods")),
            Rows(CohortCount.Retained, "visited", "0", "COUNT(*)", text.From("retained")),
        ];
        if (options.MinimumHorizon > 0)
            rows.Add(Rows(CohortCount.LeftOut, "0", "0", "COUNT(*)", $"{text.From("everyone")} WHERE NOT ({isWatched})"));
        for (int b = 0; b < options.Brackets.Length; b++)
        {
            CohortBracket bracket = options.Brackets[b];
            string isWhole = clock.IsOwnDay ? $" AND observed >= {text.Value((long)bracket.To)}" : "";
            rows.Add(Rows(CohortCount.Bracket, "cohort", Number(b), Dialect.CountDistinct("customer"), $"{text.From("ages")} WHERE age >= {text.Value((long)bracket.From)} AND age < {text.Value((long)bracket.To)}{isWhole}"));
        }

        return new(text.Statement(string.Join("\nUNION ALL\n", rows)), async (reader, token) =>
            clock.Table(await RowsAsync(reader, r => new CohortCell((CohortCount)r.GetInt64(0), (int)r.GetInt64(1), (int)r.GetInt64(2), r.GetInt64(3)), token).ConfigureAwait(false)));

        string Rows(CohortCount what, string place, string at, string count, string from) => $"""
            SELECT {Dialect.Integer(Number((int)what))} AS what, {Dialect.Integer(place)} AS in_period, {Dialect.Integer(at)} AS at_age, {Dialect.Integer(count)} AS how_many
            FROM {from}
            GROUP BY in_period, at_age
            """;
    }
}
