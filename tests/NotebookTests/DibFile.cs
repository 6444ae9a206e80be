using System.Text;
using System.Text.RegularExpressions;

namespace RetentionMetrics.NotebookTests;

/// <summary>A notebook as plain text: cells that begin with a line such as <c>#!csharp</c>. It holds no outputs.</summary>
internal static partial class DibFile
{
    public static IReadOnlyList<Cell> Parse(string text)
    {
        var cells = new List<Cell>();
        string? language = null;
        var lines = new List<string>();
        foreach (string line in text.Split('\n'))
        {
            if (LanguageLine().Match(line) is { Success: true } begin)
            {
                Add();
                language = begin.Groups["language"].Value;
            }
            else
            {
                lines.Add(line);
            }
        }

        Add();
        return cells;

        void Add()
        {
            string source = string.Join('\n', lines).Trim('\n');
            lines.Clear();
            if (language is "csharp" or "markdown" && source.Length > 0)
                cells.Add(new Cell(language, source));
        }
    }

    /// <summary>The notebook with what it shows, to be read where no notebook runs: a page of Markdown, and its pictures, by file name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        var session = new NotebookSession(Path.GetFileName(path));
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var page = new StringBuilder($"<!-- What {Path.GetFileName(path)} shows: written by its test, not by hand. -->\n");
        foreach (Cell cell in Parse(await File.ReadAllTextAsync(path)))
        {
            page.Append('\n').Append(cell.IsCode ? $"```csharp\n{cell.Source}\n```\n" : cell.Source + "\n");
            foreach (CellOutput output in cell.IsCode ? await session.RunAsync(cell.Source) : [])
            {
                if (output.Data.TryGetValue("image/svg+xml", out string? svg))
                {
                    string picture = $"{name}/{files.Count + 1:00}.svg";
                    files.Add(picture, svg);
                    page.Append($"\n![{Title().Match(svg).Groups["title"].Value}]({picture})\n");
                }
                else
                {
                    page.Append($"\n```text\n{output.Data["text/plain"].TrimEnd('\n')}\n```\n");
                }
            }
        }

        files.Add(name + ".md", page.ToString());
        return files;
    }

    [GeneratedRegex("^#!(?<language>[a-z]+) *$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LanguageLine();

    [GeneratedRegex("<title[^>]*>(?<title>[^<]*)</title>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Title();
}
