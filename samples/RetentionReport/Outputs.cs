using RetentionMetrics.Csv;

namespace RetentionReport;

/// <summary>The files that were asked for: all of them, whole, or none.</summary>
internal static class Outputs
{
    /// <summary>Refuses, before any work is done, paths that would destroy an input or each other.</summary>
    public static void Check(ReportOptions options)
    {
        (string Name, string? Path)[] outputs = [("--csv", options.CsvOut), ("--json", options.JsonOut), ("--html", options.HtmlOut)];
        foreach ((string name, string? path) in outputs)
        {
            if (path is null)
                continue;
            if (string.IsNullOrWhiteSpace(path))
                throw new UsageException($"{name} needs the name of a file");
            if (path == "-")
                throw new UsageException($"{name} - does not write to standard output, which has the report as text: name a file");
            if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
                throw new UsageException($"{name} {path}: there is no such folder");
            if (Directory.Exists(path))
                throw new UsageException($"{name} {path} is a folder, not a file");
            foreach (string? input in new[] { options.Transactions, options.Subscriptions, options.Activities, options.Ratings, options.Spend, options.Referrals, options.LastPlan })
            {
                if (input is not null && IsSame(input, path))
                    throw new UsageException($"{name} would overwrite the input {Path.GetFileName(input)}");
            }

            foreach ((string other, string? otherPath) in outputs.TakeWhile(o => o.Name != name))
            {
                if (otherPath is not null && IsSame(otherPath, path))
                    throw new UsageException($"{other} and {name} name the same file");
            }
        }

        if (options is { CsvOut: not null, Transactions: null })
            throw new UsageException("--csv needs --transactions: there is a row per customer who bought");
    }

    public static void Write(Report report)
    {
        var files = new List<(string, Action<Stream>)>();
        if (report.Options.CsvOut is { } csv)
        {
            if (report.Customers is not { } customers)
                throw new UsageException("--csv has nothing to write: there is no purchase in the transactions");
            files.Add((csv, stream => CustomerTable.Write(stream, customers, report.Outreach!)));
        }

        if (report.Options.JsonOut is { } json)
            files.Add((json, stream => ReportJson.Write(stream, report)));
        if (report.Options.HtmlOut is { } html)
            files.Add((html, stream => Page.Write(stream, report)));
        AtomicFile.WriteAll(files);
    }

    private static bool IsSame(string a, string b) =>
        string.Equals(Path.GetFullPath(a), Path.GetFullPath(b), OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
