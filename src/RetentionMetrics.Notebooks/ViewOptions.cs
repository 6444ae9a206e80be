using System.Globalization;

namespace RetentionMetrics.Notebooks;

/// <summary>How views write numbers, dates and words, and how much of a long table they show.</summary>
/// <remarks>Immutable. No view looks at the current culture.</remarks>
public sealed record ViewOptions
{
    /// <summary>The culture of numbers and dates.</summary>
    /// <value>The invariant culture by default.</value>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>The language of titles, headings and notes.</summary>
    /// <value><see cref="ViewLanguage.English"/> by default.</value>
    public ViewLanguage Language { get; init; } = ViewLanguage.English;

    /// <summary>What stands after an amount of money, such as <c>EUR</c>; amounts carry no currency of their own.</summary>
    /// <value><see langword="null"/> by default: amounts are bare numbers.</value>
    public string? Currency { get; init; }

    /// <summary>The digits after the point of amounts of money: 2 for cents, 0 for yen.</summary>
    /// <value>2 by default; 0 to 6.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not 0 to 6.</exception>
    public int MoneyDigits
    {
        get;
        init => field = value is >= 0 and <= 6 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Amounts have 0 to 6 digits after the point.");
    }
        = 2;

    /// <summary>The confidence level of intervals that a view computes; a result with intervals of its own keeps theirs.</summary>
    /// <value>95 % by default.</value>
    public ConfidenceLevel Level { get; init; }

    /// <summary>The most rows of a table with a row a customer, a cohort or a day; a longer table says how many it leaves out.</summary>
    /// <value>25 by default.</value>
    public int MaxRows { get; init; } = 25;
}
