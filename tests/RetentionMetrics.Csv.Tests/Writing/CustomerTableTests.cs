using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Csv;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Writing;

/// <summary>Customers with their scores to CSV and back: safe in spreadsheets, exact to the bit, and streamed.</summary>
public class CustomerTableTests(ITestOutputHelper output)
{
    private static readonly string[] Naughty =
    [
        "=1+1", "+1", "-1", "@x", "\t=x", "\r", "\n", "\0", "'", "'=1", "''+1", "＝x", "－1", "007", "1e5", "NULL", "null", "true", " ", " x ", "a,b", "a;b", "\"", "\"\"", "a\r\nb",
        "日本", "😀", "e\u0301", "\u202Eabc", "\uFEFFx", "\u0085", new string('x', 300), new string('ﷺ', 300), "../../etc/passwd", "<script>", "'; DROP TABLE customers; --",
    ];

    private static readonly Gen<string> AnyText =
        from head in Gen.Elements("", "=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "'", "''", "\"", ",", " ", "a", "0")
        from rest in Gen.ArrayOf(Gen.Elements('\'', '=', '-', '"', ',', '\n', '\r', ' ', '\0', 'x', '日', '＝')).Select(c => new string(c))
        select head + rest;

    private static readonly Gen<double> AnyDouble =
        (from high in Gen.Choose(int.MinValue, int.MaxValue)
         from low in Gen.Choose(int.MinValue, int.MaxValue)
         select BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)low)).Where(double.IsFinite);

    private static readonly Gen<decimal> AnyDecimal =
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from middle in Gen.Elements(0, 0, int.MaxValue, -1)
        from high in Gen.Elements(0, 0, 12_345)
        from sign in Gen.Elements(true, false)
        from scale in Gen.Choose(0, 28)
        select new decimal(low, middle, high, sign, (byte)scale);

    [Fact]
    public void A_table_comes_back_exactly() => Property.Holds(
        (from id in AnyText.Where(t => t.Length > 0)
         from number in AnyDouble
         from isThere in Gen.Elements(true, false)
         from whole in Gen.Choose(int.MinValue, int.MaxValue)
         from amount in AnyDecimal
         from text in AnyText
         from day in Gen.Choose(0, DateOnly.MaxValue.DayNumber)
         select (Id: id, Number: number, Optional: isThere ? number : (double?)null, Whole: whole, Amount: amount, Text: text, Day: DateOnly.FromDayNumber(day))).ArrayOf(),
        rows =>
        {
            CustomerTable table = CustomerTable.Of(rows.Select(r => r.Id))
                .With("=number", rows.Select(r => r.Number).ToArray())
                .With("opt, ional", rows.Select(r => r.Optional).ToArray())
                .With("whole", rows.Select(r => r.Whole).ToArray())
                .With("amount", rows.Select(r => r.Amount).ToArray())
                .With("text", rows.Select(r => (string?)r.Text).ToArray())
                .With("日", rows.Select(r => r.Day).ToArray());
            CustomerTable back = ReadBack(table);
            for (int i = 0; i < rows.Length; i++)
            {
                var r = rows[i];
                back.IdOf(i).Should().Be(r.Id);
                BitConverter.DoubleToInt64Bits(back["=number"].Values<double>().Span[i]).Should().Be(BitConverter.DoubleToInt64Bits(r.Number));
                back["opt, ional"].Values<double?>().Span[i].Should().Be(r.Optional);
                back["whole"].Values<int>().Span[i].Should().Be(r.Whole);
                back["amount"].Values<decimal>().Span[i].Should().Be(r.Amount);
                back["text"].Values<string?>().Span[i].Should().Be(r.Text.Length == 0 ? null : r.Text);
                back["日"].Values<DateOnly>().Span[i].Should().Be(r.Day);
            }
        });

    [Fact]
    public void Naughty_ids_and_texts_are_safe_and_come_back()
    {
        CustomerTable table = CustomerTable.Of(Naughty).With("segment", Naughty).With("ltv", Naughty.Select((_, i) => -1.5 * i).ToArray());
        byte[] file = Write(table);
        using (var oracle = CsvHelper.CsvReader.Create(file, new CsvHelper.CsvReaderOptions { Separator = ',' }))
        {
            for (int i = 0; oracle.Read(); i++)
            {
                foreach (int cell in (int[])[0, 1])
                    "=+-@\t\r\n\0＝＋－＠".Should().NotContain(oracle.GetString(cell)[..1]);
                oracle.GetString(2).Should().Be((-1.5 * i).ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        CustomerTable back = ReadBack(table);
        Enumerable.Range(0, back.Count).Select(back.IdOf).Should().Equal(Naughty);
        back["segment"].Values<string?>().ToArray().Should().Equal(Naughty);
    }

    [Fact]
    public void A_base_with_its_scores_is_a_file_for_a_CRM()
    {
        var window = new ObservationWindow(new(2026, 1, 1), new(2026, 6, 30), TimeUnit.Week);
        CustomerBase customers = CustomerBase.Summarize([new("k-2", new(2026, 6, 9), 12.50m), new("k-1", new(2026, 6, 16), 8m), new("k-2", new(2026, 6, 23), 7.50m)], window);
        RfmScore[] scores = [new(5, 1, 1), new(5, 2, 2)];
        CustomerTable table = CustomerTable.Of(customers).WithSummary().WithRfm(scores, SegmentMap.Standard).With("p_alive", new double[] { 1, 0.875 }).With("tier", new[] { "High touch", null });
        Encoding.UTF8.GetString(Write(table)).Should().Be(
            "customer_id,first_purchase,last_purchase,days_since_last_purchase,purchase_count,total_spend,frequency,recency,age,mean_spend,r,f,m,rfm,segment,p_alive,tier\n"
            + $"k-1,2026-06-16,2026-06-16,14,1,8,0,0,2,0,5,1,1,511,{SegmentMap.Standard[scores[0]]},1,High touch\n"
            + $"k-2,2026-06-09,2026-06-23,7,2,20.00,1,2,3,7.5,5,2,2,522,{SegmentMap.Standard[scores[1]]},0.875,\n");
    }

    [Fact]
    public void A_bad_row_is_rejected_whole_and_the_others_are_kept()
    {
        const string Text = "customer_id,p,n,segment,day\na,0.5,1,x,2026-01-01\nb,,1,x,2026-01-01\nc,1e5,1,x,2026-01-01\nd,1,1.5,x,2026-01-01\ne,1,9999999999,x,2026-01-01\nf,1,1,x,1.1.26\n,1,1,x,2026-01-01\ng,-0,1.0,,2026-01-02\n";
        using var reader = CustomerTableReader.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(Text)), "s.csv", [CustomerColumn.Number("p"), CustomerColumn.WholeNumber("n"), CustomerColumn.Text("segment"), CustomerColumn.Date("day")]);
        CustomerTable table = reader.Read();
        Enumerable.Range(0, table.Count).Select(table.IdOf).Should().Equal("a", "g");
        table["p"].Values<double>().ToArray().Should().Equal(0.5, -0.0);
        table["segment"].Values<string?>().ToArray().Should().Equal("x", null);
        reader.Rejected.Select(r => (r.Line, r.Code)).Should().Equal(
            (3, ErrorCodes.Blank), (4, ErrorCodes.NotANumber), (5, ErrorCodes.NotAWholeNumber), (6, ErrorCodes.NumberOutOfRange), (7, ErrorCodes.NotADate), (8, ErrorCodes.EmptyId));
        (reader.Quality.RecordsKept, reader.Quality.RecordsRejected).Should().Be((2, 6));
        reader.Invoking(r => r.Read()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_missing_column_and_two_of_one_name_are_errors()
    {
        byte[] file = "customer_id,p\na,1\n"u8.ToArray();
        FluentActions.Invoking(() => CustomerTableReader.Open(new MemoryStream(file), "s", [CustomerColumn.Number("q")])).Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.MissingColumn);
        FluentActions.Invoking(() => CustomerTableReader.Open(new MemoryStream(file), "s", [CustomerColumn.Number("p"), CustomerColumn.Text("p")])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CustomerTableReader.Open(new MemoryStream(file), "s", null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_file_is_replaced_whole()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = Path.Combine(folder, "scores.csv");
            CsvFile.Write(path, CustomerTable.Of(["a"]).With("p", new[] { 0.1 }));
            CsvFile.Write(path, CustomerTable.Of(["b"]).With("p", new[] { 0.2 }));
            File.ReadAllText(path).Should().Be("customer_id,p\nb,0.2\n");
            using (var reader = CustomerTableReader.Open(path, [CustomerColumn.Number("p")]))
                reader.Read().IdOf(0).Should().Be("b");
            FluentActions.Invoking(() => CsvFile.Write(path, Rejects())).Should().Throw<TimeoutException>();
            File.ReadAllText(path).Should().Be("customer_id,p\nb,0.2\n", "the old file stays when the rows cannot be made");
            Directory.GetFiles(folder).Should().ContainSingle();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static IEnumerable<RejectedRecord> Rejects()
        {
            yield return new("s", 1, 1, 1, 0, null, null, "RM1001", "r");
            throw new TimeoutException();
        }
    }

    [Fact]
    public void A_million_rows_are_streamed()
    {
        const int Rows = 1_000_000;
        string[] segments = ["Champions", "At risk", "=Lost"];
        CustomerTable table = CustomerTable.Of(Enumerable.Range(0, Rows).Select(i => FormattableString.Invariant($"customer-{i}")))
            .With("p_alive", Enumerable.Range(0, Rows).Select(i => 1.0 / (i + 1)).ToArray())
            .With("r", Enumerable.Range(0, Rows).ToArray())
            .With("total_spend", Enumerable.Range(0, Rows).Select(i => i / 100m).ToArray())
            .With("segment", Enumerable.Range(0, Rows).Select(i => segments[i % 3]).ToArray());
        var counting = new CountingStream();
        CsvFile.Write(new CountingStream(), CustomerTable.Of(["warm"]).With("p", new[] { 1e-9 }));
        long before = GC.GetAllocatedBytesForCurrentThread();
        CsvFile.Write(counting, table);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine(FormattableString.Invariant($"{Rows:N0} rows, {counting.Count:N0} bytes in pieces of at most {counting.Largest:N0}; {allocated / (double)Rows:F1} bytes allocated a row"));
        counting.Count.Should().BeGreaterThan(30_000_000);
        counting.Largest.Should().BeLessThan(1 << 20, "nothing holds the whole table");
        allocated.Should().BeLessThan(1_000_000);
    }

    [Fact]
    public void Rejects_and_counts_are_tables_too()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using TransactionReader reader = CsvText.Transactions("customer_id,date,amount\n=a,2024-01-01,x\nb,2024-01-01,1\n\n\"c\nd\",x,1\n", new CsvOptions { IncludeValues = true });
            reader.Should().HaveCount(1);
            string path = Path.Combine(folder, "rejects.csv");
            CsvFile.Write(path, [.. reader.Rejected, new("=s", 1, 2, 3, 4, null, null, "RM1001", "half \uD83D of it")]);
            File.ReadAllText(path).Should().Be(
                "source,line,end_line,record,byte_offset,column,column_name,code,reason\n"
                + "t.csv,2,2,1,24,3,amount,RM2003,'x' is not a plain number such as -1234.56\n"
                + "t.csv,5,6,4,56,2,date,RM2002,'x' is not a date in the format yyyy-MM-dd\n"
                + "\"'=s\",1,2,3,4,,,RM1001,half \uFFFD of it\n");
            CsvFile.Write(path, [reader.Quality]);
            File.ReadAllText(path).Should().Be("source,read,kept,rejected,blank_lines,blank_answers,dates_clipped,rejected_by_code\nt.csv,4,1,2,1,0,0,RM2002 1; RM2003 1\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Write(CustomerTable table)
    {
        var stream = new MemoryStream();
        CsvFile.Write(stream, table);
        return stream.ToArray();
    }

    private static CustomerTable ReadBack(CustomerTable table)
    {
        using var reader = CustomerTableReader.Open(new MemoryStream(Write(table)), "t.csv", table.Columns);
        CustomerTable back = reader.Read();
        reader.Rejected.Should().BeEmpty();
        back.Count.Should().Be(table.Count);
        return back;
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public int Largest { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => (Count, Largest) = (Count + buffer.Length, Math.Max(Largest, buffer.Length));

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
