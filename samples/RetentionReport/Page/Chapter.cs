using RetentionMetrics.Notebooks;

namespace RetentionReport;

/// <summary>A chapter of the page.</summary>
/// <param name="Id">Where links lead.</param>
/// <param name="Short">Its name in the list of contents.</param>
/// <param name="Title">The question that it answers.</param>
/// <param name="Lead">The answer, in a sentence or two.</param>
/// <param name="Parts">Its pictures and tables.</param>
internal sealed record Chapter(string Id, string Short, string Title, string Lead, IReadOnlyList<ViewPart> Parts)
{
    /// <summary>What stands after the parts: tables that can be sorted, definitions.</summary>
    public IReadOnlyList<Html> Markup { get; init; } = [];
}
