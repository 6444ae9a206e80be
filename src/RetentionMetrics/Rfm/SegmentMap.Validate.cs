namespace RetentionMetrics;

public sealed partial class SegmentMap
{
    /// <summary>Makes a map that names every score exactly once.</summary>
    /// <param name="rules">The rules; at least one.</param>
    /// <param name="bins">Number of bins of the scores, 2 to 10.</param>
    /// <returns>The map.</returns>
    /// <exception cref="ArgumentException">A score matches no rule or two, or a rule reaches beyond the bins: the message names the first. Or as the constructor says.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public static SegmentMap Partition(ReadOnlySpan<SegmentRule> rules, int bins)
    {
        var map = new SegmentMap(rules);
        SegmentMapReport report = map.Validate(bins);
        if (!report.IsComplete)
            throw new ArgumentException($"{report.Gaps.Length} scores match no rule, the first is {report.Gaps[0].ToString()}.", nameof(rules));
        if (!report.IsDisjoint)
            throw new ArgumentException($"Rules {report.Overlaps[0].Winner} and {report.Overlaps[0].Shadowed} both match {report.Overlaps[0].Scores} scores.", nameof(rules));
        if (!report.BeyondBins.IsEmpty)
            throw new ArgumentException($"Rule {report.BeyondBins[0]} reaches beyond {bins} bins.", nameof(rules));
        return map;
    }

    /// <summary>The standard map for another number of bins.</summary>
    /// <param name="bins">Number of bins, 2 to 10. For 5 it is <see cref="Standard"/>.</param>
    /// <returns>
    /// The standard rules, where score s of k bins stands for 1 + 4(s − 1) ÷ (k − 1) of five, rounded to the nearest, halves up: 1 is always 1 and k is 5. With ten bins, 1 and 2 stand for 1, and so on.
    /// With fewer than five, a rule that only holds scores between two bins falls away.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public static SegmentMap StandardFor(int bins)
    {
        RfmScore.CheckBins(bins);
        var rules = new List<SegmentRule>();
        foreach (SegmentRule rule in Standard.Rules)
        {
            if (Scale(rule.R, bins) is { } r && Scale(rule.F, bins) is { } f && Scale(rule.M, bins) is { } m)
                rules.Add(new SegmentRule(rule.Name, r, f, m));
        }

        return new SegmentMap([.. rules]);
    }

    /// <summary>Looks for scores that match no rule or several, and for rules that are never reached.</summary>
    /// <param name="bins">Number of bins of the scores, 2 to 10.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10.</exception>
    public SegmentMapReport Validate(int bins)
    {
        RfmScore.CheckBins(bins);
        var gaps = new List<RfmScore>();
        var shadows = new int[Rules.Length, Rules.Length];
        var won = new int[Rules.Length];
        for (int cell = 0; cell < bins * bins * bins; cell++)
        {
            var score = new RfmScore(1 + (cell / (bins * bins)), 1 + (cell / bins % bins), 1 + (cell % bins));
            int winner = -1;
            for (int rule = 0; rule < Rules.Length; rule++)
            {
                if (!Rules[rule].Matches(score))
                    continue;
                if (winner < 0)
                    won[winner = rule]++;
                else
                    shadows[winner, rule]++;
            }

            if (winner < 0)
                gaps.Add(score);
        }

        int[] all = [.. Enumerable.Range(0, Rules.Length)];
        return new SegmentMapReport(
            bins,
            [.. gaps],
            [.. all.SelectMany(w => all.Where(s => shadows[w, s] > 0).Select(s => new SegmentOverlap(w, s, shadows[w, s])))],
            [.. all.Where(rule => won[rule] == 0)],
            [.. all.Where(rule => Rules[rule].R.High > bins || Rules[rule].F.High > bins || Rules[rule].M.High > bins)]);
    }

    private static (int Low, int High)? Scale((int Low, int High) range, int bins)
    {
        (int Low, int High)? scaled = null;
        for (int s = 1; s <= bins; s++)
        {
            int five = 1 + (((8 * (s - 1)) + bins - 1) / (2 * (bins - 1)));
            if (five >= range.Low && five <= range.High)
                scaled = (scaled?.Low ?? s, s);
        }

        return scaled;
    }
}
