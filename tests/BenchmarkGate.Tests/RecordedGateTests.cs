using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BenchmarkGate.Tests;

/// <summary>
/// The rules of this repository, benchmarks/gate.json, on real runs of its gate, judged in checks of five as benchmarks/gate.sh does.
/// gate-runs.jsonl.gz is what PROOF_KEEP=FOLDER benchmarks/prove-gate.sh keeps: a line is a run of the code that "Code" names, unchanged or with one "Kernel" that runs twice or allocates one object.
/// It is recorded again, and put in the place of the old one, when a kernel's speed or its rule changes. No run is left out.
/// </summary>
public sealed class RecordedGateTests : IDisposable
{
    /// <summary>Runs that are judged together: GATE_REPEATS of benchmarks/gate.sh.</summary>
    private const int RunsOfACheck = 5;

    private static readonly Lazy<Run[]> AllRuns = new(Read);

    private readonly Workspace _space = new();

    public RecordedGateTests() => File.Copy(Path.Combine(AppContext.BaseDirectory, "gate.json"), _space.PathOf("gate.json"));

    /// <summary>What was planted.</summary>
    public static TheoryData<string, string> Planted
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string code, string kernel) in AllRuns.Value.Where(r => r.Code != "unchanged").Select(r => (r.Code, r.Kernel)).Distinct())
                data.Add(code, kernel);
            return data;
        }
    }

    [Fact]
    public void Unchanged_code_passes_every_check()
    {
        string[][] checks = Checks("unchanged", "");
        checks.Length.Should().BeGreaterThanOrEqualTo(20);
        foreach (string[] check in checks)
            _space.Run(["--rules", "gate.json", .. check]).Should().Be(0, _space.Output + _space.Errors);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_regression_is_caught_by_every_check(string code, string kernel)
    {
        string what = code switch { "slower" => "ratio", "allocating" => "allocated", _ => throw new InvalidDataException($"{code} is no planted code") };
        string[][] checks = Checks(code, kernel);
        checks.Length.Should().BeGreaterThanOrEqualTo(4);
        foreach (string[] check in checks)
        {
            // As prove-gate.sh measures it: the kernel's class alone.
            _space.Run(["--rules", "gate.json", "--only", $"*.{kernel[..kernel.IndexOf('.', StringComparison.Ordinal)]}.*", .. check]).Should().Be(1, _space.Output + _space.Errors);
            _space.Output.Should().MatchRegex($@"REGRESSION +""RetentionMetrics\.Benchmarks\.\w+\.{Regex.Escape(kernel)}\(.*"" +{what} ");
        }
    }

    [Fact]
    public void Both_kinds_of_regression_were_planted_in_three_kernels()
    {
        foreach (string code in (string[])["slower", "allocating"])
            AllRuns.Value.Where(r => r.Code == code).Select(r => r.Kernel).Distinct().Should().HaveCountGreaterThanOrEqualTo(3, code);
    }

    public void Dispose() => _space.Dispose();

    private static Run[] Read()
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Recorded", "gate-runs.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var runs = new List<Run>();
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument run = JsonDocument.Parse(line);
            runs.Add(new Run(run.RootElement.GetProperty("Code").GetString()!, run.RootElement.TryGetProperty("Kernel", out JsonElement kernel) ? kernel.GetString()! : "", line));
        }

        return [.. runs];
    }

    /// <summary>Runs one after another, each in a file of its own, no run in two checks.</summary>
    private string[][] Checks(string code, string kernel)
    {
        string[] reports = [.. AllRuns.Value.Where(r => r.Code == code && r.Kernel == kernel).Select(r => r.Report)];
        (reports.Length % RunsOfACheck).Should().Be(0, "a check that was cut short is no proof");
        for (int i = 0; i < reports.Length; i++)
            _space.With($"{i}.json", reports[i]);
        return [.. Enumerable.Range(0, reports.Length).Select(i => $"{i}.json").Chunk(RunsOfACheck)];
    }

    private sealed record Run(string Code, string Kernel, string Report);
}
