using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>What an acquired customer has brought after each month, against what it cost: the month of payback, expected or as a cohort realised it.</summary>
/// <remarks>
/// Cumulative profit after month k: C(k) = Σ_{j=1…k} profit(j) · survival(j) ÷ (1 + d)^τ(j), with τ = j − 1, j − ½ or j for money at the month's start, middle or end. Everyone who was
/// acquired is in the denominator, also those who left. Beyond the months given nothing is said: a CAC that they do not pay back has no payback month. Immutable.
/// </remarks>
public sealed class PaybackCurve
{
    private readonly double _reached; // cumulative profit that counts as having reached CAC, by month: see FirstReached

    private PaybackCurve(double? cac, ImmutableArray<double> cumulative, double monthlyDiscountRate, DiscountTiming timing)
    {
        Cac = cac;
        Cumulative = cumulative;
        MonthlyDiscountRate = monthlyDiscountRate;
        Timing = timing;
        PaybackMonth = FirstReached(cac, cumulative);
        _reached = PaybackMonth is { } month and > 0 ? Within(month) : 0;
    }

    /// <summary>What one customer cost; <see langword="null"/> for a cohort of nobody.</summary>
    public double? Cac { get; }

    /// <summary>The discount rate a month.</summary>
    public double MonthlyDiscountRate { get; }

    /// <summary>When in each month its profit is taken to arrive, for discounting.</summary>
    public DiscountTiming Timing { get; }

    /// <summary>Discounted gross profit per acquired customer up to the end of month 1, 2, …: as many as were given, none for a cohort of nobody.</summary>
    public ImmutableArray<double> Cumulative { get; }

    /// <summary>The first month by whose end the CAC is paid back, within a billionth of that month's profit.</summary>
    /// <value>From 1; 0 when CAC is 0; <see langword="null"/> when not within the months given, or without CAC.</value>
    public int? PaybackMonth { get; }

    /// <summary>The same with its fraction, when the profit of that month comes evenly over it: k − 1 + (CAC − C(k−1)) ÷ (C(k) − C(k−1)).</summary>
    /// <value><see langword="null"/> when <see cref="PaybackMonth"/> is.</value>
    public double? PaybackMonths => PaybackMonth is { } month ? (month == 0 ? 0 : month - 1 + _reached) : null;

    /// <summary>Profit less cost after the last month given: C(n) − CAC; <see langword="null"/> without CAC.</summary>
    public double? NetValue => Cac is { } cac ? (Cumulative.IsEmpty ? 0 : Cumulative[^1]) - cac : null;

    /// <summary>Share of the cost that has come back after the last month given: C(n) ÷ CAC; <see langword="null"/> without CAC or when it is 0.</summary>
    public double? Recovered => Cac is { } cac && NetValue is { } net ? Quotient.Of(net + cac, cac) : null;

    /// <summary>The curve that a survival curve and a steady profit lead one to expect.</summary>
    /// <param name="cac">What one customer costs; at least 0.</param>
    /// <param name="monthlyGrossProfit">Gross profit of one customer who is still there, a month; finite.</param>
    /// <param name="survival">By month, the share of acquired customers who are still there to bring it: 1 (or less) in the first month, never rising.</param>
    /// <param name="monthlyDiscountRate">The discount rate d a month, such as 0.01; at least 0, by default none.</param>
    /// <param name="timing">When in each month its profit arrives.</param>
    /// <returns>The curve, as long as <paramref name="survival"/>.</returns>
    /// <exception cref="ArgumentException">A survival is not a fraction or rises; the message names its row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OverflowException">The profit is too large for a double.</exception>
    public static PaybackCurve Expected(decimal cac, double monthlyGrossProfit, ReadOnlySpan<double> survival, double monthlyDiscountRate = 0, DiscountTiming timing = DiscountTiming.Start)
    {
        if (!double.IsFinite(monthlyGrossProfit))
            throw Throw.OutOfRange(nameof(monthlyGrossProfit), monthlyGrossProfit, "finite");
        double[] profit = new double[survival.Length];
        profit.AsSpan().Fill(monthlyGrossProfit);
        return Expected(cac, profit, survival, monthlyDiscountRate, timing);
    }

