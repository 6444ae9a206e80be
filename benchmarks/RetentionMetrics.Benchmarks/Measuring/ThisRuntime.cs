using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>
/// The runtime of this process under the latest name that BenchmarkDotNet 0.14 knows. It takes .NET 10 for older than .NET Core 2.0,
/// on which it had to leave out everything up to 8 KB an iteration as noise: a small object a call would stay unseen.
/// </summary>
internal sealed class ThisRuntime() : Runtime(RuntimeMoniker.Net90, "net10.0", ".NET 10.0");
