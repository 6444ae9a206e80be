namespace RetentionMetrics.Json;

/// <summary>What the properties of spends in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>An optional property is <see langword="null"/> where it is missing or null; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record SpendProperties
{
    /// <summary>The marketing channel. Missing or null for a cost that all channels share, which needs a <see cref="Kind"/> other than advertising.</summary>
    /// <value><c>channel</c>.</value>
    public string Channel { get; init; } = "channel";

    /// <summary>The day of the spend, or the first day of the period it covers.</summary>
    /// <value><c>date</c>.</value>
    public string Date { get; init; } = "date";

    /// <summary>What was spent, at least 0.</summary>
    /// <value><c>amount</c>.</value>
    public string Amount { get; init; } = "amount";

    /// <summary>Customers that the source itself counts as won. Optional.</summary>
    /// <value><c>newCustomers</c>.</value>
    public string NewCustomers { get; init; } = "newCustomers";

    /// <summary>What it was spent on: advertising, salaries, tools or other, in any case; advertising when it does not say. Optional.</summary>
    /// <value><c>kind</c>.</value>
    public string Kind { get; init; } = "kind";

    /// <summary>Whether it was to win customers or to keep them: acquisition or retention, in any case; acquisition when it does not say. Optional.</summary>
    /// <value><c>purpose</c>.</value>
    public string Purpose { get; init; } = "purpose";

    /// <summary>The currency of the amount, a code of three letters; <see cref="JsonOptions.Currencies"/> says which are taken. Optional.</summary>
    /// <value><c>currency</c>.</value>
    public string Currency { get; init; } = "currency";
}
