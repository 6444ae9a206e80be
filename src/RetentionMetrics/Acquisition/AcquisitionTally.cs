using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

/// <summary>What each channel cost and whom it won, by period: customer acquisition cost (CAC) by channel, paid, blended and fully loaded.</summary>
/// <remarks>
/// <para>
/// A cell is a channel in a period. With a <see cref="AcquisitionOptions.Lag"/> the customers of period t are set against the spend of period t − lag. What has no counterpart at the
/// edges is shown and in no CAC: customers of the first periods (<see cref="EarlyCustomers"/>), whose spend lies before the data, and spend of the last ones
/// (<see cref="PendingSpend"/>), whose customers are yet to come. The data begin and end with the first and last period of any cell.
/// </para>
/// <para>Customers of unknown channel and spend of no channel are cells, too: shown, in the totals, in no channel.</para>
/// <para>
/// Merge: exact for any split of the spend and of the customers; sums are decimal and exact while they fit 28 digits. Unknown plus anything is unknown.
/// Immutable and valid by construction; two tallies are equal when their options and cells are.
/// </para>
/// </remarks>
public sealed class AcquisitionTally : ITally<AcquisitionTally>, IEquatable<AcquisitionTally>
{
    /// <summary>The most periods that a tally can span: 12,000, a thousand years of months or thirty of days.</summary>
    public const int MaxPeriods = 12_000;

    private readonly Lazy<ImmutableArray<AcquisitionSummary>> _periods; // made when they are asked for first

    /// <summary>Makes a tally from its cells, such as those that a database summed.</summary>
    /// <param name="cells">Cells in any order; those of the same channel and period add.</param>
    /// <param name="options">The period and the lag; <see langword="null"/> for <see cref="AcquisitionOptions.Default"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cells"/> is null.</exception>
    /// <exception cref="ArgumentException">The cells span more than <see cref="MaxPeriods"/> periods.</exception>
    /// <exception cref="OverflowException">A sum does not fit a decimal or a long.</exception>
    public AcquisitionTally(IEnumerable<AcquisitionCell> cells, AcquisitionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Options = options ?? AcquisitionOptions.Default;
        CalendarPeriod period = Options.Period;
        var sums = new Dictionary<(int, string), AcquisitionCell>();
        foreach (AcquisitionCell cell in cells)
        {
            int index = period.IndexOf(cell.Date);
            ref AcquisitionCell own = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (index, cell.Channel ?? ""), out bool isThere);
            own = isThere ? own.Add(cell) : cell.On(period.StartOf(index));
        }

        Cells = [.. sums.Values.OrderBy(c => c.Date).ThenBy(c => c.Channel, StringComparer.Ordinal)];
        (int from, int to) = Range();
        if (to - (long)from >= MaxPeriods)
            throw new ArgumentException(FormattableString.Invariant($"The dates span {to - (long)from + 1} periods ({period}), but a tally holds at most {MaxPeriods}: leave out the far dates or take longer periods."), nameof(cells));
        _periods = new(Summarize);
        int lag = Options.Lag;
        Overall = new AcquisitionSummary(null, null, Cells.Select(c => (c, IsSpendMatched(c), AreCustomersMatched(c))));
        PendingSpend = Cells.Where(c => !IsSpendMatched(c)).Sum(c => c.Spend);
        EarlyCustomers = 0;
        foreach (AcquisitionCell cell in Cells.Where(c => !AreCustomersMatched(c)))
            EarlyCustomers = checked(EarlyCustomers + cell.NewCustomers);

