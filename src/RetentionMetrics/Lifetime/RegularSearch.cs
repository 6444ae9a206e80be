using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Fits of the (M)BG/CNBD-k family: at one k, and over k.</summary>
internal static class RegularSearch
{
    private static readonly string[] Names = ["r", "alpha", "a", "b"];

    /// <summary>Makes a model from r, α, a and b.</summary>
    public delegate TModel Maker<TModel>(double[] parameters, int k);

    /// <summary>The maximum at one k, started beside that of <paramref name="before"/>, a smaller k, too.</summary>
    public static Fit<TModel> At<TModel>(HistoryColumns columns, int k, bool leavesAtOnce, FitOptions options, Maker<TModel> make, Fit<TModel>? before = null, int kBefore = 1)
        where TModel : class
    {
        if (k is < 1 or > RegularKernel.MostPhases)
            throw Throw.OutOfRange(nameof(k), k, "from 1 to 64");
        HistoryColumns rows = columns.Collapse();
        if (rows.Counts.IsEmpty)
        {
            long[] ones = new long[rows.Count];
            Array.Fill(ones, 1);
            rows = new HistoryColumns(rows.Frequency, rows.Recency, rows.Age, rows.Unit, default, ones);
        }

        long customers = rows.Customers;
        if (ReasonAgainst(rows, k, out double gap) is { } reason)
            return MaximumLikelihood.NotIdentified<TModel>(customers, 0, reason);

        double constant = Constant(columns, k), scale = gap / k; // a phase lasts the k-th part of the time between purchases
        List<double[]> starts = [[0.5, scale, 0.8, 2.5], [2, 1.5 * scale, 0.3, 6], [0.2, 0.1 * scale, 2, 3]];
        if (before is { Status: FitStatus.Converged })
            starts.Insert(0, [before.Parameters[0].Value, before.Parameters[1].Value * kBefore / k, before.Parameters[2].Value, before.Parameters[3].Value]);
        return MaximumLikelihood.Fit(
            Names,
            [.. starts],
            customers,
            0,
            options,
            (parameters, gradient) => constant + RegularLikelihood.Of(rows, k, leavesAtOnce, parameters, gradient),
            p => make(p, k));
    }

    /// <summary>k = 1, 2, … until the likelihood of all gaps falls.</summary>
    public static RegularityFit<TModel> Over<TModel>(HistoryColumns columns, int mostK, bool leavesAtOnce, FitOptions options, Maker<TModel> make)
        where TModel : class
    {
        if (mostK is < 1 or > RegularKernel.MostPhases)
            throw Throw.OutOfRange(nameof(mostK), mostK, "from 1 to 64");
        if (columns.LogGaps.IsEmpty && columns.Count > 0)
            throw new ArgumentException("The columns are without LogGaps: frequency, recency and age alone cannot tell how regular customers are. Give the gaps, or fit at a k of your own.", nameof(columns));
        var fits = ImmutableArray.CreateBuilder<Fit<TModel>>();
        int best = 0;
        for (int k = 1; k <= mostK; k++)
        {
            fits.Add(At(columns, k, leavesAtOnce, options, make, k == 1 ? null : fits[^1], k - 1));
            if (fits[^1].LogLikelihood is not { } now || (k > 1 && !(now > fits[best].LogLikelihood)))
                break;
            best = k - 1;
        }

        return new RegularityFit<TModel>(fits.ToImmutable(), best);
    }

    /// <summary>What has no parameters: the density of all gaps where they are known, else that of the recency.</summary>
    public static double Constant(HistoryColumns columns, int k)
    {
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, logGaps = columns.LogGaps.Span;
        ReadOnlySpan<long> counts = columns.Counts.Span;
        CompensatedSum sum = default;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
                sum.Add((counts.IsEmpty ? 1 : counts[i]) * (logGaps.IsEmpty ? RegularKernel.LogDensityOfRecency(k, x[i], tx[i]) : RegularKernel.LogDensityOfGaps(k, x[i], logGaps[i])));
        }

        return sum.Value;
    }

    private static string? ReasonAgainst(HistoryColumns rows, int k, out double gap)
    {
        ReadOnlySpan<int> x = rows.Frequency.Span;
        ReadOnlySpan<long> counts = rows.Counts.Span;
        double purchases = 0, time = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            purchases += (double)counts[i] * x[i];
            time += counts[i] * rows.Age.Span[i];
        }

        gap = time / purchases;
        return rows.Customers < 2 ? "At least two customers are needed."
            : purchases == 0 ? "No customer has a repeat purchase."
            : time == 0 ? "No customer has been observed for any time."
            : rows.Count < 4 ? "There are fewer distinct histories than parameters."
            : x[0] == x[^1] ? "All customers have the same frequency."
            : (long)k * x[^1] > int.MaxValue ? "A frequency times k is more than fits an int."
            : null;
    }
}
