using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Issues;

/// <summary>A repair file that is read again unmended lost the text of records that could not be split, and turned bytes that are no text into an id that looks like them.</summary>
public sealed class RepairRoundsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void What_nobody_mended_is_rejected_again_with_its_text_and_its_line()
    {
        byte[] file = [.. "customer_id,date,amount\n"u8, .. Encoding.Latin1.GetBytes("Müller,2026-05-01,5\n"), .. "c-4,2026-05-08\nd,2026-05-09,\"7\n"u8];
        string first = Path.Combine(_folder, "first.csv"), second = Path.Combine(_folder, "second.csv");
        Read(new MemoryStream(file), first).Should().Equal("RM1001", "RM1003", "RM1006");
        Read(File.OpenRead(first), second).Should().Equal("RM3001", "RM3001", "RM3001");
        File.ReadAllText(second).Should().Be(File.ReadAllText(first)).And.Contain("M\\xFCller,2026-05-01,5").And.Contain("c-4,2026-05-08");
    }

    [Fact]
    public void An_encoding_that_is_strict_does_not_make_a_bad_record_an_error()
    {
        Encoding strict = Encoding.GetEncoding("iso-8859-1", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        using var reader = TransactionReader.Open(
            new MemoryStream(Encoding.Latin1.GetBytes("customer_id,date,amount\na,2024-01-01," + new string('9', 90) + "x\n")), "t.csv",
            options: new CsvOptions { Encoding = strict, IncludeValues = true, RepairFile = Path.Combine(_folder, "repair.csv") });
        reader.Should().BeEmpty();
        reader.Rejected.Should().ContainSingle().Which.Code.Should().Be("RM2003");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<string> Read(Stream stream, string repair)
    {
        using var reader = TransactionReader.Open(stream, "t.csv", options: new CsvOptions { RepairFile = repair });
        reader.Should().BeEmpty();
        return [.. reader.Rejected.Select(r => r.Code)];
    }
}
