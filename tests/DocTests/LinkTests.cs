using System.Globalization;
using System.Text.RegularExpressions;
using RetentionMetrics.Tests;

namespace RetentionMetrics.DocTests;

/// <summary>Every link between pages leads somewhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file_and_every_anchor_to_a_heading(string path)
    {
        var page = Page.Read(path);
        var broken = new List<string>();
        foreach ((int number, string text) in page.Prose())
        {
            foreach (Match link in Link().Matches(Code().Replace(text, "")))
            {
                string target = link.Groups["target"].Value;
                if (!target.Contains("://", StringComparison.Ordinal) && !Exists(page, target))
                    broken.Add($"{path}:{number} {target}");
            }
        }

        broken.Should().BeEmpty();
    }

    [Fact]
    public void Every_page_below_docs_is_reached_from_its_index()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "docs/index.md" };
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out string? path))
        {
            foreach (Match link in Page.Read(path).Prose().SelectMany(line => Link().Matches(line.Text)))
            {
                string target = link.Groups["target"].Value.Split('#')[0];
                if (!target.EndsWith(".md", StringComparison.Ordinal) || target.Contains("://", StringComparison.Ordinal))
                    continue;
                string next = Path.GetRelativePath(ReferenceData.RepositoryRoot, FileOf(path, target)).Replace('\\', '/');
                if (Page.All.Contains(next) && reached.Add(next))
                    open.Enqueue(next);
            }
        }

        Page.All.Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Should().BeSubsetOf(reached);
    }

    private static bool Exists(Page page, string target)
    {
        string[] parts = target.Split('#');
        string file = parts[0].Length == 0 ? page.FullPath : FileOf(page.Path, parts[0]);
        if (!Path.Exists(file))
            return false;
        return parts.Length == 1 || Page.Read(Path.GetRelativePath(ReferenceData.RepositoryRoot, file)).Prose()
            .Any(line => line.Text.StartsWith('#') && string.Equals(AnchorOf(line.Text), parts[1], StringComparison.Ordinal));
    }

    private static string FileOf(string page, string target) =>
        Path.GetFullPath(Path.Combine(ReferenceData.RepositoryRoot, Path.GetDirectoryName(page) ?? "", target));

    // As GitHub makes them: lower case, spaces to dashes, letters, digits, dashes and underscores only.
    private static string AnchorOf(string heading) => string.Concat(
        heading.TrimStart('#').Trim().ToLower(CultureInfo.InvariantCulture).Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();
}
