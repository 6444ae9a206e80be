using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Writing;

/// <summary>Promise 17: what is written is safe in spreadsheets, and reading it back is exact.</summary>
public class WriterTests
{
    private const string Dangerous = "=+-@\t\r\n\0＝＋－＠";

    private static Gen<string> AnyText { get; } =
        from head in Gen.Elements("", "=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'", "''", "\"", ",", " ", "a")
        from rest in Gen.ArrayOf(Gen.Elements('\'', '=', '-', '"', ',', '\n', '\r', ' ', '\0', 'x', '日', '＝')).Select(c => new string(c))
        select head + rest;

    [Fact]
    public void No_text_cell_begins_with_a_trigger_and_reading_back_is_exact() => Property.Holds(
        AnyText.Where(t => t.Length > 0).ArrayOf(),
        texts =>
        {
            byte[] file = Write(["customer_id", "date", "amount"], w =>
            {
                foreach (string text in texts)
                    w.Text(text).Date(new(2024, 1, 1)).Number(-1.5m).EndRow();
            });
            // An independent parser sees what a spreadsheet sees.
            using (var oracle = CsvHelper.CsvReader.Create(file, new CsvHelper.CsvReaderOptions { Separator = ',' }))
            {
                while (oracle.Read())
                {
                    Dangerous.Should().NotContain(oracle.GetString(0)[..1]);
                    oracle.GetString(2).Should().Be("-1.5");
                }
            }

            using TransactionReader reader = CsvText.Transactions(file, new CsvOptions { UndoInjectionGuard = true });
            reader.Select(t => t.CustomerId).Should().Equal(texts);
            reader.Rejected.Should().BeEmpty();
        });

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("'=1", "\"''=1\"")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("it's", "it's")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("＝x", "\"'＝x\"")]
    [InlineData(" x", "\" x\"")]
    [InlineData("", "")]
    public void Text_is_guarded_and_quoted(string text, string cell) =>
        Encoding.UTF8.GetString(Write(["a", "b"], w => w.Text(text).Blank().EndRow())).Should().Be("a,b\n" + cell + ",\n");

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    public void Values_are_written_plainly_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            byte[] file = Write(["m", "n", "x", "d", "b", "none"], w =>
            {
                w.Number(-1234.50m).Number(-42L).Number(0.1).Date(new(2024, 2, 29)).Boolean(true).Number((decimal?)null).EndRow();
                w.Number((long?)null).Number((double?)null).Date(null).Boolean(null).Boolean(false).Text(null).EndRow();
                w.Rows.Should().Be(2);
            });
            Encoding.UTF8.GetString(file).Should().Be("m,n,x,d,b,none\n-1234.50,-42,0.1,2024-02-29,true,\n,,,,false,\n");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1e-5, "0.00001")]
    [InlineData(-1.25e-7, "-0.000000125")]
    [InlineData(1e16, "10000000000000000")]
    [InlineData(-1.5e20, "-150000000000000000000")]
    [InlineData(1234567890123456.5, "1234567890123456.5")]
    [InlineData(123456.75, "123456.75")]
    public void Doubles_are_written_without_an_exponent(double value, string cell) =>
        Encoding.UTF8.GetString(Write(["x"], w => w.Number(value).EndRow())).Should().Be("x\n" + cell + "\n");

    [Fact]
    public void Doubles_are_read_back_to_the_bit() => Property.Holds(
        from bits in Gen.Choose(int.MinValue, int.MaxValue)
        from more in Gen.Choose(0, int.MaxValue)
        select BitConverter.Int64BitsToDouble(((long)bits << 32) | (uint)more),
        value =>
        {
            if (!double.IsFinite(value))
                return;
            byte[] file = Write(["duration", "lost"], w => w.Number(Math.Abs(value)).Boolean(false).EndRow());
            using var reader = TenureReader.Open(new MemoryStream(file), "t");
            reader.Single().Duration.Should().Be(Math.Abs(value));
        });

    [Fact]
    public void A_blank_cell_of_a_single_column_is_not_a_blank_line()
    {
        byte[] file = Write(["rating"], w =>
        {
            w.Blank().EndRow();
            w.Number(7L).EndRow();
        });
        using var reader = RatingReader.Open(new MemoryStream(file), "r");
        reader.Should().HaveCount(1);
        reader.Quality.BlankAnswers.Should().Be(1);
        reader.Quality.BlankLines.Should().Be(0);
    }

    [Fact]
    public void Misuse_is_an_error()
    {
        FluentActions.Invoking(() => Write([], _ => { })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Write(["a"], w => w.EndRow())).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Write(["a"], w => w.Blank().Blank())).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => Write(["a"], w => w.Text("\uD800"))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Write(["a"], w => w.Number(double.NaN))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_file_is_replaced_in_one_step_or_not_at_all()
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "t.csv");
        CsvFile.Write(path, ["a"], w => w.Text("old").EndRow());
        File.ReadAllText(path).Should().Be("a\nold\n");
        FluentActions.Invoking(() => CsvFile.Write(path, ["a"], w =>
        {
            w.Text("new").EndRow();
            throw new TimeoutException();
        })).Should().Throw<TimeoutException>();
        FluentActions.Invoking(() => CsvFile.Write(path, ["a"], w => w.Text("half"))).Should().Throw<InvalidOperationException>();
        File.ReadAllText(path).Should().Be("a\nold\n");
        Directory.GetFiles(folder.Path).Should().ContainSingle();
        CsvFile.Write(path, ["a"], w =>
        {
            w.Text("new").EndRow();
            File.ReadAllText(path).Should().Be("a\nold\n");
        });
        File.ReadAllText(path).Should().Be("a\nnew\n");
        Directory.GetFiles(folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void A_link_stays_a_link_and_permissions_stay()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new Folder();
        string file = Path.Combine(folder.Path, "file");
        string link = Path.Combine(folder.Path, "link");
        File.WriteAllText(file, "old");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, file);
        AtomicFile.Write(link, s => s.Write("new"u8));
        File.ReadAllText(file).Should().Be("new");
        new FileInfo(link).LinkTarget.Should().Be(file);
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_error_of_the_file_system() =>
        FluentActions.Invoking(() => AtomicFile.Write(Path.Combine(Path.GetTempPath(), "no", "such", "folder", "x"), _ => { })).Should().Throw<DirectoryNotFoundException>();

    private static byte[] Write(string[] header, Action<CsvTableWriter> rows)
    {
        var stream = new MemoryStream();
        using (var writer = new CsvTableWriter(stream, header))
            rows(writer);
        return stream.ToArray();
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory().FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
