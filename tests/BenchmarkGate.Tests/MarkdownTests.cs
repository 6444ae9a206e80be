namespace BenchmarkGate.Tests;

public sealed class MarkdownTests : IDisposable
{
    private readonly Workspace _space = new Workspace()
        .Rules("""{ "benchmark": "*Batch", "allocated": 0, "against": "Loop", "ratio": { "typical": 0.25 } }""")
        .With("a.json", Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Loop", 20), Report.Benchmark("List<Int32>|x", 5)));

    [Fact]
    public void The_table_is_as_kept()
    {
        _space.Run("--rules", "rules.json", "a.json", "--markdown", "summary.md").Should().Be(1);
        _space.Read("summary.md").Should().Be(
            """
            ### Benchmark gate: REGRESSION

            1 ok, 0 loose, 1 regression, 0 skipped, 0 unusable, 1 benchmark without a rule

            |  | benchmark | check | wanted | found | note |
            |---|---|---|---|---|---|
            | ok | "Shop.Loops.Batch" | allocated | 0 B | 0 B |  |
            | REGRESSION | "Shop.Loops.Batch" | ratio | at most 0.375 of Loop | 0.500 | typical 0.250, tolerance 50 % |

            <details><summary>1 without a rule</summary>

            - "Shop.Loops.List&lt;Int32>\|x"

            </details>

            Quick Processor, 4 cores, X64, .NET 10.0.0


            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_text_is_as_kept()
    {
        _space.Judge("a.json").Should().Be(1);
        _space.Output.Should().Be(
            """
                        benchmark           check      wanted                 found  note
            ok          "Shop.Loops.Batch"  allocated  0 B                    0 B
            REGRESSION  "Shop.Loops.Batch"  ratio      at most 0.375 of Loop  0.500  typical 0.250, tolerance 50 %

            without a rule:
              "Shop.Loops.List<Int32>|x"

            Quick Processor, 4 cores, X64, .NET 10.0.0
            benchmark gate: REGRESSION (1 ok, 0 loose, 1 regression, 0 skipped, 0 unusable, 1 benchmark without a rule)

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void It_is_added_to_what_a_job_summary_holds()
    {
        _space.With("summary.md", "# Tests\n\nAll passed.\n\n").Run("--rules", "rules.json", "a.json", "--markdown", "summary.md");
        _space.Read("summary.md").Should().StartWith("# Tests\n\nAll passed.\n\n### Benchmark gate: REGRESSION\n");
    }

    [Fact]
    public void Unusable_input_is_told_there_too()
    {
        _space.Run("--rules", "rules.json", "no_file.json", "--markdown", "summary.md").Should().Be(2);
        _space.Read("summary.md").Should().StartWith("### Benchmark gate: unusable input\n\n").And.Contain(@"no\_file.json: not found");
    }

    [Fact]
    public void A_summary_that_cannot_be_written_is_unusable()
    {
        _space.Run("--rules", "rules.json", "a.json", "--markdown", Path.Combine("nowhere", "summary.md")).Should().Be(2);
        _space.Errors.Should().StartWith($"error: {Path.Combine("nowhere", "summary.md")}: cannot be written");
    }

    public void Dispose() => _space.Dispose();
}
