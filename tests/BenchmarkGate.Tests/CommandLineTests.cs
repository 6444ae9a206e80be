namespace BenchmarkGate.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workspace _space = new Workspace()
        .Rules("""{ "benchmark": "Shop.Loops.Batch", "allocated": 0 }""")
        .With("run/a-report-full.json", Report.Of(Report.Benchmark("Batch", 10)));

    [Fact]
    public void Help_is_written_and_is_no_error()
    {
        _space.Run("--help").Should().Be(0);
        _space.Output.Should().Contain("--rules FILE").And.Contain("--update").And.Contain("Exit code");
        _space.Errors.Should().BeEmpty();
    }

    [Fact]
    public void The_usual_call_passes()
    {
        _space.Run("--rules", "rules.json", "run").Should().Be(0);
        _space.Run("run", "--rules", "rules.json").Should().Be(0);
        _space.Run("--rules", "rules.json", "--", "run").Should().Be(0);
        _space.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--rules FILE is missing", "run")]
    [InlineData("--rules FILE is missing")]
    [InlineData("no results are given", "--rules", "rules.json")]
    [InlineData("--rules needs a file", "run", "--rules")]
    [InlineData("--rules needs a file", "--rules", "--update", "run")]
    [InlineData("--markdown needs a file", "--rules", "rules.json", "run", "--markdown")]
    [InlineData("--rules is given twice", "--rules", "rules.json", "--rules", "rules.json", "run")]
    [InlineData("--markdown is given twice", "--rules", "rules.json", "--markdown", "m", "--markdown", "m", "run")]
    [InlineData("there is no option --rule", "--rule", "rules.json", "run")]
    [InlineData("an empty argument is no file", "--rules", "rules.json", "")]
    [InlineData("--only needs a pattern", "--rules", "rules.json", "run", "--only")]
    [InlineData("--only is given twice", "--rules", "rules.json", "run", "--only", "*", "--only", "*")]
    [InlineData("--update accepts the results of all rules", "--rules", "rules.json", "run", "--only", "*", "--update")]
    [InlineData("--update accepts times, too", "--rules", "rules.json", "run", "--update", "--bytes-only")]
    [InlineData("--dry-run takes no results", "--rules", "rules.json", "run", "--dry-run")]
    [InlineData("rules: not found", "--rules", "rules", "--dry-run")]
    [InlineData("no rule is for *.Bach", "--rules", "rules.json", "--dry-run", "--only", "*.Bach")]
    [InlineData("there is nothing to update", "--rules", "rules.json", "--dry-run", "--update")]
    [InlineData("cannot be written", "--rules", "rules.json", "--dry-run", "--markdown", "nowhere/summary.md")]
    [InlineData("rules: not found", "--rules", "rules", "run")]
    [InlineData("nowhere: not found", "--rules", "rules.json", "nowhere")]
    public void Arguments_that_cannot_be_used_are_named(string reason, params string[] args)
    {
        _space.Run(args).Should().Be(2);
        _space.Errors.Should().StartWith("error: ").And.Contain(reason);
        _space.Errors.TrimEnd('\n').Should().NotContain("\n");
        _space.Output.Should().BeEmpty();
    }

    [Fact]
    public void A_dry_run_judges_nothing()
    {
        _space.Run("--rules", "rules.json", "--dry-run", "--bytes-only").Should().Be(0, _space.Errors);
        _space.Output.Should().BeEmpty();
        _space.With("rules.json", """{ "rules": [] }""").Run("--rules", "rules.json", "--dry-run").Should().Be(2);
        _space.Errors.Should().StartWith("error: rules.json: needs");
    }

    public void Dispose() => _space.Dispose();
}
