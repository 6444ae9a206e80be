using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>
/// No clock, no ambient randomness, no culture. The build stops on BannedSymbols.txt (RS0030, warnings are errors); these tests check that this is switched on,
/// and look for themselves, with the same list, so that a silent analyzer is noticed.
/// </summary>
public sealed class DeterminismTests
{
    private static readonly string Source = Path.Combine(ReferenceData.RepositoryRoot, "src");

    private static HashSet<string> Banned { get; } =
        [.. File.ReadLines(Path.Combine(Source, "BannedSymbols.txt")).Where(l => l.Length > 0).Select(l => l.Split(';')[0])];

    [Fact]
    public void The_list_of_banned_symbols_is_given_to_the_analyzer_and_its_reports_are_errors()
    {
        var props = XDocument.Load(Path.Combine(Source, "Directory.Build.props"));
        props.Descendants("TreatWarningsAsErrors").Should().ContainSingle().Which.Value.Should().Be("true");
        props.Descendants("AdditionalFiles").Should().ContainSingle(e => e.Attribute("Include")!.Value.EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        props.Descendants("PackageReference").Should().ContainSingle(e => e.Attribute("Include")!.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        props.Descendants("WarningsNotAsErrors").Should().OnlyContain(e => !e.Value.Contains("RS0030", StringComparison.Ordinal));
        File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, ".editorconfig")).Should().NotContain("RS0030");
        CoreSource.FilesBelow(Source).Where(f => File.ReadAllText(f).Contains("RS0030", StringComparison.Ordinal)).Should().BeEmpty("nobody may switch it off in a file");
    }

    [Fact]
    public void Every_banned_symbol_exists() =>
        Banned.Where(id => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, CoreSource.Compilation) is null).Should().BeEmpty("a misspelt entry bans nothing");

    [Fact]
    public void The_core_uses_no_banned_symbol() => BannedUsesIn(CoreSource.Compilation).Should().BeEmpty();

    [Fact]
    public void A_banned_symbol_would_be_found() =>
        BannedUsesIn(Snippet("class C { long A() => System.DateTime.UtcNow.Ticks; int B() => new Random().Next() + Random.Shared.Next(); string D(string s) => s.ToUpper(); }"))
            .Should().HaveCountGreaterThanOrEqualTo(4);

    [Fact]
    public void No_number_or_date_becomes_text_in_the_current_culture() => CultureTextIn(CoreSource.Compilation).Should().BeEmpty();

    [Fact]
    public void Refusals_go_through_Throw_because_the_framework_s_name_the_value_in_the_current_culture() =>
        CoreSource.UsesIn(CoreSource.Compilation)
            .Where(u => u.Symbol is IMethodSymbol { ContainingType.Name: nameof(ArgumentOutOfRangeException), Name: not ".ctor" })
            .Select(u => u.At.Print()).Distinct(StringComparer.Ordinal).Should().BeEmpty();

    [Fact]
    public void Text_in_the_current_culture_would_be_found() =>
        CultureTextIn(Snippet("""class C { string A(double d) => d.ToString(); string B(decimal d) => $"{d}"; string D(DateOnly d) => "on " + d; string E(double d) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{d}"); }"""))
            .Should().HaveCount(3);

    private static CSharpCompilation Snippet(string code) => CoreSource.Compile([("Snippet.cs", code)]);

    private static IEnumerable<string> BannedUsesIn(CSharpCompilation compilation) =>
        CoreSource.UsesIn(compilation)
            .Where(u => Banned.Contains(u.Symbol.GetDocumentationCommentId() ?? "") || Banned.Contains(u.Symbol.ContainingType?.GetDocumentationCommentId() ?? ""))
            .Select(u => $"{u.At.Print()} {u.Symbol}").Distinct(StringComparer.Ordinal);

    // ToString() without a provider, holes of strings that no invariant handler takes, and concatenation: each formats by the culture of the thread.
    private static IEnumerable<string> CultureTextIn(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                ExpressionSyntax? number = node switch
                {
                    InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ToString" } call } => call.Expression,
                    InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } hole when hole.FormatClause?.FormatStringToken.Text is not ("o" or "O") && model.GetTypeInfo(text).ConvertedType?.SpecialType == SpecialType.System_String => hole.Expression,
                    BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String => sum.Right,
                    _ => null,
                };
                if (number is not null && IsWrittenByCulture(model.GetTypeInfo(number).Type))
                    yield return $"{number.GetLocation().Print()} {number}";
            }
        }
    }

    private static bool IsWrittenByCulture(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal or SpecialType.System_DateTime
            || type?.ToString() is "System.DateOnly" or "System.DateTimeOffset" or "System.TimeOnly";
    }
}
