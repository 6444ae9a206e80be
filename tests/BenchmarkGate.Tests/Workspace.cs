using RetentionMetrics.BenchmarkGate;

namespace BenchmarkGate.Tests;

/// <summary>A temporary folder with rules and results, and the gate run on them.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace() => Folder = Directory.CreateTempSubdirectory("gate").FullName;

    public string Folder { get; }

    /// <summary>What the last run wrote to its error stream, with the folder left out.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>What the last run wrote to its output, with the folder left out.</summary>
    public string Output { get; private set; } = "";

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public Workspace With(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return this;
    }

    /// <summary>Writes rules.json with these rules.</summary>
    public Workspace Rules(params string[] rules) => With("rules.json", $"{{ \"rules\": [ {string.Join(",\n", rules)} ] }}");

    /// <summary>Runs the gate with these arguments; results and files are named as in the folder.</summary>
    public int Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = Gate.Run([.. args.Select(a => a.StartsWith('-') || a.Length == 0 || a.Contains('*', StringComparison.Ordinal) ? a : PathOf(a))], output, error);
        Output = Clean(output);
        Errors = Clean(error);
        return code;
    }

    /// <summary>Runs the gate by rules.json.</summary>
    public int Judge(params string[] results) => Run(["--rules", "rules.json", .. results]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Clean(StringWriter text) => text.ToString().Replace(Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).ReplaceLineEndings("\n");
}
