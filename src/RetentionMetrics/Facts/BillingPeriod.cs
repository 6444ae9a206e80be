using System.Globalization;

namespace RetentionMetrics;

/// <summary>How often a subscription is billed: every so many days or calendar months.</summary>
/// <remarks><c>default</c> is no period and is refused. Immutable and valid by construction.</remarks>
public readonly record struct BillingPeriod
{
    private const decimal DaysPerMonth = 30.4375m; // 365.25 ÷ 12, exactly

    private BillingPeriod(int months, int days) => (Months, Days) = (months, days);

    /// <summary>Every day.</summary>
    public static BillingPeriod Day => new(0, 1);

    /// <summary>Every 7 days.</summary>
    public static BillingPeriod Week => new(0, 7);

    /// <summary>Every calendar month.</summary>
    public static BillingPeriod Month => new(1, 0);

    /// <summary>Every 3 calendar months.</summary>
    public static BillingPeriod Quarter => new(3, 0);

    /// <summary>Every 12 calendar months.</summary>
    public static BillingPeriod Year => new(12, 0);

    /// <summary>Calendar months in the period; 0 when it is counted in days.</summary>
    public int Months { get; }

    /// <summary>Days in the period; 0 when it is counted in months.</summary>
    public int Days { get; }

    /// <summary>Every so many calendar months.</summary>
    /// <param name="months">From 1 to 1,200.</param>
    /// <returns>The period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is out of range.</exception>
    public static BillingPeriod EveryMonths(int months)
    {
        Throw.IfNegativeOrZero(months);
        Throw.IfGreaterThan(months, 1_200);
        return new BillingPeriod(months, 0);
    }

    /// <summary>Every so many days.</summary>
    /// <param name="days">From 1 to 36,525.</param>
    /// <returns>The period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is out of range.</exception>
    public static BillingPeriod EveryDays(int days)
    {
        Throw.IfNegativeOrZero(days);
        Throw.IfGreaterThan(days, 36_525);
        return new BillingPeriod(0, days);
    }

    /// <summary>An amount a period as an amount a month: ÷ months, or × 30.4375 ÷ days (a month is a twelfth of 365.25 days, a week 7 days).</summary>
    /// <param name="amount">What is billed each period.</param>
    /// <returns>The amount a month, rounded half to even at 8 decimals, so that sums of many are still exact: 100 a year are 8.33333333 a month.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    /// <exception cref="OverflowException">The amount a month is out of decimal's range.</exception>
    public decimal AMonth(decimal amount)
    {
        ThrowIfDefault();
        return Math.Round(Months > 0 ? amount / Months : amount * DaysPerMonth / Days, 8, MidpointRounding.ToEven);
    }

    /// <summary>The day that lies so many periods after an anchor, each counted from the anchor itself: months after 31 January end on 28 or 29 February and on 31 March.</summary>
    /// <param name="anchor">The first day.</param>
    /// <param name="periods">How many periods; at least 0.</param>
    /// <param name="leapDay">What stands for 29 February, as an anchor, in common years.</param>
    /// <returns>The day. Months keep the anchor's day, or end on the month's last.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is negative, the day is beyond the calendar, or <paramref name="leapDay"/> is not a defined value.</exception>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public DateOnly After(DateOnly anchor, int periods, LeapDay leapDay = LeapDay.February28)
    {
        ThrowIfDefault();
        Throw.IfNegative(periods);
        long months = (long)Months * periods, day = anchor.DayNumber + ((long)Days * periods);
        if ((anchor.Year * 12L) + anchor.Month - 1 + months > (9999 * 12L) + 11 || day > DateOnly.MaxValue.DayNumber)
            throw Throw.OutOfRange(nameof(periods), periods, "so few that the day is in the calendar");
        if (leapDay is < LeapDay.February28 or > LeapDay.March1)
            throw Throw.Undefined(leapDay);
        if (Months == 0)
            return DateOnly.FromDayNumber((int)day);
        DateOnly due = anchor.AddMonths((int)months);
        return leapDay == LeapDay.March1 && anchor is { Month: 2, Day: 29 } && due is { Month: 2, Day: 28 } ? due.AddDays(1) : due;
    }

    /// <summary>Such as <c>3 months</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Months > 0 ? Months : Days)} {(Months > 0 ? "month" : "day")}{(Months + Days == 1 ? "" : "s")}");

    /// <summary>The last due date of an anchor, its first period's end or later, that is not after a day; null when there is none yet.</summary>
    internal DateOnly? LastDue(DateOnly anchor, DateOnly upTo)
    {
        int count = Months > 0
            ? ((upTo.Year * 12) + upTo.Month - (anchor.Year * 12) - anchor.Month) / Months
            : (upTo.DayNumber - anchor.DayNumber) / Days;
        if (count > 0 && After(anchor, count) > upTo)
            count--; // the month is reached, its day is not
        return count > 0 ? After(anchor, count) : null;
    }

    private void ThrowIfDefault()
    {
        if (Months + Days == 0)
            throw new InvalidOperationException("default(BillingPeriod) is no period.");
    }
}
