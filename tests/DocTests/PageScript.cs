using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.Data.Sqlite;
using RetentionMetrics.Tests;

namespace RetentionMetrics.DocTests;

/// <summary>The C# blocks of a page as one script, run in order in the invariant culture.</summary>
/// <remarks>README.md runs in the repository's root, whose files it names; every other page in a folder of its own, which holds the files that the page shows.</remarks>
internal sealed partial class PageScript : IDisposable
{
    private static readonly ScriptOptions Options = ScriptOptions.Default
        .WithReferences(
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(file => Path.GetFileName(file).StartsWith("System", StringComparison.Ordinal))
                .Concat([typeof(Transaction).Assembly.Location, typeof(Csv.CsvOptions).Assembly.Location, JsonPackage, typeof(Sql.SqlStatement).Assembly.Location, typeof(Notebooks.ResultView).Assembly.Location, typeof(SqliteConnection).Assembly.Location])
                .Select(file => MetadataReference.CreateFromFile(file)))
        .WithImports(
            "System",
            "System.Collections.Generic",
            "System.Globalization",
            "System.IO",
            "System.Linq",
            "System.Threading.Tasks",
            "RetentionMetrics",
            "RetentionMetrics.Csv",
            "RetentionMetrics.Json",
            "RetentionMetrics.Notebooks",
            "RetentionMetrics.Sql",
            typeof(SqliteConnection).Namespace!,
            typeof(JsonSerializer).Namespace!)
        .WithEmitDebugInformation(true);

    private readonly Page _page;
    private readonly string? _scratch;
    private ScriptState? _state;

    public PageScript(Page page)
    {
        _page = page;
        if (page.Path is "README.md")
            return;
        _scratch = Directory.CreateTempSubdirectory("retention-docs-").FullName;
        foreach (CodeBlock block in page.Blocks.Where(b => b.File is not null))
            File.WriteAllText(Path.Combine(_scratch, block.File!), block.Text);
    }

    private static string JsonPackage => Path.Combine(AppContext.BaseDirectory, "RetentionMetrics.Json.dll");

    /// <summary>Runs one block.</summary>
    /// <returns>What it wrote to the console, with LF at the ends of lines.</returns>
    /// <exception cref="InvalidOperationException">The block does not compile or throws; the message says where.</exception>
    public async Task<string> RunAsync(CodeBlock block)
    {
        string code = string.Create(CultureInfo.InvariantCulture, $"#line {block.Line} \"{_page.Path}\"\n{UsingDeclaration().Replace(Directive().Replace(block.Text, "//"), "")}");
        TextWriter console = Console.Out;
        CultureInfo culture = CultureInfo.CurrentCulture;
        string folder = Environment.CurrentDirectory;
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(written);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Environment.CurrentDirectory = _scratch ?? ReferenceData.RepositoryRoot;
        try
        {
            _state = _state is null ? await CSharpScript.RunAsync(code, Options) : await _state.ContinueWithAsync(code, Options);
        }
        catch (CompilationErrorException e)
        {
            throw new InvalidOperationException("Does not compile: " + string.Join("\n", e.Diagnostics), e);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{_page.Path}, block at line {block.Line}: {e}", e);
        }
        finally
        {
            Environment.CurrentDirectory = folder;
            CultureInfo.CurrentCulture = culture;
            Console.SetOut(console);
        }

        return written.ToString().ReplaceLineEndings("\n");
    }

    public void Dispose()
    {
        if (_scratch is not null)
            Directory.Delete(_scratch, recursive: true);
    }

    // Lines that tell a file-based app its packages.
    [GeneratedRegex("^#:", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Directive();

    // A script knows no using declarations, which are what code in a method should use.
    [GeneratedRegex(@"^using (?=[A-Z]\w* \w+ =)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UsingDeclaration();
}
