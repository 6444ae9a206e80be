using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Fits of the (M)BG/CNBD-k family: at one k, and over k.</summary>
internal static class RegularSearch
{
    private static readonly string[] Names = ["r", "alpha", "a", "b"];

    /// <summary>Makes a model from r, α, a and b.</summary>
    public delegate TModel Maker<TModel>(double[] parameters, int k);

    /// <summary>The maximum at one k.</summary>
    public static Fit<TModel> At<TModel>(HistoryColumns columns, int k, bool leavesAtOnce, FitOptions options, Maker<TModel> make)
        where TModel : class
    {
        if (k is < 1 or > RegularKernel.MostPhases)
            throw Throw.OutOfRange(nameof(k), k, "from 1 to 64");
        return At(columns, new PurchaseRows(columns), k, leavesAtOnce, options, make, before: null);
    }

    /// <summary>k = 1, 2, … until the likelihood of all gaps falls.</summary>
    public static RegularityFit<TModel> Over<TModel>(HistoryColumns columns, int mostK, bool leavesAtOnce, FitOptions options, Maker<TModel> make)
        where TModel : class
    {
        if (mostK is < 1 or > RegularKernel.MostPhases)
            throw Throw.OutOfRange(nameof(mostK), mostK, "from 1 to 64");
        if (columns.LogGaps.IsEmpty && columns.Count > 0)
            throw new ArgumentException("The columns are without LogGaps: frequency, recency and age alone cannot tell how regular customers are. Give the gaps, or fit at a k of your own.", nameof(columns));
        var rows = new PurchaseRows(columns);
        var fits = ImmutableArray.CreateBuilder<Fit<TModel>>();
        int best = 0;
        for (int k = 1; k <= mostK; k++)
        {
            fits.Add(At(columns, rows, k, leavesAtOnce, options, make, k == 1 ? null : fits[^1]));
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

    // Started beside the maximum at k − 1, too, where that is known.
    private static Fit<TModel> At<TModel>(HistoryColumns columns, PurchaseRows rows, int k, bool leavesAtOnce, FitOptions options, Maker<TModel> make, Fit<TModel>? before)
        where TModel : class
    {
        string? reason = rows.ReasonAgainst(Names.Length)
            ?? ((long)k * rows.Rows.Frequency.Span[^1] > int.MaxValue ? "A frequency times k is more than fits an int." : null);
        if (reason is not null)
            return MaximumLikelihood.NotIdentified<TModel>(rows.Customers, 0, reason);

        double constant = Constant(columns, k), scale = rows.Gap / k; // a phase lasts the k-th part of the time between purchases
        List<double[]> starts = [[0.5, scale, 0.8, 2.5], [2, 1.5 * scale, 0.3, 6], [0.2, 0.1 * scale, 2, 3]];
        if (before is { Status: FitStatus.Converged })
            starts.Insert(0, [before.Parameters[0].Value, before.Parameters[1].Value * (k - 1) / k, before.Parameters[2].Value, before.Parameters[3].Value]);
        return MaximumLikelihood.Fit(
            Names,
            [.. starts],
            rows.Customers,
            0,
            options,
            (parameters, gradient) => constant + RegularLikelihood.Of(rows.Rows, k, leavesAtOnce, parameters, gradient),
            p => make(p, k));
    }
}
