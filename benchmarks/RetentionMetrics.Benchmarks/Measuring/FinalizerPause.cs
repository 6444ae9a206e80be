using System.Runtime.CompilerServices;
using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Validators;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>
/// Keeps the finalizers' thread still while MemoryDiagnoser counts. It counts the whole process around one iteration and collects garbage first, after which that thread
/// trims array pools, and allocates some kilobytes for it: over few calls these show as bytes of a benchmark that allocates none.
/// Works where the benchmark runs in this process, where signals are handled on its thread.
/// </summary>
internal sealed class FinalizerPause : IDiagnoser
{
    // Longer than any counted iteration. Should something wait for finalizers meanwhile, it waits no longer than that.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    // Of the process, as the finalizers' thread is.
    private static readonly ManualResetEventSlim IsHeld = new();
    private static readonly ManualResetEventSlim MayGoOn = new();

    public IEnumerable<string> Ids => [nameof(FinalizerPause)];

    public IEnumerable<IExporter> Exporters => [];

    public IEnumerable<IAnalyser> Analysers => [];

    public RunMode GetRunMode(BenchmarkCase benchmarkCase) => RunMode.NoOverhead;

    public void Handle(HostSignal signal, DiagnoserActionParameters parameters)
    {
        if (signal == HostSignal.AfterActualRun) // the counted iteration comes next
        {
            IsHeld.Reset();
            MayGoOn.Reset();
            Leave();
            GC.Collect();
            IsHeld.Wait(Limit);
        }
        else if (signal == HostSignal.AfterAll)
        {
            MayGoOn.Set();
        }
    }

    public void DisplayResults(ILogger logger)
    {
    }

    public IEnumerable<Metric> ProcessResults(DiagnoserResults results) => [];

    public IEnumerable<ValidationError> Validate(ValidationParameters validationParameters) => [];

    // In a method of its own, so that no local keeps it alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leave() => _ = new Holder();

    private sealed class Holder
    {
#pragma warning disable MA0055 // the finalizers' thread can be reached in no other way
        ~Holder()
#pragma warning restore MA0055
        {
            IsHeld.Set();
            MayGoOn.Wait(Limit);
        }
    }
}
