using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Promises;

/// <summary>This assembly as a process of its own, for what a test cannot do to itself: be killed, have little memory, live in another time zone.</summary>
internal static class Child
{
    public const int RejectedLine = 200; // bytes

    private const int Rows = 4_000;
    private static readonly byte[] Head = "customer_id,date,amount,note\n"u8.ToArray();

    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["write", var folder]:
                WriteForever(folder);
                return 0;
            case ["fill", var path]:
                return Fill(path);
            case ["read", var megabytes]:
                Read(long.Parse(megabytes, CultureInfo.InvariantCulture) << 20);
                return 0;
            case ["summarize", var megabytes]:
                Summarize(long.Parse(megabytes, CultureInfo.InvariantCulture) << 20);
                return 0;
            case ["reject", var megabytes]:
                Reject(long.Parse(megabytes, CultureInfo.InvariantCulture) << 20);
                return 0;
            case ["digest", var seed, var files]:
                Console.WriteLine(Digest(int.Parse(seed, CultureInfo.InvariantCulture), int.Parse(files, CultureInfo.InvariantCulture)) + " " + TimeZoneInfo.Local.BaseUtcOffset);
                return 0;
            default:
                Console.Error.WriteLine("This is a test assembly: use dotnet test.");
                return 2;
        }
    }

    /// <summary>Starts this assembly.</summary>
    public static Process Start(IEnumerable<string> args, params (string Name, string Value)[] environment) =>
        Start(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../../dotnet") is var host && File.Exists(host) ? Path.GetFullPath(host) : "dotnet", [typeof(Child).Assembly.Location, .. args], environment);

    public static Process Start(string program, IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        // What the test host set for itself is not for the child.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("CORECLR_", StringComparison.Ordinal) || k.StartsWith("VSTEST", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    /// <summary>Runs to the end.</summary>
    public static (int Code, string Output, string Error) Run(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Trim(), error.Result.Trim());
    }

    /// <summary>What becomes of generated files in every way to read, as one number.</summary>
    public static string Digest(int seed, int files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < files; i++)
        {
            (byte[] file, CsvOptions options) = CsvFiles.Any(new Random(seed + i));
            foreach ((_, _, WaysToRead.Way read) in WaysToRead.All)
            {
                Outcome o = read(new MemoryStream(file), options);
                Add(string.Join('\n', [o.FileFault ?? "", .. o.Facts ?? [], .. o.Customers ?? [], .. o.Rejects, o.Counts]));
            }
        }

        // Moments, and formats with their own reading of time.
        const string times = "customer_id,date\na,2024-03-31T02:30\nb,2024-03-31T02:30:00Z\nc,2024-10-27 02:30+02:00\nd,1-1-2024\n";
        using (var activities = ActivityReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(times)), "a"))
            Add(string.Join('\n', activities.Select(a => FormattableString.Invariant($"{a.CustomerId} {a.Date.DayNumber} {a.At?.UtcTicks} {a.At?.Offset.Ticks}"))));
        const string custom = "customer_id,date,amount\na,31.12.2024,1\nb,1.2.2024,1\nc,12.31.2024,1\n";
        using (var formatted = TransactionReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(custom)), "f", options: new CsvOptions { DateFormat = "dd.MM.yyyy" }))
            Add(string.Join('\n', formatted.Select(Outcome.Show)) + formatted.Quality);
        return Convert.ToHexString(hash.GetHashAndReset());

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes a table and a document over and over; every line of one writing has its number, so that a mixture shows.</summary>
    private static void WriteForever(string folder)
    {
        for (int n = 1; ; n++)
        {
            int number = n;
            CsvFile.Write(Path.Combine(folder, "table.csv"), ["writing", "row", "rows"], w =>
            {
                int rows = Rows + (number % 7 * 100);
                for (int i = 0; i < rows; i++)
                    w.Number((long)number).Number((long)i).Number((long)rows).EndRow();
            });
            AtomicFile.Write(Path.Combine(folder, "document.json"), s => JsonSerializer.Serialize(s, Enumerable.Repeat(number, Rows + (number % 7 * 100))));
            if (n == 1)
                Console.WriteLine("begun");
        }
    }

    /// <summary>Writes more than the disk has room for.</summary>
    private static int Fill(string path)
    {
        try
        {
            CsvFile.Write(path, ["x"], w =>
            {
                for (int i = 0; i < 10_000_000; i++)
                    w.Number((long)i).EndRow();
            });
            return 1;
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            return 0; // .NET has no IOException for a file that must not grow (EFBIG)
        }
    }

    private static EndlessStream Orders(long length)
    {
        // 97 customers and 28 days in lines of about 130 bytes; the note is never read.
        string note = new('n', 100);
        var lines = new StringBuilder();
        for (int i = 0; i < 97 * 28; i++)
            lines.Append(CultureInfo.InvariantCulture, $"c{i % 97},2024-01-{1 + (i % 28):00},{i % 50}.{i % 10},{note}\n");
        byte[] pattern = Encoding.ASCII.GetBytes(lines.ToString());
        return new EndlessStream(Head, pattern, Head.Length + (length / pattern.Length * pattern.Length));
    }

    private static void Read(long length)
    {
        using EndlessStream stream = Orders(length);
        using var reader = TransactionReader.Open(stream, "orders");
        decimal sum = 0;
        foreach (Transaction t in reader)
            sum += t.Amount;
        Print(stream, reader, sum);
    }

    private static void Summarize(long length)
    {
        using EndlessStream stream = Orders(length);
        using var reader = TransactionReader.Open(stream, "orders");
        CustomerBase customers = reader.Summarize(PlainValues.Window);
        Print(stream, reader, customers.Count);
    }

    private static void Reject(long length)
    {
        byte[] pattern = Encoding.ASCII.GetBytes("c1,2024-01-01,x," + new string('n', RejectedLine - 17) + "\n");
        using var stream = new EndlessStream(Head, pattern, Head.Length + (length / RejectedLine * RejectedLine));
        using var reader = TransactionReader.Open(stream, "orders");
        Print(stream, reader, reader.LongCount() + reader.Rejected.Count + reader.Quality.FirstRejects.Length);
    }

    private static void Print(EndlessStream stream, TransactionReader reader, decimal result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{stream.BytesRead} {reader.Quality.RecordsKept} {reader.Quality.RecordsRejected} {result} {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes} {Environment.WorkingSet}"));
}
