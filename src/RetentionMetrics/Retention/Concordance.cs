namespace RetentionMetrics;

/// <summary>How well a risk score ranks customers by who is lost first: Harrell's C (1982). 0.5 is no better than chance, 1 is perfect.</summary>
/// <remarks>
/// A pair can be compared when one of the two is lost while the other is at risk: the other stays longer, or is censored at the same time. It is concordant when the one lost first has the higher score;
/// equal scores count one half. Pairs lost at the same time are left out. Any score will do: a linear predictor, a health score, −P(alive). Immutable; the same for any order of the rows.
/// </remarks>
public sealed class Concordance
{
    private Concordance(double concordant, double discordant, double tied, double? error, long n, ConfidenceLevel level)
    {
        (Concordant, Discordant, Tied, StandardError) = (concordant, discordant, tied, error);
        if (concordant + discordant + tied is not (> 0 and var pairs))
            return;
        double value = (concordant + (tied / 2)) / pairs;
        Value = error is > 0 and var se
            ? new Estimate(value, Math.Max(0, value - (level.Z * se)), Math.Min(1, value + (level.Z * se)), n, level)
            : new Estimate(value, null, null, n, level);
    }

    /// <summary>(concordant + tied ÷ 2) ÷ all pairs, with the ends value ± z · se, cut at 0 and 1, N the customers; <see langword="null"/> when no pair can be compared.</summary>
    public Estimate? Value { get; }

    /// <summary>The standard error by the infinitesimal jackknife: √Σ (change of the value with one more of each customer)². <see langword="null"/> when no pair can be compared.</summary>
    public double? StandardError { get; }

    /// <summary>Pairs of which the one lost first has the higher score. Exact up to 2⁵³.</summary>
    public double Concordant { get; }

    /// <summary>Pairs of which the one lost first has the lower score.</summary>
    public double Discordant { get; }

    /// <summary>Pairs of equal scores.</summary>
    public double Tied { get; }

    /// <summary>Compares scores with what happened, in n log n steps.</summary>
    /// <param name="tenures">The tenures, in any order; late entries and counts are honoured.</param>
    /// <param name="risk">The score of each row, higher for customers expected to leave sooner; finite.</param>
    /// <param name="strata">The label of the stratum of each row: only pairs of one stratum are compared; <see langword="null"/> for none.</param>
    /// <param name="level">The confidence level of the interval.</param>
    /// <returns>The concordance.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    /// <exception cref="ArgumentException">There is not one score or label a row, a score is not finite, or a label is null.</exception>
    public static Concordance Of(IReadOnlyList<Tenure> tenures, ReadOnlySpan<double> risk, IReadOnlyList<string>? strata = null, ConfidenceLevel level = default)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        Throw.IfLengthDiffers(risk.Length, tenures.Count, nameof(risk));
        for (int i = 0; i < risk.Length; i++)
        {
            if (!double.IsFinite(risk[i]))
                throw Throw.Row(nameof(risk), i, "the score", risk[i], "finite");
        }

        double[] scores = risk.ToArray();
        StratifiedRows rows = StratifiedRows.Of(tenures, strata, [.. scores.Select((score, i) => StratifiedRows.Mixed(tenures[i].Lost ? 1ul : 0, score))]);
        var pairs = new Pairs(rows, Array.ConvertAll(rows.Rows, r => scores[r]));
        for (int s = 0; s < rows.Strata.Length; s++)
        {
            pairs.CountAsEarlier(s);
            pairs.CountAsLater(s);
        }

