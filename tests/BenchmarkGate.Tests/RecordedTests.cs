namespace BenchmarkGate.Tests;

/// <summary>
/// The gate on results that were really measured: three kernels and what one writes by hand, over 1,000 rows, 15 iterations of 10 ms, on two cores that others kept busy (load 8 to 35).
/// A line of the files is a run: of unchanged code, of code whose kernels run twice, and of code whose kernels allocate one object. No run was left out.
/// Kept are the members that the gate reads; the times of one run are up to three times those of another.
/// </summary>
public sealed class RecordedTests : IDisposable
{
    /// <summary>Runs that are judged together.</summary>
    private const int RunsOfACheck = 3;

    private const string AliveRatio = """{ "benchmark": "*.ProbabilityAliveBenchmarks.Batch", "against": "PaperFormulaOverObjects", "ratio": { "typical": 0.3, "tolerance": 0.5 } }""";

    private static readonly string[] Kernels = ["RetentionMetrics.Benchmarks.Rfm.ScoreBenchmarks.Batch", "RetentionMetrics.Benchmarks.Loyalty.NpsBenchmarks.Count", "RetentionMetrics.Benchmarks.Lifetime.ProbabilityAliveBenchmarks.Batch"];

    private readonly Workspace _space = new();

    public static TheoryData<string> KernelNames => [.. Kernels];

    [Fact]
    public void Unchanged_code_raises_no_alarm_in_more_than_20_repeats()
    {
        _space.Rules([AliveRatio, .. Kernels.Select(Bytes)]);
        string[][] checks = Checks("unchanged");
        checks.Length.Should().BeGreaterThanOrEqualTo(20);
        foreach (string[] runs in checks)
            _space.Judge(runs).Should().Be(0, _space.Output + _space.Errors);
    }

    [Fact]
    public void A_kernel_that_takes_twice_the_time_is_caught_every_time()
    {
        _space.Rules(AliveRatio);
        string[][] checks = Checks("slower");
        checks.Length.Should().BeGreaterThanOrEqualTo(19);
        foreach (string[] runs in checks)
        {
            _space.Judge(runs).Should().Be(1, _space.Output + _space.Errors);
            _space.Output.Should().MatchRegex(@"REGRESSION +""RetentionMetrics\.Benchmarks\.Lifetime\.ProbabilityAliveBenchmarks\.Batch"" +ratio");
        }
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void One_object_more_is_caught_every_time(string kernel)
    {
        _space.Rules(Bytes(kernel));
        foreach (string[] runs in Checks("allocating"))
        {
            _space.Judge(runs).Should().Be(1, _space.Output + _space.Errors);
            _space.Output.Should().MatchRegex("REGRESSION .* allocated +0 B");
        }
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void A_single_run_catches_one_object_more_or_says_that_its_operations_are_too_few(string kernel)
    {
        _space.Rules(Bytes(kernel).Replace("\"allocated\": 0", "\"allocated\": { \"exactly\": 0, \"resolution\": 24 }", StringComparison.Ordinal));
        int caught = 0;
        string[] runs = Runs("allocating");
        foreach (string run in runs)
        {
            int code = _space.Judge(run);
            code.Should().NotBe(0, _space.Output);
            caught += code == 1 ? 1 : 0;
            _space.Errors.Contains("operations, which show allocations of", StringComparison.Ordinal).Should().Be(code == 2);
        }

        caught.Should().BeGreaterThan(runs.Length * 3 / 4);
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void What_the_measurement_itself_allocates_raises_no_alarm_in_any_single_run(string kernel)
    {
        _space.Rules(Bytes(kernel));
        string[] runs = [.. Runs("unchanged"), .. Runs("slower")];
        runs.Length.Should().BeGreaterThan(100);
        foreach (string run in runs)
            _space.Judge(run).Should().Be(0, _space.Output + _space.Errors);
        string.Concat(runs.Select(r => _space.Read(r))).Should().MatchRegex("\"BytesAllocatedPerOperation\":[1-9]", "the recorded runs have such noise");
    }

    [Fact]
    public void More_runs_tell_more_kernels_apart()
    {
        // The ratios of these two move more between runs: three runs are not enough, all together are.
        _space.Rules(
            """{ "benchmark": "*.ScoreBenchmarks.Batch", "against": "IfChains", "ratio": { "typical": 0.54, "tolerance": 0.5 } }""",
            """{ "benchmark": "*.NpsBenchmarks.Count", "against": "LinqCounts", "ratio": { "typical": 0.3, "tolerance": 0.5 } }""");
        _space.Judge(Runs("unchanged")).Should().Be(0, _space.Output);
        _space.Judge(Runs("slower")).Should().Be(1);
        _space.Output.Should().Contain("0 ok, 0 loose, 2 regressions");
    }

    [Fact]
    public void Accepted_results_of_the_recorded_machine_find_the_slower_kernel_and_not_the_unchanged_one()
    {
        _space.With("rules.json", """{ "acceptedFile": "accepted.json", "rules": [ { "benchmark": "*.ProbabilityAliveBenchmarks.Batch", "against": "PaperFormulaOverObjects", "accepted": { "tolerance": 0.3 } } ] }""");
        string[] unchanged = Runs("unchanged"), slower = Runs("slower");
        _space.Run(["--rules", "rules.json", "--update", .. unchanged[..15]]).Should().Be(0, _space.Errors);
        _space.Judge(unchanged[15..30]).Should().Be(0, _space.Output);
        _space.Output.Should().MatchRegex("2[0-9]{2} accepted and 2[0-9]{2} iterations");
        _space.Judge(slower[..15]).Should().Be(1, _space.Output);
    }

    [Fact]
    public void A_whole_report_is_read_as_BenchmarkDotNet_wrote_it()
    {
        File.Copy(PathOf("whole-report-full-compressed.json"), _space.PathOf("whole-report-full-compressed.json"));
        _space.Rules(AliveRatio, """{ "benchmark": "*Batch", "allocated": 0 }""").Judge("").Should().Be(2, "an empty argument is no file");
        _space.Judge("whole-report-full-compressed.json").Should().Be(0, _space.Output + _space.Errors);
        _space.Output.Should().Contain("Intel Xeon Processor, 2 cores, X64, .NET 10.0.");
    }

    public void Dispose() => _space.Dispose();

    private static string Bytes(string kernel) => $$"""{ "benchmark": "{{kernel}}", "allocated": 0 }""";

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Recorded", name);

    /// <summary>Writes each run into a file of its own.</summary>
    private string[] Runs(string code)
    {
        string[] lines = File.ReadAllLines(PathOf(code + ".jsonl"));
        for (int i = 0; i < lines.Length; i++)
            _space.With($"{code}-{i}.json", lines[i]);
        return [.. lines.Select((_, i) => $"{code}-{i}.json")];
    }

    /// <summary>Runs one after another, no run in two checks.</summary>
    private string[][] Checks(string code) => [.. Runs(code).Chunk(RunsOfACheck).Where(runs => runs.Length == RunsOfACheck)];
}
