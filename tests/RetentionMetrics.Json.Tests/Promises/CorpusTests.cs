using System.Globalization;
using System.Text;
using System.Text.Json;
using RetentionMetrics.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 1 on JSONTestSuite. Corpora/README.md says where it is from.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    private const string Good = """{"customerId":"a","date":"2025-01-02","amount":1.50}""";

    private static readonly List<(string Name, byte[] Text)> Cases = Load();

    [Fact]
    public void What_must_be_accepted_is_accepted_as_a_value_of_a_record_in_lines_and_arrays()
    {
        int lines = 0, elements = 0, repeated = 0;
        foreach ((string name, byte[] text) in Cases.Where(c => c.Name[0] == 'y'))
        {
            byte[] record = [.. Encoding.UTF8.GetBytes(Good[..^1] + ",\"x\":"), .. text, (byte)'}'];
            // Names that are there twice are refused, as documented: the grammar alone would allow them.
            bool isRepeated = name.StartsWith("y_object_duplicated_key", StringComparison.Ordinal);
            if (!text.Contains((byte)'\n'))
            {
                Check(name, "line", Read([.. Encoding.UTF8.GetBytes(Good + "\n"), .. record, .. Encoding.UTF8.GetBytes("\n" + Good)], JsonLayout.Lines), isRepeated);
                lines++;
            }

            Check(name, "element", Read([.. Encoding.UTF8.GetBytes("[" + Good + ","), .. record, .. Encoding.UTF8.GetBytes("," + Good + "]")], JsonLayout.Array), isRepeated);
            elements++;
            repeated += isRepeated ? 1 : 0;
        }

        output.WriteLine($"{elements} y_ cases: {elements - repeated} kept as elements, {lines} tried as lines, {repeated} with a name twice rejected by that rule");
        elements.Should().BeGreaterThan(90);

        static void Check(string name, string how, (int Kept, IReadOnlyList<RejectedRecord> Rejected) outcome, bool isRepeated)
        {
            outcome.Kept.Should().Be(isRepeated ? 2 : 3, $"{name} as {how}: {string.Join(' ', outcome.Rejected)}");
            outcome.Rejected.Select(r => r.Code).Should().Equal(isRepeated ? [ErrorCodes.DuplicateProperty] : [], name);
        }
    }

    [Fact]
    public void What_must_be_rejected_is_reported_at_its_line_and_column()
    {
        int cases = 0, reported = 0, placed = 0, blank = 0;
        var elsewhere = new List<string>();
        foreach ((string name, byte[] text) in Cases.Where(c => c.Name[0] == 'n'))
        {
            if (text.Contains((byte)'\n'))
                continue; // more than one line
            byte[] file = [.. Encoding.UTF8.GetBytes(Good + "\n"), .. text, .. Encoding.UTF8.GetBytes("\n" + Good)];
            (int kept, IReadOnlyList<RejectedRecord> rejected) = Read(file, JsonLayout.Lines);
            kept.Should().Be(2, name);
            if (text.All(b => b is (byte)' '))
            {
                blank++; // nothing on the line: no fault where documents are lines
                rejected.Should().BeEmpty(name);
                continue;
            }

            cases++;
            reported += rejected.Count == 1 && rejected[0].Line == 2 && rejected[0].ByteOffset == Good.Length + 1 ? 1 : 0;
            PlainJson plain = PlainJson.Read(text, 64);
            bool same = rejected.Count == 1 && rejected[0].Column == (plain.FaultAt < 0 ? null : plain.FaultAt + 1) && rejected[0].Code == plain.Fault;
            placed += same ? 1 : 0;
            if (!same)
                elsewhere.Add($"{name}: {string.Join(' ', rejected)}, plain {plain.Fault} {plain.FaultAt + 1}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases} n_ cases: {reported / (double)cases:P1} reported by line, {placed / (double)cases:P1} by code and column as a plain parser sees it; {blank} blank"));
        foreach (string other in elsewhere)
            output.WriteLine("  " + (other.Length > 200 ? other[..200] : other));
        cases.Should().BeGreaterThan(170);
        reported.Should().Be(cases);
        (placed / (double)cases).Should().BeGreaterThanOrEqualTo(0.98);
    }

    [Fact]
    public void What_is_left_to_the_reader_costs_its_own_line_at_most()
    {
        int kept = 0, rejected = 0;
        foreach ((string name, byte[] text) in Cases.Where(c => c.Name[0] == 'i'))
        {
            if (text.Contains((byte)'\n'))
                continue;
            byte[] file = [.. Encoding.UTF8.GetBytes(Good + "\n" + Good[..^1] + ",\"x\":"), .. text, .. Encoding.UTF8.GetBytes("}\n" + Good)];
            (int count, IReadOnlyList<RejectedRecord> rejects) = Read(file, JsonLayout.Lines);
            (count + rejects.Count).Should().Be(3, name);
            count.Should().BeGreaterThanOrEqualTo(2, name);
            rejects.All(r => r.Line == 2).Should().BeTrue(name);
            kept += count - 2;
            rejected += rejects.Count;
        }

        output.WriteLine($"i_ cases: {kept} accepted, {rejected} rejected at their line; the lines around them kept");
    }

    private static (int Kept, IReadOnlyList<RejectedRecord> Rejected) Read(byte[] file, JsonLayout layout)
    {
        using var reader = TransactionJsonReader.Open(new DripStream(file, () => 7), "t.json", options: new JsonOptions { Layout = layout });
        int kept = reader.Count();
        reader.Quality.RecordsRead.Should().Be(kept + reader.Quality.RecordsRejected + reader.Quality.RecordsBlank);
        return (kept, reader.Rejected);
    }

    private static List<(string Name, byte[] Text)> Load()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Promises", "Corpora", "json-test-suite.json")));
        return [.. json.RootElement.EnumerateArray().Select(c => (c.GetProperty("name").GetString()!, Bytes(c)))];

        static byte[] Bytes(JsonElement c)
        {
            if (c.TryGetProperty("text", out JsonElement text))
                return Encoding.UTF8.GetBytes(text.GetString()!);
            if (c.TryGetProperty("latin1", out JsonElement latin1))
                return Encoding.Latin1.GetBytes(latin1.GetString()!);
            return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(c.GetProperty("repeat").GetString()!, c.GetProperty("times").GetInt32())));
        }
    }
}
