namespace RetentionMetrics.DocTests;

/// <summary>A page of a metric or a model has what a reader looks for.</summary>
public sealed class MetricPageTests
{
    public static TheoryData<string> Pages => [.. Page.All.Where(path => path.StartsWith("docs/metrics/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_its_question_an_example_with_output_pitfalls_and_sources(string path)
    {
        var page = Page.Read(path);

        page.Prose().Should().Contain(line => line.Text.StartsWith("**Question:**", StringComparison.Ordinal));
        page.Blocks.Should().Contain(b => b.IsCSharp && b.NoRun == null).And.Contain(b => b.IsText);
        page.Prose().Select(line => line.Text).Should().Contain(["## Pitfalls", "## Sources"]);
    }

    [Fact]
    public void The_glossary_is_in_order_and_says_every_term_in_both_languages()
    {
        string[][] rows = [.. Page.Read("docs/glossary.md").Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

        rows.Should().OnlyContain(row => row.Length == 5 && row[1].Length > 0 && row[2].Length > 0 && row[3].Length > 0);
        rows.Select(row => row[1].ToUpperInvariant()).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }
}
