namespace RetentionMetrics.Sql;

/// <summary>Questions about customers that a database answers from a table of transactions: what <see cref="CustomerBase.Summarize"/> makes of them in memory, and what models need of it.</summary>
/// <remarks>
/// A row is a transaction when it has a customer that is not empty, a valid date, and an amount that is a finite number of at most <see cref="AmountDigits"/> digits after the point; rows that are none are left out of every answer, and counted by <see cref="Quality"/>.
/// Amounts are added up as whole numbers of 64 bits. Immutable.
/// </remarks>
public sealed partial class CustomerQuery
{
    private const int MostDigits = 6;

    /// <summary>Names the columns.</summary>
    /// <param name="dialect">How the engine is spoken to.</param>
    /// <param name="source">The table, or a query of your own.</param>
    /// <param name="customerId">The column of customer ids, of any type; compared as text by its UTF-8 bytes.</param>
    /// <param name="date">The column of dates.</param>
    /// <param name="amount">The column of amounts, in one currency; negative for a refund.</param>
    /// <param name="orderId">The column of order ids; NULL or empty where there is none.</param>
    /// <param name="channel">The column of marketing channels; NULL or empty where there is none.</param>
    /// <param name="amountDigits">Digits after the point that amounts have, 0 to 6: 2 for cents.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> means <see cref="SummaryOptions.Default"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dialect"/> or <paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amountDigits"/> is outside 0…6.</exception>
    public CustomerQuery(SqlDialect dialect, SqlSource source, string customerId, string date, string amount, string? orderId = null, string? channel = null, int amountDigits = 2, SummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(customerId);
        ArgumentException.ThrowIfNullOrEmpty(date);
        ArgumentException.ThrowIfNullOrEmpty(amount);
        if (orderId is not null)
            ArgumentException.ThrowIfNullOrEmpty(orderId);
        if (channel is not null)
            ArgumentException.ThrowIfNullOrEmpty(channel);
        if (amountDigits is < 0 or > MostDigits)
            throw new ArgumentOutOfRangeException(nameof(amountDigits), amountDigits, "Amounts have 0 to 6 digits after the point.");
        Dialect = dialect;
        Source = source;
        CustomerId = customerId;
        Date = date;
        Amount = amount;
        OrderId = orderId;
        Channel = channel;
        AmountDigits = amountDigits;
        Options = options ?? SummaryOptions.Default;
        Refunds = Options.Refunds != RefundPolicy.Automatic ? Options.Refunds : orderId is null ? RefundPolicy.Ignore : RefundPolicy.NetToOrder;
    }

    /// <summary>How the engine is spoken to.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>Where the rows are.</summary>
    public SqlSource Source { get; }

    /// <summary>The column of customer ids.</summary>
    public string CustomerId { get; }

    /// <summary>The column of dates.</summary>
    public string Date { get; }

    /// <summary>The column of amounts.</summary>
    public string Amount { get; }

    /// <summary>The column of order ids, if there is one.</summary>
    public string? OrderId { get; }

    /// <summary>The column of marketing channels, if there is one.</summary>
    public string? Channel { get; }

    /// <summary>Digits after the point that amounts have.</summary>
    public int AmountDigits { get; }

    /// <summary>How transactions become customers.</summary>
    public SummaryOptions Options { get; }

    /// <summary>What is done with refunds: the options' policy, where <see cref="RefundPolicy.Automatic"/> is <see cref="RefundPolicy.NetToOrder"/> when there is a column of order ids, else <see cref="RefundPolicy.Ignore"/>.</summary>
    public RefundPolicy Refunds { get; }

    /// <summary>Every customer who bought in a window: a row each, in order of the ids' bytes.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <returns>The question; its answer has the rows that <see cref="CustomerBase.Summarize"/> has.</returns>
    public SqlQuery<CustomerSummaries> Summary(ObservationWindow window)
    {
        (SqlText text, string from) = Begin(window, withChannel: true);
        SqlStatement statement = text.Statement($"""
            SELECT
              customer,
              {Columns("first_day", "last_day", "frequency", "spend_sum", "total", "orders")}{(Channel is null ? "" : ",\n  first_mark")}
            FROM {from}
            ORDER BY customer
            """);
        return new(statement, (rows, token) => CustomerSummaries.ReadAsync(rows, window, this, token));
    }

    /// <summary>Adds the steps up to a row for each customer, with the columns of <see cref="CustomerSteps.Columns"/>.</summary>
    /// <returns>What stands behind FROM to take these rows.</returns>
    internal string Steps(SqlText text, ObservationWindow window, bool withChannel = false)
    {
        CustomerSteps.AddTo(this, text, window, withChannel);
        return text.From(CustomerSteps.Customers);
    }

    /// <summary>How many periods the mean spend of a customer with x repeat periods is over.</summary>
    internal int SpendPeriods(int frequency) => Options.MeanSpend == MeanSpendBasis.AllPeriods ? frequency + 1 : frequency;

    /// <summary>A name like no column that is read.</summary>
    internal string Apart(string name)
    {
        string fact = "fact_" + name;
        while (new[] { CustomerId, Date, Amount, OrderId, Channel }.Contains(fact, StringComparer.OrdinalIgnoreCase))
            fact += "_";
        return fact;
    }

    private (SqlText Text, string From) Begin(ObservationWindow window, bool withChannel = false)
    {
        var text = new SqlText(Dialect, Source);
        return (text, Steps(text, window, withChannel));
    }

    // All numbers arrive as whole numbers of 64 bits, whatever an engine made of them on the way.
    private string Columns(params string[] names) => string.Join(",\n  ", names.Select(name => $"{Dialect.Integer(name)} AS {name}"));
}
