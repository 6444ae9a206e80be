using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Readers;

/// <summary>Each code has a file that brings it about, with its position: the other records of the file are kept.</summary>
public class RejectCodeTests
{
    private const string Head = "customer_id,date,amount\n";
    private const string Money = "customer_id,date,amount,currency\n";
    private const string Good = "a,2024-01-01,1\n";

    /// <summary>Fact, file, code, line, column, offset; the bad record is between two good ones.</summary>
    public static TheoryData<string, string, string, int, int?, int> Records => new()
    {
        { "Transaction", Head + Good + "b\xFF,2024-01-01,1\n" + Good, ErrorCodes.InvalidEncoding, 3, 1, 39 },
        { "Transaction", Head + Good + "b,2024-01-01,\x01\n" + Good, ErrorCodes.NotANumber, 3, 3, 39 },
        { "Transaction", Head + Good + "b,2024\0,1\n" + Good, ErrorCodes.NulCharacter, 3, 2, 39 },
        { "Transaction", Head + Good + "\"b\0\",2024-01-01,1\n" + Good, ErrorCodes.NulCharacter, 3, 1, 39 },
        { "Transaction", Head + Good + "b,2024-01-01\n" + Good, ErrorCodes.FieldCount, 3, 3, 39 },
        { "Transaction", Head + Good + "b,2024-01-01,1,\n" + Good, ErrorCodes.FieldCount, 3, 4, 39 },
        { "Transaction", Head + Good + "b,2024\"01,1\n" + Good, ErrorCodes.StrayQuote, 3, 2, 39 },
        { "Transaction", Head + Good + "\"b\"b,2024-01-01,1\n" + Good, ErrorCodes.TextAfterQuote, 3, 1, 39 },
        { "Transaction", Head + Good + "b,\"2024-01-01,1\n" + Good, ErrorCodes.UnclosedQuote, 3, 2, 39 },
        { "Transaction", Head + Good + "b,2024-01-01,+-1\n" + Good, ErrorCodes.NotANumber, 3, 3, 39 },
        { "Transaction", Head + Good + new string('b', 2000) + ",2024-01-01,1\n" + Good, ErrorCodes.RecordTooLong, 3, null, 39 },
        { "Transaction", Head + Good + "b,,1\n" + Good, ErrorCodes.Blank, 3, 2, 39 },
        { "Transaction", Head + Good + "b,2024-01-01,\n" + Good, ErrorCodes.Blank, 3, 3, 39 },
        { "Transaction", Head + Good + "b,01/02/2024,1\n" + Good, ErrorCodes.NotADate, 3, 2, 39 },
        { "Transaction", Head + Good + "b,2023-02-29,1\n" + Good, ErrorCodes.NotADate, 3, 2, 39 },
        { "Transaction", Head + Good + "b,2024-01-01,abc\n" + Good, ErrorCodes.NotANumber, 3, 3, 39 },
        { "Transaction", Head + Good + "b,2024-01-01,79228162514264337593543950336\n" + Good, ErrorCodes.NumberOutOfRange, 3, 3, 39 },
        { "Transaction", Head + Good + ",2024-01-01,1\n" + Good, ErrorCodes.EmptyId, 3, 1, 39 },
        { "Tenure", "duration,lost\n1,yes\n1,maybe\n2,no\n", ErrorCodes.NotABoolean, 3, 2, 20 },
        { "Tenure", "duration,lost\n1,yes\n-1,no\n2,no\n", ErrorCodes.Negative, 3, 1, 20 },
        { "Tenure", "duration,lost\n1,yes\n1" + new string('0', 400) + ",no\n2,no\n", ErrorCodes.NumberOutOfRange, 3, 1, 20 },
        { "Spend", "channel,date,amount,new_customers\nads,2024-01-01,1,3\nads,2024-01-01,1,2.5\nads,2024-01-01,1,\n", ErrorCodes.NotAWholeNumber, 3, 4, 53 },
        { "Spend", "channel,date,amount,new_customers\nads,2024-01-01,1,3\nads,2024-01-01,-1,2\nads,2024-01-01,1,\n", ErrorCodes.Negative, 3, 3, 53 },
        { "Spend", "channel,date,amount,new_customers\nads,2024-01-01,1,3\nads,2024-01-01,1,9223372036854775808\nads,2024-01-01,1,\n", ErrorCodes.NumberOutOfRange, 3, 4, 53 },
        { "Spend", "channel,date,amount,kind\nads,2024-01-01,1,Tools\nads,2024-01-01,1,1\n,2024-01-01,1,SALARIES\n", ErrorCodes.UnknownWord, 3, 4, 48 },
        { "Spend", "channel,date,amount,purpose\nads,2024-01-01,1,retention\nads,2024-01-01,1,acquisition/retention\nads,2024-01-01,1,\n", ErrorCodes.UnknownWord, 3, 4, 55 },
        { "Tenure", "duration,lost,entry\n1,yes,0.5\n1,no,1\n2,no,\n", ErrorCodes.EntryNotBeforeEnd, 3, 3, 30 },
        { "Tenure", "duration,lost,count\n1,yes,5\n1,no,0\n2,no,\n", ErrorCodes.NumberOutOfRange, 3, 3, 28 },
        { "Subscription", "customer_id,start,end,monthly_amount,billing_period\na,2024-01-01,,1,Annually\nb,2024-01-02,,1,2 weeks\na,2024-01-01,,1,\n", ErrorCodes.UnknownWord, 3, 5, 77 },
        { "Subscription", "customer_id,start,end,monthly_amount,state,end_reason\na,2024-01-01,,,paused,\nb,2024-01-02,,1,,bankrupt\na,2024-01-01,,1,TRIAL,Voluntary\n", ErrorCodes.UnknownWord, 3, 6, 77 },
        { "Rating", "rating\n10\n11\n0\n", ErrorCodes.RatingOutOfRange, 3, 1, 10 },
        { "Rating", "rating\n10\n-1\n9.0\n", ErrorCodes.RatingOutOfRange, 3, 1, 10 },
        { "Rating", "rating\n10\n9.5\n9.0\n", ErrorCodes.FractionalRating, 3, 1, 10 },
        { "Subscription", "customer_id,start,end,monthly_amount\na,2024-01-01,,1\nb,2024-01-02,2024-01-01,1\na,2024-01-01,2024-01-01,1\n", ErrorCodes.EndBeforeStart, 3, 3, 53 },
        { "Activity", "customer_id,date\na,2024-01-01\na,2024-01-01T24:00Z\na,2024-01-01T23:59Z\n", ErrorCodes.NotADate, 3, 2, 30 },
        { "Transaction", Money + "a,2024-01-01,1,EUR\nb,2024-01-01,1,USD\na,2024-01-01,1,eur\n", ErrorCodes.OtherCurrency, 3, 4, 52 },
        { "Transaction", Money + "a,2024-01-01,1,EUR\nb,2024-01-01,1,\na,2024-01-01,1,EUR\n", ErrorCodes.MissingCurrency, 3, 4, 52 },
        { "Transaction", Money + "a,2024-01-01,1,EUR\nb,2024-01-01,1,€\na,2024-01-01,1,EUR\n", ErrorCodes.UnknownCurrency, 3, 4, 52 },
        { "Activity", "customer_id,date\na,2024-01-01\na,2024-03-31T02:30\na,2024-10-27T02:30\n", ErrorCodes.SkippedTime, 3, 2, 30 },
        { "Referral", "referrer_id,date,referred_id\na,2024-01-01,b\na,2024-01-01,a\na,2024-01-01,\n", ErrorCodes.SelfReferral, 3, 3, 44 },
    };

