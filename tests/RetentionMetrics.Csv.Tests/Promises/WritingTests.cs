using System.Globalization;
using System.Text;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 17: CSV written is safe in spreadsheets, numbers are untouched, and reading it back is exact. A plain reader looks at it as a spreadsheet would.</summary>
public class WritingTests(ITestOutputHelper output)
{
    private const string Triggers = "=+-@\t\r\n\0＝＋－＠";
    private const int Rows = 20_000;

    [Fact]
    public void Every_naughty_text_is_safe_and_comes_back()
    {
        List<string> texts = [];
        string[] heads = ["", "'", "''", "\"", " ", "a", "\uFEFF", "\u00A0", .. Triggers.Select(c => c.ToString()), .. Triggers.Select(c => "'" + c)];
        string[] tails = ["", "1+1", "cmd|' /C calc'!A0", "SUM(A1:A9)", "HYPERLINK(\"http://x\")", "\"", "\"\"", "\n=1", "\r\n@x", ",", ";", "日本", "😀", "👩‍👩‍👧", "e\u0301", "\u202Eabc", "'", "\0", "\u001F", "\u007F", "\u0085", "\u2028"];
        foreach (string head in heads)
        {
            foreach (string tail in tails)
                texts.Add(head + tail);
        }

        for (int c = 1; c < 0x3000; c++) // each character alone and in front
        {
            if (!char.IsSurrogate((char)c))
                texts.AddRange([((char)c).ToString(), (char)c + "x"]);
        }

        var random = new Random(17);
        for (int i = 0; i < 20_000; i++)
            texts.Add(string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(3) == 0 ? Triggers[random.Next(Triggers.Length)].ToString() : random.Next(2) == 0 ? "'\"\n\r, ;x日"[random.Next(9)].ToString() : new Rune(random.Next(0x10000, 0x20000)).ToString())));
        texts.RemoveAll(t => t.Length == 0);

        byte[] file = Write(["customer_id", "date", "amount", "note"], w =>
        {
            foreach (string text in texts)
                w.Text(text).Date(new(2024, 1, 1)).Number(-1.5m).Text(text).EndRow();
        });
        int dangerous = 0, changed = 0, rows = 0;
        var plain = new PlainCsv(file, 1 << 20, nulInQuotes: true);
        _ = plain.Next((byte)',', 0);
        for (; !plain.Ended; rows++)
        {
            PlainCsv.Record r = plain.Next((byte)',', 4);
            r.Fault.Should().BeNull();
            foreach (int cell in (int[])[0, 3])
                dangerous += Triggers.Contains(Encoding.UTF8.GetString(r.Fields[cell])[0], StringComparison.Ordinal) ? 1 : 0;
            changed += Encoding.UTF8.GetString(r.Fields[1]) == "2024-01-01" && Encoding.UTF8.GetString(r.Fields[2]) == "-1.5" ? 0 : 1;
        }

        using var reader = TransactionReader.Open(new MemoryStream(file), "t.csv", new() { Channel = "note" }, new CsvOptions { UndoInjectionGuard = true });
        int exact = reader.Zip(texts).Count(p => p.First.CustomerId == p.Second && p.First.Channel == p.Second);
        output.WriteLine($"{texts.Count:N0} texts: {dangerous} cells begin with a trigger, {changed} numbers or dates touched, {exact:N0} come back exactly");
        (rows, dangerous, changed, exact, reader.Rejected.Count).Should().Be((texts.Count, 0, 0, texts.Count, 0));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_wherever_it_stands()
    {
        int refused = 0;
        foreach (string half in (string[])["\uD800", "\uDBFF", "\uDC00", "\uDFFF", "\uDC00\uD800"])
        {
            foreach (string text in (string[])[half, "a" + half, half + "a", "😀" + half, half + "\uFFFD"])
            {
                FluentActions.Invoking(() => Write(["x"], w => w.Text(text).EndRow())).Should().Throw<ArgumentException>();
                FluentActions.Invoking(() => Write([text], _ => { })).Should().Throw<ArgumentException>();
                refused++;
            }
        }

        output.WriteLine($"{refused} texts with half a pair refused, in cells and in headers");
    }

    [Fact]
    public void Random_decimals_doubles_and_dates_come_back_exactly()
    {
        var random = new Random(18);
        decimal[] decimals = [decimal.MaxValue, decimal.MinValue, 1e-28m, -1e-28m, 0m, 0.0m, .. Enumerable.Range(0, Rows).Select(_ => new decimal(random.Next(), random.Next(3) == 0 ? random.Next() : 0, random.Next(3) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29)))];
        DateOnly[] dates = [DateOnly.MinValue, DateOnly.MaxValue, .. decimals[2..].Select(_ => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1)))];
        byte[] file = Write(["customer_id", "date", "amount"], w =>
        {
            for (int i = 0; i < decimals.Length; i++)
                w.Text("c").Date(dates[i]).Number(decimals[i]).EndRow();
        });
        using (var reader = TransactionReader.Open(new MemoryStream(file), "t.csv"))
        {
            int exact = reader.Zip(decimals.Zip(dates)).Count(p => p.First.Amount == p.Second.First && p.First.Date == p.Second.Second);
            exact.Should().Be(decimals.Length);
            output.WriteLine($"{exact:N0} decimals and dates exact");
        }

        double[] doubles = [double.MaxValue, double.Epsilon, 0, 0.1, 1e22, 1e-5, .. Enumerable.Range(0, Rows).Select(_ => Math.Abs(BitConverter.Int64BitsToDouble(random.NextInt64()))).Where(double.IsFinite)];
        file = Write(["duration", "lost"], w =>
        {
            foreach (double d in doubles)
                w.Number(d).Boolean(d > 1).EndRow();
        });
        using var tenures = TenureReader.Open(new MemoryStream(file), "t.csv");
        int same = tenures.Zip(doubles).Count(p => BitConverter.DoubleToInt64Bits(p.First.Duration) == BitConverter.DoubleToInt64Bits(p.Second) && p.First.Lost == p.Second > 1);
        same.Should().Be(doubles.Length);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{same:N0} doubles exact to the bit"));
    }

    private static byte[] Write(string[] header, Action<CsvTableWriter> rows)
    {
        var stream = new MemoryStream();
        using (var writer = new CsvTableWriter(stream, header))
            rows(writer);
        return stream.ToArray();
    }
}
