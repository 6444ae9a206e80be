namespace RetentionMetrics.Sql;

/// <summary>Where a database has what was spent on marketing: the table, or a query of your own, and its columns.</summary>
/// <remarks>A row is a spend when it has a day, an amount of at least 0, and a channel; a cost of another kind than advertising, of which no customers are counted, may have none and is shared. Immutable.</remarks>
public sealed record SpendTable
{
    /// <summary>Names the table, with columns of the usual names.</summary>
    /// <param name="source">The table or query.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    public SpendTable(SqlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>The table or query.</summary>
    public SqlSource Source { get; }

    /// <summary>The marketing channel; NULL and empty for a cost that all channels share.</summary>
    /// <value><c>channel</c>.</value>
    public string Channel { get; init; } = "channel";

    /// <summary>The day of the spend, or the first day of the period it covers.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What was spent, at least 0.</summary>
    /// <value><c>amount</c>.</value>
    public string Amount { get; init; } = "amount";

    /// <summary>Digits after the point that amounts have: 0 to 6.</summary>
    /// <value>2.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int AmountDigits
    {
        get;
        init => field = MinorUnits.Digits(value);
    } = 2;

    /// <summary>Customers that the source itself counts as won; NULL and empty when it does not say.</summary>
    /// <value><see langword="null"/>: there is no such column.</value>
    public string? NewCustomers { get; init; }

    /// <summary>What it was spent on: advertising, salaries, tools or other, in any case; NULL and empty are advertising.</summary>
    /// <value><see langword="null"/>: there is no such column, and all is advertising.</value>
    public string? Kind { get; init; }

    /// <summary>Whether it was to win customers or to keep them: acquisition or retention, in any case; NULL and empty are acquisition.</summary>
    /// <value><see langword="null"/>: there is no such column, and all is acquisition.</value>
    public string? Purpose { get; init; }

    internal FactCells Cells(SqlText text)
    {
        var cells = new FactCells(text, Source, "spends");
        if (Kind is null)
            cells.Column("kind", "0");
        else
            cells.Word("kind", Kind, 0, ErrorCodes.UnknownWord, (0, ["advertising"]), (1, ["salaries"]), (2, ["tools"]), (3, ["other"]));
        if (Purpose is null)
            cells.Column("purpose", "0");
        else
            cells.Word("purpose", Purpose, 0, ErrorCodes.UnknownWord, (0, ["acquisition"]), (1, ["retention"]));
        cells.TextOrEmpty("channel", Channel);
        if (NewCustomers is null)
            cells.Column("won", "-1");
        else
            cells.Number("won", NewCustomers, 0, blankCode: null, whenBlank: -1);
        string isShared = Kind is null ? "1 = 0" : NewCustomers is null ? "kind_cell > 0" : "kind_cell > 0 AND won_blank = 1";
        cells.Fault($"channel_cell = '' AND NOT ({isShared})", ErrorCodes.EmptyId);
        cells.Day("day", Date);
        cells.Number("amount", Amount, AmountDigits, ErrorCodes.Blank);
        cells.Fault("amount_cell < 0", ErrorCodes.Negative);
        if (NewCustomers is not null)
            cells.Fault("won_blank = 0 AND won_cell < 0", ErrorCodes.Negative);
        return cells;
    }
}
