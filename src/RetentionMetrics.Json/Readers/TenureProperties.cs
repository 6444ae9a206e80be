namespace RetentionMetrics.Json;

/// <summary>What the properties of tenures in JSON are called. Names are compared exactly; all other properties are ignored.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TenureProperties
{
    /// <summary>Length of the stay, in any one unit of time.</summary>
    /// <value><c>duration</c>.</value>
    public string Duration { get; init; } = "duration";

    /// <summary>Whether the stay has ended: <c>true</c> or <c>false</c>.</summary>
    /// <value><c>lost</c>.</value>
    public string Lost { get; init; } = "lost";
}
