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
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(3);

    private readonly ManualResetEventSlim _isHeld = new();
    private readonly ManualResetEventSlim _mayGoOn = new();

    public IEnumerable<string> Ids => [nameof(FinalizerPause)];

    public IEnumerable<IExporter> Exporters => [];

    public IEnumerable<IAnalyser> Analysers => [];

    public RunMode GetRunMode(BenchmarkCase benchmarkCase) => RunMode.NoOverhead;

    public void Handle(HostSignal signal, DiagnoserActionParameters parameters)
    {
        if (signal == HostSignal.AfterActualRun) // the counted iteration comes next
        {
            _isHeld.Reset();
            _mayGoOn.Reset();
            Leave();
            GC.Collect();
            _isHeld.Wait(s_limit);
        }
        else if (signal == HostSignal.AfterAll)
        {
            _mayGoOn.Set();
        }
    }

    public void DisplayResults(ILogger logger)
    {
    }

    public IEnumerable<Metric> ProcessResults(DiagnoserResults results) => [];

    public IEnumerable<ValidationError> Validate(ValidationParameters validationParameters) => [];

    // In a method of its own, so that no local keeps it alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Leave() => _ = new Holder(this);

    private sealed class Holder(FinalizerPause pause)
    {
        ~Holder()
        {
            pause._isHeld.Set();
            pause._mayGoOn.Wait(s_limit);
        }
    }
}
