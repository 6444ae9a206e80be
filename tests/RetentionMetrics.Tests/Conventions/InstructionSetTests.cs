using System.Diagnostics;
using System.Globalization;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>The same numbers on every processor: hot paths give, bit for bit, with instruction sets switched off what they give with all of them.</summary>
public sealed class InstructionSetTests
{
    private static readonly string[] Here = [.. HotPathBits.Lines()];

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void Shorter_vectors_give_the_same_bits(string variable, int bits)
    {
        string[] there = Run(variable);
        int.Parse(there[0], CultureInfo.InvariantCulture).Should().Be(Math.Min(bits, HotPathBits.VectorBits), "the process must have computed in these");
        there[1..].Should().Equal(Here);
    }

    [Fact]
    public void Code_that_is_optimised_at_once_gives_the_same_bits() => Run("DOTNET_TieredCompilation")[1..].Should().Equal(Here);

    [Fact]
    public void The_digest_sees_every_hot_path_and_differs_between_them()
    {
        Here.Select(l => l.Split(' ')[0]).Should().Contain(["BgNbd.ExpectedPurchases", "RfmRanks.Ntile", "TouchPlan.Assign", "HealthScore.Score"]);
        Here.Select(l => l.Split(' ')[^1]).Should().OnlyHaveUniqueItems();
    }

    private static string[] Run(string variable)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(InstructionSetTests).Assembly.Location, HotPathBits.Option]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[variable] = "0";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
