namespace RetentionMetrics;

/// <summary>The area under the receiver operating curve of a ranking, with DeLong's interval.</summary>
internal static class RankArea
{
    /// <summary>
    /// P(a positive ranks above a negative) + ½ P(equal): Mann and Whitney's U ÷ (m n). The variance is that of DeLong, DeLong and Clarke-Pearson (1988), from ranks as Sun and Xu (2014) show;
    /// the interval is normal, cut off at 0 and 1. Null without a positive or without a negative; no interval with a single one of either.
    /// </summary>
    /// <param name="values">What ranks; finite. Its order is not kept.</param>
    /// <param name="positive">Who is a positive; moved with the values.</param>
    /// <param name="level">The interval's level.</param>
    public static Estimate? Of(Span<double> values, Span<bool> positive, ConfidenceLevel level)
    {
        long n = values.Length, m = positive.Count(true), k = n - m;
        if (m == 0 || k == 0)
            return null;
        NumberSort.Sort(values, positive);
        long twice = 0; // 2 U, exact
        var ties = new Ties(values, positive);
        while (ties.Next())
            twice += ties.Positives * ((2 * ties.NegativesBelow) + ties.Negatives);
        double area = twice / 2.0 / m / k;
        if (m < 2 || k < 2)
            return new Estimate(area, null, null, n, level);

        // A positive's placement is the share of negatives below it (ties half), a negative's the share of positives above it; both have the area as their mean.
        double ofPositives = 0, ofNegatives = 0;
        ties = new Ties(values, positive);
        while (ties.Next())
        {
            double positivePlace = (ties.NegativesBelow + (ties.Negatives / 2.0)) / k, negativePlace = (m - ties.PositivesBelow - (ties.Positives / 2.0)) / m;
            ofPositives += ties.Positives * (positivePlace - area) * (positivePlace - area);
            ofNegatives += ties.Negatives * (negativePlace - area) * (negativePlace - area);
        }

        double half = level.Z * Math.Sqrt((ofPositives / (m - 1) / m) + (ofNegatives / (k - 1) / k));
        return new Estimate(area, Math.Max(0, area - half), Math.Min(1, area + half), n, level);
    }

    /// <summary>Walks over the groups of equal values.</summary>
    private ref struct Ties(ReadOnlySpan<double> sorted, ReadOnlySpan<bool> positive)
    {
        private readonly ReadOnlySpan<double> _sorted = sorted;
        private readonly ReadOnlySpan<bool> _positive = positive;
        private int _end;

        public long Positives { get; private set; }

        public long Negatives { get; private set; }

        public long PositivesBelow { get; private set; }

        public long NegativesBelow { get; private set; }

        public bool Next()
        {
            PositivesBelow += Positives;
            NegativesBelow += Negatives;
            (Positives, Negatives) = (0, 0);
            for (int start = _end; _end < _sorted.Length && _sorted[_end] == _sorted[start]; _end++)
            {
                if (_positive[_end])
                    Positives++;
                else
                    Negatives++;
            }

            return Positives + Negatives > 0;
        }
    }
}
