using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace RetentionMetrics.NotebookTests;

/// <summary>Runs the code of a notebook's cells in order, as the C# kernel of .NET Interactive does.</summary>
/// <remarks>
/// Roslyn's scripting stands for the kernel, which is a tool and no library; the formatters are .NET Interactive's own. A line <c>#r "nuget: …"</c> finds the package among what was built with this project
/// and runs its extension.dib, as the kernel does after it has fetched the package.
/// </remarks>
internal sealed partial class NotebookSession(string notebook)
{
    private static readonly string ExtensionFile = typeof(NotebookSession).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Extension").Value!;

    private static readonly string[] Assemblies = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)];

    private static readonly ScriptOptions Options = ScriptOptions.Default
        .WithReferences(Assemblies
            .Where(file => Path.GetFileNameWithoutExtension(file) is var name && (name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("RetentionMetrics", StringComparison.Ordinal) || name is "netstandard" or "mscorlib" or "Microsoft.CSharp" or "NotebookTests" or "Microsoft.DotNet.Interactive.Formatting"))
            .Select(file => MetadataReference.CreateFromFile(file)))
        .WithImports("System", "System.IO", "System.Text", "System.Linq", "System.Collections.Generic", "System.Threading.Tasks"); // the kernel's

    private readonly NotebookKernel _kernel = new();
    private ScriptState? _state;
    private int _cells;

    /// <summary>Runs a cell.</summary>
    /// <exception cref="InvalidOperationException">It does not compile, throws, or asks for a package that is not here; the message says which cell.</exception>
    public async Task<IReadOnlyList<CellOutput>> RunAsync(string code)
    {
        _cells++;
        foreach (Match package in PackageLine().Matches(code))
            await AddAsync(package.Groups["id"].Value, package.Groups["version"].Value);
        return await ExecuteAsync(PackageLine().Replace(code, ""));
    }

    private async Task AddAsync(string id, string version)
    {
        string file = Assemblies.SingleOrDefault(f => Path.GetFileNameWithoutExtension(f) == id) ?? throw new InvalidOperationException($"{notebook}, cell {_cells}: there is no package {id}.");
        string here = AssemblyName.GetAssemblyName(file).Version!.ToString(3);
        if (version != here)
            throw new InvalidOperationException($"{notebook}, cell {_cells}: {id} is {here}, not {version}.");
        if (id != "RetentionMetrics.Notebooks")
            return;
        foreach (Cell cell in DibFile.Parse(await File.ReadAllTextAsync(ExtensionFile)).Where(c => c.IsCode))
            await ExecuteAsync(cell.Source);
    }

    private async Task<IReadOnlyList<CellOutput>> ExecuteAsync(string code)
    {
        TextWriter console = Console.Out;
        CultureInfo culture = CultureInfo.CurrentCulture;
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(written);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE"); // what a notebook shows must not hang on it
        try
        {
            _state = _state is null ? await CSharpScript.RunAsync(code, Options, _kernel, typeof(NotebookKernel)) : await _state.ContinueWithAsync(code, Options);
            if (_state.ReturnValue is { } result)
                _kernel.Show("execute_result", result);
        }
        catch (CompilationErrorException e)
        {
            throw new InvalidOperationException($"{notebook}, cell {_cells} does not compile: {string.Join("\n", e.Diagnostics)}", e);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{notebook}, cell {_cells}: {e}", e);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            Console.SetOut(console);
        }

        IReadOnlyList<CellOutput> shown = _kernel.Take();
        string printed = written.ToString().ReplaceLineEndings("\n");
        return printed.Length == 0 ? shown : [CellOutput.Console(printed), .. shown];
    }

    [GeneratedRegex("""^#r "nuget: *(?<id>[^,"]+), *(?<version>[^"]+)"$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PackageLine();
}
