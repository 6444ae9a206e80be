using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Issues;

/// <summary>A header is read once with each delimiter that it may have; doubled quotes in it were made single the first time, and the header was refused the next.</summary>
public class QuotesInHeaderTests
{
    [Theory]
    [InlineData("customer_id,date,\"amount\",\"\"\"i\"\n")]
    [InlineData("customer_id;date;amount;\"a \"\"b\"\" c\"\n")]
    [InlineData("\"a \"\"b\"\"\"|customer_id|date|amount")]
    public void Doubled_quotes_in_a_header_are_read_with_every_delimiter(string header)
    {
        using var reader = TransactionReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(header)), "t.csv");
        reader.Should().BeEmpty();
        reader.Quality.RecordsRead.Should().Be(0);
    }
}
