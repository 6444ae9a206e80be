namespace RetentionMetrics;

public sealed partial class CohortTable
{
    /// <summary>Builds the table from activities.</summary>
    /// <param name="activities">The activities, in any order; several of one customer in one period count once.</param>
    /// <param name="period">The kind of period that makes a cohort.</param>
    /// <param name="options">Ages, brackets, the last day known; <see langword="null"/> takes the defaults.</param>
    /// <param name="starts">
    /// Each customer's start, such as the day of sign-up, or <see langword="null"/> to take the first activity. Customers without an entry are left out and counted, those without activity are in
    /// their cohort all the same, and activity before the start is left out.
    /// </param>
    /// <returns>The table; without rows when there is nobody.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="activities"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>, the dates span more than <see cref="MaxPeriods"/> periods or ages, or an option needs the last day known.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> or an option is out of range.</exception>
    public static CohortTable Build(
        IEnumerable<Activity> activities, CalendarPeriod period, CohortOptions? options = null, IReadOnlyDictionary<string, DateOnly>? starts = null)
    {
        ArgumentNullException.ThrowIfNull(activities);
        options ??= new CohortOptions();
        Check(options, period);
        var events = new CohortEvents(period, options, starts, activities.TryGetNonEnumeratedCount(out int count) ? count : 0);
        long row = 0;
        foreach (Activity a in activities)
        {
            if (a.CustomerId is null)
                throw Throw.DefaultFact(nameof(activities), nameof(Activity), row);
            row++;
            if (!(a.Date > options.AsOf))
                events.Add(a.CustomerId, a.Date);
        }

        return events.ToTable(nameof(activities), hasRevenue: false);
    }

    /// <summary>Builds the table, with revenue, from transactions.</summary>
    /// <param name="transactions">
    /// The transactions, in any order. Amounts of 0 and more are activity. A refund (a negative amount) is revenue of its own period, but no activity:
    /// it neither founds a cohort nor keeps a customer active. See <see cref="UnassignedRevenue"/> for refunds without a cohort.
    /// </param>
    /// <param name="period">The kind of period that makes a cohort.</param>
    /// <param name="options">Ages, brackets, the last day known; <see langword="null"/> takes the defaults.</param>
    /// <param name="starts">As for activities.</param>
    /// <returns>The table; without rows when there is nobody.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="transactions"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>, the dates span more than <see cref="MaxPeriods"/> periods or ages, or an option needs the last day known.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> or an option is out of range.</exception>
    /// <exception cref="OverflowException">A sum of amounts is out of decimal's range.</exception>
    public static CohortTable Build(
        IEnumerable<Transaction> transactions, CalendarPeriod period, CohortOptions? options = null, IReadOnlyDictionary<string, DateOnly>? starts = null)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        options ??= new CohortOptions();
        Check(options, period);
        var events = new CohortEvents(period, options, starts, transactions.TryGetNonEnumeratedCount(out int count) ? count : 0);
        long row = 0;
        foreach (Transaction t in transactions)
        {
            if (t.CustomerId is null)
                throw Throw.DefaultFact(nameof(transactions), nameof(Transaction), row);
            row++;
            if (!(t.Date > options.AsOf))
                events.Add(t.CustomerId, t.Date, t.Amount);
        }

        return events.ToTable(nameof(transactions), hasRevenue: true);
    }

    private static void Check(CohortOptions options, CalendarPeriod period)
    {
        _ = period.IndexOf(default); // refuses an undefined period also when there are no facts
        if (options.Age is < CohortAge.Calendar or > CohortAge.OwnDay)
            throw Throw.Undefined(options.Age, nameof(options));
        if (options.AgePeriod is { } unit)
        {
            _ = unit.IndexOf(default);
            if (options.Age == CohortAge.Calendar && unit != period)
                throw new ArgumentException($"Calendar ages are in the cohorts' own periods: leave {nameof(CohortOptions.AgePeriod)} out, or count ages from each customer's own day.", nameof(options));
        }

        Throw.IfNegative(options.MinimumHorizon, nameof(options));
        Throw.IfNegative(options.LastAge ?? 0, nameof(options));
        if (options.Brackets.IsDefault || options.Brackets.Any(b => b.To == 0))
            throw new ArgumentException("A bracket is default(CohortBracket), or the list of brackets is default.", nameof(options));
        if (options.AsOf is null && (options.Age == CohortAge.OwnDay || options.MinimumHorizon > 0))
            throw new ArgumentException($"How long each customer was watched is known only with {nameof(CohortOptions.AsOf)}, the last day known.", nameof(options));
    }
}
