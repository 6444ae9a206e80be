using System.Collections.Immutable;
using System.Numerics;

namespace RetentionMetrics;

/// <summary>The cut points of RFM scores: a model, made once from a customer base and kept, so that next month's customers are scored on the same terms.</summary>
/// <remarks>
/// Score = 1 + number of cuts below the value, reversed for days since the last purchase, so that 1 is the worst and <see cref="Bins"/> the best. Equal values always get equal scores.
/// Where many customers share a value, cuts coincide and labels between them are skipped: see <see cref="HasSkippedLabels"/>. Immutable.
/// </remarks>
public sealed class RfmCuts
{
    private readonly RfmKernel _kernel;

    /// <summary>Makes cuts from fixed thresholds.</summary>
    /// <param name="daysSinceLastPurchase">Ascending cuts of days since the last purchase.</param>
    /// <param name="purchaseCount">Ascending cuts of the purchase count; as many.</param>
    /// <param name="totalSpend">Ascending cuts of the total spend; as many.</param>
    /// <param name="edge">To which side a value equal to a cut belongs.</param>
    /// <exception cref="ArgumentException">The three differ in number, are not 1 to 9, not finite or not ascending (equal neighbours are allowed).</exception>
    public RfmCuts(ReadOnlySpan<double> daysSinceLastPurchase, ReadOnlySpan<double> purchaseCount, ReadOnlySpan<double> totalSpend, BinEdge edge = BinEdge.RightClosed)
    {
        if (!Enum.IsDefined(edge))
            throw Throw.Undefined(edge);
        Check(daysSinceLastPurchase, nameof(daysSinceLastPurchase));
        Check(purchaseCount, nameof(purchaseCount));
        Check(totalSpend, nameof(totalSpend));
        Throw.IfLengthDiffers(purchaseCount.Length, daysSinceLastPurchase.Length, nameof(purchaseCount));
        Throw.IfLengthDiffers(totalSpend.Length, daysSinceLastPurchase.Length, nameof(totalSpend));
        DaysSinceLastPurchase = [.. daysSinceLastPurchase];
        PurchaseCount = [.. purchaseCount];
        TotalSpend = [.. totalSpend];
        Edge = edge;
        _kernel = new RfmKernel(this);
    }

    /// <summary>Number of bins of each score: one more than cuts.</summary>
    public int Bins => DaysSinceLastPurchase.Length + 1;

    /// <summary>Cuts of days since the last purchase, ascending.</summary>
    public ImmutableArray<double> DaysSinceLastPurchase { get; }

    /// <summary>Cuts of the purchase count, ascending.</summary>
    public ImmutableArray<double> PurchaseCount { get; }

    /// <summary>Cuts of the total spend, ascending.</summary>
    public ImmutableArray<double> TotalSpend { get; }

    /// <summary>To which side a value equal to a cut belongs.</summary>
    public BinEdge Edge { get; }

    /// <summary>Whether two cuts of a value coincide, so that a score between them is given to nobody.</summary>
    public bool HasSkippedLabels => HasEqual(DaysSinceLastPurchase) || HasEqual(PurchaseCount) || HasEqual(TotalSpend);

    /// <summary>Five bins of about a fifth of the customers each.</summary>
    /// <param name="columns">The customers to cut; at least one.</param>
    /// <returns>Cuts at the 20, 40, 60 and 80 % quantiles, linear, right-closed.</returns>
    /// <exception cref="ArgumentException"><paramref name="columns"/> has no rows.</exception>
    public static RfmCuts Quintiles(RfmColumns columns) => Quantiles(columns, 5);

    /// <summary>Bins of about equal numbers of customers.</summary>
    /// <param name="columns">The customers to cut; at least one.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="method">How a quantile between two customers is read.</param>
    /// <returns>Cuts at the k ÷ bins quantiles, right-closed.</returns>
    /// <exception cref="ArgumentException"><paramref name="columns"/> has no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10, or <paramref name="method"/> is not a defined value.</exception>
    public static RfmCuts Quantiles(RfmColumns columns, int bins, QuantileMethod method = QuantileMethod.Linear) => Make(columns, bins, method, null);

    /// <summary>Five bins of about a fifth of the customers each, on several threads. The cuts are, bit for bit, those of one thread.</summary>
    /// <param name="columns">The customers to cut; at least one.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>Cuts at the 20, 40, 60 and 80 % quantiles, linear, right-closed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> has no rows.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static RfmCuts Quintiles(RfmColumns columns, ParallelOptions options) => Quantiles(columns, 5, QuantileMethod.Linear, options);

