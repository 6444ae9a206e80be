using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Cut points by group, such as country or plan, so that a customer is compared with its like: a model, made once and kept.</summary>
/// <remarks>
/// Groups are compared ordinally. A group without cuts of its own (not seen when they were made, or too small) goes by <see cref="Unseen"/>. Scores of different groups are ranks within the group, not amounts:
/// a 5 of one group may spend less than a 1 of another. Immutable.
/// </remarks>
public sealed class RfmGroupCuts
{
    private readonly Dictionary<string, RfmCuts> _cuts;

    /// <summary>Makes cuts from those of each group.</summary>
    /// <param name="all">The cuts of all customers.</param>
    /// <param name="groups">The cuts of each group, with as many bins as <paramref name="all"/>.</param>
    /// <param name="unseen">What becomes of customers of other groups.</param>
    /// <exception cref="ArgumentNullException">An argument, a group or its cuts are null.</exception>
    /// <exception cref="ArgumentException">A group is named twice, or the numbers of bins differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unseen"/> is not a defined value.</exception>
    public RfmGroupCuts(RfmCuts all, IEnumerable<KeyValuePair<string, RfmCuts>> groups, UnseenGroup unseen = UnseenGroup.AllCustomers)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(groups);
        if (!Enum.IsDefined(unseen))
            throw Throw.Undefined(unseen);
        All = all;
        Unseen = unseen;
        _cuts = new Dictionary<string, RfmCuts>(StringComparer.Ordinal);
        foreach ((string group, RfmCuts cuts) in groups)
        {
            ArgumentNullException.ThrowIfNull(group, nameof(groups));
            ArgumentNullException.ThrowIfNull(cuts, nameof(groups));
            if (cuts.Bins != all.Bins)
                throw new ArgumentException($"A group has {cuts.Bins} bins, but all customers have {all.Bins}.", nameof(groups));
            if (!_cuts.TryAdd(group, cuts))
                throw new ArgumentException("A group is given twice.", nameof(groups));
        }

