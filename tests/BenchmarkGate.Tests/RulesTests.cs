namespace BenchmarkGate.Tests;

public sealed class RulesTests : IDisposable
{
    private readonly Workspace _space = new Workspace().With("a.json", Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Loop", 20)));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{ \"rules\":\n [ }", "is not JSON (line 2)")]
    [InlineData("[]", "the rules file: is no object")]
    [InlineData("{}", "needs \"rules\", a list of at least one rule")]
    [InlineData("""{ "rules": [] }""", "needs \"rules\", a list of at least one rule")]
    [InlineData("""{ "rules": [ 1 ] }""", "rule 1: is no object")]
    [InlineData("""{ "rules": [ {} ] }""", "rule 1 needs \"benchmark\"")]
    [InlineData("""{ "rules": [ { "benchmark": 4 } ] }""", "rule 1: \"benchmark\" is no text")]
    [InlineData("""{ "rules": [ { "benchmark": "B" } ] }""", "rule 1 (B) checks nothing")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "alocated": 0 } ] }""", "rule 1: \"alocated\" is unknown; known are benchmark, cases, allocated, against, ratio, accepted")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": 0, "allocated": 9 } ] }""", "is not usable JSON")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": -1 } ] }""", "rule 1 (B), allocated: is neither bytes")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": 0.5 } ] }""", "rule 1 (B), allocated: is neither bytes")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": {} } ] }""", "needs one of \"exactly\" and \"atMost\"")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": { "exactly": 0, "atMost": 1 } } ] }""", "needs one of \"exactly\" and \"atMost\"")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": { "exactly": "0" } } ] }""", "\"exactly\" is no whole number of bytes")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": { "exactly": 0, "resolution": 0 } } ] }""", "\"resolution\" is 0")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "ratio": { "typical": 1 } } ] }""", "needs \"against\", the baseline of the same run")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": 0, "against": "Loop" } ] }""", "has \"against\", but neither")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "against": "Loop", "ratio": {} } ] }""", "needs \"typical\"")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "against": "Loop", "ratio": { "typical": 0 } } ] }""", "\"typical\" must be greater than 0")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "against": "Loop", "ratio": { "typical": 1, "tolerance": -1 } } ] }""", "\"tolerance\" is no number of at least 0")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "against": "Loop", "ratio": 1 } ] }""", "rule 1 (B), ratio: is no object")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "against": "Loop", "accepted": {} } ] }""", "but \"acceptedFile\" is missing")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": "accepted" } ] }""", "but \"acceptedFile\" is missing")]
    [InlineData("""{ "acceptedFile": "x", "rules": [ { "benchmark": "B", "against": "Loop", "accepted": { "level": 0.7 } } ] }""", "\"level\" must be between 0 and 0.5")]
    [InlineData("""{ "unguarded": "maybe", "rules": [ { "benchmark": "B", "allocated": 0 } ] }""", "\"unguarded\" is \"maybe\"")]
    [InlineData("""{ "allocationNoise": "few", "rules": [ { "benchmark": "B", "allocated": 0 } ] }""", "\"allocationNoise\" is no whole number of bytes")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": 0, "against": "Loop", "ratio": null } ] }""", "rule 1: \"ratio\" is null")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": { "exactly": 0, "resolution": null } } ] }""", "rule 1 (B), allocated: \"resolution\" is null")]
    [InlineData("""{ "acceptedFile": null, "rules": [ { "benchmark": "B", "allocated": 0 } ] }""", "the rules file: \"acceptedFile\" is null")]
    [InlineData("""{ "rules": [ { "benchmark": "B", "allocated": 0, "cases": 0 } ] }""", "rule 1 (B): \"cases\" is no number of benchmarks")]
    public void A_rules_file_that_cannot_be_used_is_named_with_the_reason(string rules, string reason)
    {
        _space.With("rules.json", rules).Judge("a.json").Should().Be(2);
        _space.Errors.Should().StartWith("error: rules.json: ").And.Contain(reason);
        _space.Errors.TrimEnd('\n').Should().NotContain("\n");
    }

    [Fact]
    public void Comments_and_trailing_commas_are_allowed()
    {
        _space.With("rules.json", "{ /* why */ \"rules\": [ // the kernel\n { \"benchmark\": \"Shop.Loops.Batch\", \"allocated\": 0, }, ], }").Judge("a.json").Should().Be(0, _space.Errors);
    }

    [Theory]
    [InlineData("Shop.Loops.Batch", 1)]
    [InlineData("*.Batch", 1)]
    [InlineData("Shop.*", 2)]
    [InlineData("*", 2)]
    [InlineData("Shop?Loops.Batch", 0)]
    [InlineData("shop.loops.batch", 0)]
    [InlineData("Batch", 0)]
    public void A_star_stands_for_any_characters_and_nothing_else_does(string pattern, int matches)
    {
        _space.Rules($$"""{ "benchmark": "{{pattern}}", "allocated": 0 }""").Judge("a.json").Should().Be(matches > 0 ? 0 : 2);
        _space.Output.Should().Contain(matches > 0 ? $"passed ({matches} ok" : "1 unusable");
    }

    [Fact]
    public void Parameters_and_jobs_belong_to_the_name_and_to_the_baseline()
    {
        _space.Rules("""{ "benchmark": "*Batch*", "against": "Loop", "ratio": { "typical": 0.5, "tolerance": 0 } }""");
        _space.With("b.json", Report.Of(
            Report.Benchmark("Batch", 10, parameters: "Rows=1000", job: "net10"), Report.Benchmark("Loop", 20, parameters: "Rows=1000", job: "net10"),
            Report.Benchmark("Batch", 30, parameters: "Rows=1000", job: "net8"), Report.Benchmark("Loop", 40, parameters: "Rows=1000", job: "net8"),
            Report.Benchmark("Batch", 70, parameters: "Rows=9", job: "net10"), Report.Benchmark("Loop", 700, parameters: "Rows=9", job: "net10")));
        _space.Judge("b.json").Should().Be(1);
        _space.Output.Should().MatchRegex(@"ok +""Shop\.Loops\.Batch\(Rows: 1000\) \[net10\]"" +ratio +at most 0\.500 of Loop +0\.500")
            .And.MatchRegex(@"REGRESSION +""Shop\.Loops\.Batch\(Rows: 1000\) \[net8\]"" +ratio +at most 0\.500 of Loop +0\.750")
            .And.MatchRegex(@"LOOSE +""Shop\.Loops\.Batch\(Rows: 9\)"" +ratio +at most 0\.500 of Loop +0\.100");
    }

    [Theory]
    [InlineData("list", 0, true)]
    [InlineData("ignore", 0, false)]
    [InlineData("error", 2, true)]
    public void Benchmarks_without_a_rule_are_listed_ignored_or_an_error(string unguarded, int code, bool listed)
    {
        _space.With("rules.json", $$"""{ "unguarded": "{{unguarded}}", "rules": [ { "benchmark": "*Batch", "against": "Loop", "ratio": { "typical": 1 } } ] }""")
            .With("b.json", Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Loop", 20), Report.Benchmark("Forgotten", 20)));
        _space.Judge("b.json").Should().Be(code);
        _space.Output.Contains("\n  \"Shop.Loops.Forgotten\"\n", StringComparison.Ordinal).Should().Be(listed);
        _space.Output.Should().NotContain("Loops.Loop\"\n", "a baseline is not forgotten");
        _space.Errors.Should().Be(code == 0 ? "" : "error: rules.json: no rule for Shop.Loops.Forgotten\n");
    }

    [Fact]
    public void A_pattern_knows_how_many_benchmarks_it_stands_for()
    {
        _space.Rules("""{ "benchmark": "Shop.*", "cases": 2, "allocated": 0 }""").Judge("a.json").Should().Be(0, _space.Errors);
        _space.With("a.json", Report.Of(Report.Benchmark("Batch", 10))).Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be("error: rules.json: Shop.* stands for 2 benchmarks, the results have 1\n");
    }

    [Fact]
    public void A_name_in_the_table_can_be_pasted_into_a_rule()
    {
        _space.With("a.json", Report.Of(Report.Benchmark("Batch", 10, parameters: "Model=\"BG/NBD\"")));
        _space.Rules("""{ "benchmark": "*", "allocated": 0 }""").Judge("a.json").Should().Be(0, _space.Errors);
        string name = _space.Output.Split('\n')[1].Split("  ", StringSplitOptions.RemoveEmptyEntries)[1];
        _space.Rules($$"""{ "benchmark": {{name}}, "allocated": 0 }""").Judge("a.json").Should().Be(0, _space.Errors);
    }

    [Fact]
    public void A_part_of_the_rules_is_judged_when_that_is_asked_for()
    {
        _space.Rules("""{ "benchmark": "Shop.Loops.Batch", "allocated": 0 }""", """{ "benchmark": "Shop.Others.Batch", "allocated": 0 }""");
        _space.Judge("a.json").Should().Be(2);
        _space.Judge("a.json", "--only", "*.Loops.*").Should().Be(0, _space.Errors);
        _space.Judge("a.json", "--only", "*.Lops.*").Should().Be(2);
        _space.Errors.Should().Be("error: rules.json: no rule is for *.Lops.*\n");
    }

    public void Dispose() => _space.Dispose();
}
