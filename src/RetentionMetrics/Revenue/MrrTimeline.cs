using System.Collections.Immutable;
using System.Globalization;

namespace RetentionMetrics;

/// <summary>Monthly recurring revenue period by period, from subscriptions.</summary>
/// <remarks>
/// <para>
/// The balance of a period is taken at the end of its last day: the subscriptions in force on that day, trials left out. A customer is a paying one while a subscription that is no
/// trial is in force, whatever its amount; all of its subscriptions count together, so that losing one of several is contraction, and changing from one to another without a gap at a
/// period's end is expansion or contraction. A leave and return within one period is neither churn nor reactivation.
/// </para>
/// <para>
/// A customer that comes in is new when it was in no earlier period's balance, and reactivated when it was: each customer is new once. One that came and left within a single
/// earlier period was in none. A customer on a pause (<see cref="MrrOptions.PauseLimitDays"/>) is outside the paying base without being lost: its revenue is contraction, and reactivated when
/// it comes back. Timelines of different customers add up. Immutable; the same for any order of the subscriptions.
/// </para>
/// </remarks>
public sealed class MrrTimeline
{
    /// <summary>The most periods that a timeline can span: 12,000, a thousand years of months or thirty of days.</summary>
    public const int MaxPeriods = 12_000;

    private readonly CustomerSubscriptions _subscriptions;
    private readonly int _first;

    private MrrTimeline(CustomerSubscriptions subscriptions, CalendarPeriod period, DateOnly? asOf, MrrOptions options, int first, ImmutableArray<MrrMovements> periods)
    {
        _subscriptions = subscriptions;
        _first = first;
        Period = period;
        AsOf = asOf;
        Options = options;
        Periods = periods;
    }

    /// <summary>The kind of period.</summary>
    public CalendarPeriod Period { get; }

    /// <summary>The last day that is known, or <see langword="null"/> when the subscriptions were taken as complete.</summary>
    public DateOnly? AsOf { get; }

    /// <summary>How the movements were told apart.</summary>
    public MrrOptions Options { get; }

    /// <summary>The movements, one element a period without gaps, in order of time. Each closing is the next opening; the first opening is 0.</summary>
    public ImmutableArray<MrrMovements> Periods { get; }

    /// <summary>The movements of the period that holds a day.</summary>
    /// <param name="dayInPeriod">Any day of the period.</param>
    /// <returns>The movements.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The timeline has no such period.</exception>
    public MrrMovements this[DateOnly dayInPeriod]
    {
        get
        {
            int at = Period.IndexOf(dayInPeriod) - _first;
            return (uint)at < (uint)Periods.Length ? Periods[at] : throw Throw.OutOfRange(nameof(dayInPeriod), Text(dayInPeriod), Allowed());
        }
    }

    /// <summary>Builds the timeline.</summary>
    /// <param name="subscriptions">The subscriptions, in any order, all in one currency. A trial counts for nothing, nor does a subscription that ends on the day it starts.</param>
    /// <param name="period">The kind of period.</param>
    /// <param name="asOf">
    /// The last day that is known, inclusive. The timeline runs from the period of the first start to the last period that has ended by then; later starts and ends are left out.
    /// <see langword="null"/> takes the subscriptions as complete: the timeline runs to the period of the last start or end.
    /// An end on <see cref="DateOnly.MaxValue"/> stands for none.
    /// </param>
    /// <param name="options">How movements are told apart; <see langword="null"/> takes the defaults.</param>
    /// <returns>The timeline; without periods when there is nothing to show.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>, or the subscriptions span more than <see cref="MaxPeriods"/> periods.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> or an option is out of range.</exception>
    /// <exception cref="OverflowException">A sum of amounts is out of decimal's range.</exception>
    public static MrrTimeline Build(IEnumerable<Subscription> subscriptions, CalendarPeriod period, DateOnly? asOf = null, MrrOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        _ = period.IndexOf(default); // refuses an undefined period also when there is nothing to build
        options ??= MrrOptions.Default;
        options.Check(nameof(options));
        return Of(new CustomerSubscriptions(subscriptions, nameof(subscriptions), asOf, options.PauseLimitDays), period, asOf, options, nameof(subscriptions));
    }

    /// <summary>Builds a timeline for each segment of customers.</summary>
    /// <param name="subscriptions">As in <see cref="Build"/>.</param>
    /// <param name="period">As in <see cref="Build"/>.</param>
    /// <param name="segmentOf">The segment of a customer, by id, always the same for the same id.</param>
    /// <param name="asOf">As in <see cref="Build"/>.</param>
    /// <param name="options">As in <see cref="Build"/>.</param>
    /// <returns>The timelines by segment, in ordinal order; their sum is that of all customers. For a product's own timeline build it from the subscriptions of that product.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> or an option is out of range.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="segmentOf"/> gives null.</exception>
    /// <exception cref="OverflowException">A sum of amounts is out of decimal's range.</exception>
    public static ImmutableSortedDictionary<string, MrrTimeline> BuildBy(
        IEnumerable<Subscription> subscriptions, CalendarPeriod period, Func<string, string> segmentOf, DateOnly? asOf = null, MrrOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        ArgumentNullException.ThrowIfNull(segmentOf);
        var segments = new Dictionary<string, List<Subscription>>(StringComparer.Ordinal);
        long row = 0;
        foreach (Subscription s in subscriptions)
        {
            if (s.CustomerId is null)
                throw Throw.DefaultFact(nameof(subscriptions), nameof(Subscription), row);
            row++;
            string segment = segmentOf(s.CustomerId) ?? throw Throw.NoSegment();
            if (!segments.TryGetValue(segment, out List<Subscription>? list))
                segments.Add(segment, list = []);
            list.Add(s);
        }

        return segments.ToImmutableSortedDictionary(s => s.Key, s => Build(s.Value, period, asOf, options), StringComparer.Ordinal);
    }

