namespace RetentionMetrics;

/// <summary>RFM scores as columns of a <see cref="CustomerTable"/>.</summary>
public static class RfmScoreColumns
{
    /// <summary>The table with the columns r, f, m and rfm (such as <c>553</c>), and segment where a map is given.</summary>
    /// <param name="table">The table.</param>
    /// <param name="scores">One score a row.</param>
    /// <param name="segments">What the scores mean; <see langword="null"/> for no column of segments.</param>
    /// <returns>The larger table.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentException">The table has one of these columns, there is not one score a row, or a score is <c>default</c>.</exception>
    public static CustomerTable WithRfm(this CustomerTable table, ReadOnlySpan<RfmScore> scores, SegmentMap? segments = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        Throw.IfLengthDiffers(scores.Length, table.Count, nameof(scores));
        int[] r = new int[scores.Length], f = new int[scores.Length], m = new int[scores.Length];
        var together = new string?[scores.Length];
        var names = new string?[segments is null ? 0 : scores.Length];
        var texts = new Dictionary<RfmScore, (string Together, string? Segment)>(); // at most 1,000
        for (int i = 0; i < scores.Length; i++)
        {
            RfmScore score = scores[i];
            if (score == default)
                throw Throw.Row(nameof(scores), i, "the score", "default(RfmScore)", "a real one");
            (r[i], f[i], m[i]) = (score.R, score.F, score.M);
            if (!texts.TryGetValue(score, out (string Together, string? Segment) text))
                texts.Add(score, text = (score.ToString(), segments?[score]));
            together[i] = text.Together;
            if (segments is not null)
                names[i] = text.Segment;
        }

        table = table.With("r", r).With("f", f).With("m", m).With("rfm", together);
        return segments is null ? table : table.With("segment", names);
    }
}
