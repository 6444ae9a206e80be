using System.Reflection;

namespace RetentionMetrics.DocTests;

/// <summary>The page of error codes has an entry for each, and each entry shows what the library really says.</summary>
/// <remarks>
/// What C# blocks write is compared by <see cref="CodeTests"/>, what is said of a file here. ACCEPT_DOC_OUTPUT=1 rewrites both.
/// So every code has a test that brings it about: its own example.
/// </remarks>
public sealed class ErrorTests
{
    private const string Errors = "docs/errors.md";

    private static IEnumerable<(string Code, string Name)> Codes { get; } =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => ((string)f.GetRawConstantValue()!, f.Name)).Order()];

    [Fact]
    public void Every_code_has_an_entry_and_a_row_and_nothing_else_has()
    {
        var page = Page.Read(Errors);
        Codes.Select(c => c.Code).Should().OnlyHaveUniqueItems().And.OnlyContain(code => code.Length == 6);
        page.Prose().Where(l => l.Text.StartsWith("### RM", StringComparison.Ordinal)).Select(l => l.Text)
            .Should().Equal(Codes.Select(c => $"### {c.Code}"), "the heading is the anchor that others link to");
        page.Prose().Where(l => l.Text.StartsWith("| [RM", StringComparison.Ordinal)).Select(l => string.Join('|', l.Text.Split('|').Take(3)).Trim())
            .Should().Equal(Codes.Select(c => $"| [{c.Code}](#{c.Code.ToLowerInvariant()}) | `{c.Name}`"));
    }

    [Fact]
    public void Every_entry_shows_its_own_code_in_what_is_said()
    {
        var page = Page.Read(Errors);
        (int Number, string Text)[] headings = [.. page.Prose().Where(l => l.Text.StartsWith('#'))];
        var silent = new List<string>();
        for (int i = 0; i < headings.Length; i++)
        {
            string code = headings[i].Text.TrimStart('#', ' ');
            int end = i + 1 < headings.Length ? headings[i + 1].Number : page.Lines.Length;
            if (Codes.Any(c => c.Code == code) && !page.Blocks.Any(b => b.IsText && b.Line > headings[i].Number && b.Line < end && b.Text.Contains(code, StringComparison.Ordinal)))
                silent.Add(code);
        }

        silent.Should().BeEmpty();
    }

    [Fact]
    public void All_that_the_page_says_is_said_of_a_file_or_by_code()
    {
        IReadOnlyList<CodeBlock> blocks = Page.Read(Errors).Blocks;
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].IsText)
                (i > 0 && (WrongFile.Is(blocks[i - 1]) || blocks[i - 1] is { IsCSharp: true, NoRun: null })).Should().BeTrue("something must have said what line {0} has", blocks[i].Line);
            else
                (WrongFile.Is(blocks[i]) || blocks[i].IsCSharp).Should().BeTrue("line {0} is neither a file nor code", blocks[i].Line);
        }
    }

    [Fact]
    public void What_the_page_says_of_a_file_is_what_its_reader_says()
    {
        var page = Page.Read(Errors);
        var accepted = new List<(CodeBlock Block, string Text)>();
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            if (!WrongFile.Is(page.Blocks[i]))
                continue;
            string says = WrongFile.Says(page.Blocks[i]);
            page.Blocks.Should().HaveCountGreaterThan(i + 1);
            if (CodeTests.Accepts)
                accepted.Add((page.Blocks[i + 1], says));
            else
                page.Blocks[i + 1].Text.Should().Be(says, "it is said of the file at line {0}", page.Blocks[i].Line);
        }

        page.Rewrite(accepted);
    }
}
