namespace RetentionMetrics.Sql;

/// <summary>Where a database has its subscriptions: the table, or a query of your own, and its columns.</summary>
/// <remarks>A row is a subscription when it has a customer, a start, an end that is not before it or none, and an amount of at least 0; a pause needs no amount. Immutable.</remarks>
public sealed record SubscriptionTable
{
    private const int AMonthDigits = 8; // of BillingPeriod.AMonth

    private const int MostBilledDigits = 4; // so that no amount a month lies half-way between two of 8 digits

    /// <summary>Names the table, with columns of the usual names.</summary>
    /// <param name="source">The table or query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public SubscriptionTable(SqlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The table or query.</summary>
    public SqlSource Source { get; }

    /// <summary>Who subscribes.</summary>
    /// <value><c>customer_id</c>.</value>
    public string CustomerId { get; init; } = "customer_id";

    /// <summary>First day in force.</summary>
    /// <value><c>start</c>.</value>
    public string Start { get; init; } = "start";

    /// <summary>First day no longer in force; NULL and empty while none is known.</summary>
    /// <value><c>end</c>.</value>
    public string End { get; init; } = "end";

    /// <summary>Recurring revenue a month, at least 0. It is not read when <see cref="BilledAmount"/> is named; <see langword="null"/> when there is neither, and then only customers can be counted.</summary>
    /// <value><c>monthly_amount</c>.</value>
    public string? MonthlyAmount { get; init; } = "monthly_amount";

    /// <summary>What is billed each <see cref="BillingPeriod"/>, at least 0 and at most 10⁹, when the table has that instead of an amount a month.</summary>
    /// <value><see langword="null"/>: the table has amounts a month.</value>
    public string? BilledAmount { get; init; }

    /// <summary>How often it is billed: day, week, month, quarter or year (or daily, weekly, monthly, quarterly, annual), in any case. Needed with <see cref="BilledAmount"/>, and read only then.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? BillingPeriod { get; init; }

    /// <summary>Digits after the point that amounts have: 0 to 6, and to 4 for billed ones.</summary>
    /// <value>2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int AmountDigits
    {
        get;
        init => field = MinorUnits.Digits(value);
    } = 2;

    /// <summary>The product or plan; NULL and empty where it is not known.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? Product { get; init; }

    /// <summary>Why it ended: voluntary, involuntary or unknown, in any case; NULL and empty are unknown.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? EndReason { get; init; }

    /// <summary>Whether it is paid, trial or paused, in any case; NULL and empty are what <see cref="IsTrial"/> says.</summary>
    /// <value><see langword="null"/>: there is no such column, and nothing is paused.</value>
    public string? State { get; init; }

    /// <summary>Whether it is a trial: a truth value, 1 and 0, or true, false, yes and no in any case; NULL and empty are no.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? IsTrial { get; init; }

    /// <summary>Digits of the amounts a month that are counted.</summary>
    internal int MonthlyDigits => BilledAmount is null ? AmountDigits : AMonthDigits;

    internal bool HasAmounts => BilledAmount is not null || MonthlyAmount is not null;

    internal FactCells Cells(SqlText text)
    {
        if (BilledAmount is not null && BillingPeriod is null)
            throw new InvalidOperationException($"What is billed makes an amount a month only with its billing period: name {nameof(BillingPeriod)}, too.");
        if (BilledAmount is not null && AmountDigits > MostBilledDigits)
            throw new NotSupportedException("What is billed is counted with at most 4 digits after the point, so that an amount a month of 8 digits is that of the library.");
        var cells = new FactCells(text, Source, "subscriptions");
        cells.Id("customer", CustomerId);
        cells.Day("starts", Start);
        cells.DayOr("ends", End, FactCells.Never);
        if (IsTrial is not null)
            cells.Word("trial", IsTrial, 0, ErrorCodes.NotABoolean, (0, ["false", "no", "0"]), (1, ["true", "yes", "1"]));
        if (State is not null)
            cells.Word("state", State, -2, ErrorCodes.UnknownWord, (0, ["paid"]), (1, ["trial"]), (2, ["paused"]));
        string trial = IsTrial is null ? "0" : "trial_cell";
        cells.Column("state", State is null ? trial : $"CASE WHEN state_cell = -2 THEN {trial} ELSE state_cell END");
        cells.Fault("ends_cell < starts_cell", ErrorCodes.EndBeforeStart);
        cells.Unless(State is null ? null : "state_cell = 2"); // a pause has neither amount nor reason
        if (HasAmounts)
            AddAmount(cells);
        if (EndReason is null)
            cells.Column("reason", "0");
        else
            cells.Word("reason", EndReason, 0, ErrorCodes.UnknownWord, (0, ["unknown"]), (1, ["involuntary"]), (2, ["voluntary"]));
        cells.TextOrEmpty("product", Product);
        return cells;
    }

    // BillingPeriod.AMonth in whole numbers: the same eight digits, for no quotient by 3, 12 or 112 of a number that ends with four zeros is half-way between two whole ones.
    private void AddAmount(FactCells cells)
    {
        cells.Number("amount", BilledAmount ?? MonthlyAmount!, AmountDigits, ErrorCodes.Blank);
        cells.Fault("amount_cell < 0", ErrorCodes.Negative);
        if (BilledAmount is null)
            return;
        long scale = MinorUnits.Scale(AMonthDigits - AmountDigits);
        cells.Fault(FormattableString.Invariant($"amount_cell > {1_000_000_000 * MinorUnits.Scale(AmountDigits)}"), ErrorCodes.NumberOutOfRange);
        cells.Word("billing", BillingPeriod!, 0, ErrorCodes.UnknownWord, (1, ["month", "monthly"]), (12, ["year", "yearly", "annual", "annually"]), (3, ["quarter", "quarterly"]), (7, ["week", "weekly"]), (-2, ["day", "daily"]));
        cells.Fault("billing_cell = 0", ErrorCodes.Blank);
        SqlDialect dialect = cells.Dialect;
        string units = FormattableString.Invariant($"amount_cell * {scale}");
        string weeks = dialect.Quotient($"({units})", "112");
        cells.Column("amount", FormattableString.Invariant($"""
            CASE
                WHEN billing_cell = 1 THEN {units}
                WHEN billing_cell = 3 THEN {dialect.Quotient($"({units} + 1)", "3")}
                WHEN billing_cell = 12 THEN {dialect.Quotient($"({units} + 6)", "12")}
                WHEN billing_cell = 7 THEN {weeks} * 487 + {dialect.Quotient($"(({units} - {weeks} * 112) * 487 + 56)", "112")}
                ELSE amount_cell * {scale / 10_000 * 304_375}
              END
            """));
    }
}
