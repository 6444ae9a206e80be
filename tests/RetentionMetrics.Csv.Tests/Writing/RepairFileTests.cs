using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Writing;

public sealed class RepairFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("repair-").FullName;

    private string Target => Path.Combine(_folder, "repair.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Cells_stand_in_the_columns_of_the_source_after_what_is_wrong()
    {
        Write(["customer_id", "date", "amount"], (Reject(7, 3, "amount", ErrorCodes.NotANumber), "a,2026-01-01,\"1,5\"\"x\""u8.ToArray()), (Reject(9, null, null, ErrorCodes.FieldCount), "b,2026"u8.ToArray()));
        File.ReadAllText(Target).Should().Be(
            "reject_line,reject_column,reject_code,reject_reason,reject_text,customer_id,date,amount\n"
            + "7,amount,RM2003,wrong,,a,2026-01-01,\"1,5\"\"x\"\n"
            + "9,,RM1003,wrong,\"b,2026\",,,\n");
    }

    [Fact]
    public void Mended_cells_are_read_with_the_same_options()
    {
        Write(["customer_id", "date", "amount"], (Reject(2, 2, "date", ErrorCodes.NotADate), "=cmd,2026-13-01,-5.00"u8.ToArray()));
        string mended = File.ReadAllText(Target).Replace("2026-13-01", "2026-12-01", StringComparison.Ordinal);
        mended.Should().Contain(",\"'=cmd\",").And.Contain(",-5.00\n", "an apostrophe would make the amount no number");
        using TransactionReader reader = CsvText.Transactions(mended, new CsvOptions { UndoInjectionGuard = true });
        reader.Should().Equal(new Transaction("=cmd", new(2026, 12, 1), -5.00m));
        reader.Rejected.Should().BeEmpty();
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown()
    {
        Write(["customer_id", "date", "amount"], (Reject(2, 1, "customer_id", ErrorCodes.InvalidEncoding), [(byte)'M', 0xFC, (byte)'l', (byte)',', 0, (byte)',', (byte)'1']));
        File.ReadAllLines(Target)[1].Should().EndWith(",\"M\\xFCl,\\x00,1\",,,");
    }

    [Theory]
    [InlineData(ErrorCodes.UnclosedQuote, "a,\"2026,1")]
    [InlineData(ErrorCodes.StrayQuote, "a,20\"26,1")]
    [InlineData(ErrorCodes.TextAfterQuote, "\"a\"b,2026,1")]
    public void A_record_that_cannot_be_split_is_kept_as_text(string code, string record)
    {
        Write(["customer_id", "date", "amount"], (Reject(2, null, null, code), Encoding.UTF8.GetBytes(record)));
        File.ReadAllLines(Target)[1].Should().Be($"2,,{code},wrong,\"{record.Replace("\"", "\"\"", StringComparison.Ordinal)}\",,,");
    }

    [Fact]
    public void A_second_round_writes_the_extra_columns_anew()
    {
        Write([.. RepairFile.Extra, "customer_id", "amount"], (Reject(2, 7, "amount", ErrorCodes.NotANumber), "7,amount,RM2003,old,,a,x"u8.ToArray()));
        File.ReadAllText(Target).Should().Be("reject_line,reject_column,reject_code,reject_reason,reject_text,customer_id,amount\n2,amount,RM2003,wrong,,a,x\n");
    }

    [Fact]
    public void Delimiter_and_encoding_are_those_of_the_source()
    {
        using (var repair = new RepairFile(Target, (byte)';', Encoding.Unicode, undoGuard: false))
        {
            repair.Begin(["Käufer", "Betrag"]);
            repair.Add(Reject(2, 2, "Betrag", ErrorCodes.NotANumber), Encoding.UTF8.GetBytes("Müller;x,5"));
            repair.Complete();
        }

        File.ReadAllText(Target, new UnicodeEncoding(false, false)).Should().Be("reject_line;reject_column;reject_code;reject_reason;reject_text;Käufer;Betrag\n2;Betrag;RM2003;wrong;;Müller;x,5\n");
    }

    [Fact]
    public void Until_it_is_complete_the_old_file_is_as_it_was()
    {
        File.WriteAllText(Target, "old");
        using (var repair = new RepairFile(Target, (byte)',', null, undoGuard: false))
        {
            repair.Begin(["a"]);
            repair.Add(Reject(2, 1, "a", ErrorCodes.Blank), default);
            repair.Rows.Should().Be(1);
        }

        File.ReadAllText(Target).Should().Be("old");
        Directory.GetFiles(_folder).Should().ContainSingle("no temporary file is left");
    }

    [Fact]
    public void What_was_guarded_stays_guarded_once()
    {
        using (var repair = new RepairFile(Target, (byte)',', null, undoGuard: true))
        {
            repair.Begin(["id", "n"]);
            repair.Add(Reject(2, 2, "n", ErrorCodes.NotANumber), "\"'=1+1\",x"u8);
            repair.Complete();
        }

        File.ReadAllLines(Target)[1].Should().EndWith(",\"'=1+1\",x");
    }

    private static RejectedRecord Reject(long line, int? column, string? name, string code) => new("t.csv", line, line, line - 1, 0, column, name, code, "wrong");

    private void Write(string[] names, params (RejectedRecord Reject, byte[] Raw)[] rows)
    {
        using var repair = new RepairFile(Target, (byte)',', null, undoGuard: false);
        repair.Begin(names);
        foreach ((RejectedRecord reject, byte[] raw) in rows)
            repair.Add(reject, raw);
        repair.Complete();
    }
}
