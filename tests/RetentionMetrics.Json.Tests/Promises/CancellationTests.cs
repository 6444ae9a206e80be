using System.Diagnostics;
using System.Globalization;
using System.Text;
using RetentionMetrics.Json;
using Xunit.Abstractions;

namespace RetentionMetrics.Tests.Promises;

/// <summary>Promise 14 for reading: a cancelled token stops a reader within 100 ms, wherever it is. Promise 13: rejects are capped and counted.</summary>
public class CancellationTests(ITestOutputHelper output)
{
    private const string Good = """{"customerId":"a","date":"2025-01-02","amount":1.50}""";

    [Fact]
    public void In_the_middle_of_many_lines() => Stops("records", "", Good + "\n");

    [Fact]
    public void In_the_middle_of_an_array() => Stops("elements", "[", Good + ",\n");

    [Fact]
    public void Among_rejects() => Stops("rejects", "", Good.Replace("1.50", "null", StringComparison.Ordinal) + "\n");

    [Fact]
    public void Among_malformed_lines() => Stops("malformed lines", "", "{\n");

    [Fact]
    public void Among_blank_lines() => Stops("blank lines", "", "\n");

    [Fact]
    public void Inside_a_record_that_does_not_end() => Stops("one record", "{\"x\":\"", "x");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    public void Rejects_are_kept_to_their_cap_and_counted_beyond_it(int cap)
    {
        byte[] file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\n" + Good.Replace("1.50", "null", StringComparison.Ordinal) + "\n", 500)));
        using var reader = JsonText.Transactions(file, new JsonOptions { MaxRejectsKept = cap });
        reader.Should().BeEmpty();
        reader.Rejected.Should().HaveCount(cap);
        reader.Quality.RejectedByCode.Should().Equal(new Dictionary<string, long> { [ErrorCodes.MalformedJson] = 500, [ErrorCodes.Blank] = 500 });
    }

    private void Stops(string what, string head, string pattern)
    {
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(pattern, 2_000)));
        List<double> times = [];
        for (int i = 0; i < 5; i++)
        {
            using var stream = new EndlessStream(Encoding.UTF8.GetBytes(head), lines, patience: TimeSpan.FromSeconds(3));
            using var reader = TransactionJsonReader.Open(stream, "endless.json", options: new JsonOptions { MaxRejectsKept = 10 });
            using var source = new CancellationTokenSource();
            var builder = new CustomerBaseBuilder();
            long cancelled = 0;
            var canceller = new Thread(() =>
            {
                Thread.Sleep(100);
                cancelled = Stopwatch.GetTimestamp();
                source.Cancel();
            });
            canceller.Start();
            Action read = () => reader.AddTo(builder, source.Token);
            bool isCancelled = false;
            try
            {
                read();
            }
            catch (OperationCanceledException)
            {
                isCancelled = true;
            }

            long ended = Stopwatch.GetTimestamp();
            canceller.Join(); // before its source goes
            isCancelled.Should().BeTrue($"{what} must not be read on");
            times.Add(Stopwatch.GetElapsedTime(cancelled, ended).TotalMilliseconds);
        }

        times.Sort();
        output.WriteLine($"among {what}: stopped after {string.Join(", ", times.Select(t => t.ToString("F1", CultureInfo.InvariantCulture)))} ms");
        times[times.Count / 2].Should().BeLessThanOrEqualTo(100, "the median of five; one may fall on a busy machine");
    }
}
