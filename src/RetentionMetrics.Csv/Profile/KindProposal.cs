namespace RetentionMetrics.Csv;

/// <summary>The columns of a file read as one kind of fact, or why it cannot be.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Roles">The column proposed for each role that was found.</param>
/// <param name="Missing">Needed roles that were not found.</param>
/// <param name="Named">How many of the needed roles were found by name, not by content alone.</param>
/// <param name="WhyNot">Why the file cannot be read as this kind; null when it can.</param>
internal sealed record KindProposal(FactKind Kind, IReadOnlyDictionary<ColumnRole, Proposal<string>> Roles, IReadOnlyList<ColumnRole> Missing, int Named, string? WhyNot)
{
    public bool IsComplete => Missing.Count == 0;
}
