namespace RetentionMetrics;

/// <summary>How well one measure of a health score tells lost customers from kept ones by itself.</summary>
public readonly record struct MeasureSignal
{
    internal MeasureSignal(string name, long n, Estimate? area)
    {
        Name = name;
        N = n;
        Area = area;
    }

    /// <summary>The measure's name.</summary>
    public string Name { get; }

    /// <summary>Customers of whom it is known.</summary>
    public long N { get; }

    /// <summary>
    /// The probability that a lost customer stood worse in this measure than a kept one, ties half, with DeLong's interval: 1 tells all apart, ½ nothing, less points the wrong way;
    /// <see langword="null"/> without a lost or without a kept customer.
    /// </summary>
    public Estimate? Area { get; }
}
