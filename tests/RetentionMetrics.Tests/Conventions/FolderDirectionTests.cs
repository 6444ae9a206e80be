using Microsoft.CodeAnalysis;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>The core's folders are chapters; each may use only what stands before it, so that a chapter can be read, tested and changed by itself.</summary>
public sealed class FolderDirectionTests
{
    // Facts is open to Rfm, Lifetime and Outreach, too: histories, windows and models carry its TimeUnit.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Numerics"] = [],
        ["Facts"] = ["Numerics"],
        ["Estimation"] = ["Numerics"],
        ["Customers"] = ["Facts", "Numerics"],
        ["Rfm"] = ["Customers", "Estimation", "Facts", "Numerics"],
        ["Lifetime"] = ["Customers", "Estimation", "Facts", "Numerics"],
        ["Outreach"] = ["Customers", "Estimation", "Facts", "Numerics"],
        ["Retention"] = ["Facts", "Estimation", "Numerics"],
        ["Revenue"] = ["Facts", "Estimation", "Numerics"],
        ["Acquisition"] = ["Facts", "Estimation", "Numerics"],
        ["Loyalty"] = ["Facts", "Estimation", "Numerics"],
        ["Growth"] = ["Facts", "Estimation", "Numerics"],
    };

    // Single types that may be used from where their folder may not, and why.
    private static readonly Dictionary<(string Folder, string Type), string> Exceptions = new()
    {
        [("Estimation", "ErrorCodes")] = "one list of codes, so that no code is given twice: those of fits and ledgers stand beside those of data",
    };

    [Fact]
    public void Every_folder_has_its_rule() =>
        Directory.EnumerateDirectories(CoreSource.Root).Select(Path.GetFileName).Except(["bin", "obj"], StringComparer.Ordinal)
            .Should().BeSubsetOf(Allowed.Keys, "a new chapter states here what it may use");

    [Fact]
    public void The_source_is_understood_without_errors() =>
        CoreSource.Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Should().BeEmpty("the tests below see only what compiles");

    [Fact]
    public void Folders_use_only_what_stands_before_them()
    {
        var broken = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((ISymbol symbol, Location at) in CoreSource.UsesIn(CoreSource.Compilation))
        {
            INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
            string from = FolderOf(at);
            foreach (Location declared in type?.OriginalDefinition.Locations ?? [])
            {
                if (!declared.IsInSource || FolderOf(declared) is var to && (to == from || Allowed.GetValueOrDefault(from, []).Contains(to) || Exceptions.ContainsKey((from, type!.Name))))
                    continue;
                broken.Add($"{at.Print()} uses {type!.Name} of {FolderOf(declared)}");
            }
        }

        broken.Should().BeEmpty();
    }

    [Fact]
    public void Only_the_core_s_own_namespace_and_Math_NET_are_used_beside_the_framework() =>
        CoreSource.UsesIn(CoreSource.Compilation).Select(u => (u.Symbol as INamedTypeSymbol ?? u.Symbol.ContainingType)?.ContainingAssembly?.Name)
            .OfType<string>().Distinct(StringComparer.Ordinal)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal))
            .Should().BeEquivalentTo("Core", "MathNet.Numerics");

    private static string FolderOf(Location location) => Path.GetDirectoryName(location.SourceTree!.FilePath)!;
}
