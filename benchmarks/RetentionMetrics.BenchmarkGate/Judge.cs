using System.Globalization;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>Applies rules to results.</summary>
internal sealed class Judge(Rules rules, Results results, bool bytesOnly)
{
    /// <summary>The least that an allocation on the heap takes: an object without fields, of 64 bits.</summary>
    private const int SmallestObject = 24;

    /// <summary>All checks in the order of the rules, those of one rule by name.</summary>
    /// <param name="accepted">The accepted results; null when no rule needs them.</param>
    public IReadOnlyList<Check> Checks(AcceptedResults? accepted) => [.. rules.All.SelectMany(rule => ChecksOf(rule, accepted))];

    /// <summary>The benchmarks that neither have a rule nor are the baseline of one.</summary>
    public IReadOnlyList<string> UnguardedBenchmarks()
    {
        var guarded = new HashSet<string>(StringComparer.Ordinal);
        foreach (Rule rule in rules.All)
        {
            foreach (Repeats benchmark in Matching(rule))
            {
                guarded.Add(benchmark.Name);
                if (rule.Against is { } against && results.Baseline(benchmark, against) is { } baseline)
                    guarded.Add(baseline.Name);
            }
        }

        return [.. results.ByName.Keys.Where(name => !guarded.Contains(name))];
    }

    /// <summary>Makes these results the accepted ones. Results that a rule cannot use are left out: <see cref="Checks"/> names them.</summary>
    /// <returns>What is worse than what was accepted before, a line each.</returns>
    public IReadOnlyList<string> Accept(AcceptedResults accepted)
    {
        string[] worse =
        [
            .. Checks(accepted).Where(c => c is { Verdict: Verdict.Regression, Before: not null })
                .Select(c => $"{c.Benchmark} {c.What} {c.Before} -> {c.Now}").Distinct(StringComparer.Ordinal),
        ];
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        var times = new Dictionary<string, AcceptedResults.Times>(StringComparer.Ordinal);
        foreach (Rule rule in rules.All.Where(r => r.NeedsAcceptedResults))
        {
            foreach (Repeats benchmark in Matching(rule))
            {
                if (rule.Allocated is { IsAccepted: true } && benchmark.Finest.Bytes is { } found)
                    bytes[benchmark.Name] = found;
                if (rule.Accepted is not null && !IsItsOwnBaseline(rule, benchmark) && TimeProblem(rule, benchmark, out var pairs).Length == 0)
                    times[benchmark.Name] = new(rule.Against!, Ratios(pairs));
            }
        }

        accepted.Set(results.Machine, bytes, times);
        return worse;
    }

    /// <summary>Each iteration by the median of the baseline in the same run.</summary>
    private static double[] Ratios(IReadOnlyList<(Measurement Measurement, Measurement Baseline)> pairs) =>
        [.. pairs.SelectMany(p => p.Measurement.Iterations.Select(t => t / p.Baseline.Median))];

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Number(double value) => value.ToString(value < 0.01 ? "G3" : value < 1 ? "0.000" : value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);

    private static string Percent(double fraction) => (100 * fraction).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes.ToString(CultureInfo.InvariantCulture) + " B";

    private IEnumerable<Repeats> Matching(Rule rule) => results.ByName.Values.Where(rule.Matches);

    // A pattern over a whole class takes in the baseline, too: its bytes are checked, but it is not compared with itself.
    private bool IsItsOwnBaseline(Rule rule, Repeats benchmark) => rule.Against is { } against && results.Baseline(benchmark, against) == benchmark;

