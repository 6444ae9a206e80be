using System.Text;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests;

/// <summary>Short ways to read text as a source.</summary>
internal static class JsonText
{
    public static TransactionJsonReader Transactions(string text, JsonOptions? options = null, TransactionProperties? properties = null) =>
        Transactions(Encoding.UTF8.GetBytes(text), options, properties);

    public static TransactionJsonReader Transactions(byte[] source, JsonOptions? options = null, TransactionProperties? properties = null, int chunk = int.MaxValue) =>
        TransactionJsonReader.Open(new ChunkedStream(source, chunk), "t.json", properties, options);

    /// <summary>All that a reader makes of a source, as text: facts, rejects and counts.</summary>
    public static string Outcome(byte[] source, JsonOptions? options = null, int chunk = int.MaxValue)
    {
        try
        {
            using TransactionJsonReader reader = Transactions(source, options, chunk: chunk);
            return Outcome(reader.ToList(), reader);
        }
        catch (DataFileException e)
        {
            return e.Message;
        }
    }

    public static string Outcome(IEnumerable<Transaction> facts, TransactionJsonReader reader) =>
        string.Join('\n', facts.Select(f => FormattableString.Invariant($"{f.CustomerId}|{f.Date:yyyy-MM-dd}|{f.Amount}|{f.OrderId}|{f.Channel}")))
            + "\n--\n" + string.Join('\n', reader.Rejected.Select(r => FormattableString.Invariant($"{r} end {r.EndLine} record {r.Record} byte {r.ByteOffset}")))
            + "\n--\n" + reader.Quality;

    /// <summary>A stream that gives at most so many bytes at a time and cannot seek.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);
    }
}
