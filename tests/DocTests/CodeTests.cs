namespace RetentionMetrics.DocTests;

/// <summary>The C# on every page runs, and writes what the page says it writes.</summary>
/// <remarks>With ACCEPT_DOC_OUTPUT=1 the text blocks are rewritten with the real output instead of compared; look at the difference before it is committed.</remarks>
public sealed class CodeTests
{
    internal static bool Accepts { get; } = Environment.GetEnvironmentVariable("ACCEPT_DOC_OUTPUT") is "1";

    public static TheoryData<string> PagesWithCode => [.. Page.All.Where(path => Page.Read(path).Blocks.Any(b => b.IsCSharp))];

    [Theory]
    [MemberData(nameof(PagesWithCode))]
    public async Task The_code_of_a_page_writes_what_the_page_says(string path)
    {
        var page = Page.Read(path);
        using var script = new PageScript(page);
        var accepted = new List<(CodeBlock Block, string Output)>();
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            CodeBlock block = page.Blocks[i];
            if (!block.IsCSharp || block.NoRun is not null)
                continue;
            string output = await script.RunAsync(block);
            CodeBlock? said = i + 1 < page.Blocks.Count && page.Blocks[i + 1].IsText ? page.Blocks[i + 1] : null;
            if (Accepts && said is not null)
                accepted.Add((said, output));
            else
                output.Should().Be(said?.Text ?? "", "it is the output of the block at line {0} of {1}", block.Line, path);
        }

        page.Rewrite(accepted);
    }

    [Fact]
    public void Code_that_is_not_run_says_why() =>
        Page.All.SelectMany(path => Page.Read(path).Blocks.Where(b => b.NoRun is "").Select(b => $"{path}:{b.Line}")).Should().BeEmpty();

    // Other names of the language would keep a block from being run.
    [Fact]
    public void Every_block_says_what_it_is_and_C_sharp_is_csharp() =>
        Page.All.SelectMany(path => Page.Read(path).Blocks.Where(b => b.Info is "" || b.Info.Split(' ')[0].ToUpperInvariant() is "CS" or "C#").Select(b => $"{path}:{b.Line} {b.Info}")).Should().BeEmpty();
}
