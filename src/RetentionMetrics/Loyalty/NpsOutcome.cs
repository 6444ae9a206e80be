namespace RetentionMetrics;

/// <summary>What became of the customers of one group of answers: how many left, and what they were worth.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is nobody.</remarks>
public readonly record struct NpsOutcome
{
    /// <summary>Makes a group's line.</summary>
    /// <param name="customers">Customers of the group; at least 0.</param>
    /// <param name="lost">Those of them who left; from 0 to <paramref name="customers"/>.</param>
    /// <param name="value">What each was worth; as many amounts as customers.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public NpsOutcome(long customers, long lost, MeanTally value)
    {
        Throw.IfNegative(customers);
        Throw.IfNegative(lost);
        Throw.IfGreaterThan(lost, customers);
        if (value.N != customers)
            throw Throw.OutOfRange(nameof(value), value.N, "amounts of as many customers");
        (Customers, Lost, Value) = (customers, lost, value);
    }

    /// <summary>Customers of the group.</summary>
    public long Customers { get; }

    /// <summary>Those of them who left.</summary>
    public long Lost { get; }

    /// <summary>What each was worth.</summary>
    public MeanTally Value { get; }

    /// <summary>Lost ÷ customers with Wilson's interval (1927).</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction; <see langword="null"/> without customers.</returns>
    public Estimate? Churn(ConfidenceLevel level = default) => ProportionInterval.Wilson(Lost, Customers, level);

    internal NpsOutcome Add(NpsOutcome other) => new(checked(Customers + other.Customers), checked(Lost + other.Lost), Value + other.Value);
}
