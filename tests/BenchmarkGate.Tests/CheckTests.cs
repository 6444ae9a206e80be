namespace BenchmarkGate.Tests;

/// <summary>Bytes and ratios against their limits.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly Workspace _space = new();

    [Theory]
    [InlineData(0, 0, 10_000, 0)]
    [InlineData(0, 24, 10_000, 1)]
    [InlineData(0, 1, 10_000, 0)] // 10,000 bytes over all operations: the measurement's own noise
    [InlineData(0, 2, 10_000, 1)]
    [InlineData(0, 24, 682, 0)] // 16,368 bytes may be noise
    [InlineData(0, 24, 683, 1)] // 16,392 may not
    [InlineData(1_000, 1_000, 10_000, 0)]
    [InlineData(1_000, 1_024, 10_000, 1)]
    [InlineData(1_000, 900, 10_000, 0)]
    [InlineData(0, long.MaxValue, long.MaxValue, 1)]
    public void Exact_bytes_but_for_what_the_measurement_itself_allocates(long wanted, long found, long operations, int code)
    {
        _space.Rules($$"""{ "benchmark": "*", "allocated": {{wanted}} }""").With("a.json", Report.Of(Report.Benchmark("Batch", 10, found, operations))).Judge("a.json").Should().Be(code, _space.Output);
    }

    [Fact]
    public void Bytes_alone_are_judged_when_that_is_asked_for()
    {
        const string Rule = """{ "benchmark": "*Batch", "allocated": 0, "against": "Loop", "ratio": { "typical": 0.5 } }""";
        _space.Rules(Rule).With("a.json", Report.Of(Report.Benchmark("Batch", 90), Report.Benchmark("Loop", 20)));
        _space.Judge("a.json").Should().Be(1);
        _space.Judge("a.json", "--bytes-only").Should().Be(0);
        _space.Output.Should().Contain("skipped").And.Contain("bytes only");
        _space.With("a.json", Report.Of(Report.Benchmark("Batch", 90, bytes: 96), Report.Benchmark("Loop", 20))).Judge("a.json", "--bytes-only").Should().Be(1);
    }

    [Fact]
    public void Fewer_bytes_are_no_regression_but_the_rule_is_to_be_lowered()
    {
        _space.Rules("""{ "benchmark": "*", "allocated": 100 }""").With("a.json", Report.Of(Report.Benchmark("Batch", 10, 60))).Judge("a.json").Should().Be(0);
        _space.Output.Should().Contain("fewer bytes: lower the rule");
        _space.Rules("""{ "benchmark": "*", "allocated": { "atMost": 100 } }""").Judge("a.json").Should().Be(0);
        _space.Output.Should().NotContain("lower the rule");
        _space.Rules("""{ "benchmark": "*", "allocated": { "atMost": 59 } }""").Judge("a.json").Should().Be(1);
    }

    [Fact]
    public void A_measurement_too_coarse_for_the_resolution_asked_for_is_unusable_and_says_so()
    {
        _space.Rules("""{ "benchmark": "*", "allocated": { "exactly": 0, "resolution": 24 } }""").With("a.json", Report.Of(Report.Benchmark("Batch", 10, 0, 500)));
        _space.Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be("error: a.json: Shop.Loops.Batch ran 500 operations, which show allocations of 33 B and more, not of 24 B; make an operation shorter or the iterations longer\n");
        _space.Rules("""{ "benchmark": "*", "allocated": 0 }""").Judge("a.json").Should().Be(0);
        _space.Output.Should().Contain("500 operations show 33 B and more");
        _space.With("rules.json", """{ "allocationNoise": 1000, "rules": [ { "benchmark": "*", "allocated": { "exactly": 0, "resolution": 24 } } ] }""").Judge("a.json").Should().Be(0);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(15, 0)]
    [InlineData(15.01, 1)]
    [InlineData(20, 1)]
    [InlineData(2, 0)]
    public void A_ratio_up_to_its_typical_value_and_tolerance(double time, int code)
    {
        _space.Rules("""{ "benchmark": "*Batch", "against": "Loop", "ratio": { "typical": 0.5, "tolerance": 0.5 } }""")
            .With("a.json", Report.Of(Report.Benchmark("Batch", time), Report.Benchmark("Loop", 20))).Judge("a.json").Should().Be(code);
        _space.Output.Contains("twice the time would pass", StringComparison.Ordinal).Should().Be(time <= 7.5);
    }

    [Fact]
    public void A_machine_that_is_slower_throughout_raises_no_alarm()
    {
        _space.Rules("""{ "benchmark": "*Batch", "against": "Shop.Loops.Loop", "ratio": { "typical": 0.5, "tolerance": 0.1 } }""")
            .With("a.json", Report.Of(Report.Benchmark("Batch", 1_000), Report.Benchmark("Loop", 2_000))).Judge("a.json").Should().Be(0, _space.Errors);
    }

    [Fact]
    public void Of_repeats_the_median_ratio_counts_and_the_bytes_over_the_most_operations()
    {
        _space.Rules("""{ "benchmark": "*Batch", "allocated": 0, "against": "Loop", "ratio": { "typical": 0.5, "tolerance": 0.1 } }""")
            .With("a.json", Report.Of(Report.Benchmark("Batch", 30, bytes: 24), Report.Benchmark("Loop", 20)))
            .With("b.json", Report.Of(Report.Benchmark("Batch", 260, operations: 200_000), Report.Benchmark("Loop", 500))) // a slow machine, but alike for both
            .With("c.json", Report.Of(Report.Benchmark("Batch", 10, bytes: 7), Report.Benchmark("Loop", 60)));
        _space.Judge("a.json").Should().Be(1);
        _space.Judge("a.json", "b.json", "c.json").Should().Be(0);
        _space.Output.Should().Contain(", 3 runs\n").And.MatchRegex("ratio +at most 0.550 of Loop +0.520 +0.167 to 1.50 in 3 runs");
    }

    [Fact]
    public void Reports_of_several_classes_are_one_run_and_a_baseline_may_be_in_another_class()
    {
        _space.Rules("""{ "benchmark": "*Batch", "against": "Shop.Others.Loop", "ratio": { "typical": 0.5, "tolerance": 0.1 } }""")
            .With("batch1.json", Report.Of(Report.Benchmark("Batch", 10))).With("loop1.json", Report.Of(Report.Benchmark("Loop", 20, type: "Others")))
            .With("batch2.json", Report.Of(Report.Benchmark("Batch", 100))).With("loop2.json", Report.Of(Report.Benchmark("Loop", 200, type: "Others")));
        _space.Judge("batch1.json", "loop1.json", "batch2.json", "loop2.json").Should().Be(0, _space.Errors);
        _space.Output.Should().Contain("0.500 to 0.500 in 2 runs");
    }

    public void Dispose() => _space.Dispose();
}
