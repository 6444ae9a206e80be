namespace RetentionMetrics.Csv;

/// <summary>What the columns of a file of tenures are called. Names are compared exactly; all other columns are ignored.</summary>
/// <remarks>An optional column is read when the file has it under its usual name. One that you name must be there; name it <c>""</c> not to read it. Immutable.</remarks>
public sealed record TenureColumns
{
    /// <summary>Length of the stay, in any one unit of time.</summary>
    /// <value><c>duration</c>.</value>
    public string Duration { get; init; } = "duration";

    /// <summary>Whether the stay has ended: true/false, yes/no, t/f, y/n or 1/0, in any case.</summary>
    /// <value><c>lost</c>.</value>
    public string Lost { get; init; } = "lost";
}
