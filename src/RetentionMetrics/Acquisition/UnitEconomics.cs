
namespace RetentionMetrics;

/// <summary>What one customer costs to win and brings a month, under a constant churn: CAC, simple and discounted lifetime value, payback.</summary>
/// <remarks>
/// Every customer pays the same each month, at the month's start, and leaves before the next payment with the probability <see cref="MonthlyChurn"/>:
/// the k-th payment is made with probability (1 − churn)^(k−1). Real churn falls with tenure, so long horizons are understated; fit a model for those.
/// Counted money is decimal; what a model makes of it is double. Immutable and valid by construction.
/// </remarks>
public sealed record UnitEconomics
{
    /// <summary>Makes the unit economics of one group of new customers.</summary>
    /// <param name="acquisitionSpend">What was spent to win them, in one currency; at least 0.</param>
    /// <param name="newCustomers">How many were won; at least 0.</param>
    /// <param name="monthlyRevenuePerCustomer">Revenue a customer a month (ARPA); at least 0.</param>
    /// <param name="grossMargin">The fraction of revenue kept after the cost of serving, 0…1.</param>
    /// <param name="monthlyChurn">The fraction of customers lost a month, 0…1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public UnitEconomics(decimal acquisitionSpend, long newCustomers, decimal monthlyRevenuePerCustomer, double grossMargin, double monthlyChurn)
    {
        Throw.IfNegative(acquisitionSpend);
        Throw.IfNegative(newCustomers);
        Throw.IfNegative(monthlyRevenuePerCustomer);
        AcquisitionSpend = acquisitionSpend;
        NewCustomers = newCustomers;
        MonthlyRevenuePerCustomer = monthlyRevenuePerCustomer;
        GrossMargin = Throw.IfNotFraction(grossMargin);
        MonthlyChurn = Throw.IfNotFraction(monthlyChurn);
    }

    /// <summary>What was spent to win the customers.</summary>
    public decimal AcquisitionSpend { get; }

    /// <summary>How many were won.</summary>
    public long NewCustomers { get; }

    /// <summary>Revenue a customer a month.</summary>
    public decimal MonthlyRevenuePerCustomer { get; }

    /// <summary>The fraction of revenue kept after the cost of serving.</summary>
    public double GrossMargin { get; }

    /// <summary>The fraction of customers lost a month.</summary>
    public double MonthlyChurn { get; }

    /// <summary>Cost to win one customer: spend ÷ new customers, a decimal division.</summary>
    /// <value><see langword="null"/> without new customers; 0 without spend.</value>
    public decimal? Cac => NewCustomers > 0 ? AcquisitionSpend / NewCustomers : null;

    /// <summary>Gross profit a customer a month: revenue × gross margin.</summary>
    public double MonthlyGrossProfit => (double)MonthlyRevenuePerCustomer * GrossMargin;

    /// <summary>Lifetime value without discounting: revenue × gross margin ÷ churn.</summary>
    /// <value><see langword="null"/> when churn is 0 (or too small for a finite quotient).</value>
    public double? SimpleLifetimeValue => Quotient.Of(MonthlyGrossProfit, MonthlyChurn);

    /// <summary>Simple lifetime value ÷ CAC: what a coin spent on winning customers brings over their lives.</summary>
    /// <value><see langword="null"/> when either is undefined, or CAC is 0.</value>
    public double? LtvToCac => SimpleLifetimeValue is { } value && Cac is { } cac ? Quotient.Of(value, (double)cac) : null;

    /// <summary>Months until a customer who stays has paid back its CAC: CAC ÷ monthly gross profit.</summary>
    /// <value>A number of months with fractions, 0 when CAC is 0; <see langword="null"/> when CAC is undefined, or there is no profit to pay it with.</value>
    public double? PaybackMonths => Cac switch
    {
        null => null,
        0 => 0,
        { } cac => Quotient.Of((double)cac, MonthlyGrossProfit),
    };

    /// <summary>Mean number of months that a customer pays: 1 ÷ churn.</summary>
    /// <value><see langword="null"/> when churn is 0 (or too small for a finite quotient).</value>
    public double? ExpectedLifetimeMonths => Quotient.Of(1, MonthlyChurn);

    /// <summary>
    /// The first month in which an average customer, who may leave, has paid back its CAC: the least k with
    /// Σ_{j=1…k} profit · (1 − churn)^(j−1) ÷ (1 + d)^(j−1) ≥ CAC.
    /// </summary>
    /// <param name="monthlyDiscountRate">The discount rate d a month, such as 0.01; at least 0, by default none.</param>
    /// <returns>
    /// Whole months (a sum within a billionth of a month of CAC has reached it), 0 when CAC is 0; <see langword="null"/> when CAC is undefined,
    /// or is never paid back, or not within <see cref="int.MaxValue"/> months.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="monthlyDiscountRate"/> is negative, NaN or infinite.</exception>
    public int? PaybackMonthsWithChurn(double monthlyDiscountRate = 0)
    {
        Throw.IfNegativeOrNotFinite(monthlyDiscountRate);
        if (Cac is not { } exact)
            return null;
        double cac = (double)exact;
        if (cac <= 0)
            return 0;

        // The sum is geometric with ratio 1 − loss: profit · (1 − (1 − loss)^k) ÷ loss, and its limit is profit ÷ loss, which is never quite reached (except at loss 1).
        double profit = MonthlyGrossProfit, loss = (MonthlyChurn + monthlyDiscountRate) / (1 + monthlyDiscountRate);
        if (cac <= profit * (1 + 1e-12))
            return 1;
        if (cac * loss >= profit * (1 - 1e-12))
            return null;
        double months = loss > 0 ? SpecialFunctions.LogOnePlus(-cac * loss / profit) / SpecialFunctions.LogOnePlus(-loss) : cac / profit;
        months = Math.Ceiling(months - 1e-9);
        return months <= int.MaxValue ? (int)months : null;
    }

