namespace RetentionMetrics.BenchmarkGate;

/// <summary>All results that are judged together: of each benchmark and job, by display name in ordinal order, its measurements in one run or more.</summary>
internal sealed class Results
{
    private readonly SortedDictionary<string, Repeats> _byName = new(StringComparer.Ordinal);

    private Results(Machine machine, string runtime, int runs) => (Machine, Runtime, Runs) = (machine, runtime, runs);

    public Machine Machine { get; }

    public string Runtime { get; }

    /// <summary>How often the benchmarks were run.</summary>
    public int Runs { get; }

    public IReadOnlyDictionary<string, Repeats> ByName => _byName;

    /// <summary>Reads reports and folders of them.</summary>
    /// <exception cref="UnusableInputException">One is unusable, they are of several hosts, one is given twice, or one argument holds a benchmark twice.</exception>
    public static Results Read(IReadOnlyList<string> paths)
    {
        // What repeats nothing of a run belongs to it, as the reports of several classes do; what does is another run.
        List<Dictionary<(string Name, string Job), Measurement>> runs = [];
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            Dictionary<(string Name, string Job), Measurement> argument = ReadArgument(path, files);
            Dictionary<(string Name, string Job), Measurement>? run = runs.Find(r => !argument.Keys.Any(r.ContainsKey));
            if (run is null)
                runs.Add(run = []);
            foreach (((string Name, string Job) key, Measurement measurement) in argument)
                run.Add(key, measurement);
        }

        Measurement[] all = [.. runs.SelectMany(r => r.Values)];
        foreach (Measurement other in all)
        {
            if (other.Host != all[0].Host)
                throw new UnusableInputException($"{other.File}: measured on {other.Host}, but {all[0].File} on {all[0].Host}; results of several hosts or runtimes cannot be judged together");
        }

        var jobs = all.GroupBy(m => m.FullName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(m => m.Job).Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);
        var results = new Results(all[0].Machine, all[0].Runtime, runs.Count);
        foreach (IGrouping<(string FullName, string Job), (int Run, Measurement Measurement)> repeats in runs
            .SelectMany((run, number) => run.Values.Select(m => (Run: number, Measurement: m))).GroupBy(m => (m.Measurement.FullName, m.Measurement.Job)))
        {
            string name = jobs[repeats.Key.FullName] > 1 ? $"{repeats.Key.FullName} [{repeats.Key.Job}]" : repeats.Key.FullName;
            results._byName.Add(name, new Repeats(name, repeats.ToDictionary(r => r.Run, r => r.Measurement)));
        }

        return results;
    }

    /// <summary>The benchmark that another is measured against: by full name, or by the name of a method beside it.</summary>
    /// <returns>Null when there is none.</returns>
    public Repeats? Baseline(Repeats of, string against) => _byName.Values.FirstOrDefault(candidate => candidate.First is var m && m.Job == of.First.Job
        && (m.FullName == against || candidate.Name == against || (m.Method == against && m.Place == of.First.Place)));

    private static Dictionary<(string Name, string Job), Measurement> ReadArgument(string path, HashSet<string> files)
    {
        var argument = new Dictionary<(string Name, string Job), Measurement>();
        IReadOnlyList<string> reports = ReportReader.FilesOf(path);
        if (reports.FirstOrDefault(r => !files.Add(Path.GetFullPath(r))) is { } twice)
            throw new UnusableInputException($"{twice}: is given twice, and would count as a repeat of itself");
        foreach (Measurement m in reports.SelectMany(ReportReader.Read))
        {
            if (argument.TryAdd((m.FullName, m.Job), m))
                continue;

            // The second copy in one folder is a left-over of an earlier run, of which nobody can tell which is meant.
            string first = argument[(m.FullName, m.Job)].File;
            throw new UnusableInputException(first == m.File
                ? $"{first}: holds {m.FullName} twice"
                : $"{m.File}: holds {m.FullName}, as {first} does; give each repeat in a folder of its own");
        }

        return argument;
    }
}
