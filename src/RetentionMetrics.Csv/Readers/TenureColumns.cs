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

    /// <summary>Length of the stay when the customer came under observation, less than the duration; blank is 0, from the start. Optional.</summary>
    /// <value><see langword="null"/>: <c>entry</c>, when there.</value>
    public string? Entry { get; init; }

    /// <summary>How many customers with this same tenure the row stands for, at least 1; blank is 1. Optional.</summary>
    /// <value><see langword="null"/>: <c>count</c>, when there.</value>
    public string? Count { get; init; }
}
