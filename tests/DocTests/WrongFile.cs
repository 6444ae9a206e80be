using System.Collections;
using System.Text;
using RetentionMetrics.Csv;
using RetentionMetrics.Json;

namespace RetentionMetrics.DocTests;

/// <summary>A block that is a file, such as <c>```csv transactions</c> or, a document a line, <c>```json transactions</c>.</summary>
internal static class WrongFile
{
    public static bool Is(CodeBlock block) => block.Info.Split(' ') is ["csv" or "json", _];

    /// <summary>What the reader of these facts says of the file, with default options: a line a rejected record, or the one of the whole file.</summary>
    public static string Says(CodeBlock block)
    {
        string[] info = block.Info.Split(' ');
        string name = info is ["json", var facts] ? facts + ".jsonl" : info[1] + ".csv";
        try
        {
            return string.Concat(Rejects(name, new MemoryStream(Encoding.UTF8.GetBytes(block.Text))).Select(r => $"{r}\n"));
        }
        catch (DataFileException e)
        {
            return e.Message + "\n";
        }
    }

    private static IReadOnlyList<RejectedRecord> Rejects(string name, Stream file) => name switch
    {
        "transactions.csv" => Read(TransactionReader.Open(file, name), r => r.Rejected),
        "subscriptions.csv" => Read(SubscriptionReader.Open(file, name), r => r.Rejected),
        "tenures.csv" => Read(TenureReader.Open(file, name), r => r.Rejected),
        "ratings.csv" => Read(RatingReader.Open(file, name), r => r.Rejected),
        "referrals.csv" => Read(ReferralReader.Open(file, name), r => r.Rejected),
        "spend.csv" => Read(SpendReader.Open(file, name), r => r.Rejected),
        "transactions.jsonl" => Read(TransactionJsonReader.Open(file, name), r => r.Rejected),
        _ => throw new InvalidOperationException($"Say how {name} is read."),
    };

    private static IReadOnlyList<RejectedRecord> Read<TReader>(TReader reader, Func<TReader, IReadOnlyList<RejectedRecord>> rejected)
        where TReader : IEnumerable, IDisposable
    {
        using (reader)
        {
            foreach (object? _ in reader)
            {
                // only what is left out matters here
            }

            return rejected(reader);
        }
    }
}
