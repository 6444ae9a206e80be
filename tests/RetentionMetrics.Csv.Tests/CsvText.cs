using System.Text;
using RetentionMetrics.Csv;

namespace RetentionMetrics.Tests;

/// <summary>Short ways to read text as a file.</summary>
internal static class CsvText
{
    public static TransactionReader Transactions(string text, CsvOptions? options = null, TransactionColumns? columns = null) =>
        Transactions(Encoding.UTF8.GetBytes(text), options, columns);

    public static TransactionReader Transactions(byte[] file, CsvOptions? options = null, TransactionColumns? columns = null, int chunk = int.MaxValue) =>
        TransactionReader.Open(new ChunkedStream(file, chunk), "t.csv", columns, options);

    /// <summary>All that a reader makes of a file, as text: facts, rejects and counts.</summary>
    public static string Outcome(byte[] file, CsvOptions? options = null, int chunk = int.MaxValue)
    {
        try
        {
            using TransactionReader reader = Transactions(file, options, chunk: chunk);
            var facts = reader.ToList();
            return string.Join('\n', facts.Select(f => FormattableString.Invariant($"{f.CustomerId}|{f.Date:yyyy-MM-dd}|{f.Amount}|{f.OrderId}|{f.Channel}")))
                + "\n--\n" + string.Join('\n', reader.Rejected.Select(r => FormattableString.Invariant($"{r} end {r.EndLine} record {r.Record} byte {r.ByteOffset}")))
                + "\n--\n" + reader.Quality;
        }
        catch (DataFileException e)
        {
            return e.Message;
        }
    }

    /// <summary>A stream that gives at most so many bytes at a time and cannot seek.</summary>
    public sealed class ChunkedStream(byte[] bytes, int chunk) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int n = Math.Min(Math.Min(buffer.Length, chunk), bytes.Length - _position);
            bytes.AsSpan(_position, n).CopyTo(buffer);
            _position += n;
            return n;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
