using System.Xml.Linq;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>Packages stand on the core and, but for one, never on each other, so that each can be taken alone.</summary>
public sealed class PackageDirectionTests
{
    private const string Core = "RetentionMetrics";

    // What a package may have beside the core. RetentionMetrics.Sql.PostgreSql is the one that may stand on another package.
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        [Core] = ["MathNet.Numerics"],
        ["RetentionMetrics.Csv"] = ["CsvHelper"],
        ["RetentionMetrics.Json"] = [],
        ["RetentionMetrics.Notebooks"] = [],
        ["RetentionMetrics.Sql"] = [],
        ["RetentionMetrics.Sql.PostgreSql"] = ["Npgsql"],
    };

    public static TheoryData<string> Projects => [.. Directory.EnumerateFiles(Path.Combine(ReferenceData.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetFileNameWithoutExtension(p)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_package_stands_on_the_core(string package) =>
        References(package, "ProjectReference").Select(path => Path.GetFullPath(Path.Combine(FolderOf(package), path)))
            .Should().Equal(Below(package) is { } below ? [Path.Combine(FolderOf(below), below + ".csproj")] : []);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_package_needs_no_packages_but_those_stated_here(string package) =>
        References(package, "PackageReference").Should().BeSubsetOf(Packages.Should().ContainKey(package).WhoseValue);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_package_s_own_tests_see_its_internals(string package) =>
        References(package, "InternalsVisibleTo").Should().BeSubsetOf([package + ".Tests"]);

    private static string? Below(string package) => package switch
    {
        Core => null,
        "RetentionMetrics.Sql.PostgreSql" => "RetentionMetrics.Sql",
        _ => Core,
    };

    private static string FolderOf(string package) => Path.Combine(ReferenceData.RepositoryRoot, "src", package);

    private static IEnumerable<string> References(string package, string kind) =>
        XDocument.Load(Path.Combine(FolderOf(package), package + ".csproj")).Descendants(kind).Select(e => e.Attribute("Include")!.Value);
}