    private IEnumerable<Check> ChecksOf(Rule rule, AcceptedResults? accepted)
    {
        bool any = false;
        int cases = Matching(rule).Count();
        if (cases > 0 && rule.Cases is { } wanted && cases != wanted)
        {
            yield return new Check(Verdict.Unusable, rule.Benchmark, "cases", Text(wanted), Text(cases),
                $"{rules.File}: {rule.Benchmark} stands for {Text(wanted)} benchmarks, the results have {Text(cases)}");
        }

        foreach (Repeats benchmark in Matching(rule))
        {
            bool isItsOwnBaseline = IsItsOwnBaseline(rule, benchmark);
            any |= !isItsOwnBaseline || rule.Allocated is not null;
            if (rule.Allocated is { } allocation)
                yield return Allocation(allocation, benchmark.Name, benchmark.Finest, accepted);
            if (bytesOnly && !isItsOwnBaseline && (rule.Ratio is not null || rule.Accepted is not null))
            {
                yield return new Check(Verdict.Skipped, benchmark.Name, "time", $"against {rule.Against}", "not compared", "bytes only");
                continue;
            }

            if (rule.Ratio is { } ratio && !isItsOwnBaseline)
                yield return Ratio(rule, ratio, benchmark);
            if (rule.Accepted is { } shift && !isItsOwnBaseline)
                yield return Shift(rule, shift, benchmark, accepted);
        }

        if (!any)
            yield return new Check(Verdict.Unusable, rule.Benchmark, "rule", "a result", "none", $"{rules.File}: the results have no benchmark {rule.Benchmark}");
    }

    private Check Allocation(AllocationLimit limit, string name, Measurement m, AcceptedResults? accepted)
    {
        long? wanted = limit.Bytes;
        string note = "";
        if (limit.IsAccepted)
        {
            wanted = accepted?.BytesOf(name);
            if (wanted is null)
                return NotAccepted(name, "allocated");
            note = "accepted";
        }

        string text = $"{(limit.IsUpperBound ? "at most " : "")}{Bytes(wanted!.Value)}";
        if (m.Failure is "has no result: the benchmark failed" || m.Bytes is not { } found)
            return new Check(Verdict.Unusable, name, "allocated", text, "no bytes", $"{m.File}: {name} {(m.Bytes is null && m.Failure is null ? "has no allocated bytes; give its class [MemoryDiagnoser]" : m.Failure)}");

        // Of a difference, only what a whole measurement cannot hold by accident is the code's.
        long resolution = (rules.AllocationNoise / m.Operations) + 1;
        bool more = (double)(found - wanted.Value) * m.Operations > rules.AllocationNoise;
        bool fewer = !limit.IsUpperBound && (double)(wanted.Value - found) * m.Operations > rules.AllocationNoise;
        if (limit.Resolution is { } needed && resolution > needed && !more)
        {
            return new Check(Verdict.Unusable, name, "allocated", text, Bytes(found), string.Create(CultureInfo.InvariantCulture,
                $"{m.File}: {name} ran {m.Operations} operations, which show allocations of {resolution} B and more, not of {needed} B; make an operation shorter or the iterations longer"));
        }

        return new Check(more ? Verdict.Regression : Verdict.Ok, name, "allocated", text, Bytes(found), Join(
            note,
            more ? $"{Bytes(found - wanted.Value)} more" : fewer ? "fewer bytes: lower the rule" : found != wanted.Value && !limit.IsUpperBound ? "within the measurement's noise" : "",
            resolution > SmallestObject ? string.Create(CultureInfo.InvariantCulture, $"{m.Operations} operations show {resolution} B and more") : ""))
        {
            Before = limit.IsAccepted ? Bytes(wanted.Value) : null,
            Now = Bytes(found),
        };
    }

    private Check Ratio(Rule rule, RatioLimit limit, Repeats benchmark)
    {
        string wanted = $"at most {Number(limit.Limit)} of {rule.Against}";
        string problem = TimeProblem(rule, benchmark, out var pairs);
        if (problem.Length > 0)
            return new Check(Verdict.Unusable, benchmark.Name, "ratio", wanted, "no ratio", problem);

        // A machine changes its speed between runs more than between two benchmarks of one: first the ratio in each run, then their median.
        double[] ratios = [.. pairs.Select(p => p.Measurement.Median / p.Baseline.Median)];
        double found = Median(ratios);
        bool isLoose = found * 2 <= limit.Limit;
        return new Check(found > limit.Limit ? Verdict.Regression : isLoose ? Verdict.Loose : Verdict.Ok, benchmark.Name, "ratio", wanted, Number(found), Join(
            ratios.Length > 1 ? $"{Number(ratios.Min())} to {Number(ratios.Max())} in {ratios.Length} runs" : "",
            $"typical {Number(limit.Typical)}, tolerance {Percent(limit.Tolerance)}",
            isLoose ? "twice the time would pass: lower the rule" : ""));
    }