    /// <summary><see cref="Cac"/> with its interval: the spend is known, the customers it wins are a Poisson count with Garwood's exact interval (1936).</summary>
    /// <param name="level">The interval's confidence level.</param>
    /// <returns>The CAC, with the customers as n; <see langword="null"/> when it is undefined.</returns>
    public Estimate? CacEstimate(ConfidenceLevel level = default) => PoissonInterval.CostPerUnit(AcquisitionSpend, NewCustomers, level);

    /// <summary>LTV:CAC with its interval, for a lifetime value that has one; CAC's is that of <see cref="CacEstimate"/> at the same level.</summary>
    /// <param name="lifetimeValue">The lifetime value of one customer; its value at least 0.</param>
    /// <returns>The ratio, as <see cref="Ratio"/> makes it; <see langword="null"/> when CAC is undefined or 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime value is negative.</exception>
    public Estimate? LtvToCacEstimate(Estimate lifetimeValue) => Ratio(lifetimeValue, CacEstimate(lifetimeValue.Level));

    /// <summary>LTV:CAC with its interval, from two independent estimates with intervals of one level.</summary>
    /// <param name="lifetimeValue">The lifetime value of one customer; its value at least 0.</param>
    /// <param name="cac">The cost to win one, or <see langword="null"/>; its value at least 0.</param>
    /// <returns>
    /// LTV ÷ CAC; n is the smaller of both. <see langword="null"/> when CAC is <see langword="null"/> or 0, or the ratio is beyond a double. An end is <see langword="null"/> when it
    /// needs an end that is <see langword="null"/> or not greater than 0.
    /// </returns>
    /// <remarks>
    /// The distances of the ends from the values add up as squares on the log scale (MOVER; Zou and Donner 2008): lower = ratio ÷ exp √(ln²(LTV ÷ LTV lower) + ln²(CAC upper ÷ CAC)), and
    /// the upper end likewise. With symmetric logs this is the delta method; unlike Fieller's, the interval is never unbounded, and it keeps the asymmetry of few customers.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative.</exception>
    /// <exception cref="ArgumentException">The levels differ.</exception>
    public static Estimate? Ratio(Estimate lifetimeValue, Estimate? cac)
    {
        Throw.IfNegativeOrNotFinite(lifetimeValue.Value, nameof(lifetimeValue));
        if (cac is not { } cost)
            return null;
        Throw.IfNegativeOrNotFinite(cost.Value, nameof(cac));
        if (cost.Level != lifetimeValue.Level)
            throw new ArgumentException($"The intervals are of {lifetimeValue.Level} and {cost.Level}; both must be of one level.", nameof(cac));
        return CombinedInterval.Ratio(lifetimeValue, cost);
    }

    /// <summary>Lifetime value with each payment at its month's start: Σ_{t≥0} profit · (1 − churn)^t ÷ (1 + d)^t = profit · (1 + d) ÷ (churn + d).</summary>
    /// <param name="monthlyDiscountRate">The discount rate d a month, such as 0.01; at least 0.</param>
    /// <returns>The value; <see langword="null"/> when churn and discount are both 0 (or too small for a finite quotient).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="monthlyDiscountRate"/> is negative, NaN or infinite.</exception>
    public double? LifetimeValuePaidAtMonthStart(double monthlyDiscountRate) =>
        Quotient.Of(MonthlyGrossProfit * (1 + Throw.IfNegativeOrNotFinite(monthlyDiscountRate)), MonthlyChurn + monthlyDiscountRate);

    /// <summary>Lifetime value with each payment at its month's end: Σ_{t≥1} profit · (1 − churn)^(t−1) ÷ (1 + d)^t = profit ÷ (churn + d).</summary>
    /// <param name="monthlyDiscountRate">The discount rate d a month, such as 0.01; at least 0.</param>
    /// <returns>The value; <see langword="null"/> when churn and discount are both 0 (or too small for a finite quotient).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="monthlyDiscountRate"/> is negative, NaN or infinite.</exception>
    public double? LifetimeValuePaidAtMonthEnd(double monthlyDiscountRate) =>
        Quotient.Of(MonthlyGrossProfit, MonthlyChurn + Throw.IfNegativeOrNotFinite(monthlyDiscountRate));
}
