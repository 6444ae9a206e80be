using System.Text.Json.Serialization;

namespace RetentionMetrics.Json;

/// <summary>The JSON form of a model, tally or result: what it is, the version of its form, and then its own properties.</summary>
internal abstract record Document
{
    [JsonPropertyOrder(-2)]
    public string? Kind { get; set; }

    [JsonPropertyOrder(-1)]
    public int? Version { get; set; }
}
