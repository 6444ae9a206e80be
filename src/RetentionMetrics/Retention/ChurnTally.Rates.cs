namespace RetentionMetrics;

public readonly partial record struct ChurnTally
{
    private const double DaysPerYear = 365.25;

    /// <summary>The churn rate c = lost ÷ <see cref="MeanBase"/>.</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>
    /// A fraction a period with Wilson's score interval (1927); under <see cref="ChurnDenominator.MeanOfDays"/> a rate with Garwood's exact Poisson interval (1936), whose N is the number lost.
    /// <see langword="null"/> when nobody was at risk.
    /// </returns>
    public Estimate? Rate(ConfidenceLevel level = default) => Rate(Lost, level);

    /// <summary>The rate of those lost for one reason: lost for it ÷ <see cref="MeanBase"/>. The rates of all reasons add up to <see cref="Rate(ConfidenceLevel)"/>.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>As <see cref="Rate(ConfidenceLevel)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reason"/> is not a defined value.</exception>
    public Estimate? Rate(EndReason reason, ConfidenceLevel level = default) => Rate(LostFor(reason), level);

    /// <summary>The share of one reason among the lost: lost for it ÷ lost, with Wilson's score interval (1927).</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction, or <see langword="null"/> when nobody was lost.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reason"/> is not a defined value.</exception>
    public Estimate? Share(EndReason reason, ConfidenceLevel level = default) => ProportionInterval.Wilson(LostFor(reason), Lost, level);

    /// <summary>The retention rate 1 − c = retained ÷ base, with Wilson's score interval (1927).</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction a period; <see langword="null"/> when nobody was at risk, and under <see cref="ChurnDenominator.MeanOfDays"/>, whose rate is no share of customers.</returns>
    public Estimate? Retention(ConfidenceLevel level = default) =>
        Denominator == ChurnDenominator.MeanOfDays ? null : ProportionInterval.Wilson(Retained, Base, level);

    /// <summary>The churn of a mean year at the same pace, 1 − (1 − c)^(365.25 ÷ days), with the interval whose ends are those of the rate, carried over in the same way.</summary>
    /// <param name="days">The period's length in days; finite and greater than 0.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>A fraction a year; <see langword="null"/> when nobody was at risk, or more than all were lost.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is not positive and finite.</exception>
    public Estimate? Annualised(double days, ConfidenceLevel level = default)
    {
        Throw.IfNotPositive(days);
        if (Rate(level) is not { Value: <= 1 } rate)
            return null;
        return new Estimate(Yearly(rate.Value), Yearly(rate.Lower!.Value), Yearly(Math.Min(1, rate.Upper!.Value)), rate.N, level);

        double Yearly(double churn) => Rescale(churn, days, DaysPerYear);
    }

    /// <summary>The churn of a mean year at the pace of this tally's own period.</summary>
    /// <param name="level">The confidence level.</param>
    /// <returns>As <see cref="Annualised(double, ConfidenceLevel)"/>; also <see langword="null"/> when the length of the period is not known.</returns>
    public Estimate? Annualised(ConfidenceLevel level = default)
    {
        int days = Days > 0 ? Days : To is { } to && From is { } from ? to.DayNumber - from.DayNumber : 0;
        return days == 0 ? null : Annualised(days, level);
    }

    /// <summary>The churn over another length of time at the same pace: 1 − (1 − c)^(to ÷ from). A month to a year is (1, 12), and back (12, 1).</summary>
    /// <param name="churn">A churn rate; a fraction.</param>
    /// <param name="from">The length it is for, in any unit; finite and greater than 0.</param>
    /// <param name="to">The length wanted, in the same unit; finite and greater than 0.</param>
    /// <returns>A fraction.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="churn"/> is no fraction, or a length is not positive and finite.</exception>
    public static double Rescale(double churn, double from, double to)
    {
        Throw.IfNotFraction(churn);
        Throw.IfNotPositive(from);
        Throw.IfNotPositive(to);
        return 1 - Math.Pow(1 - churn, to / from);
    }

    /// <summary>The lost and the customer-days as a rate over time.</summary>
    /// <returns>The tally of lost ÷ customer-days; <see langword="null"/> unless the denominator is <see cref="ChurnDenominator.MeanOfDays"/>.</returns>
    public HazardTally? ToHazard() => Denominator == ChurnDenominator.MeanOfDays ? new HazardTally(Lost, Base, TimeUnit.Day) : null;

    private Estimate? Rate(long lost, ConfidenceLevel level)
    {
        if (Denominator != ChurnDenominator.MeanOfDays)
            return ProportionInterval.Wilson(lost, Base, level);
        return MeanBase is { } mean ? PoissonInterval.Rate(lost, mean, Lost, level) : null;
    }

    private long LostFor(EndReason reason) => reason switch
    {
        EndReason.Unknown => LostForUnknownReason,
        EndReason.Voluntary => LostVoluntarily,
        EndReason.Involuntary => LostInvoluntarily,
        _ => throw Throw.Undefined(reason),
    };
}
