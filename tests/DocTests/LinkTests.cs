using System.Text.RegularExpressions;
using RetentionMetrics.Tests;

namespace RetentionMetrics.DocTests;

/// <summary>Every link between pages leads somewhere, and every picture is there and says what it shows.</summary>
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
                if (!IsAbsolute(target) && !Exists(page, target))
                    broken.Add($"{path}:{number} {target}");
            }
        }

        broken.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_picture_has_words_for_those_who_do_not_see_it(string path) =>
        Page.Read(path).Prose().Where(line => PictureWithoutWords().IsMatch(Code().Replace(line.Text, ""))).Select(line => $"{path}:{line.Number}").Should().BeEmpty();

    // The README of a package is shown where the package is, without the repository around it.
    [Fact]
    public void The_README_of_a_package_has_no_relative_link() =>
        Page.All.Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(path => Page.Read(path).Prose().SelectMany(line => Link().Matches(Code().Replace(line.Text, "")).Select(link => (path, line.Number, Target: link.Groups["target"].Value))))
            .Where(link => !IsAbsolute(link.Target) && !link.Target.StartsWith('#')).Should().BeEmpty();

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
                if (!target.EndsWith(".md", StringComparison.Ordinal) || IsAbsolute(target))
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
        return parts.Length == 1 || Page.Read(Path.GetRelativePath(ReferenceData.RepositoryRoot, file)).Anchors().Contains(parts[1]);
    }

    private static string FileOf(string page, string target) =>
        Path.GetFullPath(Path.Combine(ReferenceData.RepositoryRoot, Path.GetDirectoryName(page) ?? "", target));

    private static bool IsAbsolute(string target) => target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal);

    // Of Markdown, and of the HTML that Markdown may hold.
    [GeneratedRegex("""(\]\(|<(a|img)\b[^>]*\b(href|src)=")(?<target>[^)\s"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();

    [GeneratedRegex("""!\[\s*\]\(|<img\b(?![^>]*\balt="[^"])""", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PictureWithoutWords();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();
}
