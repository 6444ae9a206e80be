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

    /// <summary>The confidence level of intervals that a view computes; a result with intervals of its own keeps theirs.</summary>
    /// <value>95 % by default.</value>
    public ConfidenceLevel Level { get; init; }

    /// <summary>The most rows of a table with a row a customer, a cohort or a day; a longer table says how many it leaves out.</summary>
    /// <value>25 by default.</value>
    public int MaxRows { get; init; } = 25;
}
