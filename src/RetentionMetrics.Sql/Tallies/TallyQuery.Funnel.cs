using System.Globalization;

namespace RetentionMetrics.Sql;

public sealed partial class TallyQuery
{
    private const int MostStages = 16;

    /// <summary>Counts how many customers reached each stage of a funnel, and in how many days.</summary>
    /// <param name="activities">The events, with a column of kinds; every customer's must be in the one table.</param>
    /// <param name="definition">The stages, at most 16; <see langword="null"/> for <see cref="FunnelDefinition.Aarrr"/>.</param>
    /// <returns>The question; its answer is that of <see cref="FunnelTally.Count"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="activities"/> is null.</exception>
    /// <exception cref="ArgumentException">The kinds are not named, or a name is empty, or no engine can have it.</exception>
    /// <exception cref="NotSupportedException">There are more than 16 stages.</exception>
    public SqlQuery<FunnelTally> Funnel(ActivityTable activities, FunnelDefinition? definition = null)
    {
        IfMissing(Given(activities).Kind, nameof(activities), "kinds");
        definition ??= FunnelDefinition.Aarrr;
        int stages = definition.Stages.Length;
        if (stages > MostStages)
            throw new NotSupportedException(FormattableString.Invariant($"A statement follows at most {MostStages} stages, and these are {stages}: ask for parts of the funnel, or read the activities and count them with FunnelTally.Count."));
        var text = new SqlText(Dialect, activities.Source);
        activities.Cells(text).Facts();
        var kinds = definition.StageOfKind.Select(k => (Kind: text.Value(k.Key), Stage: k.Value)).ToList();
        text.Step("events", $"""
            SELECT DISTINCT customer, day, CASE {string.Join(' ', kinds.Select(k => $"WHEN kind = {k.Kind} THEN {Number(k.Stage)}"))} END AS stage
            FROM {text.From("activities")}
            WHERE kind IN ({string.Join(", ", kinds.Select(k => k.Kind))})
            """);
        if (definition.Order == FunnelOrder.Strict)
            AddStrictWay(text, definition);
        else
            AddAnyWay(text, definition);
        string way = text.From(Way(stages - 1)), never = Number(FactCells.Never);
        text.Step("stages", Dialect.Rows(["stage"], Enumerable.Range(0, stages).Select(i => (IReadOnlyList<long>)[i])));
        text.Step("reached", $"""
            SELECT stage, {OfStage(DayOf)} AS day_reached, {OfStage(i => DayOf(Math.Max(0, i - 1)))} AS day_before
            FROM {way}
            CROSS JOIN {text.From("stages")}
            """);
        SqlStatement statement = text.Statement($"""
            SELECT {Dialect.Integer("stage")} AS stage_number, {Dialect.Integer("day_reached - day_before")} AS days, {Dialect.Integer("COUNT(*)")} AS customers
            FROM {text.From("reached")}
            WHERE day_reached < {never}
            GROUP BY stage_number, days
            """);
        return new(statement, async (rows, token) =>
        {
            var counts = (await RowsAsync(rows, r => (Stage: (int)r.GetInt64(0), Days: (int)r.GetInt64(1), Customers: r.GetInt64(2)), token).ConfigureAwait(false)).ToLookup(c => c.Stage);
            return new FunnelTally(
                definition,
                Enumerable.Range(0, stages).Select(i => counts[i].Sum(c => c.Customers)),
                Enumerable.Range(0, stages).Select(i => new DayHistogram(i == 0 ? [] : counts[i].Select(c => KeyValuePair.Create(c.Days, c.Customers)))));
        });

        string OfStage(Func<int, string> day) => $"CASE {string.Join(' ', Enumerable.Range(0, stages).Select(i => $"WHEN stage = {Number(i)} THEN {day(i)}"))} END";
    }

    // Each stage is reached at its first event on or after the day of the stage before. A stage never reached has a day after all others, and so have those after it.
    // A customer has one way. Its days are no keys of the groups, for planners would take these to be ever more, and their names change, for a name cannot be that of what it is made from.
    private static void AddStrictWay(SqlText text, FunnelDefinition definition)
    {
        int last = definition.Stages.Length - 1;
        text.Step(Way(0), $"SELECT customer, MIN(day) AS {DayIn(0, 0)} FROM {text.From("events")} WHERE stage < 1 GROUP BY customer");
        for (int i = 1; i <= last; i++)
        {
            string before = string.Concat(Enumerable.Range(0, i).Select(k => $"MIN({DayIn(i - 1, k)}) AS {DayIn(i, k)}, "));
            string within = definition.WithinDays is { } days ? $" AND day - {DayIn(i - 1, 0)} <= {text.Value((long)days)}" : "";
            text.Step(Way(i), $"""
                SELECT customer, {before}MIN(CASE WHEN stage = {Number(i)} AND day >= {DayIn(i - 1, i - 1)}{within} THEN day ELSE {Number(FactCells.Never)} END) AS {DayIn(i, i)}
                FROM {text.From(Way(i - 1))}
                JOIN {text.From("events")} USING (customer)
                GROUP BY customer
                """);
        }

        string DayIn(int way, int stage) => way == last ? DayOf(stage) : $"{DayOf(stage)}_in_{Number(way)}";
    }

    // Each stage is reached on the last of the first days of it and of those before it.
    private static void AddAnyWay(SqlText text, FunnelDefinition definition)
    {
        int stages = definition.Stages.Length;
        string never = Number(FactCells.Never);
        text.Step("first_days", $"""
            SELECT
              customer,
              {string.Join(",\n  ", Enumerable.Range(0, stages).Select(i => $"MIN(CASE WHEN stage = {Number(i)} THEN day ELSE {never} END) AS {FirstOf(i)}"))}
            FROM {text.From("events")}
            GROUP BY customer
            """);
        text.Step(Way(0), $"SELECT customer, {Firsts(0)}, first_0 AS {DayOf(0)}, first_0 AS earliest_0 FROM {text.From("first_days")}");
        for (int i = 1; i < stages; i++)
        {
            string days = string.Join(", ", Enumerable.Range(0, i).Select(DayOf)), first = FirstOf(i), before = DayOf(i - 1), earliest = $"earliest_{Number(i - 1)}";
            string latest = $"CASE WHEN {first} < {before} THEN {before} ELSE {first} END", least = $"CASE WHEN {first} < {earliest} THEN {first} ELSE {earliest} END";
            string day = definition.WithinDays is { } limit ? $"CASE WHEN ({latest}) - ({least}) > {text.Value((long)limit)} THEN {never} ELSE {latest} END" : latest;
            text.Step(Way(i), $"SELECT customer, {Firsts(i)}, {days}, {day} AS {DayOf(i)}, {least} AS earliest_{Number(i)} FROM {text.From(Way(i - 1))}", computedOnce: true);
        }

        string Firsts(int from) => string.Join(", ", Enumerable.Range(from, stages - from).Select(FirstOf));
    }

    private static string Way(int stage) => "way_" + stage.ToString(CultureInfo.InvariantCulture);

    private static string DayOf(int stage) => "day_" + stage.ToString(CultureInfo.InvariantCulture);

    private static string FirstOf(int stage) => "first_" + stage.ToString(CultureInfo.InvariantCulture);
}
