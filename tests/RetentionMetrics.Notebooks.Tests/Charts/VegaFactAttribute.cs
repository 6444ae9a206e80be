namespace RetentionMetrics.Tests.Charts;

/// <summary>A test that needs Vega-Lite itself: node and what .ci/vega/package.json names. Skipped by name where they are not installed.</summary>
internal sealed class VegaFactAttribute : FactAttribute
{
    public VegaFactAttribute() => Skip = Directory.Exists(Path.Combine(Folder, "node_modules", "vega-lite"))
        ? null
        : "Vega-Lite is not installed: npm ci --prefix .ci/vega";

    public static string Folder { get; } = Path.Combine(Root(), ".ci", "vega");

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "RetentionMetrics.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