    /// <summary>The curve that a survival curve and a profit that changes with tenure lead one to expect.</summary>
    /// <param name="cac">What one customer costs; at least 0.</param>
    /// <param name="monthlyGrossProfit">By month, gross profit of one customer who is still there; each finite.</param>
    /// <param name="survival">By month, the share of acquired customers who are still there to bring it: 1 (or less) in the first month, never rising. As long as <paramref name="monthlyGrossProfit"/>.</param>
    /// <param name="monthlyDiscountRate">The discount rate d a month, such as 0.01; at least 0, by default none.</param>
    /// <param name="timing">When in each month its profit arrives.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is bad; the message names its row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OverflowException">The profit is too large for a double.</exception>
    public static PaybackCurve Expected(decimal cac, ReadOnlySpan<double> monthlyGrossProfit, ReadOnlySpan<double> survival, double monthlyDiscountRate = 0, DiscountTiming timing = DiscountTiming.Start)
    {
        Throw.IfNegative(cac);
        Throw.IfLengthDiffers(survival.Length, monthlyGrossProfit.Length, nameof(survival));
        double[] profit = new double[survival.Length];
        for (int k = 0; k < profit.Length; k++)
        {
            if (!(survival[k] >= 0 && survival[k] <= (k == 0 ? 1 : survival[k - 1])))
                throw Throw.Row(nameof(survival), k, "the survival", survival[k], k == 0 ? "a fraction from 0 to 1" : "at least 0 and at most the one before");
            if (!double.IsFinite(monthlyGrossProfit[k]))
                throw Throw.Row(nameof(monthlyGrossProfit), k, "the profit", monthlyGrossProfit[k], "finite");
            profit[k] = monthlyGrossProfit[k] * survival[k];
        }

        return Discounted((double)cac, profit, monthlyDiscountRate, timing);
    }

    /// <summary>The curve that a cohort realised, from sums over its customers.</summary>
    /// <param name="acquisitionSpend">What was spent to win the cohort; at least 0.</param>
    /// <param name="newCustomers">How many it won, whether they stayed or not; at least 0.</param>
    /// <param name="revenue">By month since acquisition, what the whole cohort brought; a month with more refunds than sales is negative. Only months that every customer of the cohort has completed.</param>
    /// <param name="grossMargin">The share of revenue that is kept, 0…1.</param>
    /// <param name="monthlyDiscountRate">The discount rate d a month; at least 0, by default none.</param>
    /// <param name="timing">When in each month its profit arrives.</param>
    /// <returns>The curve; of a cohort of nobody all measures are <see langword="null"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static PaybackCurve Realised(
        decimal acquisitionSpend, long newCustomers, ReadOnlySpan<decimal> revenue, double grossMargin, double monthlyDiscountRate = 0, DiscountTiming timing = DiscountTiming.Start)
    {
        Throw.IfNegative(acquisitionSpend);
        Throw.IfNegative(newCustomers);
        Throw.IfNotFraction(grossMargin);
        double[] profit = new double[newCustomers > 0 ? revenue.Length : 0];
        for (int k = 0; k < profit.Length; k++)
            profit[k] = (double)(revenue[k] / newCustomers) * grossMargin;
        return Discounted(newCustomers > 0 ? (double)(acquisitionSpend / newCustomers) : null, profit, monthlyDiscountRate, timing);
    }

    /// <summary>Value at a horizon: cumulative discounted gross profit per acquired customer after a number of months.</summary>
    /// <param name="months">From 0 to the months given.</param>
    /// <returns>The profit, 0 at 0; <see langword="null"/> beyond the months given.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is negative.</exception>
    public double? ValueAfter(int months)
    {
        Throw.IfNegative(months);
        return Cac is null || months > Cumulative.Length ? null : months == 0 ? 0 : Cumulative[months - 1];
    }

    private static PaybackCurve Discounted(double? cac, ReadOnlySpan<double> profit, double monthlyDiscountRate, DiscountTiming timing)
    {
        Throw.IfNegativeOrNotFinite(monthlyDiscountRate);
        double first = timing switch
        {
            DiscountTiming.Start => 0,
            DiscountTiming.Middle => 0.5,
            DiscountTiming.End => 1,
            _ => throw Throw.Undefined(timing),
        };
        double log = SpecialFunctions.LogOnePlus(monthlyDiscountRate);
        var cumulative = ImmutableArray.CreateBuilder<double>(profit.Length);
        var sum = default(CompensatedSum);
        for (int k = 0; k < profit.Length; k++)
        {
            sum.Add(monthlyDiscountRate > 0 ? profit[k] * Math.Exp(-(k + first) * log) : profit[k]);
            if (!double.IsFinite(sum.Value))
                throw new OverflowException("The cumulative profit is too large for a double.");
            cumulative.Add(sum.Value);
        }

        return new PaybackCurve(cac, cumulative.MoveToImmutable(), monthlyDiscountRate, timing);
    }

    private static int? FirstReached(double? cac, ImmutableArray<double> cumulative)
    {
        if (cac is not { } cost)
            return null;
        if (cost <= 0)
            return 0;
        double before = 0;
        for (int k = 0; k < cumulative.Length; k++)
        {
            // Sums of rounded profits: what is missing may be no more than their rounding.
            if (cumulative[k] > before && cost - cumulative[k] <= 1e-9 * (cumulative[k] - before))
                return k + 1;
            before = cumulative[k];
        }

        return null;
    }

    // The fraction of the month of payback after which it is reached.
    private double Within(int month)
    {
        double before = month > 1 ? Cumulative[month - 2] : 0;
        return Math.Min(1, (Cac!.Value - before) / (Cumulative[month - 1] - before));
    }
}
