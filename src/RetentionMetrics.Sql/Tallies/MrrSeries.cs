using System.Collections.Immutable;
using System.Globalization;

namespace RetentionMetrics.Sql;

/// <summary>Movements of monthly recurring revenue in consecutive periods, counted where the subscriptions are: the periods of <see cref="MrrTimeline"/> without its subscriptions.</summary>
/// <remarks>
/// Series of different customers that were counted alike add up, exactly: one that begins later has nothing before, and one that ends earlier keeps its last balance. Immutable.
/// </remarks>
public sealed class MrrSeries : ITally<MrrSeries>, IEquatable<MrrSeries>
{
    private readonly int _first;

    private MrrSeries(CalendarPeriod period, DateOnly? asOf, MrrOptions options, int first, ImmutableArray<MrrMovements> periods)
    {
        Period = period;
        AsOf = asOf;
        Options = options;
        Periods = periods;
        _first = first;
    }

    /// <summary>The series of nobody: it adds to a series of any kind.</summary>
    public static MrrSeries Zero { get; } = new(CalendarPeriod.Day, null, MrrOptions.Default, 0, []);

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
    /// <exception cref="ArgumentOutOfRangeException">The series has no such period.</exception>
    public MrrMovements this[DateOnly dayInPeriod]
    {
        get
        {
            int at = Period.IndexOf(dayInPeriod) - _first;
            return (uint)at < (uint)Periods.Length
                ? Periods[at]
                : throw new ArgumentOutOfRangeException(nameof(dayInPeriod), dayInPeriod.ToString("o", CultureInfo.InvariantCulture), "The series has no such period.");
        }
    }

    /// <summary>The series of both sides' customers.</summary>
    /// <param name="left">One series.</param>
    /// <param name="right">That of other customers, counted in the same way.</param>
    /// <returns>The sum, period by period.</returns>
    /// <exception cref="ArgumentNullException">A side is null.</exception>
    /// <exception cref="InvalidOperationException">The kinds of period, the last days known or the options differ, or both span more than <see cref="MrrTimeline.MaxPeriods"/> periods.</exception>
    /// <exception cref="OverflowException">A sum is out of range.</exception>
    public static MrrSeries operator +(MrrSeries left, MrrSeries right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Equals(Zero) || right.Equals(Zero))
            return left.Equals(Zero) ? right : left;
        if (left.Period != right.Period || left.AsOf != right.AsOf || left.Options != right.Options)
            throw new InvalidOperationException("Series of one kind of period, one last day and one set of options only add up.");
        if (left.Periods.IsEmpty || right.Periods.IsEmpty)
            return left.Periods.IsEmpty ? right : left;
        int first = Math.Min(left._first, right._first), count = Math.Max(left._first + left.Periods.Length, right._first + right.Periods.Length) - first;
        IfTooMany(count, left.Period);
        return new(left.Period, left.AsOf, left.Options, first, [.. Enumerable.Range(first, count).Select(p => left.At(p) + right.At(p))]);
    }

    /// <summary>Whether another series has the same movements, counted in the same way.</summary>
    /// <param name="other">The other series.</param>
    /// <returns><see langword="true"/> when equal.</returns>
    public bool Equals(MrrSeries? other) =>
        other is not null && (Period, AsOf, Options) == (other.Period, other.AsOf, other.Options) && Periods.AsSpan().SequenceEqual(other.Periods.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MrrSeries);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Period, AsOf, Options, Periods.Length);

    internal static MrrSeries Of(List<MrrEvents> events, CalendarPeriod period, DateOnly? asOf, MrrOptions options)
    {
        if (events.Count == 0)
            return new(period, asOf, options, 0, []);
        int first = events.Min(e => e.Period), last = events.Max(e => e.Period);
        if (asOf is { } day) // the last period that has ended by then
            last = day == DateOnly.MaxValue || period.IndexOf(day.AddDays(1)) > period.IndexOf(day) ? period.IndexOf(day) : period.IndexOf(day) - 1;
        IfTooMany(last - (long)first + 1, period);
        ILookup<int, MrrEvents> byPeriod = events.ToLookup(e => e.Period);
        var periods = ImmutableArray.CreateBuilder<MrrMovements>(Math.Max(0, last - first + 1));
        MrrMovements before = default;
        for (int p = first; p <= last; p++)
            periods.Add(before = After(before, byPeriod[p], period, p, options));
        return new(period, asOf, options, first, periods.ToImmutable());
    }

    private static MrrMovements After(MrrMovements before, IEnumerable<MrrEvents> events, CalendarPeriod period, int index, MrrOptions options)
    {
        Dictionary<MrrEvent, MrrEvents> of = events.ToDictionary(e => e.Event);
        MrrEvents grown = Of(MrrEvent.Grown), shrunk = Of(MrrEvent.Shrunk), gone = Of(MrrEvent.Gone), paused = Of(MrrEvent.Paused), resumed = Of(MrrEvent.Resumed);
        MrrEvents isNew = Of(MrrEvent.New), back = Of(MrrEvent.Back);
        if (options.Return == ReturnRule.New) // a return is new, but not one from a pause
            (isNew, back) = (isNew with { Change = isNew.Change - resumed.Change, Customers = isNew.Customers - resumed.Customers }, resumed);
        var sources = new MrrSources(grown.Price, grown.Change - grown.Price, -shrunk.Price, shrunk.Price - shrunk.Change, -paused.Change, resumed.Change);
        return new MrrMovements(
            before.Closing,
            isNew.Change,
            grown.Change,
            back.Change,
            -shrunk.Change - paused.Change,
            paused.Change - gone.Change,
            before.ClosingCustomers,
            isNew.Customers,
            back.Customers,
            gone.Customers - paused.Customers,
            period.StartOf(index),
            LastDayOf(period, index),
            sources,
            paused.Customers,
            options);

        MrrEvents Of(MrrEvent kind) => of.GetValueOrDefault(kind);
    }

    private static DateOnly LastDayOf(CalendarPeriod period, int index) =>
        index == period.IndexOf(DateOnly.MaxValue) ? DateOnly.MaxValue : period.StartOf(index + 1).AddDays(-1);

    private static void IfTooMany(long periods, CalendarPeriod period)
    {
        if (periods > MrrTimeline.MaxPeriods)
            throw new InvalidOperationException(FormattableString.Invariant($"{ErrorCodes.TooManyPeriods} The subscriptions span {periods} periods ({period}), but a series holds at most {MrrTimeline.MaxPeriods}: leave out the far dates, give an as-of day or take longer periods."));
    }

    private MrrMovements At(int period)
    {
        int at = period - _first;
        return (uint)at < (uint)Periods.Length ? Periods[at] : After(at < 0 ? default : Periods[^1], [], Period, period, Options);
    }
}
