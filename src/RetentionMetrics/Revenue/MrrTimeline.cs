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
/// earlier period was in none. Immutable; the same for any order of the subscriptions.
/// </para>
/// </remarks>
public sealed class MrrTimeline
{
    private readonly PaidSubscriptions _subscriptions;
    private readonly int _first;

    private MrrTimeline(PaidSubscriptions subscriptions, CalendarPeriod period, DateOnly? asOf, int first, ImmutableArray<MrrMovements> periods)
    {
        _subscriptions = subscriptions;
        _first = first;
        Period = period;
        AsOf = asOf;
        Periods = periods;
    }

    /// <summary>The kind of period.</summary>
    public CalendarPeriod Period { get; }

    /// <summary>The last day that is known, or <see langword="null"/> when the subscriptions were taken as complete.</summary>
    public DateOnly? AsOf { get; }

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
    /// <returns>The timeline; without periods when there is nothing to show.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="subscriptions"/> is null.</exception>
    /// <exception cref="ArgumentException">An element is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not a defined value.</exception>
    /// <exception cref="OverflowException">A sum of amounts is out of decimal's range.</exception>
    public static MrrTimeline Build(IEnumerable<Subscription> subscriptions, CalendarPeriod period, DateOnly? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        _ = period.IndexOf(default); // refuses an undefined period also when there is nothing to build
        var paid = new PaidSubscriptions(subscriptions, nameof(subscriptions));
        if (paid.IsEmpty)
            return new MrrTimeline(paid, period, asOf, 0, []);
        int first = period.IndexOf(paid.FirstStart), last = period.IndexOf(paid.LastEvent);
        if (asOf is { } day)
            last = LastDay(period, period.IndexOf(day)) == day ? period.IndexOf(day) : period.IndexOf(day) - 1;

        Movement[] movements = paid.Movements(period, first, Math.Max(0, last - first + 1));
        var periods = ImmutableArray.CreateBuilder<MrrMovements>(movements.Length);
        (decimal opening, long customers) = (0, 0);
        for (int i = 0; i < movements.Length; i++)
        {
            MrrMovements m = movements[i].From(opening, customers, period.StartOf(first + i), LastDay(period, first + i));
            periods.Add(m);
            (opening, customers) = (m.Closing, m.ClosingCustomers);
        }

        return new MrrTimeline(paid, period, asOf, first, periods.MoveToImmutable());
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
        (Movement movement, decimal opening, long customers) = _subscriptions.Between(from, to, Period);
        return movement.From(opening, customers, from.AddDays(1), to);
    }

    private static DateOnly LastDay(CalendarPeriod period, int index) =>
        index == period.IndexOf(DateOnly.MaxValue) ? DateOnly.MaxValue : period.StartOf(index + 1).AddDays(-1);

    private static string Text(DateOnly day) => day.ToString("o", CultureInfo.InvariantCulture);

    private string Allowed() => Periods.IsEmpty
        ? "a day of the timeline, but it has no periods"
        : $"a day from {Text(Periods[0].Start!.Value)} to {Text(Periods[^1].End!.Value)}";
}
