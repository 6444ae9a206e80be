namespace RetentionMetrics.Csv;

/// <summary>What the columns of a file of spends are called. Names are compared exactly; all other columns are ignored.</summary>
/// <remarks>An optional column is read when the file has it under its usual name. One that you name must be there; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record SpendColumns
{
    /// <summary>The marketing channel. Blank for a cost that all channels share, which needs a <see cref="Kind"/> other than advertising.</summary>
    /// <value><c>channel</c>.</value>
    public string Channel { get; init; } = "channel";

    /// <summary>The day of the spend, or the first day of the period it covers.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What was spent, at least 0.</summary>
    /// <value><c>amount</c>.</value>
    public string Amount { get; init; } = "amount";

    /// <summary>Customers that the source itself counts as won; blank when it does not say. Optional.</summary>
    /// <value><see langword="null"/>: <c>new_customers</c>, when there.</value>
    public string? NewCustomers { get; init; }

    /// <summary>What it was spent on: advertising, salaries, tools or other, in any case; blank is advertising. Optional.</summary>
    /// <value><see langword="null"/>: <c>kind</c>, when there.</value>
    public string? Kind { get; init; }

    /// <summary>Whether it was to win customers or to keep them: acquisition or retention, in any case; blank is acquisition. Optional.</summary>
    /// <value><see langword="null"/>: <c>purpose</c>, when there.</value>
    public string? Purpose { get; init; }

    /// <summary>The currency of the amount, a code of three letters; <see cref="CsvOptions.Currencies"/> says which are taken. Optional.</summary>
    /// <value><see langword="null"/>: <c>currency</c>, when there; it must be there when the options state a currency.</value>
    public string? Currency { get; init; }
}
