using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests.Issues;

/// <summary>What an asynchronous reading gives out could be enumerated a second time, and went on somewhere in the middle.</summary>
public class ReadingTwiceTests
{
    [Fact]
    public async Task A_second_enumeration_is_refused_and_loses_nothing_silently()
    {
        using var reader = TransactionReader.Open(new MemoryStream("customer_id,date,amount\na,2024-01-01,1\nb,2024-01-01,1\nc,2024-01-01,1\n"u8.ToArray()), "t.csv", options: new CsvOptions { BlockBytes = 20 });
        IAsyncEnumerable<Transaction> all = reader.ReadAllAsync();
        await foreach (Transaction fact in all)
        {
            fact.CustomerId.Should().Be("a");
            break;
        }

        Func<Task> again = async () =>
        {
            await foreach (Transaction fact in all)
                fact.CustomerId.Should().NotBeNull();
        };
        await again.Should().ThrowAsync<InvalidOperationException>();
    }
}
