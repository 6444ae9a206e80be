using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Every door through which transactions come out of JSON. All must tell the same; a new door is one line here.</summary>
internal static class WaysToRead
{
    public delegate Outcome Way(Stream stream, JsonOptions options);

    public static IReadOnlyList<(string Name, bool MakesCustomers, Way Read)> All { get; } =
    [
        ("enumeration", false, Enumerate),
        ("summary", true, Summarize),
    ];

    /// <summary>The first way whose outcome is not the expected one, or <see langword="null"/>.</summary>
    public static string? FirstDifference(byte[] file, JsonOptions options, Outcome expected, Func<Func<int>> chunks)
    {
        foreach ((string name, bool makesCustomers, Way read) in All)
        {
            bool cannotSum = makesCustomers && expected is { FileFault: null, Customers: null };
            if (!cannotSum && Blur(read(new DripStream(file, chunks()), options)).DifferenceFrom(Blur(expected)) is { } difference)
                return $"{name}: {difference}";
        }

        return null;
    }

    /// <summary>Where a document stops being JSON is a matter of a byte or two (is it the comma, or what is not after it?): the suites look at that place, random damage does not.</summary>
    private static Outcome Blur(Outcome o) =>
        o with { Rejects = [.. o.Rejects.Select(r => r.StartsWith(ErrorCodes.MalformedJson, StringComparison.Ordinal) ? r[..r.IndexOf("column", StringComparison.Ordinal)] : r)] };

    public static Outcome Enumerate(Stream stream, JsonOptions options) => Guard(() =>
    {
        using var reader = TransactionJsonReader.Open(stream, "t.json", options: options);
        List<string> facts = [.. reader.Select(Outcome.Show)];
        return Finish(reader, facts, null);
    });

    public static Outcome Summarize(Stream stream, JsonOptions options) => Guard(() =>
    {
        using var reader = TransactionJsonReader.Open(stream, "t.json", options: options);
        IReadOnlyList<string> customers = Outcome.Show(reader.Summarize(PlainValues.Window));
        return Finish(reader, null, customers);
    });

    private static Outcome Finish(TransactionJsonReader reader, IReadOnlyList<string>? facts, IReadOnlyList<string>? customers)
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
            return Outcome.Refused(e.Code);
        }
    }
}