        double all = pairs.Below + pairs.Above + pairs.Equal;
        long n = 0;
        foreach (Tenure tenure in rows.Tenures)
            n = checked(n + tenure.Count);
        return new Concordance(pairs.Below, pairs.Above, pairs.Equal, all > 0 ? pairs.ErrorOf((pairs.Below + (pairs.Equal / 2)) / all, all) : null, n, level);
    }

    private sealed class Pairs(StratifiedRows rows, double[] scores)
    {
        private readonly double[] _good = new double[scores.Length]; // pairs of each row that are concordant, equal ones by half
        private readonly double[] _all = new double[scores.Length];
        private readonly int[] _rank = RanksOf(scores);

        public double Below { get; private set; }

        public double Above { get; private set; }

        public double Equal { get; private set; }

        /// <summary>Each loss against those who stay longer.</summary>
        public void CountAsEarlier(int stratum)
        {
            (int start, int end) = rows.Strata[stratum];
            ReadOnlySpan<int> late = rows.EntriesOf(stratum);
            var staying = new CountTree(scores.Length);
            int left = late.Length - 1;
            for (int i = end - 1, first; i >= start; i = first - 1)
            {
                double time = rows.Tenures[i].Duration;
                for (first = i; first > start && rows.Tenures[first - 1].Duration.Equals(time); first--)
                {
                }

                for (int k = first; k <= i; k++)
                {
                    if (!rows.Tenures[k].Lost)
                        staying.Add(_rank[k], rows.Tenures[k].Count);
                }

                for (; left >= 0 && rows.Tenures[late[left]].Entry >= time; left--)
                    staying.Add(_rank[late[left]], -rows.Tenures[late[left]].Count);
                for (int k = first; k <= i; k++)
                {
                    if (!rows.Tenures[k].Lost)
                        continue;
                    double below = staying.Below(_rank[k]), notAbove = staying.Below(_rank[k] + 1), count = rows.Tenures[k].Count;
                    _good[k] += (below + notAbove) / 2;
                    _all[k] += staying.Total;
                    Below += count * below;
                    Equal += count * (notAbove - below);
                    Above += count * (staying.Total - notAbove);
                }

                for (int k = first; k <= i; k++)
                {
                    if (rows.Tenures[k].Lost)
                        staying.Add(_rank[k], rows.Tenures[k].Count);
                }
            }
        }

        /// <summary>Each customer against those lost while the customer was at risk.</summary>
        public void CountAsLater(int stratum)
        {
            (int start, int end) = rows.Strata[stratum];
            ReadOnlySpan<int> late = rows.EntriesOf(stratum);
            var lost = new CountTree(scores.Length);
            for (int i = start, next, entered = 0; i < end; i = next)
            {
                double time = rows.Tenures[i].Duration;
                for (; entered < late.Length && rows.Tenures[late[entered]].Entry < time; entered++)
                    Add(late[entered], -1);
                for (next = i; next < end && rows.Tenures[next].Duration.Equals(time); next++)
                {
                    if (rows.Tenures[next].Lost)
                        Add(next, 1);
                }

                for (int k = i; k < next; k++)
                {
                    if (rows.Tenures[k].Lost)
                        lost.Add(_rank[k], rows.Tenures[k].Count);
                }

                for (int k = i; k < next; k++)
                {
                    if (!rows.Tenures[k].Lost)
                        Add(k, 1);
                }
            }

            void Add(int k, int sign)
            {
                _good[k] += sign * (lost.Total - ((lost.Below(_rank[k]) + (double)lost.Below(_rank[k] + 1)) / 2));
                _all[k] += sign * lost.Total;
            }
        }

        public double ErrorOf(double value, double all)
        {
            CompensatedSum squares = default;
            for (int k = 0; k < _good.Length; k++)
            {
                double change = (_good[k] - (value * _all[k])) / all;
                squares.Add(rows.Tenures[k].Count * change * change);
            }

            return Math.Sqrt(squares.Value);
        }

        private static int[] RanksOf(double[] scores)
        {
            double[] sorted = [.. scores];
            int[] order = [.. Enumerable.Range(0, scores.Length)], ranks = new int[scores.Length];
            NumberSort.Sort<int>(sorted, order);
            for (int i = 0, rank = 0; i < order.Length; i++)
            {
                if (i > 0 && sorted[i] > sorted[i - 1])
                    rank++;
                ranks[order[i]] = rank;
            }

            return ranks;
        }
    }
}
