namespace RetentionMetrics;

/// <summary>The customers with one frequency at a calibration's end: how many there are, and what they bought afterwards, by the model and in fact.</summary>
public readonly record struct FrequencyGroup
{
    internal FrequencyGroup(int frequency, bool isOpen, long customers, double expectedCustomers, double expected, long actual)
    {
        Frequency = frequency;
        IsOpen = isOpen;
        Customers = customers;
        ExpectedCustomers = expectedCustomers;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>x: repeat purchases in the calibration.</summary>
    public int Frequency { get; }

    /// <summary>Whether the group holds this frequency and all above it.</summary>
    public bool IsOpen { get; }

    /// <summary>Customers in the group: the n of its means.</summary>
    public long Customers { get; }

    /// <summary>How many the model expects in it: the sum over all customers of P(X(T) = x), each with its own age T.</summary>
    public double ExpectedCustomers { get; }

    /// <summary>Purchases that the model expects of the group in the holdout.</summary>
    public double Expected { get; }

    /// <summary>Purchases that it made.</summary>
    public long Actual { get; }

    /// <summary>Expected ÷ customers; <see langword="null"/> for an empty group.</summary>
    public double? MeanExpected => Quotient.Of(Expected, Customers);

    /// <summary>Actual ÷ customers; <see langword="null"/> for an empty group.</summary>
    public double? MeanActual => Quotient.Of(Actual, Customers);
}
