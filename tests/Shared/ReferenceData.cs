using System.Text.Json;

namespace RetentionMetrics.Tests;

/// <summary>
/// Public data sets and values computed by independent implementations, kept beside the repository and not in it.
/// The folder is <c>../shared</c> from the repository's root, or the environment variable RETENTIONMETRICS_SHARED.
/// </summary>
internal static class ReferenceData
{
    public static string RepositoryRoot { get; } = FindRoot();

    private static string Folder { get; } =
        Environment.GetEnvironmentVariable("RETENTIONMETRICS_SHARED") ?? Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared"));

    /// <summary>A file such as <c>data/cdnow_transactions.csv</c> or <c>golden/nps_retail.json</c>.</summary>
    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static bool Has(params string[] files) => files.All(f => File.Exists(PathOf(f)));

    public static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
        return document.RootElement.Clone();
    }

    /// <summary>The rows of a CSV file without quoted fields, as columns by header name.</summary>
    public static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        using var lines = File.ReadLines(PathOf(file)).GetEnumerator();
        lines.MoveNext();
        string[] header = lines.Current.Split(',');
        while (lines.MoveNext())
        {
            string[] cells = lines.Current.Split(',');
            yield return header.Zip(cells).ToDictionary(p => p.First, p => p.Second);
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            if (File.Exists(Path.Combine(d.FullName, "RetentionMetrics.sln")))
                return d.FullName;
        }

        throw new InvalidOperationException("The tests must run inside the repository.");
    }
}

/// <summary>A fact that needs reference files; it is skipped, visibly, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute(params string[] files)
    {
        if (!ReferenceData.Has(files))
            Skip = "Reference data is not on this machine: " + string.Join(", ", files);
    }
}
