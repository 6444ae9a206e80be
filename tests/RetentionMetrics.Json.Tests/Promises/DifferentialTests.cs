using System.Diagnostics;
using System.Globalization;
using System.Text;
using RetentionMetrics.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promises 1 to 4 and 6 for JSON: thousands of sources, sound and damaged, through every way to read. DIFFERENTIAL_SEED repeats a run, PROPERTY_CASES asks for more.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private static readonly int[] Sizes = [1, 2, 3, 7, 64, 4096, 0]; // 0: any
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("DIFFERENTIAL_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : Environment.TickCount & 0xFFFFFF;

    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_CASES"), CultureInfo.InvariantCulture, out int n) ? n : 1_000;

    [Fact]
    public void Generated_and_damaged_lines_are_read_as_the_plain_reader_reads_them()
    {
        int files = 8 * Cases;
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        long facts = 0, rejects = 0, readings = 0;
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < files; i++)
        {
            (byte[] file, JsonOptions options) = JsonFiles.Lines(new Random(Seed + i));
            Outcome expected = PlainLines.Read(file, options);
            facts += expected.Facts?.Count ?? 0;
            rejects += expected.Rejects.Count;
            foreach (string reject in expected.Rejects)
                counts[reject[..6]] = counts.GetValueOrDefault(reject[..6]) + 1;
            foreach (int size in i % 8 == 0 ? Sizes : [Sizes[i % Sizes.Length]])
            {
                if (WaysToRead.FirstDifference(file, options, expected, () => JsonFiles.Chunks(size, Seed + i)) is { } difference)
                    Fail(file, options, size, Seed + i, difference);
                readings += WaysToRead.All.Count;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DIFFERENTIAL_SEED={Seed}: {files:N0} sources of JSON Lines, {readings:N0} readings in {clock.Elapsed.TotalSeconds:F1} s: {facts:N0} facts, {rejects:N0} rejects, 0 differences"));
        output.WriteLine(string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:N0}"))));
        counts.Keys.Should().Contain(
            ["RM1001", "RM1002", "RM1007", "RM1201", "RM1202", "RM1203", "RM1204", "RM1205", "RM1206", "RM2001", "RM2002", "RM2003", "RM2004", "RM3001"], "the generator must bring about every fault");
    }

    [Fact]
    public void Arrays_sound_and_damaged_are_the_same_in_chunks_of_any_size_and_conserved()
    {
        int files = 2 * Cases;
        long facts = 0, rejects = 0;
        for (int i = 0; i < files; i++)
        {
            (byte[] file, JsonOptions options) = JsonFiles.Array(new Random(Seed + i));
            Outcome whole = WaysToRead.Enumerate(new MemoryStream(file), options);
            whole.Counts.Should().NotStartWith("not conserved");
            // The customers are those of the facts.
            using (var reader = whole.FileFault is null ? TransactionJsonReader.Open(new MemoryStream(file), "t.json", options: options) : null)
                whole = whole with { Customers = reader is null ? null : Outcome.Summarize(reader) };
            facts += whole.Facts?.Count ?? 0;
            rejects += whole.Rejects.Count;
            foreach (int size in i % 8 == 0 ? Sizes : [Sizes[i % Sizes.Length]])
                WaysToRead.FirstDifference(file, options, whole, () => JsonFiles.Chunks(size, Seed + i)).Should().BeNull($"DIFFERENTIAL_SEED={Seed + i}, chunks of {size}, \"{Mutation.Show(file)}\"");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DIFFERENTIAL_SEED={Seed}: {files:N0} arrays: {facts:N0} facts, {rejects:N0} rejects, the same in all chunks and ways"));
    }

    [Fact]
    public void Records_are_the_same_as_lines_and_as_elements_of_an_array()
    {
        long kept = 0, rejected = 0;
        for (int i = 0; i < Cases; i++)
        {
            var random = new Random(Seed + i);
            // Well-formed records only: a malformed element may take its neighbour with it in an array.
            List<string> records = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => JsonFiles.Record(random)).Where(r => PlainJson.Read(Encoding.UTF8.GetBytes(r), 64).Fault is null)];
            Outcome lines = WaysToRead.Enumerate(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', records))), new JsonOptions { Layout = JsonLayout.Lines });
            Outcome array = WaysToRead.Enumerate(new MemoryStream(Encoding.UTF8.GetBytes("[\n" + string.Join(",\n", records) + "\n]")), new JsonOptions { Layout = JsonLayout.Array });
            array.Facts.Should().Equal(lines.Facts);
            // An array begins one line later; its elements have no blank lines before.
            array.Rejects.Select(r => r[..6] + r[r.IndexOf("column", StringComparison.Ordinal)..]).Should().Equal(lines.Rejects.Select(r => r[..6] + r[r.IndexOf("column", StringComparison.Ordinal)..]));
            kept += lines.Facts!.Count;
            rejected += lines.Rejects.Count;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kept:N0} facts and {rejected:N0} rejects the same in both layouts"));
        kept.Should().BeGreaterThan(Cases);
    }

    private static void Fail(byte[] file, JsonOptions options, int size, int seed, string difference)
    {
        byte[] small = Mutation.Shrink(file, f => WaysToRead.FirstDifference(f, options, PlainLines.Read(f, options), () => JsonFiles.Chunks(size, seed)) is not null);
        string now = WaysToRead.FirstDifference(small, options, PlainLines.Read(small, options), () => JsonFiles.Chunks(size, seed)) ?? difference;
        throw new InvalidOperationException($"DIFFERENTIAL_SEED={seed} (first file), chunks of {size}, {options}: {now}\nin \"{Mutation.Show(small)}\"");
    }
}
