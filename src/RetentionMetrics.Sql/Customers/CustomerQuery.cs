namespace RetentionMetrics.Sql;

/// <summary>Questions about customers that a database answers from a table of transactions: what <see cref="CustomerBase.Summarize"/> makes of them in memory, and what models need of it.</summary>
/// <remarks>
/// Rows that are no transactions are left out of every answer, and counted by <see cref="Quality"/>.
/// Amounts are added up as whole numbers of 64 bits. Immutable.
/// </remarks>
public sealed partial class CustomerQuery
{
    /// <summary>Names the table.</summary>
    /// <param name="dialect">How the engine is spoken to.</param>
    /// <param name="transactions">The table, or a query of your own, and its columns.</param>
    /// <param name="options">How transactions become customers; <see langword="null"/> means <see cref="SummaryOptions.Default"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dialect"/> or <paramref name="transactions"/> is null.</exception>
    /// <exception cref="ArgumentException">A name is empty, or no engine can have it.</exception>
    public CustomerQuery(SqlDialect dialect, TransactionTable transactions, SummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(transactions);
        foreach (string? name in (ReadOnlySpan<string?>)[transactions.CustomerId, transactions.Date, transactions.Amount, transactions.OrderId ?? "none", transactions.Channel ?? "none"])
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(transactions));
        Dialect = dialect;
        Transactions = transactions;
        Options = options ?? SummaryOptions.Default;
        Refunds = Options.Refunds != RefundPolicy.Automatic ? Options.Refunds : transactions.OrderId is null ? RefundPolicy.Ignore : RefundPolicy.NetToOrder;
    }

    /// <summary>How the engine is spoken to.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>Where the rows are, and in which columns.</summary>
    public TransactionTable Transactions { get; }

    /// <summary>How transactions become customers.</summary>
    public SummaryOptions Options { get; }

    /// <summary>What is done with refunds: the options' policy, where <see cref="RefundPolicy.Automatic"/> is <see cref="RefundPolicy.NetToOrder"/> when there is a column of order ids, else <see cref="RefundPolicy.Ignore"/>.</summary>
    public RefundPolicy Refunds { get; }

    /// <summary>Every customer who bought in a window: a row each, in order of the ids' bytes.</summary>
    /// <param name="window">The days to look at; nothing after its end is used.</param>
    /// <returns>The question; its answer has the rows that <see cref="CustomerBase.Summarize"/> has.</returns>
    public SqlQuery<CustomerSummaries> Summary(ObservationWindow window)
    {
        (SqlText text, string from) = Begin(window, withSpend: true, withChannel: true);
        SqlStatement statement = text.Statement($"""
            SELECT
              customer,
              {Columns("first_day", "last_day", "frequency", "spend_sum", "total", "orders")}{(Transactions.Channel is null ? "" : ",\n  first_mark")}
            FROM {from}
            ORDER BY customer
            """);
        return new(statement, (rows, token) => CustomerSummaries.ReadAsync(rows, window, this, token));
    }

    /// <summary>Adds the steps up to a row for each customer, with the columns of <see cref="CustomerSteps.Columns"/>.</summary>
    /// <returns>What stands behind FROM to take these rows.</returns>
    internal string Steps(SqlText text, ObservationWindow window, bool withSpend = false, bool withChannel = false)
    {
        CustomerSteps.AddTo(this, text, window, withSpend, withChannel);
        return text.From(CustomerSteps.Customers);
    }

    /// <summary>How many periods the mean spend of a customer with x repeat periods is over.</summary>
    internal int SpendPeriods(int frequency) => Options.MeanSpend == MeanSpendBasis.AllPeriods ? frequency + 1 : frequency;

    /// <summary>A name like no column that is read.</summary>
    internal string Apart(string name)
    {
        string fact = "fact_" + name;
        while (new[] { Transactions.CustomerId, Transactions.Date, Transactions.Amount, Transactions.OrderId, Transactions.Channel }.Contains(fact, StringComparer.OrdinalIgnoreCase))
            fact += "_";
        return fact;
    }

    private (SqlText Text, string From) Begin(ObservationWindow window, bool withSpend = false, bool withChannel = false)
    {
        var text = new SqlText(Dialect, Transactions.Source);
        return (text, Steps(text, window, withSpend, withChannel));
    }

    // All numbers arrive as whole numbers of 64 bits, whatever an engine made of them on the way.
    private string Columns(params string[] names) => string.Join(",\n  ", names.Select(name => $"{Dialect.Integer(name)} AS {name}"));
}
