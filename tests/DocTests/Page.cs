using System.Globalization;
using System.Text;
using RetentionMetrics.Tests;

namespace RetentionMetrics.DocTests;

/// <summary>A Markdown page of the repository: README.md, a package's, or a file below docs.</summary>
internal sealed class Page
{
    private Page(string path)
    {
        Path = path;
        FullPath = System.IO.Path.Combine(ReferenceData.RepositoryRoot, path);
        Lines = File.ReadAllText(FullPath).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Blocks = [.. FindBlocks(Lines)];
    }

    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        .. Directory.EnumerateDirectories(System.IO.Path.Combine(ReferenceData.RepositoryRoot, "src"), "RetentionMetrics*").Order(StringComparer.Ordinal)
            .Select(folder => $"src/{System.IO.Path.GetFileName(folder)}/README.md"),
        .. Directory.EnumerateFiles(System.IO.Path.Combine(ReferenceData.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(ReferenceData.RepositoryRoot, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public string Path { get; }

    public string FullPath { get; }

    public string[] Lines { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    public static Page Read(string path) => new(path);

    /// <summary>The lines outside of fenced blocks, with their numbers.</summary>
    public IEnumerable<(int Number, string Text)> Prose()
    {
        bool inBlock = false;
        for (int i = 0; i < Lines.Length; i++)
        {
            bool isFence = Lines[i].StartsWith("```", StringComparison.Ordinal);
            if (!inBlock && !isFence)
                yield return (i + 1, Lines[i]);
            inBlock ^= isFence;
        }
    }

    /// <summary>The names by which links reach the headings, as GitHub makes them: lower case, spaces to dashes, letters, digits, dashes and underscores only; a name that is there already gets a number.</summary>
    public HashSet<string> Anchors()
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach ((_, string heading) in Prose().Where(line => line.Text.StartsWith('#')))
        {
            string name = string.Concat(
                heading.TrimStart('#').Trim().ToLower(CultureInfo.InvariantCulture).Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
            string anchor = name;
            for (int i = 1; !anchors.Add(anchor); i++)
                anchor = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return anchors;
    }

    /// <summary>Writes new text into some blocks of the file, given in the order of the page.</summary>
    public void Rewrite(IReadOnlyList<(CodeBlock Block, string Text)> blocks)
    {
        List<string> lines = [.. Lines];
        foreach ((CodeBlock block, string text) in blocks.Reverse()) // from the last, so that line numbers stay true
        {
            lines.RemoveRange(block.Line - 1, block.Text.Count(c => c == '\n'));
            lines.InsertRange(block.Line - 1, text.TrimEnd('\n').Split('\n'));
        }

        if (blocks.Count > 0)
            File.WriteAllText(FullPath, string.Join('\n', lines) + "\n");
    }

    private static IEnumerable<CodeBlock> FindBlocks(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            string info = lines[i][3..].Trim();
            int first = i + 2;
            var text = new StringBuilder();
            for (i++; !string.Equals(lines[i], "```", StringComparison.Ordinal); i++)
                text.Append(lines[i]).Append('\n');
            yield return new CodeBlock(info, first, text.ToString());
        }
    }
}
