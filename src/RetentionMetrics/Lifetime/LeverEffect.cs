namespace RetentionMetrics;

/// <summary>What an improvement of one lever adds to the value of a customer.</summary>
/// <remarks>Immutable. Made by <see cref="ValueLevers.Effect"/>.</remarks>
public readonly record struct LeverEffect
{
    internal LeverEffect(ValueLever lever, double improvement, double perCustomer, double? elasticity)
    {
        Lever = lever;
        Improvement = improvement;
        PerCustomer = perCustomer;
        Elasticity = elasticity;
    }

    /// <summary>The lever.</summary>
    public ValueLever Lever { get; }

    /// <summary>By which share it is improved: 0.01 for one percent.</summary>
    public double Improvement { get; }

    /// <summary>What that adds to the value of one customer: the exact difference, not a slope.</summary>
    public double PerCustomer { get; }

    /// <summary>Percent of value for the first percent of improvement: (∂LTV ÷ LTV) ÷ (∂lever ÷ lever); <see langword="null"/> when the value is not greater than 0.</summary>
    public double? Elasticity { get; }

    /// <summary>What it adds for many customers.</summary>
    /// <param name="customers">How many; at least 0.</param>
    /// <returns>Customers · <see cref="PerCustomer"/>; <see langword="null"/> beyond a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customers"/> is negative.</exception>
    public double? For(long customers)
    {
        Throw.IfNegative(customers);
        double sum = customers * PerCustomer;
        return double.IsFinite(sum) ? sum : null;
    }
}
