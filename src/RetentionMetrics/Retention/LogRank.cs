using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Whether groups of customers stay equally long: the log-rank test for any number of groups, stratified and weighted if wanted.</summary>
/// <remarks>
/// At each time, the losses of a group are compared with their share of those at risk: U = Σ w (lost_g − lost · n_g ÷ n), with the hypergeometric covariance Σ w² lost (n − lost) ÷ (n − 1) · (p_g [g = h] − p_g p_h),
/// and U'V⁻U is compared with chi-square (Mantel 1966; Peto and Peto 1972). With strata, U and V are summed over strata: only customers of one stratum are compared. Immutable; the same for any order of the rows.
/// </remarks>
public sealed class LogRank
{
    /// <summary>The most groups that a test compares: 1,000. Each pair of them has a covariance.</summary>
    public const int MaxGroups = 1_000;

    private LogRank(ImmutableArray<LogRankGroup> groups, ChiSquareTest? test, LogRankWeight weight, int strata)
    {
        Groups = groups;
        Test = test;
        Weight = weight;
        Strata = strata;
    }

    /// <summary>The groups in ordinal order of their labels.</summary>
    public ImmutableArray<LogRankGroup> Groups { get; }

    /// <summary>
    /// The test of the hypothesis that all groups have the same hazard at each time. Its degrees of freedom are the rank of the covariance: the number of groups less one, when each was at risk together with others at some loss.
    /// <see langword="null"/> when nothing can be compared: without a loss in the presence of two groups.
    /// </summary>
    public ChiSquareTest? Test { get; }

    /// <summary>How the times were weighted.</summary>
    public LogRankWeight Weight { get; }

    /// <summary>Number of strata; 1 without strata.</summary>
    public int Strata { get; }

    /// <summary>Compares groups of customers.</summary>
    /// <param name="tenures">The tenures, all in one unit, in any order; late entries and counts are honoured.</param>
    /// <param name="groups">The group's label of each tenure; at most <see cref="MaxGroups"/> groups.</param>
    /// <param name="strata">The label of the stratum of each tenure, such as a region or a year of acquisition whose own effect is to be left out; <see langword="null"/> for none.</param>
    /// <param name="weight">How much the losses of each time count.</param>
    /// <returns>The test.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> or <paramref name="groups"/> is null.</exception>
    /// <exception cref="ArgumentException">There is not one label a tenure, a label is null, or there are more than <see cref="MaxGroups"/> groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not a defined value.</exception>
    public static LogRank Of(IReadOnlyList<Tenure> tenures, IReadOnlyList<string> groups, IReadOnlyList<string>? strata = null, LogRankWeight weight = LogRankWeight.Equal)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        if (!Enum.IsDefined(weight))
            throw Throw.Undefined(weight);
        (string[] names, int[] groupOf) = Labels.Of(groups, tenures.Count, nameof(groups));
        if (names.Length > MaxGroups)
            throw new ArgumentException(FormattableString.Invariant($"There are {names.Length} groups, but a test compares at most {MaxGroups}."), nameof(groups));
        StratifiedRows rows = StratifiedRows.Of(tenures, strata);
        var sums = new Sums(names.Length, weight);
        for (int s = 0; s < rows.Strata.Length; s++)
            sums.Add(rows, s, groupOf);

        (double statistic, int rank) = sums.Quadratic();
        return new LogRank(
            [.. names.Select((name, g) => new LogRankGroup(name, sums.N[g], sums.Lost[g], sums.Observed[g].Value, sums.Expected[g].Value))],
            rank == 0 ? null : new ChiSquareTest(statistic, rank),
            weight,
            rows.Strata.Length);
    }

    private sealed class Sums(int width, LogRankWeight weight)
    {
        private readonly CompensatedSum[] _score = new CompensatedSum[width];
        private readonly double[,] _covariance = new double[width, width];

        public long[] N { get; } = new long[width];

        public long[] Lost { get; } = new long[width];

        public CompensatedSum[] Observed { get; } = new CompensatedSum[width];

        public CompensatedSum[] Expected { get; } = new CompensatedSum[width];

        public void Add(StratifiedRows rows, int stratum, int[] groupOf)
        {
            (int start, int end) = rows.Strata[stratum];
            long[] atRisk = new long[width], lost = new long[width], gone = new long[width];
            for (int i = start; i < end; i++)
            {
                Tenure row = rows.Tenures[i];
                int g = groupOf[rows.Rows[i]];
                N[g] = checked(N[g] + row.Count);
                atRisk[g] += row.Entry > 0 ? 0 : row.Count;
            }

            double survival = 1;
            ReadOnlySpan<int> late = rows.EntriesOf(stratum);
            for (int i = start, entered = 0; i < end;)
            {
                double time = rows.Tenures[i].Duration;
                for (; entered < late.Length && rows.Tenures[late[entered]].Entry < time; entered++)
                    atRisk[groupOf[rows.Rows[late[entered]]]] += rows.Tenures[late[entered]].Count;
                for (; i < end && rows.Tenures[i].Duration.Equals(time); i++)
                {
                    int g = groupOf[rows.Rows[i]];
                    gone[g] += rows.Tenures[i].Count;
                    lost[g] += rows.Tenures[i].Lost ? rows.Tenures[i].Count : 0;
                }

                long n = 0, d = 0;
                for (int g = 0; g < width; g++)
                    (n, d) = (checked(n + atRisk[g]), d + lost[g]);
                if (d > 0)
                {
                    Step(atRisk, lost, n, d, survival);
                    survival *= 1 - ((double)d / n);
                }

                for (int g = 0; g < width; g++)
                    (atRisk[g], lost[g], gone[g]) = (atRisk[g] - gone[g], 0, 0);
            }
        }

        public (double Statistic, int Rank) Quadratic() =>
            QuadraticForm.Of([.. _score.Select(s => s.Value)], _covariance, QuadraticForm.DiagonalOf(_covariance));

        private void Step(long[] atRisk, long[] lost, double n, double d, double survival)
        {
            double w = weight switch
            {
                LogRankWeight.PetoPeto => survival,
                LogRankWeight.Gehan => n,
                LogRankWeight.TaroneWare => Math.Sqrt(n),
                LogRankWeight.Late => 1 - survival,
                _ => 1,
            };
            double spread = n > 1 ? w * w * d * ((n - d) / (n - 1)) : 0;
            for (int g = 0; g < width; g++)
            {
                if (atRisk[g] == 0)
                    continue;
                double p = atRisk[g] / n;
                Lost[g] += lost[g];
                Observed[g].Add(w * lost[g]);
                Expected[g].Add(w * d * p);
                _score[g].Add(w * ((lost[g] * n) - (d * atRisk[g])) / n);
                _covariance[g, g] += spread * p * ((n - atRisk[g]) / n);
                for (int h = 0; h < g; h++)
                {
                    double c = spread * p * (atRisk[h] / n);
                    _covariance[g, h] -= c;
                    _covariance[h, g] -= c;
                }
            }
        }
    }
}
