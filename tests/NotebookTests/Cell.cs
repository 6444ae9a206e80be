namespace RetentionMetrics.NotebookTests;

/// <summary>A cell of a notebook.</summary>
/// <param name="Language">csharp, or markdown.</param>
/// <param name="Source">Its text, lines ended by LF but for the last.</param>
internal sealed record Cell(string Language, string Source)
{
    public bool IsCode => Language == "csharp";
}
