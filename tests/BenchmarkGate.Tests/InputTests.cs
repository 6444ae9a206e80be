using System.Text.Json.Nodes;

namespace BenchmarkGate.Tests;

/// <summary>Results that cannot be judged: exit code 2 and a line that names the file and the reason.</summary>
public sealed class InputTests : IDisposable
{
    private const string Allocation = """{ "benchmark": "Shop.Loops.Batch", "allocated": 0 }""";
    private const string Ratio = """{ "benchmark": "Shop.Loops.Batch", "against": "Loop", "ratio": { "typical": 0.5 } }""";

    private readonly Workspace _space = new();

    [Theory]
    [InlineData("", "a.json: is empty")]
    [InlineData("  \n", "a.json: is empty")]
    [InlineData("BenchmarkDotNet v0.14.0", "a.json: is not JSON (line 1)")]
    [InlineData("{\n\"Benchmarks\": [", "a.json: is not JSON (line 2)")]
    [InlineData("[]", "a.json: is no full BenchmarkDotNet report")]
    [InlineData("""{ "rules": [] }""", "a.json: is no full BenchmarkDotNet report")]
    [InlineData("""{ "HostEnvironmentInfo": {}, "Benchmarks": {} }""", "a.json: is no full BenchmarkDotNet report")]
    [InlineData("""{ "HostEnvironmentInfo": {}, "Benchmarks": [] }""", "a.json: holds no benchmarks")]
    [InlineData("""{ "HostEnvironmentInfo": {}, "Benchmarks": [ 1 ] }""", "a.json: is no full BenchmarkDotNet report (benchmark 1 has no FullName)")]
    [InlineData("""{ "HostEnvironmentInfo": {}, "Benchmarks": [ { "FullName": 3 } ] }""", "a.json: is no full BenchmarkDotNet report (benchmark 1 has no FullName)")]
    public void A_file_that_is_no_report(string text, string reason)
    {
        _space.Rules(Allocation).With("a.json", text).Judge("a.json").Should().Be(2);
        _space.Errors.Should().StartWith($"error: {reason}");
    }

    [Fact]
    public void A_folder_without_reports()
    {
        _space.Rules(Allocation).With("run/notes.md", "#").With("run/Loops-report-brief.json", Report.Of(Report.Benchmark("Batch", 1)));
        _space.Judge("run").Should().Be(2);
        _space.Errors.Should().Contain("run: holds no *-report-full.json or *-report-full-compressed.json");
    }

    [Fact]
    public void A_rule_whose_benchmark_is_not_there()
    {
        _space.Rules(Allocation, """{ "benchmark": "Shop.Loops.Bach", "allocated": 0 }""").With("a.json", Report.Of(Report.Benchmark("Batch", 10))).Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be("error: rules.json: the results have no benchmark Shop.Loops.Bach\n");
        _space.Output.Should().Contain("UNUSABLE  \"Shop.Loops.Bach\"");
    }

    [Fact]
    public void A_pattern_that_only_matches_its_own_baseline_checks_nothing()
    {
        _space.Rules("""{ "benchmark": "*Loop", "against": "Loop", "ratio": { "typical": 1 } }""").With("a.json", Report.Of(Report.Benchmark("Loop", 10))).Judge("a.json").Should().Be(2);
        _space.Errors.Should().Contain("the results have no benchmark *Loop");
    }

    [Fact]
    public void A_benchmark_that_failed()
    {
        JsonObject failed = Report.Benchmark("Batch", 10);
        failed["Statistics"] = null;
        _space.Rules(Allocation, Ratio).With("a.json", Report.Of(failed, Report.Benchmark("Loop", 20))).Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be("error: a.json: Shop.Loops.Batch has no result: the benchmark failed\nerror: a.json: Shop.Loops.Batch has no result: the benchmark failed\n");
    }

