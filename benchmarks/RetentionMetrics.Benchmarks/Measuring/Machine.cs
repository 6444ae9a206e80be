using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Environments;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>The machine that measured, as far as it matters: no host's name, no path.</summary>
internal sealed record Machine(string ProcessorName, int LogicalCoreCount, string Architecture, string InstructionSets, string RuntimeVersion, string OsVersion)
{
    public static Machine Of(HostEnvironmentInfo host) => new(
        host.CpuInfo.Value.ProcessorName?.Trim() is { Length: > 0 } name ? Regex.Replace(name, @"\((R|TM|C)\)|\s+(?=\s)", "") : "Unknown processor",
        Environment.ProcessorCount,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Widest(),
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription);

    /// <summary>Of the processor and the instruction sets in use: runs with some of them switched off are kept apart.</summary>
    public string Folder() => Regex.Replace($"{ProcessorName}-{InstructionSets}".ToLowerInvariant(), "[^a-z0-9]+", "-").Trim('-');

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessorName}, {LogicalCoreCount} cores, {Architecture} with {InstructionSets}, {RuntimeVersion}, {OsVersion}");

    private static string Widest() =>
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : Sse42.IsSupported ? "SSE4.2" : AdvSimd.IsSupported ? "AdvSimd" : "no vectors";
}