    /// <summary>Bins of about equal numbers of customers, on several threads. The cuts are, bit for bit, those of one thread.</summary>
    /// <param name="columns">The customers to cut; at least one.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="method">How a quantile between two customers is read.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>Cuts at the k ÷ bins quantiles, right-closed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> has no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10, or <paramref name="method"/> is not a defined value.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static RfmCuts Quantiles(RfmColumns columns, int bins, QuantileMethod method, ParallelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Make(columns, bins, method, options);
    }

    /// <summary>Both doors of quantiles: on several threads when there are options.</summary>
    internal static RfmCuts Make(RfmColumns columns, int bins, QuantileMethod method, ParallelOptions? parallel)
    {
        RfmScore.CheckBins(bins);
        if (!Enum.IsDefined(method))
            throw Throw.Undefined(method);
        if (columns.Count == 0)
            throw new ArgumentException("Cuts need at least one customer.", nameof(columns));

        parallel?.CancellationToken.ThrowIfCancellationRequested();
        int cuts = bins - 1;
        Span<double> r = stackalloc double[cuts], f = stackalloc double[cuts], m = stackalloc double[cuts];
        if (columns.Count <= FewRows.Most)
        {
            CutFew(columns, method, r, f, m);
        }
        else
        {
            Cut(columns.DaysSinceLastPurchase, method, r, parallel);
            Cut(columns.PurchaseCount, method, f, parallel);
            Cut(columns.TotalSpend, method, m, parallel);
        }

        return new RfmCuts(r, f, m);
    }

    /// <summary>Scores one customer.</summary>
    /// <param name="value">The RFM values.</param>
    /// <returns>The score; each part from 1 to <see cref="Bins"/>.</returns>
    public RfmScore Score(RfmValue value) => _kernel.Score(value.DaysSinceLastPurchase, value.PurchaseCount, value.TotalSpend);

    /// <summary>Scores many customers. Allocates nothing.</summary>
    /// <param name="columns">The RFM values.</param>
    /// <param name="destination">Gets one score a row.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has not one element a row, or is memory of a column.</exception>
    public void Score(RfmColumns columns, Span<RfmScore> destination)
    {
        columns.CheckDestination(destination);
        _kernel.Score(columns.DaysSinceLastPurchase.Span, columns.PurchaseCount.Span, columns.TotalSpend.Span, destination);
    }

    internal void ScoreRows(ReadOnlySpan<int> days, ReadOnlySpan<int> counts, ReadOnlySpan<double> spend, Span<RfmScore> destination) => _kernel.Score(days, counts, spend, destination);

    private static void CutFew(RfmColumns columns, QuantileMethod method, Span<double> r, Span<double> f, Span<double> m)
    {
        Span<ulong> keys = stackalloc ulong[columns.Count];
        FewRows.Keys(columns.DaysSinceLastPurchase.Span, keys);
        Cut(keys, method, r);
        FewRows.Keys(columns.PurchaseCount.Span, keys);
        Cut(keys, method, f);
        FewRows.Keys(columns.TotalSpend.Span, keys);
        Cut(keys, method, m);

        static void Cut(Span<ulong> keys, QuantileMethod method, Span<double> cuts)
        {
            if (method == QuantileMethod.Linear)
                FewRows.Linear(keys, cuts);
            else
                FewRows.InverseCdf(keys, cuts);
        }
    }

    private static void Cut<T>(ReadOnlyMemory<T> values, QuantileMethod method, Span<double> cuts, ParallelOptions? parallel)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        if (method == QuantileMethod.Linear)
            RetentionMetrics.Quantiles.Linear(values.Span, cuts, ParallelEdgePass<T>.For(values, parallel));
        else
            RetentionMetrics.Quantiles.InverseCdf(values.Span, cuts, ParallelEdgePass<T>.For(values, parallel));
    }

    private static void Check(ReadOnlySpan<double> cuts, string name)
    {
        if (cuts.Length is < 1 or >= RfmScore.MaxBins)
            throw new ArgumentException($"Give 1 to 9 cuts, not {cuts.Length}.", name);
        for (int i = 0; i < cuts.Length; i++)
        {
            if (!double.IsFinite(cuts[i]) || (i > 0 && cuts[i] < cuts[i - 1]))
                throw Throw.Row(name, i, "the cut", cuts[i], "finite and at least the cut before it");
        }
    }

    private static bool HasEqual(ImmutableArray<double> cuts)
    {
        for (int i = 1; i < cuts.Length; i++)
        {
            if (cuts[i].Equals(cuts[i - 1]))
                return true;
        }

        return false;
    }
}
