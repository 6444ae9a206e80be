using System.Diagnostics;
using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promises 1, 3, 4 and 6: thousands of files, sound and damaged, through every way to read, against a plain reader that shares no code. DIFFERENTIAL_SEED repeats a run, PROPERTY_CASES asks for more.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private static readonly int[] Sizes = [1, 2, 3, 7, 64, 4096, 0]; // 0: any
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("DIFFERENTIAL_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : Environment.TickCount & 0xFFFFFF;

    private static readonly int Files =
        int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_CASES"), CultureInfo.InvariantCulture, out int n) ? 8 * n : 8_000;

    [Fact]
    public void Generated_and_damaged_files_are_read_as_the_plain_reader_reads_them()
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        long facts = 0, rejects = 0, open = 0, refused = 0, readings = 0;
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < Files; i++)
        {
            (byte[] file, CsvOptions options) = CsvFiles.Any(new Random(Seed + i));
            if (PlainTransactions.Read(file, options) is not { } expected)
            {
                open++;
                continue;
            }

            refused += expected.FileFault is null ? 0 : 1;
            facts += expected.Facts?.Count ?? 0;
            rejects += expected.Rejects.Count;
            foreach (string reject in expected.Rejects)
                counts[reject[..6]] = counts.GetValueOrDefault(reject[..6]) + 1;
            // All sizes for some files, one size for each.
            foreach (int size in i % 8 == 0 ? Sizes : [Sizes[i % Sizes.Length]])
            {
                if (WaysToRead.FirstDifference(file, options, expected, () => CsvFiles.Chunks(size, Seed + i)) is { } difference)
                    Fail(file, options, size, Seed + i, difference);
                readings += WaysToRead.All.Count;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DIFFERENTIAL_SEED={Seed}: {Files:N0} files, {readings:N0} readings in {clock.Elapsed.TotalSeconds:F1} s: {facts:N0} facts, {rejects:N0} rejects, {refused:N0} files refused, 0 differences; {open:N0} left open by the rules"));
        output.WriteLine(string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:N0}"))));
        open.Should().BeLessThan(Files / 10);
        counts.Keys.Should().Contain(["RM1001", "RM1002", "RM1003", "RM1004", "RM1005", "RM1006", "RM1007", "RM2001", "RM2002", "RM2003", "RM2004", "RM3001"], "the generator must bring about every fault");
    }

    // Records across the edges of buffers and of whatever a file is divided into.
    [Fact]
    public void Large_files_are_read_as_the_plain_reader_reads_them()
    {
        long bytes = 0, records = 0;
        for (int i = 0; i < 6; i++)
        {
            (byte[] file, CsvOptions options) = CsvFiles.Any(new Random(Seed + 1_000_000 + i), rows: 40_000);
            options = options with { MaxRecordBytes = 1 << 20 };
            if (PlainTransactions.Read(file, options) is not { } expected)
                continue;
            foreach (int size in (int[])[4096, 1 << 20, 0])
            {
                if (WaysToRead.FirstDifference(file, options, expected, () => CsvFiles.Chunks(size, i)) is { } difference)
                    throw new InvalidOperationException($"DIFFERENTIAL_SEED={Seed}, large file {i}, chunks of {size}: {difference}");
            }

            bytes += file.Length;
            records += expected.Facts?.Count + expected.Rejects.Count ?? 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB, {records:N0} records, 3 sizes of chunks, {WaysToRead.All.Count} ways to read: 0 differences"));
        records.Should().BeGreaterThan(40_000);
    }

    // A bad record anywhere costs itself and is reported once, where it begins.
    [Fact]
    public void A_bad_record_as_line_k_of_1000_costs_record_k_only()
    {
        (string Bad, string Code, int? Column)[] faults =
        [
            ("x,2024-01-01", ErrorCodes.FieldCount, 3), ("x,2024-01-01,1,2", ErrorCodes.FieldCount, 4), ("x\"y,2024-01-01,1", ErrorCodes.StrayQuote, 1), ("\"x\"y,2024-01-01,1", ErrorCodes.TextAfterQuote, 1),
            ("x,\"2024-01-01,1", ErrorCodes.UnclosedQuote, 2), ("x,2024-01-01,\"1", ErrorCodes.UnclosedQuote, 3), ("x,2024-01-01\0,1", ErrorCodes.NulCharacter, 2), ("x,2024-02-30,1", ErrorCodes.NotADate, 2),
            ("x,2024-01-01,1e400", ErrorCodes.NotANumber, 3), (",2024-01-01,1", ErrorCodes.EmptyId, 1), ("x,2024-01-01,", ErrorCodes.Blank, 3), ("x,2024-01-01," + new string('9', 40), ErrorCodes.NumberOutOfRange, 3),
            (new string('x', 300) + ",2024-01-01,1", ErrorCodes.RecordTooLong, null), ("x\uFFFF,2024-01-01,1", ErrorCodes.InvalidEncoding, 1),
        ];
        int cases = 0, placed = 0;
        foreach ((string bad, string code, int? column) in faults)
        {
            foreach (int k in (int[])[1, 2, 499, 500, 999, 1000])
            {
                var lines = Enumerable.Range(1, 1000).Select(i => i == k ? bad : $"c{i},2024-01-01,1");
                byte[] file = Encoding.Latin1.GetBytes("customer_id,date,amount\n" + string.Join('\n', lines).Replace('\uFFFF', '\xFF') + (k % 2 == 0 ? "\n" : ""));
                using var reader = TransactionReader.Open(new MemoryStream(file), "t.csv", options: new CsvOptions { MaxRecordBytes = 200 });
                reader.Select(t => t.CustomerId).Should().Equal(Enumerable.Range(1, 1000).Where(i => i != k).Select(i => $"c{i}"));
                RejectedRecord reject = reader.Rejected.Should().ContainSingle().Subject;
                (reject.Code, reject.Line, reject.EndLine, reject.Record).Should().Be((code, k + 1, k + 1, k));
                cases++;
                placed += reject.Column == column ? 1 : 0;
            }
        }

        output.WriteLine($"{cases} bad records: {cases} reported at their line, {placed} at their column, 0 others lost");
        placed.Should().Be(cases);
    }

    private static void Fail(byte[] file, CsvOptions options, int size, int seed, string difference)
    {
        byte[] small = Mutation.Shrink(file, f => PlainTransactions.Read(f, options) is { } e && WaysToRead.FirstDifference(f, options, e, () => CsvFiles.Chunks(size, seed)) is not null);
        string now = PlainTransactions.Read(small, options) is { } x ? WaysToRead.FirstDifference(small, options, x, () => CsvFiles.Chunks(size, seed)) ?? difference : difference;
        throw new InvalidOperationException($"DIFFERENTIAL_SEED={seed} (first file), chunks of {size}, delimiter {options.Delimiter}, limit {options.MaxRecordBytes}, trim {options.TrimCells}, undo {options.UndoInjectionGuard}: {now}\nin \"{Mutation.Show(small)}\"");
    }
}
