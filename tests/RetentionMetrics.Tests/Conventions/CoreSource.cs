using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>The source of the core, read as the compiler reads it.</summary>
internal static class CoreSource
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => !Path.GetFileName(p).StartsWith("RetentionMetrics", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))];

    public static string Root { get; } = Path.Combine(ReferenceData.RepositoryRoot, "src", "RetentionMetrics");

    public static CSharpCompilation Compilation { get; } =
        Compile(FilesBelow(Root).Select(path => (Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path))));

    /// <summary>C# files below a folder, without what builds leave there.</summary>
    public static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> files) => CSharpCompilation.Create(
        "Core",
        files.Prepend(("", ImplicitUsings)).Select(f => CSharpSyntaxTree.ParseText(f.Item2, new CSharpParseOptions(LanguageVersion.Preview), f.Item1)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Every symbol that is named or called in the code, with where: members of <c>var</c>s and constructors of <c>new()</c> are there, comments and strings are not.</summary>
    public static IEnumerable<(ISymbol Symbol, Location At)> UsesIn(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (model.GetSymbolInfo(node).Symbol is { } symbol)
                    yield return (symbol.OriginalDefinition, node.GetLocation());
            }
        }
    }

    /// <summary>Such as <c>Rfm/RfmCuts.cs:17</c>.</summary>
    public static string Print(this Location at) => FormattableString.Invariant($"{at.SourceTree!.FilePath}:{at.GetLineSpan().StartLinePosition.Line + 1}");
}