        bool IsSpendMatched(AcquisitionCell c) => period.IndexOf(c.Date) + lag <= to;
        bool AreCustomersMatched(AcquisitionCell c) => period.IndexOf(c.Date) - lag >= from;
    }

    /// <summary>The tally of nothing: neutral for every definition.</summary>
    public static AcquisitionTally Zero { get; } = new([]);

    /// <summary>The period and the lag.</summary>
    public AcquisitionOptions Options { get; }

    /// <summary>Spend and customers by period and channel, in order of both, unmatched; cells of no channel come first.</summary>
    public ImmutableArray<AcquisitionCell> Cells { get; }

    /// <summary>All periods together: spend and customers that have their counterpart.</summary>
    public AcquisitionSummary Overall { get; }

    /// <summary>Customers of the first periods, before which there is no spend; <see langword="null"/> when not all were counted. 0 without a lag.</summary>
    public long? EarlyCustomers { get; }

    /// <summary>Spend to win customers of the last periods, after which there are no customers yet; 0 without a lag.</summary>
    public decimal PendingSpend { get; }

    /// <summary>One summary for each period of customers that has a counterpart, in order, also for those between in which nothing happened.</summary>
    public ImmutableArray<AcquisitionSummary> Periods => _periods.Value;

    /// <summary>The tally of both inputs: spends and customers add; unknown plus anything is unknown.</summary>
    /// <param name="left">A tally.</param>
    /// <param name="right">Another, with the same options.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">The periods or the lags differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit a decimal or a long.</exception>
    public static AcquisitionTally operator +(AcquisitionTally left, AcquisitionTally right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Equals(Zero) || right.Equals(Zero))
            return left.Equals(Zero) ? right : left;
        if (left.Options != right.Options)
            throw new InvalidOperationException(FormattableString.Invariant($"The tallies are by {left.Options.Period} with lag {left.Options.Lag} and by {right.Options.Period} with lag {right.Options.Lag}; both must use the same period and lag."));
        return new AcquisitionTally(left.Cells.Concat(right.Cells), left.Options);
    }

    /// <summary>Counts spends with the new customers that their sources count themselves.</summary>
    /// <param name="spend">The spends, in any order. The customers that a source counts belong to the period of its spend.</param>
    /// <param name="options">The period and the lag; <see langword="null"/> for <see cref="AcquisitionOptions.Default"/>.</param>
    /// <returns>The tally; a cell's customers are <see langword="null"/> when any of its channel's spends to win customers has none counted.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="spend"/> is null.</exception>
    /// <exception cref="ArgumentException">A spend is <c>default</c>.</exception>
    /// <exception cref="OverflowException">A sum does not fit a decimal or a long.</exception>
    /// <remarks>Sources count customers by their advertising: shared spend, spend of another kind and spend to keep customers need no count.</remarks>
    public static AcquisitionTally Count(IEnumerable<Spend> spend, AcquisitionOptions? options = null) =>
        new(CellsOf(spend, static s => s.NewCustomers ?? (s is { Channel: not null, Kind: SpendKind.Advertising, Purpose: SpendPurpose.Acquisition } ? null : 0)), options);

    /// <summary>Counts spends with new customers that were counted elsewhere: by their first purchase, say.</summary>
    /// <param name="spend">The spends, in any order; their own <see cref="Spend.NewCustomers"/> are not used.</param>
    /// <param name="newCustomers">Each new customer once, in any order.</param>
    /// <param name="options">The period and the lag; <see langword="null"/> for <see cref="AcquisitionOptions.Default"/>.</param>
    /// <returns>The tally. A channel with customers and no spend is a free channel (spend 0, CAC 0); one with spend and no customers has 0 customers and no CAC.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A spend or a customer is <c>default</c>.</exception>
    /// <exception cref="OverflowException">A sum does not fit a decimal or a long.</exception>
    public static AcquisitionTally Count(IEnumerable<Spend> spend, IEnumerable<NewCustomer> newCustomers, AcquisitionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(newCustomers);
        options ??= AcquisitionOptions.Default;
        return new AcquisitionTally(CellsOf(spend, static _ => 0).Concat(CellsOf(newCustomers, options.Period)), options);
    }

    /// <summary>Whether another tally has the same options and cells.</summary>
    /// <param name="other">The other tally.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(AcquisitionTally? other) => other is not null && Options == other.Options && Cells.SequenceEqual(other.Cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AcquisitionTally);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Options, Cells.Length, Overall.TotalSpend, Overall.TotalNewCustomers);

    private ImmutableArray<AcquisitionSummary> Summarize()
    {
        (int from, int to) = Range();
        CalendarPeriod period = Options.Period;
        ILookup<int, AcquisitionCell> byPeriod = Cells.ToLookup(c => period.IndexOf(c.Date));
        var summaries = ImmutableArray.CreateBuilder<AcquisitionSummary>();
        for (int t = from + Options.Lag; t <= to; t++)
        {
            int s = t - Options.Lag;
            IEnumerable<(AcquisitionCell, bool, bool)> cells = s == t
                ? byPeriod[t].Select(c => (c, true, true))
                : byPeriod[s].Select(c => (c, true, false)).Concat(byPeriod[t].Select(c => (c, false, true)));
            summaries.Add(new AcquisitionSummary(period.StartOf(t), period.StartOf(s), cells));
        }

        return summaries.ToImmutable();
    }

    private static IEnumerable<AcquisitionCell> CellsOf(IEnumerable<Spend> spend, Func<Spend, long?> newCustomers)
    {
        ArgumentNullException.ThrowIfNull(spend);
        return Cells();

        IEnumerable<AcquisitionCell> Cells()
        {
            long row = 0;
            foreach (Spend s in spend)
            {
                if (s.IsDefault)
                    throw Throw.DefaultFact(nameof(spend), nameof(Spend), row);
                bool wins = s.Purpose == SpendPurpose.Acquisition;
                yield return new AcquisitionCell(
                    s.Channel,
                    s.Date,
                    wins && s.Kind == SpendKind.Advertising ? s.Amount : 0,
                    wins && s.Kind == SpendKind.Salaries ? s.Amount : 0,
                    wins && s.Kind == SpendKind.Tools ? s.Amount : 0,
                    wins && s.Kind == SpendKind.Other ? s.Amount : 0,
                    wins ? 0 : s.Amount,
                    newCustomers(s));
                row++;
            }
        }
    }

    // Customers are many and cells are large: they are counted first, and only their sums become cells.
    private static IEnumerable<AcquisitionCell> CellsOf(IEnumerable<NewCustomer> newCustomers, CalendarPeriod period)
    {
        var counts = new Dictionary<(int Period, string Channel), long>();
        long row = 0;
        foreach (NewCustomer customer in newCustomers)
        {
            if (customer.IsDefault)
                throw Throw.DefaultFact(nameof(newCustomers), nameof(NewCustomer), row);
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (period.IndexOf(customer.Since), customer.Channel ?? ""), out _)++;
            row++;
        }

        foreach (((int index, string channel), long customers) in counts)
            yield return new AcquisitionCell(channel, period.StartOf(index), newCustomers: customers);
    }

    // The first and the last period of the data; an empty range without any.
    private (int From, int To) Range() =>
        Cells.IsEmpty ? (0, -1) : (Options.Period.IndexOf(Cells[0].Date), Options.Period.IndexOf(Cells[^1].Date));
}
