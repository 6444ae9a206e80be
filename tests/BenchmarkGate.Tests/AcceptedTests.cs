using System.Text.Json.Nodes;

namespace BenchmarkGate.Tests;

/// <summary>The file of accepted results: written by --update, compared with by a rank test.</summary>
public sealed class AcceptedTests : IDisposable
{
    private const string Rule = """{ "benchmark": "*Batch", "allocated": "accepted", "against": "Loop", "accepted": { "tolerance": 0.25, "level": 0.01 } }""";

    private readonly Workspace _space = new Workspace()
        .With("rules.json", Rules(Rule))
        .With("before.json", Of(10, 1, bytes: 96));

    [Fact]
    public void Without_accepted_results_the_input_is_unusable_and_update_makes_them()
    {
        _space.Judge("before.json").Should().Be(2);
        _space.Errors.Should().Be("error: accepted.json: not found; make it with --update\n");
        Update("before.json").Should().Be(0, _space.Errors);
        _space.Output.Should().StartWith("accepted: accepted.json now holds these results of Quick Processor, 4 cores, X64\n");
        _space.Judge("before.json").Should().Be(0, _space.Errors);
        _space.Output.Should().Contain("2 ok");
        Directory.GetFiles(_space.Folder).Select(Path.GetFileName).Should().BeEquivalentTo("rules.json", "before.json", "accepted.json");
    }

    [Fact]
    public void Equal_results_give_equal_bytes_in_a_form_for_reviews()
    {
        _space.With("one.json", Report.Of(Report.Benchmark("Batch", [1, 2.123456789, 3, 4, 5], 96), Report.Benchmark("Loop", 10)));
        Update("one.json");
        _space.Read("accepted.json").Should().Be(
            """
            {
              "kind": "benchmarkGateAccepted",
              "version": 1,
              "allocated": {
                "Shop.Loops.Batch": 96
              },
              "machines": {
                "Quick Processor, 4 cores, X64": {
                  "Shop.Loops.Batch": {
                    "against": "Loop",
                    "ratios": [
                      0.1,
                      0.21235,
                      0.3,
                      0.4,
                      0.5
                    ]
                  }
                }
              }
            }

            """.ReplaceLineEndings("\n"));
        string first = _space.Read("accepted.json"), rules = _space.Read("rules.json");
        Update("one.json");
        _space.Read("accepted.json").Should().Be(first);
        _space.Read("rules.json").Should().Be(rules);
    }

    [Theory]
    [InlineData(10, 1, 0)]
    [InlineData(12, 1, 0)] // slower by a fifth: within the tolerance
    [InlineData(20, 1, 1)] // twice the time
    [InlineData(15, 1, 1)]
    [InlineData(100, 10, 0)] // all of the machine ten times slower
    [InlineData(200, 10, 1)]
    [InlineData(5, 1, 0)]
    public void A_shift_of_the_ratio_by_more_than_the_tolerance_is_found(double batch, double factor, int code)
    {
        Update("before.json");
        for (int seed = 2; seed < 12; seed++)
        {
            _space.With("now.json", Of(batch, factor, seed, bytes: 96)).Judge("now.json").Should().Be(code, _space.Output);
            _space.Output.Should().Contain("7 accepted and 7 iterations");
        }
    }

    [Fact]
    public void One_slow_iteration_is_no_regression()
    {
        Update("before.json");
        _space.With("now.json", Report.Of(Report.Benchmark("Batch", [10, 10.1, 10.2, 9.9, 10, 100, 300], 96), Report.Benchmark("Loop", 20))).Judge("now.json").Should().Be(0, _space.Output);
    }

    [Fact]
    public void Bytes_are_compared_with_the_accepted_ones()
    {
        Update("before.json");
        _space.With("now.json", Of(10, 1, 2, bytes: 120)).Judge("now.json").Should().Be(1);
        _space.Output.Should().MatchRegex(@"REGRESSION +""Shop\.Loops\.Batch"" +allocated +96 B +120 B +accepted; 24 B more");
    }

    [Fact]
    public void On_another_machine_bytes_are_compared_and_times_are_not_which_is_said()
    {
        Update("before.json");
        _space.With("now.json", Report.On("Slow Processor", Report.Benchmark("Batch", 100, 120), Report.Benchmark("Loop", 20))).Judge("now.json").Should().Be(1);
        _space.Output.Should().Contain("0 ok, 0 loose, 1 regression, 1 skipped").And.Contain("nothing is accepted for Slow Processor, 4 cores, X64");
        _space.With("now.json", Report.On("Slow Processor", Report.Benchmark("Batch", 100, 96), Report.Benchmark("Loop", 20))).Judge("now.json").Should().Be(0);

        Update("now.json").Should().Be(0);
        _space.Judge("now.json").Should().Be(0);
        _space.Output.Should().Contain("2 ok");
        _space.Judge("before.json").Should().Be(0);
        _space.Output.Should().Contain("2 ok", "each machine keeps its own");
    }

