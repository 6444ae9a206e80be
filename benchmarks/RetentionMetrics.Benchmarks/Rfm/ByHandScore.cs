namespace RetentionMetrics.Benchmarks.Rfm;

/// <summary>A score as one would write it down by hand: as small as the library's.</summary>
internal readonly record struct ByHandScore(byte R, byte F, byte M)
{
    public static implicit operator ByHandScore(RfmScore score) => new((byte)score.R, (byte)score.F, (byte)score.M);
}