    /// <summary>The timeline of both sides' customers.</summary>
    /// <param name="left">One timeline.</param>
    /// <param name="right">That of other customers, built in the same way.</param>
    /// <returns>The timeline that one build from all subscriptions gives. A timeline of no subscriptions changes nothing.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">The kinds of period, the last days known or the options differ.</exception>
    /// <exception cref="OverflowException">A sum of amounts is out of decimal's range.</exception>
    public static MrrTimeline operator +(MrrTimeline left, MrrTimeline right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Period != right.Period || left.AsOf != right.AsOf || left.Options != right.Options)
            throw new InvalidOperationException("Timelines of one kind of period, one last day and one set of options only add up.");
        return Of(CustomerSubscriptions.Join(left._subscriptions, right._subscriptions), left.Period, left.AsOf, left.Options, nameof(right));
    }

    /// <summary>The movements between the balances of any two days: a trailing year's retention, say, with the last days of the same month in two years.</summary>
    /// <param name="from">The opening balance is that at the end of this day.</param>
    /// <param name="to">The closing balance is that at the end of this day.</param>
    /// <returns>
    /// The movements of the period from the day after <paramref name="from"/> to <paramref name="to"/>, each customer's two balances compared directly, whatever happened in between.
    /// NRR, GRR and logo churn are those of the customers at <paramref name="from"/>. One that comes in is new when it was in no period's balance up to <paramref name="from"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not after <paramref name="from"/>, or it is after <see cref="AsOf"/>.</exception>
    public MrrMovements Between(DateOnly from, DateOnly to)
    {
        Throw.IfLessThanOrEqual(to, from);
        if (to > AsOf)
            throw Throw.OutOfRange(nameof(to), Text(to), $"at most {Text(AsOf.Value)}, the last day that is known");
        (Movement movement, decimal opening, long customers) = MrrLedger.Between(_subscriptions, from, to, Period, Options);
        return movement.From(opening, customers, from.AddDays(1), to, Options);
    }

    /// <summary>The movements over the last so many periods, at the end of each period: with 12 months, the trailing year's NRR, GRR and logo churn.</summary>
    /// <param name="periods">How many periods lie between the opening and the closing balance; at least 1.</param>
    /// <returns>One element for each of <see cref="Periods"/> but the first <paramref name="periods"/>, in order of time; see <see cref="Between"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is less than 1.</exception>
    /// <exception cref="OverflowException">A sum of amounts is out of decimal's range.</exception>
    public ImmutableArray<MrrMovements> Trailing(int periods)
    {
        Throw.IfNegativeOrZero(periods);
        return [.. Enumerable.Range(0, Math.Max(0, Periods.Length - periods)).Select(i => Between(Periods[i].End!.Value, Periods[i + periods].End!.Value))];
    }

    private static MrrTimeline Of(CustomerSubscriptions paid, CalendarPeriod period, DateOnly? asOf, MrrOptions options, string name)
    {
        if (paid.IsEmpty)
            return new MrrTimeline(paid, period, asOf, options, 0, []);
        int first = period.IndexOf(paid.FirstStart), last = period.IndexOf(paid.LastEvent);
        if (asOf is { } day)
            last = period.LastDayOf(period.IndexOf(day)) == day ? period.IndexOf(day) : period.IndexOf(day) - 1;

        if (last - (long)first >= MaxPeriods)
            throw new ArgumentException(FormattableString.Invariant($"The subscriptions span {last - (long)first + 1} periods ({period}), but a timeline holds at most {MaxPeriods}: leave out the far dates, give an as-of day or take longer periods."), name);
        Movement[] movements = MrrLedger.Movements(paid, period, options, first, Math.Max(0, last - first + 1));
        var periods = ImmutableArray.CreateBuilder<MrrMovements>(movements.Length);
        (decimal opening, long customers) = (0, 0);
        for (int i = 0; i < movements.Length; i++)
        {
            MrrMovements m = movements[i].From(opening, customers, period.StartOf(first + i), period.LastDayOf(first + i), options);
            periods.Add(m);
            (opening, customers) = (m.Closing, m.ClosingCustomers);
        }

        return new MrrTimeline(paid, period, asOf, options, first, periods.MoveToImmutable());
    }

    private static string Text(DateOnly day) => day.ToString("o", CultureInfo.InvariantCulture);

    private string Allowed() => Periods.IsEmpty
        ? "a day of the timeline, but it has no periods"
        : $"a day from {Text(Periods[0].Start!.Value)} to {Text(Periods[^1].End!.Value)}";
}
