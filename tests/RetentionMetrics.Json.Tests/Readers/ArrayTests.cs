using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Readers;

public class ArrayTests
{
    [Fact]
    public void A_pretty_printed_array_is_read_with_lines_and_places()
    {
        using var reader = JsonText.Transactions("""
            [
              {
                "customerId": "a",
                "date": "2025-01-02",
                "amount": 1
              },
              { "customerId": "b", "date": "x", "amount": 1 },
              {
                "customerId": "c",
                "date": "2025-01-02",
                "amount": "1"
              }
            ]
            """.ReplaceLineEndings("\n"));
        reader.Select(t => t.CustomerId).Should().Equal("a");
        reader.Rejected.Select(r => (r.Line, r.EndLine, r.Record, r.Column, r.ColumnName, r.Code)).Should().Equal(
            (7, 7, 2, 32, "date", ErrorCodes.NotADate),
            (8, 12, 3, null, "amount", ErrorCodes.NotANumber));
    }

    [Theory]
    [InlineData("[]", "", "")]
    [InlineData(" [ ] \n", "", "")]
    [InlineData("[{A},{B}]", "AB", "")]
    [InlineData("[{A},{\"x\":1,},{B}]", "AB", "2 RM1201")] // a comma too many
    [InlineData("[{A},{\"x\":[1},{B}]", "AB", "2 RM1201")] // a bracket that is not closed
    [InlineData("[{A},{\"x\":1,\n{B}]", "AB", "2 RM1201")] // a brace that is not closed
    [InlineData("[{A},{\"x\":1\n,{B}]", "AB", "2 RM1201")]
    [InlineData("[{A},{\"x\":1}},{B}]", "AB", "2 RM1201")] // a brace too many
    [InlineData("[{A},{\"x\":\"y},\n{B}]", "AB", "2 RM1201")] // a quote that is not closed
    [InlineData("[{A},{\"x\":y\"},\n{B}]", "AB", "2 RM1201")]
    [InlineData("[{A},,{B}]", "AB", "2 RM1201")] // an element that is not there
    [InlineData("[,{A}]", "A", "1 RM1201")]
    [InlineData("[{A},]", "A", "2 RM1201")]
    [InlineData("[{A} {B},{C}]", "AC", "2 RM1201")] // a comma that is not there
    [InlineData("[{A},1,\"x\",[{B}],null,{C}]", "AC", "2 RM1204|3 RM1204|4 RM1204|5 RM1204")]
    [InlineData("[{A},nul,{B}]", "AB", "2 RM1201")]
    [InlineData("[{A},{B}", "AB", "3 RM1201")] // cut off
    [InlineData("[{A},", "A", "2 RM1201")]
    [InlineData("[{A},{\"x\":", "A", "2 RM1201")]
    [InlineData("[{A},{\"x\":\"", "A", "2 RM1201")]
    [InlineData("[", "", "1 RM1201")]
    [InlineData("[{A}] x", "A", "2 RM1201")] // text after the end
    [InlineData("[{A}]\n[{B}]", "A", "2 RM1201")]
    [InlineData("[{A},{\"x\":\"]\\\"}\"},{B}]", "AB", "2 RM2001")] // brackets in text are text
    public void A_bad_element_costs_itself_only_where_its_end_can_be_made_out(string pattern, string kept, string rejected)
    {
        string text = pattern;
        foreach (string id in new[] { "A", "B", "C" })
            text = text.Replace("{" + id + "}", "{\"customerId\":\"" + id + "\",\"date\":\"2025-01-02\",\"amount\":1}", StringComparison.Ordinal);
        using var reader = JsonText.Transactions(text);
        string.Concat(reader.Select(t => t.CustomerId)).Should().Be(kept);
        string.Join('|', reader.Rejected.Select(r => r.Record + " " + r.Code)).Should().Be(rejected);
        reader.Quality.RecordsRead.Should().Be(reader.Quality.RecordsKept + reader.Quality.RecordsRejected);
    }

    [Fact]
    public void A_long_element_is_rejected_by_its_limit_and_the_next_one_is_read()
    {
        string big = "{\"x\":\"" + new string('y', 200_000) + "\"}";
        const string Small = "{\"customerId\":\"a\",\"date\":\"2025-01-02\",\"amount\":1}";
        using var reader = JsonText.Transactions("[" + Small + ",\n" + big + ",\n" + Small + "]", new JsonOptions { MaxRecordBytes = 1_000 });
        reader.Should().HaveCount(2);
        reader.Rejected.Should().ContainSingle().Which.Should().Match<RejectedRecord>(r => r.Code == ErrorCodes.RecordTooLong && r.Line == 2);
    }

    [Fact]
    public void A_stated_array_that_is_none_is_refused_with_a_code()
    {
        Action open = () => JsonText.Transactions("{}", new JsonOptions { Layout = JsonLayout.Array });
        open.Should().Throw<DataFileException>().Which.Code.Should().Be(ErrorCodes.NotAnArray);
    }
}
