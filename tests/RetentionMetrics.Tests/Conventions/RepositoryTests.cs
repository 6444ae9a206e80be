using System.Xml.Linq;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>The rooms of the repository, and the switches that must stay on.</summary>
public sealed class RepositoryTests
{
    private static string Root => ReferenceData.RepositoryRoot;

    [Fact]
    public void The_root_holds_exactly_its_rooms()
    {
        string[] ignored = [.. File.ReadLines(Path.Combine(Root, ".gitignore")).Select(l => l.TrimEnd('/'))];
        Directory.EnumerateFileSystemEntries(Root).Select(p => Path.GetFileName(p)!)
            .Where(name => name[0] != '.').Except(ignored, StringComparer.Ordinal)
            .Should().BeEquivalentTo("RetentionMetrics.sln", "nuget.config", "LICENSE", "README.md", "src", "tests", "benchmarks", "samples", "docs");
    }

    [Fact]
    public void Every_public_member_of_a_package_must_be_documented()
    {
        var props = XDocument.Load(Path.Combine(Root, "src", "Directory.Build.props"));
        props.Descendants("GenerateDocumentationFile").Should().ContainSingle().Which.Value.Should().Be("true");
        props.Descendants("TreatWarningsAsErrors").Should().ContainSingle().Which.Value.Should().Be("true");
        IEnumerable<string> settings = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.props", SearchOption.TopDirectoryOnly));
        settings.Where(f => XDocument.Load(f).Descendants("NoWarn").Any()).Should().BeEmpty("a package switches no warning off");
        File.ReadAllText(Path.Combine(Root, ".editorconfig")).Should().NotContain("CS1591");
        CoreSource.FilesBelow(Path.Combine(Root, "src")).Where(f => File.ReadAllText(f).Contains("disable CS1591", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void Restore_names_no_host()
    {
        var config = XDocument.Load(Path.Combine(Root, "nuget.config"));
        config.Descendants("add").Should().BeEmpty("the machine's own feeds are used");
        config.ToString().Should().NotContain("://");
    }

    // One stands outside: a user's project, which takes the packed packages and none of the repository's settings.
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Root, "RetentionMetrics.sln")).Replace('\\', '/');
        foreach (string room in new[] { "src", "tests", "benchmarks", "samples" })
        {
            foreach (string project in Directory.EnumerateFiles(Path.Combine(Root, room), "*.csproj", SearchOption.AllDirectories).Where(p => !p.EndsWith("PackageConsumer.csproj", StringComparison.Ordinal)))
                solution.Should().Contain(Path.GetRelativePath(Root, project).Replace('\\', '/'));
        }
    }

    [Fact]
    public void Files_are_short_and_hold_one_public_type()
    {
        string[] files = [.. CoreSource.FilesBelow(Path.Combine(Root, "src"))];
        files.Where(f => File.ReadLines(f).Count() > 500).Should().BeEmpty("no file is over 500 lines");
        files.Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n.Contains("Manager") || n.Contains("Helper") || n.Contains("Utils") || n.Contains("Common"))
            .Should().BeEmpty("a name says what a thing is");
    }
}