    [Fact]
    public void An_update_that_accepts_something_worse_says_so()
    {
        Update("before.json");
        _space.Output.Should().NotContain("worse");
        _space.With("now.json", Of(30, 1, 2, bytes: 120));
        Update("now.json").Should().Be(0);
        _space.Output.Should().Contain("\naccepted although worse than before: Shop.Loops.Batch allocated 96 B -> 120 B\n")
            .And.MatchRegex(@"\naccepted although worse than before: Shop\.Loops\.Batch shift 0\.[45]\d\d of Loop -> 1\.[45]\d\n");
        Update("before.json").Should().Be(0);
        _space.Output.Should().NotContain("worse", "better is not worse");
    }

    [Fact]
    public void A_benchmark_that_is_new_on_a_known_machine_has_to_be_accepted()
    {
        Update("before.json");
        _space.With("now.json", Report.Of(Report.Benchmark("Batch", 10, 96), Report.Benchmark("NewBatch", 10), Report.Benchmark("Loop", 20))).Judge("now.json").Should().Be(2);
        _space.Errors.Should().Be("error: accepted.json: has nothing of Shop.Loops.NewBatch; accept it with --update\nerror: accepted.json: has nothing of Shop.Loops.NewBatch; accept it with --update\n");
    }

    [Fact]
    public void Too_few_iterations_for_the_level_are_unusable()
    {
        _space.With("few.json", Report.Of(Report.Benchmark("Batch", [10, 10, 10], 96), Report.Benchmark("Loop", 20)));
        Update("few.json").Should().Be(2);
        _space.Errors.Should().Be("error: few.json: Shop.Loops.Batch has 3 iterations and 3 accepted ones, too few for a test at level 0.01\n");
        File.Exists(_space.PathOf("accepted.json")).Should().BeFalse("what cannot be judged is not accepted");
    }

    [Fact]
    public void Another_baseline_than_the_accepted_one_is_unusable()
    {
        Update("before.json");
        _space.With("rules.json", Rules(Rule.Replace("\"Loop\"", "\"Other\"", StringComparison.Ordinal)))
            .With("now.json", Report.Of(Report.Benchmark("Batch", 10, 96), Report.Benchmark("Other", 20))).Judge("now.json").Should().Be(2);
        _space.Errors.Should().Contain("was accepted against Loop, the rule says Other; accept again with --update");
    }

    [Fact]
    public void Results_that_cannot_be_judged_leave_the_accepted_ones_alone()
    {
        Update("before.json");
        string accepted = _space.Read("accepted.json");
        JsonObject failed = Report.Benchmark("Batch", 10);
        failed["Statistics"] = null;
        _space.With("now.json", Report.Of(failed, Report.Benchmark("Loop", 20)));
        Update("now.json").Should().Be(2);
        _space.Read("accepted.json").Should().Be(accepted);
    }

    [Fact]
    public void Rules_without_accepted_results_have_nothing_to_update()
    {
        _space.Rules("""{ "benchmark": "*Batch", "allocated": 96 }""");
        Update("before.json").Should().Be(2);
        _space.Errors.Should().Be("error: rules.json: no rule compares with accepted results, so there is nothing to update\n");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{", "is not JSON (line 1)")]
    [InlineData("{}", "is no file of accepted results (kind benchmarkGateAccepted, version 1)")]
    [InlineData("""{ "kind": "benchmarkGateAccepted", "version": 2, "allocated": {}, "machines": {} }""", "is no file of accepted results")]
    [InlineData("""{ "kind": "benchmarkGateAccepted", "version": 1, "allocated": {}, "machines": { "M": 1 } }""", "M: is no object of benchmarks")]
    [InlineData("""{ "kind": "benchmarkGateAccepted", "version": 1, "allocated": {}, "machines": { "M": { "B": { "ratios": [ "NaN" ] } } } }""", "B: \"ratios\" are not numbers greater than 0")]
    [InlineData("""{ "kind": "benchmarkGateAccepted", "version": 1, "machines": {} }""", "is no file of accepted results")]
    [InlineData("""{ "kind": "benchmarkGateAccepted", "version": 1, "allocated": { "B": -1 }, "machines": {} }""", "B: \"allocated\" is no whole number of bytes")]
    public void A_file_that_holds_no_accepted_results(string text, string reason)
    {
        _space.With("accepted.json", text).Judge("before.json").Should().Be(2);
        _space.Errors.Should().StartWith($"error: accepted.json: {reason}");
    }

    public void Dispose() => _space.Dispose();

    private static string Rules(string rule) => $$"""{ "acceptedFile": "accepted.json", "rules": [ {{rule}} ] }""";

    private static string Of(double batch, double factor, int seed = 1, long bytes = 0) =>
        Report.Of(Report.Benchmark("Batch", Report.Around(batch, 7, seed), bytes), Report.Benchmark("Loop", Report.Around(20 * factor, 7, seed + 50)));

    private int Update(string results) => _space.Run("--rules", "rules.json", results, "--update");
}
