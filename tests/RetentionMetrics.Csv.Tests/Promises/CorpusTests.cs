using System.Globalization;
using System.Text;
using System.Text.Json;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 1 on public suites: csv-spectrum, rust-csv, frictionless. Corpora/README.md says where they are from.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Promises", "Corpora");

    public static TheoryData<string> Spectrum => new([.. Directory.GetFiles(Path.Combine(Folder, "csv-spectrum", "csvs")).Select(f => Path.GetFileNameWithoutExtension(f)!).Where(f => f != "location_coordinates")]);

    [Theory]
    [MemberData(nameof(Spectrum))]
    public void A_file_of_csv_spectrum_splits_as_its_JSON_says(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(Folder, "csv-spectrum", "csvs", name + ".csv"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "csv-spectrum", "json", name + ".json")));
        List<string[]> expected = [.. json.RootElement.EnumerateArray().Select(row => row.EnumerateObject().Select(p => p.Value.GetString()!).ToArray())];
        (List<string[]> rows, List<(long, int?, string)> rejects) = Split(file, ',', hasHeader: true, chunk: 3);
        rejects.Should().BeEmpty();
        rows.Should().HaveCount(expected.Count);
        for (int i = 0; i < rows.Count; i++)
            rows[i].Should().Equal(expected[i]);
        output.WriteLine($"{name}: {rows.Count} records of {rows[0].Length} fields");
    }

    [Fact]
    public void A_file_of_csv_spectrum_in_no_known_encoding_is_reported_and_not_guessed()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(Folder, "csv-spectrum", "csvs", "location_coordinates.csv"));
        (List<string[]> rows, var rejects) = Split(file, ',', hasHeader: true, chunk: 3);
        rows.Should().BeEmpty();
        rejects.Should().Equal((2, 2, ErrorCodes.StrayQuote));
    }

    [Fact]
    public void Cases_of_rust_csv_and_frictionless_are_split_and_reported_by_line_and_column()
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "cases.json")));
        int files = 0, records = 0, bad = 0, lines = 0, columns = 0;
        foreach (JsonElement c in cases.RootElement.EnumerateArray())
        {
            string name = c.GetProperty("suite").GetString() + " " + c.GetProperty("name").GetString();
            List<string[]> expected = [.. c.GetProperty("rows").EnumerateArray().Select(r => r.EnumerateArray().Select(f => f.GetString()!).ToArray())];
            List<(long Line, int? Column, string Code)> faults = [.. c.GetProperty("rejects").EnumerateArray().Select(r => (r[0].GetInt64(), (int?)r[1].GetInt32(), r[2].GetString()!))];
            foreach (int chunk in (int[])[1, 4096])
            {
                (List<string[]> rows, var rejects) = Split(Encoding.UTF8.GetBytes(c.GetProperty("text").GetString()!), c.GetProperty("delimiter").GetString()![0], c.GetProperty("header").GetBoolean(), chunk);
                rows.Should().HaveCount(expected.Count, name);
                for (int i = 0; i < rows.Count; i++)
                    rows[i].Should().Equal(expected[i], name);
                rejects.Should().HaveCount(faults.Count, name);
                bad += faults.Count;
                lines += rejects.Zip(faults).Count(p => (p.First.Line, p.First.Code) == (p.Second.Line, p.Second.Code));
                columns += rejects.Zip(faults).Count(p => p.First.Column == p.Second.Column);
                records += rows.Count;
            }

            files++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} cases, each in two sizes of chunks: {records} records as stated; {bad} bad ones: {lines / (double)bad:P0} by line and code, {columns / (double)bad:P0} by column"));
        lines.Should().Be(bad);
        (columns / (double)bad).Should().BeGreaterThanOrEqualTo(0.98);
    }

    /// <summary>
    /// All fields of a file through a reader of facts: each record gets a rating in front and each column a name, and each column in turn is read as the segment of the ratings.
    /// Lines and columns are told as they are in the file that was given.
    /// </summary>
    private static (List<string[]> Rows, List<(long Line, int? Column, string Code)> Rejects) Split(byte[] file, char delimiter, bool hasHeader, int chunk)
    {
        bool mark = file.AsSpan().StartsWith("\uFEFF"u8);
        var plain = new PlainCsv(file, 1 << 20, nulInQuotes: false);
        int width = 0, from = 0;
        var rated = new MemoryStream();
        while (!plain.Ended)
        {
            from = plain.Position;
            PlainCsv.Record r = plain.Next((byte)delimiter, width);
            if (width == 0 && !r.IsBlank)
                width = Math.Max(1, r.Fault is null ? r.Fields.Count : 1);
            if (!r.IsBlank && !(hasHeader && r.Line == 1))
                rated.Write([(byte)'5', (byte)delimiter]);
            rated.Write(file.AsSpan(from, plain.Position - from));
        }

        string names = string.Join(delimiter, Enumerable.Range(1, Math.Max(1, width)).Select(i => $"f{i}"));
        byte[] body = rated.ToArray();
        if (hasHeader)
            body = body[(body.AsSpan().IndexOf((byte)'\n') + 1)..];
        byte[] whole = [.. mark ? "\uFEFF"u8 : ""u8, .. Encoding.UTF8.GetBytes("rating" + delimiter + names + "\n"), .. body];
        List<string[]> rows = [];
        List<(long, int?, string)> rejects = [];
        for (int column = 1; column <= Math.Max(1, width); column++)
        {
            using var reader = RatingReader.Open(new DripStream(whole, () => chunk), "t.csv", new() { Segment = $"f{column}" }, new CsvOptions { Delimiter = delimiter });
            List<string> cells = [.. reader.Select(r => r.Segment ?? "")];
            if (column == 1)
                rows.AddRange(cells.Select(_ => new string[width]));
            for (int i = 0; i < cells.Count; i++)
                rows[i][column - 1] = cells[i];
            rejects = [.. reader.Rejected.Select(r => (r.Line - (hasHeader ? 0 : 1), r.Column - 1, r.Code))];
        }

        return (rows, rejects);
    }
}
