namespace RetentionMetrics;

/// <summary>Realised customer value: what customers have brought so far. It looks back only; see <see cref="LifetimeValue{TModel}"/> for what is to come.</summary>
/// <remarks>Additive over customers. Immutable.</remarks>
public readonly record struct HistoricalValue : ITally<HistoricalValue>
{
    /// <summary>Makes a historical value.</summary>
    /// <param name="customers">Number of customers; at least 0.</param>
    /// <param name="revenue">What they brought.</param>
    /// <param name="costToServe">What serving them cost; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> or <paramref name="costToServe"/> is negative.</exception>
    public HistoricalValue(long customers, decimal revenue, decimal costToServe = 0)
    {
        Throw.IfNegative(customers);
        Throw.IfNegative(costToServe);
        Customers = customers;
        Revenue = revenue;
        CostToServe = costToServe;
    }

    /// <inheritdoc/>
    public static HistoricalValue Zero => default;

    /// <summary>Number of customers.</summary>
    public long Customers { get; }

    /// <summary>What they brought.</summary>
    public decimal Revenue { get; }

    /// <summary>What serving them cost.</summary>
    public decimal CostToServe { get; }

    /// <summary>Revenue less cost, of all.</summary>
    public decimal Value => Revenue - CostToServe;

    /// <summary>Value ÷ customers; <see langword="null"/> without customers.</summary>
    public decimal? PerCustomer => Customers == 0 ? null : Value / Customers;

    /// <summary>Counts the customers of a base and what they brought in its window.</summary>
    /// <param name="customers">The customers.</param>
    /// <returns>The value; zero of an empty base.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="customers"/> is null.</exception>
    public static HistoricalValue Count(CustomerBase customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        decimal revenue = 0;
        foreach (decimal spend in customers.TotalSpend.Span)
            revenue += spend;
        return new HistoricalValue(customers.Count, revenue);
    }

    /// <summary>The value of two sets of customers together.</summary>
    /// <param name="left">One set.</param>
    /// <param name="right">Another, of other customers.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static HistoricalValue operator +(HistoricalValue left, HistoricalValue right) =>
        new(checked(left.Customers + right.Customers), left.Revenue + right.Revenue, left.CostToServe + right.CostToServe);
}
