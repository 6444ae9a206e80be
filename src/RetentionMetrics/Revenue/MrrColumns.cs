namespace RetentionMetrics;

/// <summary>What many customers pay a month at two balances, a column a value: checked once here, then trusted by <see cref="MrrMovements"/>.</summary>
/// <remarks>
/// Amounts are whole numbers of the smallest unit, such as cents, so that sums are exact. A row is one customer, all its subscriptions together; 0 is a customer who pays nothing.
/// The struct refers to the caller's memory and does not copy it; do not change that memory while the columns are in use.
/// </remarks>
public readonly struct MrrColumns
{
    /// <summary>The greatest amount of a row, in smallest units: 10¹⁵.</summary>
    public const long MaxAmount = 1_000_000_000_000_000;

    /// <summary>Makes columns and checks every row.</summary>
    /// <param name="opening">What each customer pays a month before the period; from 0 to <see cref="MaxAmount"/>.</param>
    /// <param name="closing">What it pays at the end of the period; from 0 to <see cref="MaxAmount"/>.</param>
    /// <param name="known">Whether the customer was in an earlier balance; only looked at where it pays at the end and not before, for who pays before is known. Empty when nobody was.</param>
    /// <param name="paused">
    /// Whether a customer who pays at one of the balances only is on a pause at the other; only looked at there, for who pays at both, or at neither, is counted by what it pays. Who comes from a pause without
    /// having been in an earlier balance is new. Empty when nobody is on a pause.
    /// </param>
    /// <param name="decimals">Decimals of the smallest unit: 2 for cents, 0 for yen; from 0 to 6.</param>
    /// <exception cref="ArgumentException">Lengths differ, or an amount is out of range: the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is out of range.</exception>
    public MrrColumns(ReadOnlyMemory<long> opening, ReadOnlyMemory<long> closing, ReadOnlyMemory<bool> known = default, ReadOnlyMemory<bool> paused = default, int decimals = 2)
    {
        Throw.IfLengthDiffers(closing.Length, opening.Length, nameof(closing));
        if (!known.IsEmpty)
            Throw.IfLengthDiffers(known.Length, opening.Length, nameof(known));
        if (!paused.IsEmpty)
            Throw.IfLengthDiffers(paused.Length, opening.Length, nameof(paused));
        if (decimals is < 0 or > 6)
            throw Throw.OutOfRange(nameof(decimals), decimals, "from 0 to 6");
        Check(opening.Span, nameof(opening));
        Check(closing.Span, nameof(closing));
        Opening = opening;
        Closing = closing;
        Known = known;
        Paused = paused;
        Decimals = decimals;
    }

    // For rows that are valid already.
    private MrrColumns(MrrColumns all, int start, int length)
    {
        Opening = all.Opening.Slice(start, length);
        Closing = all.Closing.Slice(start, length);
        Known = all.Known.IsEmpty ? all.Known : all.Known.Slice(start, length);
        Paused = all.Paused.IsEmpty ? all.Paused : all.Paused.Slice(start, length);
        Decimals = all.Decimals;
    }

    /// <summary>Number of rows.</summary>
    public int Count => Opening.Length;

    /// <summary>What each customer pays a month before the period, in smallest units.</summary>
    public ReadOnlyMemory<long> Opening { get; }

    /// <summary>What each customer pays a month at the end, in smallest units.</summary>
    public ReadOnlyMemory<long> Closing { get; }

    /// <summary>Whether the customer was in an earlier balance, or empty.</summary>
    public ReadOnlyMemory<bool> Known { get; }

    /// <summary>Whether the customer is on a pause at the balance at which it pays nothing, or empty.</summary>
    public ReadOnlyMemory<bool> Paused { get; }

    /// <summary>Decimals of the smallest unit.</summary>
    public int Decimals { get; }

    /// <summary>Some of the rows, without copying and without checking again.</summary>
    /// <param name="start">First row.</param>
    /// <param name="length">Number of rows.</param>
    /// <returns>Columns over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is outside the columns.</exception>
    public MrrColumns Slice(int start, int length) => new(this, start, length);

    private static void Check(ReadOnlySpan<long> amounts, string name)
    {
        for (int row = 0; row < amounts.Length; row++)
        {
            if (amounts[row] is < 0 or > MaxAmount)
                throw Throw.Row(name, row, "the amount", amounts[row], "from 0 to 10^15 smallest units");
        }
    }
}