    [Fact]
    public void A_repeat_that_failed_is_not_hidden_by_another()
    {
        JsonObject failed = Report.Benchmark("Batch", 10);
        failed["Statistics"] = null;
        _space.Rules(Ratio).With("a.json", Report.Of(failed, Report.Benchmark("Loop", 20))).With("b.json", Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Loop", 20)));
        _space.Judge("a.json", "b.json").Should().Be(2);
        _space.Errors.Should().Contain("a.json: Shop.Loops.Batch has no result");
    }

    [Fact]
    public void A_baseline_that_failed_or_is_missing()
    {
        JsonObject failed = Report.Benchmark("Loop", 20);
        failed["Statistics"] = null;
        _space.Rules(Ratio).With("a.json", Report.Of(failed, Report.Benchmark("Batch", 10))).With("b.json", Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Loop", 20, type: "Others")));
        _space.Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be("error: a.json: Shop.Loops.Loop has no result: the benchmark failed\n");
        _space.Judge("b.json").Should().Be(2);
        _space.Errors.Should().Be("error: b.json: Shop.Loops.Batch has no baseline Loop beside it\n");
    }

    [Theory]
    [InlineData("\"NaN\"", "has no finite median and iterations")]
    [InlineData("null", "has no finite median and iterations")]
    [InlineData("NaN", "has no finite median and iterations")]
    [InlineData("-Infinity", "has no finite median and iterations")]
    [InlineData("0", "has a median of 0 ns: too short to be measured")]
    public void A_median_that_is_no_time(string median, string reason)
    {
        string report = Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Loop", 20)).Replace("\"Median\":10", "\"Median\":" + median, StringComparison.Ordinal);
        _space.Rules(Ratio).With("a.json", report).Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be($"error: a.json: Shop.Loops.Batch {reason}\n");
    }

    [Fact]
    public void Numbers_that_are_not_numbers_elsewhere_do_no_harm()
    {
        string report = Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Loop", 20)).Replace("\"Median\"", "\"Kurtosis\":NaN,\"Skewness\": -Infinity,\"Median\"", StringComparison.Ordinal);
        _space.Rules(Ratio).With("a.json", report).Judge("a.json").Should().Be(0, _space.Errors);
    }

    [Fact]
    public void No_memory_diagnoser()
    {
        _space.Rules(Allocation).With("a.json", Report.Of(Report.Benchmark("Batch", 10, bytes: null))).Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be("error: a.json: Shop.Loops.Batch has no allocated bytes; give its class [MemoryDiagnoser]\n");
    }

    [Fact]
    public void A_benchmark_twice_in_a_file_or_folder_cannot_be_told_apart()
    {
        string report = Report.Of(Report.Benchmark("Batch", 10));
        _space.Rules(Allocation).With("a.json", Report.Of(Report.Benchmark("Batch", 10), Report.Benchmark("Batch", 9)))
            .With("run/new-report-full.json", report).With("run/old-report-full.json", report);
        _space.Judge("a.json").Should().Be(2);
        _space.Errors.Should().Be("error: a.json: holds Shop.Loops.Batch twice\n");
        _space.Judge("run").Should().Be(2);
        _space.Errors.Should().Be($"error: {Path.Combine("run", "old-report-full.json")}: holds Shop.Loops.Batch, as {Path.Combine("run", "new-report-full.json")} does; give each repeat in a folder of its own\n");
    }

    [Fact]
    public void Both_exporters_of_one_run_are_one_report()
    {
        string report = Report.Of(Report.Benchmark("Batch", 10));
        _space.Rules(Allocation).With("run/results/Loops-report-full.json", report).With("run/results/Loops-report-full-compressed.json", report).Judge("run").Should().Be(0, _space.Errors);
    }

    [Fact]
    public void Results_of_two_machines()
    {
        _space.Rules(Allocation).With("a.json", Report.Of(Report.Benchmark("Batch", 10))).With("b.json", Report.On("Slow Processor", Report.Benchmark("Batch", 10)));
        _space.Judge("a.json", "b.json").Should().Be(2);
        _space.Errors.Should().Be("error: b.json: measured on Slow Processor, 4 cores, X64, .NET 10.0.0, Linux, but a.json on Quick Processor, 4 cores, X64, .NET 10.0.0, Linux; results of several hosts or runtimes cannot be judged together\n");
    }

    [Fact]
    public void Results_of_two_runtimes()
    {
        _space.Rules(Allocation).With("a.json", Report.Of(Report.Benchmark("Batch", 10))).With("b.json", Report.On("Quick Processor", ".NET 9.0.0", [Report.Benchmark("Batch", 10)]));
        _space.Judge("a.json", "b.json").Should().Be(2);
        _space.Errors.Should().Contain("b.json: measured on Quick Processor, 4 cores, X64, .NET 9.0.0, Linux, but a.json on");
    }

    [Fact]
    public void A_report_that_is_given_twice_is_no_repeat()
    {
        _space.Rules(Allocation).With("run/a-report-full.json", Report.Of(Report.Benchmark("Batch", 10)));
        string report = Path.Combine("run", "a-report-full.json");
        foreach (string again in new[] { "run", Path.Combine("run", "..", "run"), report })
        {
            _space.Judge("run", again).Should().Be(2);
            _space.Errors.Should().EndWith("is given twice, and would count as a repeat of itself\n");
        }
    }

    public void Dispose() => _space.Dispose();
}
