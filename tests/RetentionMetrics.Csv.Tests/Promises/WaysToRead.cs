using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Every door through which transactions come out of a CSV file. All must tell the same; a new door is one line here.</summary>
internal static class WaysToRead
{
    public delegate Outcome Way(Stream stream, CsvOptions options);

    public static IReadOnlyList<(string Name, bool MakesCustomers, Way Read)> All { get; } =
    [
        ("enumeration", false, Enumerate),
        ("summary", true, Summarize),
        ("summary, one thread", true, (stream, options) => Summarize(stream, options with { MaxThreads = 1 })),
        ("summary, two threads, small blocks", true, (stream, options) => Summarize(stream, options with { MaxThreads = 2, BlockBytes = 64 })),
        ("summary, three threads, tiny blocks", true, (stream, options) => Summarize(stream, options with { MaxThreads = 3, BlockBytes = 1 })),
        ("summary, eight threads", true, (stream, options) => Summarize(stream, options with { MaxThreads = 8, BlockBytes = 1_000 })),
        ("asynchronous enumeration", false, EnumerateAsync),
        ("asynchronous enumeration, tiny blocks", false, (stream, options) => EnumerateAsync(stream, options with { BlockBytes = 1 })),
        ("asynchronous summary", true, SummarizeAsync),
    ];

    /// <summary>The first way whose outcome is not the expected one, or <see langword="null"/>.</summary>
    public static string? FirstDifference(byte[] file, CsvOptions options, Outcome expected, Func<Func<int>> chunks)
    {
        foreach ((string name, bool makesCustomers, Way read) in All)
        {
            bool cannotSum = makesCustomers && expected is { FileFault: null, Customers: null };
            if (!cannotSum && read(new DripStream(file, chunks()), options).DifferenceFrom(expected) is { } difference)
                return $"{name}: {difference}";
        }

        return null;
    }

    public static Outcome Enumerate(Stream stream, CsvOptions options) => Guard(() =>
    {
        using var reader = TransactionReader.Open(stream, "t.csv", options: options);
        List<string> facts = [.. reader.Select(Outcome.Show)];
        return Finish(reader, facts, null);
    });

    private static Outcome Summarize(Stream stream, CsvOptions options) => Guard(() =>
    {
        using var reader = TransactionReader.Open(stream, "t.csv", options: options);
        IReadOnlyList<string> customers = Outcome.Show(reader.Summarize(PlainValues.Window));
        return Finish(reader, null, customers);
    });

    private static Outcome EnumerateAsync(Stream stream, CsvOptions options) => Guard(() => Run(async () =>
    {
        using var reader = TransactionReader.Open(stream, "t.csv", options: options);
        var facts = new List<string>();
        await foreach (Transaction fact in reader.ReadAllAsync())
            facts.Add(Outcome.Show(fact));
        return Finish(reader, facts, null);
    }));

    private static Outcome SummarizeAsync(Stream stream, CsvOptions options) => Guard(() => Run(async () =>
    {
        using var reader = TransactionReader.Open(stream, "t.csv", options: options with { BlockBytes = 100 });
        IReadOnlyList<string> customers = Outcome.Show(await reader.SummarizeAsync(PlainValues.Window));
        return Finish(reader, null, customers);
    }));

    private static Outcome Run(Func<Task<Outcome>> read) => read().GetAwaiter().GetResult();

    private static Outcome Finish(TransactionReader reader, IReadOnlyList<string>? facts, IReadOnlyList<string>? customers)
    {
        var outcome = new Outcome(null, facts, customers, [.. reader.Rejected.Select(Outcome.Show)], Outcome.Show(reader.Quality));
        return outcome.IsConserved(reader.Quality) ? outcome : outcome with { Counts = "not conserved: " + outcome.Counts };
    }

    private static Outcome Guard(Func<Outcome> read)
    {
        try
        {
            return read();
        }
        catch (DataFileException e)
        {
            return Outcome.Refused(PlainTransactions.FileFault(e.Code));
        }
    }
}
