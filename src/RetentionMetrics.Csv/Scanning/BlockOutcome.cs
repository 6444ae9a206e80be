namespace RetentionMetrics.Csv;

/// <summary>What became of the records of one block, for the log to take in when it is the block's turn: the log is the same as if one thread had read all.</summary>
internal sealed class BlockOutcome
{
    private readonly List<(BlockCounts Before, Reject Reject)> _rejects = [];

    public BlockCounts Counts;

    public long Number { get; set; }

    /// <summary>Lines of the block.</summary>
    public long Lines { get; set; }

    /// <summary>The position of the block's end in the UTF-8 text.</summary>
    public long EndPosition { get; set; }

    /// <summary>The rejects in order, each with what came before it.</summary>
    public IReadOnlyList<(BlockCounts Before, Reject Reject)> Rejects => _rejects;

    public void Add(in Reject reject) => _rejects.Add((Counts, reject));
}

/// <summary>Records of a block that are no rejects.</summary>
internal record struct BlockCounts(long Kept, long Clipped, long BlankLines, long BlankAnswers);

/// <summary>A reject before it is known how many lines and records came before its block.</summary>
/// <param name="Line">The line on which the record begins, from 1 in its block.</param>
/// <param name="EndLine">The line on which it ends.</param>
/// <param name="Position">The position of its first byte in the UTF-8 text.</param>
/// <param name="Place">The column, from 0, or −1.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Reason">What is wrong, in words; empty for an undecodable byte.</param>
/// <param name="BadByte">The position of an undecodable byte in the UTF-8 text.</param>
/// <param name="Raw">The record's bytes, where they are wanted for repair.</param>
internal readonly record struct Reject(long Line, long EndLine, long Position, int Place, string Code, string Reason, long BadByte, byte[]? Raw);
