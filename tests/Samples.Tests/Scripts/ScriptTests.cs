using Samples.Tests.Sql;

namespace Samples.Tests.Scripts;

/// <summary>The numbered scripts run as their users run them, and print what is committed beside them.</summary>
public sealed class ScriptTests
{
    // Rewrites the committed outputs instead, as it does with the outputs in the docs.
    private static readonly bool Accepts = Environment.GetEnvironmentVariable("ACCEPT_DOC_OUTPUT") == "1";

    public static TheoryData<string> Names => [.. Script.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_script_prints_what_is_committed(string name)
    {
        (int exitCode, string[] output, string error) = await SampleFile.RunAsync(name + ".cs", database: null);

        (error, exitCode).Should().Be(("", 0));
        if (Accepts)
            await File.WriteAllTextAsync(Script.OutputFile(name), string.Join('\n', output) + "\n");
        else
            output.Should().Equal(Script.Output(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_script_is_short_and_says_how_it_is_run(string name)
    {
        string[] lines = Script.Source(name);

        lines.Length.Should().BeLessThan(40);
        lines[0].Should().StartWith("// ").And.EndWith("?", "a script answers one question");
        lines[1].Should().StartWith($"//     dotnet run samples/{name}.cs");
        lines[2].Should().Contain("#:package RetentionMetrics.Csv@0.1.0", "whoever copies it has no project beside it");
        lines.Should().ContainSingle(l => l.StartsWith("#:", StringComparison.Ordinal)).Which.Should().Be("#:project ../src/RetentionMetrics.Csv");
    }

    [Fact]
    public void Every_output_has_its_script_and_every_script_its_output() =>
        Directory.EnumerateFiles(Path.Combine(Script.Folder, "output")).Select(Path.GetFileNameWithoutExtension).Should().BeEquivalentTo(Script.Names)
            .And.HaveCountGreaterThanOrEqualTo(10);

    [Theory]
    [InlineData("06-cohorts", "customer_id,date,amount\na,2026-01-05,10\nb,2026-01-20,5\na,2026-02-10,x\nb,2026-02-11,7\nc,2026-02-12,1\na,2026-04-01,1\n",
        new[] { "given.csv: 6 read, 5 kept, 1 rejected (RM2003 1), 0 blank", "2026-01       2 100 %  50 %   0 %", "2026-02       1 100 %   0 %" })]
    [InlineData("08-nps", "rating\n10\n9\n3\n\n", new[] { "all               3          2         0           1   33.3" })]
    public async Task A_file_of_ones_own_is_the_first_argument(string name, string content, string[] lines)
    {
        using var folder = new Report.ReportProcess.Folder();
        (int exitCode, string[] output, string error) = await SampleFile.RunAsync(name + ".cs", database: null, folder.File("given.csv", content));

        (error, exitCode).Should().Be(("", 0));
        foreach (string line in lines)
            output.Should().Contain(l => l.StartsWith(line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_without_an_order_is_said_to_be_so()
    {
        using var folder = new Report.ReportProcess.Folder();
        (int exitCode, string[] output, string error) = await SampleFile.RunAsync("01-rfm.cs", database: null, folder.File("given.csv", "customer_id,date,amount\n"));

        exitCode.Should().NotBe(0);
        output.Should().Equal("given.csv: 0 read, 0 kept, 0 rejected, 0 blank");
        error.Should().Contain("There is not one order to look at.");
    }
}
