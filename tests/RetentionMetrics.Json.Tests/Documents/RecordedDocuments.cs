using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RetentionMetrics.Tests.Documents;

/// <summary>Documents of version 1 as they were once written, a file each. They are never written again: whatever the forms become, these are read for ever.</summary>
internal static class RecordedDocuments
{
    private static readonly string[] Files = Directory.GetFiles(Path.Combine(ReferenceData.RepositoryRoot, "tests", "RetentionMetrics.Json.Tests", "Documents", "v1"), "*.json");

    public static IEnumerable<string> Kinds => Files.Select(KindOf).Distinct(StringComparer.Ordinal);

    /// <summary>Every recorded document of the kind is read, and one of them is the object that is now written as the text.</summary>
    public static void AreStillRead<T>(JsonTypeInfo<T> type, string now)
    {
        string kind = JsonDocument.Parse(now).RootElement.GetProperty("kind").GetString()!;
        string[] written = [.. Files.Where(f => KindOf(f) == kind).Select(f => JsonSerializer.Serialize(JsonSerializer.Deserialize(File.ReadAllText(f), type)!, type))];
        written.Should().Contain(now, "a document of {0} as version 1 had it is still the same object", kind);
    }

    private static string KindOf(string file) => Path.GetFileName(file).Split('-')[0];
}
