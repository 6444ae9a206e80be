using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Customers grouped by equal covariates, in the order of these; inside a group by equal histories.</summary>
internal sealed class CovariateGroups
{
    private readonly List<HistoryColumns> _histories = [];
    private readonly List<double[]> _covariates = []; // as they are searched
    private readonly ImmutableArray<CovariateSearch.Effect> _effects;
    private readonly int _plains;
    private readonly CovariateSearch.PlainObjective _objective;

    public CovariateGroups(HistoryColumns columns, CovariateColumns covariates, CovariateScale scale, ImmutableArray<CovariateSearch.Effect> effects, int plains, CovariateSearch.PlainObjective objective)
    {
        _effects = effects;
        _plains = plains;
        _objective = objective;
        int width = covariates.Names.Length;
        ReadOnlyMemory<double> values = covariates.Values;
        var order = new int[columns.Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (i, j) => Row(i).SequenceCompareTo(Row(j)));
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && Row(order[to]).SequenceCompareTo(Row(order[from])) == 0;)
                to++;
            int[] rows = order[from..to];
            HistoryColumns group = new HistoryColumns(
                Array.ConvertAll(rows, i => columns.Frequency.Span[i]),
                Array.ConvertAll(rows, i => columns.Recency.Span[i]),
                Array.ConvertAll(rows, i => columns.Age.Span[i]),
                columns.Unit,
                default,
                Array.ConvertAll(rows, i => columns.Counts.IsEmpty ? 1 : columns.Counts.Span[i])).Collapse();
            if (group.Count == 0)
                continue;
            _histories.Add(group);
            double[] z = Row(order[from]).ToArray();
            for (int c = 0; c < width; c++)
                z[c] = scale.Scaled(c, z[c]);
            _covariates.Add(z);
        }

        ReadOnlySpan<double> Row(int i) => values.Span.Slice(i * width, width);
    }

    /// <summary>ln L and its gradient over the logarithms of the plain parameters and over the coefficients.</summary>
    public double LogLikelihood(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Span<double> totals = stackalloc double[parameters.Length + 1];
        PartialSums.Total(new Sums(this, parameters.ToArray()), _histories.Count, totals);
        totals[1..].CopyTo(gradient);
        return totals[0];
    }

    private sealed class Sums(CovariateGroups groups, double[] parameters) : IRowSums
    {
        public int Width => parameters.Length + 1;

        public void Add(int start, int end, Span<double> sums)
        {
            int plains = groups._plains;
            Span<double> own = stackalloc double[plains], slope = stackalloc double[plains], rounding = stackalloc double[sums.Length];
            rounding.Clear();
            for (int g = start; g < end; g++)
            {
                double[] z = groups._covariates[g];
                own.Clear();
                for (int e = 0; e < groups._effects.Length; e++)
                    own[groups._effects[e].Parameter] += groups._effects[e].Sign * parameters[plains + e] * z[groups._effects[e].Covariate];
                for (int i = 0; i < plains; i++)
                    own[i] = parameters[i] * Math.Exp(own[i]);
                slope.Clear();
                Kahan(sums, rounding, 0, groups._objective(groups._histories[g], own, slope));
                for (int i = 0; i < plains; i++)
                    Kahan(sums, rounding, 1 + i, slope[i]);
                for (int e = 0; e < groups._effects.Length; e++)
                    Kahan(sums, rounding, 1 + plains + e, groups._effects[e].Sign * z[groups._effects[e].Covariate] * slope[groups._effects[e].Parameter]);
            }
        }

        // Kahan's compensated sum (1965).
        private static void Kahan(Span<double> sums, Span<double> rounding, int i, double term)
        {
            double y = term - rounding[i], t = sums[i] + y;
            rounding[i] = t - sums[i] - y;
            sums[i] = t;
        }
    }
}
