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
