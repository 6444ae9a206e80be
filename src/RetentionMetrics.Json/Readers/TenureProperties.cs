namespace RetentionMetrics.Json;

/// <summary>What the properties of tenures in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>Name an optional property <c>""</c> not to read it. Immutable.</remarks>
public sealed record TenureProperties
{
    /// <summary>Length of the stay, in any one unit of time.</summary>
    /// <value><c>duration</c>.</value>
    public string Duration { get; init; } = "duration";

    /// <summary>Whether the stay has ended: <c>true</c> or <c>false</c>.</summary>
    /// <value><c>lost</c>.</value>
    public string Lost { get; init; } = "lost";

    /// <summary>Length of the stay when the customer came under observation, less than the duration; 0, from the start, when it does not say. Optional.</summary>
    /// <value><c>entry</c>.</value>
    public string Entry { get; init; } = "entry";

    /// <summary>How many customers with this same tenure the record stands for, at least 1; 1 when it does not say. Optional.</summary>
    /// <value><c>count</c>.</value>
    public string Count { get; init; } = "count";
}
