using System.Text.Json;
using System.Text.RegularExpressions;
using RetentionMetrics.Tests;

namespace RetentionMetrics.NotebookTests;

/// <summary>The notebooks of the samples run, and show what is committed.</summary>
/// <remarks>With ACCEPT_DOC_OUTPUT=1 what is committed is rewritten instead of compared; look at the difference before it is committed.</remarks>
public sealed partial class NotebookFileTests
{
    private static readonly bool Accepts = Environment.GetEnvironmentVariable("ACCEPT_DOC_OUTPUT") == "1";

    private static readonly string Folder = Path.Combine(ReferenceData.RepositoryRoot, "samples", "notebooks");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Where(f => f.EndsWith(".ipynb", StringComparison.Ordinal) || f.EndsWith(".dib", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_notebook_shows_what_is_committed(string name)
    {
        string path = Path.Combine(Folder, name);
        Environment.CurrentDirectory = Folder; // a kernel runs where its notebook is
        IReadOnlyDictionary<string, string> files = name.EndsWith(".dib", StringComparison.Ordinal)
            ? await DibFile.RunAsync(path)
            : new Dictionary<string, string> { [name] = await IpynbFile.RunAsync(path) };

        foreach ((string file, string text) in files)
        {
            string committed = Path.Combine(Folder, file);
            if (Accepts)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(committed)!);
                await File.WriteAllTextAsync(committed, text);
            }
            else
            {
                (await File.ReadAllTextAsync(committed)).Split('\n').Should().Equal(text.Split('\n'), "{0} is what {1} shows", file, name);
            }
        }

        string pictures = Path.Combine(Folder, Path.GetFileNameWithoutExtension(name));
        IEnumerable<string> drawn = Directory.Exists(pictures) ? Directory.EnumerateFiles(pictures).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')) : [];
        drawn.Except(files.Keys).Should().BeEmpty("a picture that no cell draws any more is to be deleted");
    }

    // Counted by hand from the same files in the tests of the scripts.
    [Theory]
    [InlineData("retention.ipynb", "3,331", "59.2 % is left, 55.8 % without expansion", "-0.4", "721", "5.9 %", "14.03")]
    [InlineData("customers.md", "transactions.csv: 3331 read, 3331 kept", "42,195.16", "677.86", "1,171.19")]
    public async Task Its_numbers_are_those_that_the_scripts_print(string file, params string[] numbers)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(Folder, file));

        foreach (string number in numbers)
            text.Should().Contain(number);
    }

    [Fact]
    public async Task Every_code_cell_but_the_first_shows_something_and_nothing_runs_a_script()
    {
        using var notebook = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "retention.ipynb")));
        JsonElement[] cells = [.. notebook.RootElement.GetProperty("cells").EnumerateArray().Where(c => c.GetProperty("cell_type").GetString() == "code")];

        cells.Skip(1).Should().OnlyContain(c => c.GetProperty("outputs").GetArrayLength() > 0);
        string outputs = string.Concat(cells.Select(c => c.GetProperty("outputs").GetRawText()));
        outputs.Should().Contain("text/html").And.Contain("image/svg+xml").And.Contain("text/plain").And.Contain("rm-view");
        Active().IsMatch(outputs).Should().BeFalse("the outputs are static");
        outputs.Should().NotContain(ReferenceData.RepositoryRoot);
    }

    [Theory]
    [InlineData("var x = 1", "bad.dib, cell 1 does not compile")]
    [InlineData("throw new InvalidOperationException(\"no\");", "bad.dib, cell 1: System.InvalidOperationException: no")]
    [InlineData("#r \"nuget: RetentionMetrics.Csv, 9.9.9\"", "bad.dib, cell 1: RetentionMetrics.Csv is 0.1.0, not 9.9.9")]
    [InlineData("#r \"nuget: Nothing.Such, 1.0.0\"", "bad.dib, cell 1: there is no package Nothing.Such")]
    public async Task A_cell_that_fails_is_named(string code, string message)
    {
        Func<Task> run = () => new NotebookSession("bad.dib").RunAsync(code);

        (await run.Should().ThrowAsync<InvalidOperationException>()).Which.Message.Should().StartWith(message);
    }

    [GeneratedRegex("<script|javascript:|onload=", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Active();
}