    /// <summary>A file, its only wanted columns being customer_id, date and amount, with the options' delimiter, and the code.</summary>
    public static TheoryData<string, char?, string, string> Files => new()
    {
        { "", null, ErrorCodes.NoHeader, "*empty*" },
        { "\n \n\r\n", null, ErrorCodes.NoHeader, "*empty*" },
        { "customer_id,date,gross\n" + Good, null, ErrorCodes.MissingColumn, "*'amount'*'customer_id', 'date', 'gross'*" },
        { "customer_id,date,amount,date\n", null, ErrorCodes.DuplicateColumn, "*'date'*twice*" },
        { "customer_id;date;amount\nb;2024-01-01;1\n", ',', ErrorCodes.WrongDelimiter, "*likely ';'*" },
        { "customer_id\tdate\tamount\n", ',', ErrorCodes.WrongDelimiter, "*likely a tab*" },
        { "customer_id:date:amount\n", null, ErrorCodes.WrongDelimiter, "*likely ':'*" },
        { "customer_id,\"date,amount\n", null, ErrorCodes.UnreadableHeader, "*quote*" },
        { "customer_id,d\xFFte,amount\n", null, ErrorCodes.UnreadableHeader, "*byte*13*Encoding*" },
        { "c\0u\0s\0t\0", null, ErrorCodes.UnreadableHeader, "*UTF-16*" },
        { new string('x', 2000) + "\n" + Good, null, ErrorCodes.UnreadableHeader, "*MaxRecordBytes*" },
        { new string(',', 17_000) + "customer_id,date,amount\n", null, ErrorCodes.TooManyColumns, "*16,384*" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void A_bad_record_is_reported_where_it_begins_and_its_neighbours_are_kept(string fact, string text, string code, int line, int? column, int offset)
    {
        var options = new CsvOptions { MaxRecordBytes = 1000, TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };
        (int kept, IReadOnlyList<RejectedRecord> rejected, DataQuality quality) = Read(fact, (text.Contains('€', StringComparison.Ordinal) ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text), options);
        kept.Should().Be(2);
        RejectedRecord reject = rejected.Should().ContainSingle().Subject;
        reject.Code.Should().Be(code);
        reject.Line.Should().Be(line);
        reject.EndLine.Should().Be(line);
        reject.Column.Should().Be(column);
        reject.ByteOffset.Should().Be(offset);
        reject.Record.Should().Be(2);
        reject.Source.Should().Be("t.csv");
        quality.RecordsRead.Should().Be(3);
        quality.RecordsKept.Should().Be(2);
        quality.RejectedByCode.Should().Equal(new Dictionary<string, long> { [code] = 1 });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_that_cannot_be_read_as_a_whole_is_one_clear_error(string text, char? delimiter, string code, string message)
    {
        var options = new CsvOptions { Delimiter = delimiter, MaxRecordBytes = text.Length > 10_000 ? 20_000 : 1000 };
        Action open = () => CsvText.Transactions(Encoding.Latin1.GetBytes(text), options);
        DataFileException thrown = open.Should().Throw<DataFileException>().WithMessage("t.csv: " + code + message).Which;
        thrown.Code.Should().Be(code);
        thrown.SourceName.Should().Be("t.csv");
    }

    [Fact]
    public void A_last_record_that_was_being_written_is_rejected_as_torn()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Head + Good + "b,2024-01-01,12");
            using var reader = TransactionReader.Open(path);
            File.AppendAllText(path, "34\n" + Good);
            reader.Should().ContainSingle().Which.CustomerId.Should().Be("a");
            RejectedRecord reject = reader.Rejected.Should().ContainSingle().Subject;
            reject.Code.Should().Be(ErrorCodes.TornRecord);
            reject.Line.Should().Be(3);
            reject.Column.Should().BeNull();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Codes_that_only_an_option_brings_about_have_their_place_too()
    {
        const string text = "event_id,customer_id,date,amount\n1,a,2024-01-01,1\n1,b,2024-01-01,1\n2,c,2024-01-02,1\n3,a,2024-01-01,1\n";
        using TransactionReader reader = CsvText.Transactions(text, new CsvOptions { LastDay = new(2024, 1, 1) }, new TransactionColumns { EventId = "event_id" });
        reader.Select(t => t.CustomerId).Should().Equal("a", "a");
        reader.Rejected.Select(r => (r.Code, r.Line, r.Column, r.ColumnName, r.ByteOffset, r.Record)).Should().Equal(
            (ErrorCodes.DuplicateEvent, 3L, 1, "event_id", 50L, 2L), (ErrorCodes.AfterLastDay, 4L, 3, "date", 67L, 3L));
    }

    [Fact]
    public void Every_code_has_a_test_above()
    {
        IEnumerable<string> all = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)
            .Where(c => c[2] is '1' or '2' or '3') // what is wrong with data
            .Where(c => !c.StartsWith("RM12", StringComparison.Ordinal)) // the codes of JSON
            .Where(c => c is not ErrorCodes.TooManyRejects) // how many there are, in ReaderTests
            .Where(c => !c.StartsWith("RM112", StringComparison.Ordinal)); // of compressed files, in CompressedFileTests
        IEnumerable<string> tested = Records.Select(r => (string)r[2]!).Concat(Files.Select(f => (string)f[2]!)).Concat([ErrorCodes.TornRecord, ErrorCodes.DuplicateEvent, ErrorCodes.AfterLastDay]);
        all.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(tested.Distinct());
    }

    [Fact]
    public void A_reject_reads_as_one_line_for_a_log_without_the_value_unless_it_was_asked_for()
    {
        const string text = Head + Good + "b,2024-01-01,abc\n";
        using TransactionReader quiet = CsvText.Transactions(text);
        quiet.Should().HaveCount(1);
        quiet.Rejected[0].ToString().Should().Be("t.csv:3:3 amount RM2003 is not a plain number such as -1234.56");
        using TransactionReader open = CsvText.Transactions(text, new CsvOptions { IncludeValues = true });
        open.Should().HaveCount(1);
        open.Rejected[0].ToString().Should().Be("t.csv:3:3 amount RM2003 'abc' is not a plain number such as -1234.56");
    }

    private static (int Kept, IReadOnlyList<RejectedRecord> Rejected, DataQuality Quality) Read(string fact, byte[] file, CsvOptions options)
    {
        // The readers share no base type, on purpose; a test may use reflection to treat them alike.
        Type type = typeof(TransactionReader).Assembly.GetType($"RetentionMetrics.Csv.{fact}Reader", throwOnError: true)!;
        MethodInfo open = type.GetMethods().Single(m => m.Name == "Open" && m.GetParameters()[0].ParameterType == typeof(Stream));
        using var reader = (IDisposable)open.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [new MemoryStream(file), "t.csv", null, options, false], CultureInfo.InvariantCulture)!;
        int kept = ((IEnumerable)reader).Cast<object>().Count();
        return (kept, (IReadOnlyList<RejectedRecord>)type.GetProperty("Rejected")!.GetValue(reader)!, (DataQuality)type.GetProperty("Quality")!.GetValue(reader)!);
    }
}
