namespace RetentionMetrics.BenchmarkGate;

/// <summary>All results that are judged together: one measurement a benchmark and job, by display name in ordinal order.</summary>
internal sealed class Results
{
    private readonly SortedDictionary<string, Measurement> _byName = new(StringComparer.Ordinal);

    private Results(Machine machine, string runtime, int repeats) => (Machine, Runtime, Repeats) = (machine, runtime, repeats);

    public Machine Machine { get; }

    public string Runtime { get; }

    /// <summary>How often the benchmark that was repeated most was run.</summary>
    public int Repeats { get; }

    public IReadOnlyDictionary<string, Measurement> ByName => _byName;

    /// <summary>Reads reports and folders of them.</summary>
    /// <exception cref="UnusableInputException">One is unusable, they are of several machines, or one argument holds a benchmark twice.</exception>
    public static Results Read(IReadOnlyList<string> paths)
    {
        List<List<Measurement>> arguments = [.. paths.Select(path => ReportReader.FilesOf(path).SelectMany(ReportReader.Read).ToList())];
        Measurement[] all = [.. arguments.SelectMany(a => a)];
        foreach (Measurement other in all)
        {
            if (other.Machine != all[0].Machine)
                throw new UnusableInputException($"{other.File}: measured on {other.Machine}, but {all[0].File} on {all[0].Machine}; results of several machines cannot be judged together");
        }

        // The second copy in one folder is a left-over of an earlier run, of which nobody can tell which is meant.
        foreach (IGrouping<(string, string), Measurement> twice in arguments.SelectMany(a => a.GroupBy(m => (m.FullName, m.Job)).Where(g => g.Count() > 1)).Take(1))
        {
            string[] files = [.. twice.Select(m => m.File).Distinct(StringComparer.Ordinal)];
            throw new UnusableInputException(files.Length == 1
                ? $"{files[0]}: holds {twice.Key.Item1} twice"
                : $"{files[1]}: holds {twice.Key.Item1}, as {files[0]} does; give each repeat in a folder of its own");
        }

        var jobs = all.GroupBy(m => m.FullName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(m => m.Job).Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);
        ILookup<string, Measurement> repeats = all.ToLookup(m => jobs[m.FullName] > 1 ? $"{m.FullName} [{m.Job}]" : m.FullName, StringComparer.Ordinal);
        var results = new Results(all[0].Machine, all[0].Runtime, repeats.Max(r => r.Count()));
        foreach (IGrouping<string, Measurement> repeat in repeats)
            results._byName.Add(repeat.Key, Quietest([.. repeat]));
        return results;
    }

    /// <summary>The benchmark that another is measured against: by full name, or by the name of a method beside it.</summary>
    /// <returns>Null when there is none.</returns>
    public (string Name, Measurement Measurement)? Baseline(Measurement of, string against)
    {
        foreach ((string name, Measurement m) in _byName)
        {
            if (m.Job == of.Job && (m.FullName == against || name == against || (m.Method == against && m.Place == of.Place)))
                return (name, m);
        }

        return null;
    }

    /// <summary>Other work on a machine adds time and bytes and never takes any away: of repeats, the least is nearest to the code.</summary>
    private static Measurement Quietest(IReadOnlyList<Measurement> repeats)
    {
        if (repeats.FirstOrDefault(m => m.Failure is not null) is { } failed)
            return failed;
        Measurement fastest = repeats.MinBy(m => m.Median)!;
        // A repeat without bytes makes the bytes unknown; else few operations see less, so that of equal bytes the most operations count.
        Measurement leanest = repeats.FirstOrDefault(m => m.Bytes is null) ?? repeats.OrderBy(m => m.Bytes).ThenByDescending(m => m.Operations).First();
        return fastest with { Bytes = leanest.Bytes, Operations = leanest.Operations };
    }
}
