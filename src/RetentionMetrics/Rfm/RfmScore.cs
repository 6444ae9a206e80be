using System.Globalization;

namespace RetentionMetrics;

/// <summary>A customer's RFM score: three small numbers, 1 the worst, packed in three bytes.</summary>
/// <remarks>Immutable and valid by construction. <c>default</c> is no score and is refused by <see cref="SegmentMap"/>.</remarks>
public readonly record struct RfmScore
{
    private readonly byte _r;
    private readonly byte _f;
    private readonly byte _m;

    /// <summary>Makes a score.</summary>
    /// <param name="r">Recency score, 1 to 10; the most recent score highest.</param>
    /// <param name="f">Frequency score, 1 to 10.</param>
    /// <param name="m">Monetary score, 1 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">A score is outside 1…10.</exception>
    public RfmScore(int r, int f, int m)
    {
        _r = Check(r, nameof(r));
        _f = Check(f, nameof(f));
        _m = Check(m, nameof(m));
    }

    internal RfmScore(byte r, byte f, byte m) => (_r, _f, _m) = (r, f, m);

    /// <summary>The most bins a score can have: 10.</summary>
    public const int MaxBins = 10;

    /// <summary>Recency score.</summary>
    public int R => _r;

    /// <summary>Frequency score.</summary>
    public int F => _f;

    /// <summary>Monetary score.</summary>
    public int M => _m;

    /// <summary>The three numbers in a row, such as <c>553</c>; with dashes between them when one is 10.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _r > 9 || _f > 9 || _m > 9
        ? string.Create(CultureInfo.InvariantCulture, $"{_r}-{_f}-{_m}")
        : string.Create(CultureInfo.InvariantCulture, $"{_r}{_f}{_m}");

    internal static void CheckBins(int bins)
    {
        if (bins is < 2 or > MaxBins)
            throw Throw.OutOfRange(nameof(bins), bins, "from 2 to 10");
    }

    private static byte Check(int value, string name) =>
        value is >= 1 and <= MaxBins ? (byte)value : throw Throw.OutOfRange(name, value, "from 1 to 10");
}