    private Check Shift(Rule rule, ShiftLimit limit, Repeats benchmark, AcceptedResults? accepted)
    {
        string name = benchmark.Name, wanted = $"at most {Number(1 + limit.Tolerance)} of accepted";
        string problem = TimeProblem(rule, benchmark, out var pairs);
        if (problem.Length > 0)
            return new Check(Verdict.Unusable, name, "shift", wanted, "no ratio", problem);
        if (accepted is null || !accepted.Knows(results.Machine))
            return new Check(Verdict.Skipped, name, "shift", wanted, "not compared", $"nothing is accepted for {results.Machine}");
        if (accepted.TimesOf(results.Machine, name) is not { } before)
            return NotAccepted(name, "shift");
        if (before.Against != rule.Against)
            return new Check(Verdict.Unusable, name, "shift", wanted, "not compared", $"{rules.AcceptedFile}: {name} was accepted against {before.Against}, the rule says {rule.Against}; accept again with --update");
        double[] now = Ratios(pairs);
        if (RankTest.LeastPValue(before.Ratios.Count, now.Length) > limit.Level)
        {
            return new Check(Verdict.Unusable, name, "shift", wanted, "not compared", string.Create(CultureInfo.InvariantCulture,
                $"{benchmark.First.File}: {name} has {now.Length} iterations and {before.Ratios.Count} accepted ones, too few for a test at level {limit.Level}"));
        }

        // Slower than accepted by more than the tolerance: beside accepted times that much longer, these are still the longer ones.
        double p = RankTest.PValue([.. before.Ratios.Select(r => r * (1 + limit.Tolerance))], now);
        return new Check(p < limit.Level ? Verdict.Regression : Verdict.Ok, name, "shift", wanted, Number(RankTest.Shift(before.Ratios, now)),
            string.Create(CultureInfo.InvariantCulture, $"p {p:G2}, level {limit.Level}, {before.Ratios.Count} accepted and {now.Length} iterations"))
        {
            Before = $"{Number(Median(before.Ratios))} of {rule.Against}",
            Now = Number(Median(now)),
        };
    }

    private string TimeProblem(Rule rule, Repeats benchmark, out IReadOnlyList<(Measurement Measurement, Measurement Baseline)> pairs)
    {
        pairs = [];
        if (benchmark.Failed is { } failed)
            return $"{failed.File}: {benchmark.Name} {failed.Failure}";
        if (results.Baseline(benchmark, rule.Against!) is not { } baseline)
            return $"{benchmark.First.File}: {benchmark.Name} has no baseline {rule.Against} beside it";
        if (baseline.Failed is { } failedBaseline)
            return $"{failedBaseline.File}: {baseline.Name} {failedBaseline.Failure}";
        pairs = benchmark.Beside(baseline);
        if (pairs.Count == 0)
            return $"{benchmark.First.File}: {benchmark.Name} has its baseline {rule.Against} in no run of its own";
        return pairs.Count == benchmark.Runs ? "" : string.Create(CultureInfo.InvariantCulture, $"{benchmark.First.File}: {benchmark.Name} has its baseline {rule.Against} beside it in only {pairs.Count} of its {benchmark.Runs} runs");
    }

    private Check NotAccepted(string name, string what) =>
        new(Verdict.Unusable, name, what, "as accepted", "not compared", $"{rules.AcceptedFile}: has nothing of {name}; accept it with --update");

    private static string Join(params ReadOnlySpan<string> parts)
    {
        var kept = new List<string>();
        foreach (string part in parts)
        {
            if (part.Length > 0)
                kept.Add(part);
        }

        return string.Join("; ", kept);
    }
}