        Groups = [.. _cuts.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The cuts of all customers together.</summary>
    public RfmCuts All { get; }

    /// <summary>The groups that have cuts of their own, in ordinal order.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>What becomes of customers of other groups.</summary>
    public UnseenGroup Unseen { get; }

    /// <summary>Number of bins of each score.</summary>
    public int Bins => All.Bins;

    /// <summary>The cuts that customers of a group are scored on.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Its own cuts, or those of all customers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="group"/> is null.</exception>
    /// <exception cref="ArgumentException">The group has no cuts, and <see cref="Unseen"/> is <see cref="UnseenGroup.Refuse"/>.</exception>
    public RfmCuts this[string group]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(group);
            return Find(group) ?? throw new ArgumentException("The group has no cuts of its own.", nameof(group));
        }
    }

    /// <summary>Bins of about equal numbers of customers in every group.</summary>
    /// <param name="columns">The customers to cut; at least one.</param>
    /// <param name="groups">The group of each customer.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="method">How a quantile between two customers is read.</param>
    /// <param name="unseen">What becomes of customers of other groups.</param>
    /// <param name="minimumCustomers">A group of fewer customers gets no cuts of its own and is treated as unseen; at least 1.</param>
    /// <returns>Cuts of each group and of all customers, right-closed.</returns>
    /// <exception cref="ArgumentException"><paramref name="columns"/> has no rows, <paramref name="groups"/> not one element a row, or a group is null: the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10, <paramref name="minimumCustomers"/> below 1, or an option not a defined value.</exception>
    public static RfmGroupCuts Quantiles(
        RfmColumns columns,
        ReadOnlySpan<string> groups,
        int bins = 5,
        QuantileMethod method = QuantileMethod.Linear,
        UnseenGroup unseen = UnseenGroup.AllCustomers,
        int minimumCustomers = 1) => Make(columns, groups, bins, method, unseen, minimumCustomers, null);

    /// <summary>Bins of about equal numbers of customers in every group, on several threads. The cuts are, bit for bit, those of one thread.</summary>
    /// <param name="columns">The customers to cut; at least one.</param>
    /// <param name="groups">The group of each customer.</param>
    /// <param name="bins">Number of bins, 2 to 10.</param>
    /// <param name="method">How a quantile between two customers is read.</param>
    /// <param name="unseen">What becomes of customers of other groups.</param>
    /// <param name="minimumCustomers">A group of fewer customers gets no cuts of its own and is treated as unseen; at least 1.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>Cuts of each group and of all customers, right-closed.</returns>
    /// <remarks>One thread deals the customers out to their groups; the groups are cut at the same time.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="columns"/> has no rows, <paramref name="groups"/> not one element a row, or a group is null: the message names the row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside 2…10, <paramref name="minimumCustomers"/> below 1, or an option not a defined value.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static RfmGroupCuts Quantiles(
        RfmColumns columns,
        ReadOnlySpan<string> groups,
        int bins,
        QuantileMethod method,
        UnseenGroup unseen,
        int minimumCustomers,
        ParallelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Make(columns, groups, bins, method, unseen, minimumCustomers, options);
    }

    private static RfmGroupCuts Make(
        RfmColumns columns,
        ReadOnlySpan<string> groups,
        int bins,
        QuantileMethod method,
        UnseenGroup unseen,
        int minimumCustomers,
        ParallelOptions? parallel)
    {
        Throw.IfLengthDiffers(groups.Length, columns.Count, nameof(groups));
        Throw.IfLessThan(minimumCustomers, 1);
        RfmCuts all = RfmCuts.Make(columns, bins, method, parallel);
        var rows = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int row = 0; row < groups.Length; row++)
        {
            if (groups[row] is null)
                throw Throw.Row(nameof(groups), row, "the group", "null", "a text");
            if (!rows.TryGetValue(groups[row], out List<int>? members))
                rows.Add(groups[row], members = []);
            members.Add(row);
        }

        KeyValuePair<string, List<int>>[] own = [.. rows.Where(g => g.Value.Count >= minimumCustomers)];
        var cuts = new KeyValuePair<string, RfmCuts>[own.Length];
        if (parallel is not null)
        {
            Parallel.For(0, own.Length, parallel, Cut);
        }
        else
        {
            for (int i = 0; i < own.Length; i++)
                Cut(i);
        }

        return new RfmGroupCuts(all, cuts, unseen);

        void Cut(int i) => cuts[i] = new(own[i].Key, RfmCuts.Quantiles(Pick(columns, own[i].Value), bins, method));
    }

    /// <summary>Scores one customer.</summary>
    /// <param name="value">The RFM values.</param>
    /// <param name="group">The customer's group.</param>
    /// <returns>The score; each part from 1 to <see cref="Bins"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="group"/> is null.</exception>
    /// <exception cref="ArgumentException">The group has no cuts, and <see cref="Unseen"/> is <see cref="UnseenGroup.Refuse"/>.</exception>
    public RfmScore Score(RfmValue value, string group) => this[group].Score(value);

    /// <summary>Scores many customers. Allocates nothing.</summary>
    /// <param name="columns">The RFM values.</param>
    /// <param name="groups">The group of each customer.</param>
    /// <param name="destination">Gets one score a row.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="groups"/> or <paramref name="destination"/> has not one element a row, <paramref name="destination"/> is memory of a column, a group is null, or it has no cuts and <see cref="Unseen"/> is <see cref="UnseenGroup.Refuse"/>: the message names the row.
    /// </exception>
    public void Score(RfmColumns columns, ReadOnlySpan<string> groups, Span<RfmScore> destination)
    {
        Throw.IfLengthDiffers(groups.Length, columns.Count, nameof(groups));
        columns.CheckDestination(destination);
        ReadOnlySpan<int> r = columns.DaysSinceLastPurchase.Span, f = columns.PurchaseCount.Span;
        ReadOnlySpan<double> m = columns.TotalSpend.Span;
        for (int row = 0, end; row < destination.Length; row = end)
        {
            string group = groups[row] ?? throw Throw.Row(nameof(groups), row, "the group", "null", "a text");
            RfmCuts cuts = Find(group) ?? throw Throw.Row(nameof(groups), row, "the group", "unknown", "one that has cuts of its own");
            for (end = row + 1; end < destination.Length && ReferenceEquals(groups[end], group);)
                end++; // a run of one label is looked up once and scored at once
            cuts.ScoreRows(r[row..end], f[row..end], m[row..end], destination[row..end]);
        }
    }

    /// <summary>Scores many customers on several threads. Each row gets the score that one thread gives it.</summary>
    /// <param name="columns">The RFM values.</param>
    /// <param name="groups">The group of each customer.</param>
    /// <param name="destination">Gets one score a row.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">As <see cref="Score(RfmColumns, ReadOnlySpan{string}, Span{RfmScore})"/>.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; some rows may have their scores.</exception>
    public void Score(RfmColumns columns, ReadOnlyMemory<string> groups, Memory<RfmScore> destination, ParallelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Throw.IfLengthDiffers(groups.Length, columns.Count, nameof(groups));
        columns.CheckDestination(destination.Span);
        RowSlices.Run(
            columns.Count,
            (start, length) => Score(columns.Slice(start, length), groups.Span.Slice(start, length), destination.Span.Slice(start, length)),
            options);
    }

    private static RfmColumns Pick(RfmColumns columns, List<int> rows)
    {
        int[] days = new int[rows.Count], counts = new int[rows.Count];
        var spend = new double[rows.Count];
        for (int i = 0; i < days.Length; i++)
        {
            days[i] = columns.DaysSinceLastPurchase.Span[rows[i]];
            counts[i] = columns.PurchaseCount.Span[rows[i]];
            spend[i] = columns.TotalSpend.Span[rows[i]];
        }

        return new RfmColumns(days, counts, spend);
    }

    private RfmCuts? Find(string group) => _cuts.TryGetValue(group, out RfmCuts? own) ? own : Unseen == UnseenGroup.AllCustomers ? All : null;
}
