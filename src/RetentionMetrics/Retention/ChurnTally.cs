using System.Globalization;

namespace RetentionMetrics;

/// <summary>Customers at risk in a period, and how many of them were lost: logo churn, under a named denominator.</summary>
/// <remarks>
/// <para>
/// <c>+</c> adds different customers over the same period; tallies of different denominators, pause limits or periods are refused. A tally without a period takes the other's.
/// In time nothing but <see cref="ChurnDenominator.MeanOfDays"/> adds up exactly, since its customer-days and ends do: <see cref="Then"/>. For the others <see cref="Pool"/> gives the mean
/// over periods, each weighted by its base.
/// </para>
/// <para><c>default</c> is the tally of nobody. Immutable and valid by construction.</para>
/// </remarks>
public readonly partial record struct ChurnTally : ITally<ChurnTally>
{
    /// <summary>Makes a tally of the customers at a period's start, of no named period.</summary>
    /// <param name="atStart">Customers at the period's start; at least 0.</param>
    /// <param name="lost">Those of them who were gone at its end; from 0 to <paramref name="atStart"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or <paramref name="lost"/> is greater than <paramref name="atStart"/>.</exception>
    public ChurnTally(long atStart, long lost)
    {
        Throw.IfNegative(atStart);
        Throw.IfNegative(lost);
        Throw.IfGreaterThan(lost, atStart);
        Base = atStart;
        Lost = lost;
    }

    /// <summary>Makes a tally under any denominator.</summary>
    /// <param name="denominator">What <paramref name="base"/> is.</param>
    /// <param name="base">Customers at risk, or the sum of the paying customers of each day under <see cref="ChurnDenominator.MeanOfDays"/>; at least 0.</param>
    /// <param name="lost">Customers lost; at least 0, and at most <paramref name="base"/>.</param>
    /// <param name="voluntary">Those of them who decided to leave; at least 0.</param>
    /// <param name="involuntary">Those of them whose payment failed; at least 0, and with <paramref name="voluntary"/> at most <paramref name="lost"/>.</param>
    /// <param name="days">Days in the period, under <see cref="ChurnDenominator.MeanOfDays"/> at least 1 unless nobody was there, and those from <paramref name="from"/> to <paramref name="to"/> when they are given; otherwise 0.</param>
    /// <param name="from">First day of the period [from, to), or <see langword="null"/> when it is not said.</param>
    /// <param name="to">The day after the period, or <see langword="null"/>; given together with <paramref name="from"/>, and after it.</param>
    /// <param name="pauseLimitDays">The <see cref="ChurnOptions.PauseLimitDays"/> of the count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or <paramref name="denominator"/> is not a defined value.</exception>
    /// <exception cref="ArgumentException">Only one of <paramref name="from"/> and <paramref name="to"/> is given.</exception>
    public ChurnTally(
        ChurnDenominator denominator,
        long @base,
        long lost,
        long voluntary = 0,
        long involuntary = 0,
        int days = 0,
        DateOnly? from = null,
        DateOnly? to = null,
        int? pauseLimitDays = null)
    {
        Throw.IfNegative(@base, nameof(@base));
        Throw.IfNegative(lost);
        Throw.IfGreaterThan(lost, @base);
        if (denominator is < ChurnDenominator.AtStart or > ChurnDenominator.DueForRenewal)
            throw Throw.Undefined(denominator);
        Throw.IfNegative(voluntary);
        Throw.IfNegative(involuntary);
        if (voluntary > lost - involuntary)
            throw Throw.OutOfRange(nameof(voluntary), voluntary, "at most lost − involuntary");
        Throw.IfNegative(days);
        if (denominator != ChurnDenominator.MeanOfDays && days > 0)
            throw Throw.OutOfRange(nameof(days), days, "0 unless the denominator is the mean of days");
        if (denominator == ChurnDenominator.MeanOfDays && days == 0 && @base > 0)
            throw Throw.OutOfRange(nameof(days), days, "at least 1");
        if (from.HasValue != to.HasValue)
            throw new ArgumentException("A period has both a first day and a day after it.", from.HasValue ? nameof(to) : nameof(from));
        if (to <= from)
            throw Throw.OutOfRange(nameof(to), to!.Value, "after the period's first day");
        if (denominator == ChurnDenominator.MeanOfDays && to?.DayNumber - from?.DayNumber is { } length && length != days)
            throw Throw.OutOfRange(nameof(days), days, FormattableString.Invariant($"{length}, as many as the period has"));
        Throw.IfNegative(pauseLimitDays ?? 0, nameof(pauseLimitDays));
        Base = @base;
        Lost = lost;
        Denominator = denominator;
        LostVoluntarily = voluntary;
        LostInvoluntarily = involuntary;
        Days = days;
        From = from;
        To = to;
        PauseLimitDays = pauseLimitDays;
    }

    /// <summary>The tally of nobody.</summary>
    public static ChurnTally Zero => default;

    /// <summary>What the rate is a share of.</summary>
    public ChurnDenominator Denominator { get; }

    /// <summary>The longest gap, in days, that was taken for a pause; <see langword="null"/> when only declared pauses were.</summary>
    public int? PauseLimitDays { get; }

    /// <summary>First day of the period [from, to); <see langword="null"/> when it is not said.</summary>
    public DateOnly? From { get; }

    /// <summary>The day after the period; <see langword="null"/> when it is not said.</summary>
    public DateOnly? To { get; }

    /// <summary>The customers at risk; under <see cref="ChurnDenominator.MeanOfDays"/> the customer-days, the paying customers of each day added up.</summary>
    public long Base { get; }

    /// <summary>The days over which <see cref="Base"/> adds up under <see cref="ChurnDenominator.MeanOfDays"/>; otherwise 0.</summary>
    public int Days { get; }

    /// <summary>Customers at the period's start: <see cref="Base"/> under the default denominator, 0 under any other.</summary>
    public long AtStart => Denominator == ChurnDenominator.AtStart ? Base : 0;

    /// <summary>Customers lost; stays that ended under <see cref="ChurnDenominator.MeanOfDays"/>.</summary>
    public long Lost { get; }

    /// <summary>Those lost by their own decision.</summary>
    public long LostVoluntarily { get; }

    /// <summary>Those lost because the payment failed.</summary>
    public long LostInvoluntarily { get; }

    /// <summary>Those lost for a reason that the source does not say.</summary>
    public long LostForUnknownReason => Lost - LostVoluntarily - LostInvoluntarily;

    /// <summary>Customers at risk who were not lost: base − lost; 0 under <see cref="ChurnDenominator.MeanOfDays"/>, which counts no customers.</summary>
    public long Retained => Denominator == ChurnDenominator.MeanOfDays ? 0 : Base - Lost;

    /// <summary>The rate's denominator: <see cref="Base"/>, or customer-days ÷ days; <see langword="null"/> when a mean has no days.</summary>
    public double? MeanBase => Denominator != ChurnDenominator.MeanOfDays ? Base : Quotient.Of(Base, Days);

    /// <summary>The tally of both sides' customers over the same period.</summary>
    /// <param name="left">One tally.</param>
    /// <param name="right">The tally of other customers; a side without a period takes the other's.</param>
    /// <returns>Sums of the counts. The tally of nobody, <see cref="Zero"/>, changes nothing.</returns>
    /// <exception cref="InvalidOperationException">The denominators, pause limits or periods differ.</exception>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static ChurnTally operator +(ChurnTally left, ChurnTally right)
    {
        if (left == default)
            return right;
        if (right == default)
            return left;
        IfDefinitionsDiffer(left, right);
        if (left.Days != right.Days || (left.From is not null && right.From is not null && (left.From, left.To) != (right.From, right.To)))
            throw new InvalidOperationException($"Churn of the same period only adds up: one side is {left.PeriodText()}, the other {right.PeriodText()}. {nameof(Pool)} and {nameof(Then)} combine periods.");
        return Sum(left, right, left.Days, left.From ?? right.From, left.To ?? right.To);
    }

    /// <summary>Several periods pooled: sums of their bases and losses, so that the rate is the mean of theirs, each weighted by its base.</summary>
    /// <param name="periods">Tallies of any periods under one denominator, which is not <see cref="ChurnDenominator.MeanOfDays"/>. A customer at risk in two periods counts twice.</param>
    /// <returns>A tally of no named period, whose rate is one a period; <see cref="Zero"/> of none. Its interval takes the periods for independent.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="periods"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The denominators or pause limits differ, or a tally counts customer-days.</exception>
    /// <exception cref="OverflowException">A sum does not fit 64 bits.</exception>
    public static ChurnTally Pool(IEnumerable<ChurnTally> periods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        ChurnTally sum = default;
        foreach (ChurnTally period in periods)
        {
            if (period.Denominator == ChurnDenominator.MeanOfDays)
                throw new InvalidOperationException($"Customer-days are not pooled but joined in time: {nameof(Then)}.");
            sum += period == default ? period : Sum(period, new ChurnTally(period.Denominator, 0, 0), 0, null, null);
        }

        return sum;
    }

    /// <summary>This period and the one that follows it as one: [a, b) then [b, c) is [a, c), exactly.</summary>
    /// <param name="next">The same customers' tally of the next period. Both count customer-days.</param>
    /// <returns>The tally of both periods, equal to that counted over the whole.</returns>
    /// <exception cref="InvalidOperationException">A denominator is not <see cref="ChurnDenominator.MeanOfDays"/>, the pause limits differ, or the periods do not touch.</exception>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public ChurnTally Then(ChurnTally next)
    {
        IfDefinitionsDiffer(this, next);
        if (Denominator != ChurnDenominator.MeanOfDays)
            throw new InvalidOperationException($"Customers of the denominator {Denominator} are others in the next period, so that no sum is that of both periods. {nameof(Pool)} gives the mean rate.");
        if (To != next.From)
            throw new InvalidOperationException($"The periods {PeriodText()} and {next.PeriodText()} do not touch.");
        return Sum(this, next, checked(Days + next.Days), From, next.To);
    }

    private static ChurnTally Sum(ChurnTally left, ChurnTally right, int days, DateOnly? from, DateOnly? to) => new(
        left.Denominator,
        checked(left.Base + right.Base),
        checked(left.Lost + right.Lost),
        checked(left.LostVoluntarily + right.LostVoluntarily),
        checked(left.LostInvoluntarily + right.LostInvoluntarily),
        days,
        from,
        to,
        left.PauseLimitDays);

    private static void IfDefinitionsDiffer(ChurnTally left, ChurnTally right)
    {
        if (left.Denominator != right.Denominator)
            throw new InvalidOperationException($"Churn under one denominator only adds up: one side is {left.Denominator}, the other {right.Denominator}.");
        if (left.PauseLimitDays != right.PauseLimitDays)
            throw new InvalidOperationException("Churn under one pause limit only adds up.");
    }

    private string PeriodText() => From is { } from && To is { } to
        ? string.Create(CultureInfo.InvariantCulture, $"[{from:O}, {to:O})")
        : Days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Days} days") : "not said";
}
