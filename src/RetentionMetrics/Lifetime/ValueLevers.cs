using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Lifetime value taken apart: (order value · frequency · margin − cost to serve) · lifespan, and what one percent on each lever adds.</summary>
/// <remarks>
/// Frequency, lifespan and cost to serve are in one unit of time. The levers are taken as independent: a higher price that drives customers away is two levers at once.
/// Without a cost to serve one percent on any of the four adds one percent; with one, order value, frequency and margin add more than lifespan does, for they leave the cost as it is.
/// Averages hide who is worth keeping; see <see cref="LifetimeValue{TModel}"/> for single customers. Immutable and valid by construction.
/// </remarks>
public sealed record ValueLevers
{
    /// <summary>Makes the levers.</summary>
    /// <param name="orderValue">What an order brings, in one currency; at least 0.</param>
    /// <param name="ordersPerPeriod">Orders of a customer a period; finite and at least 0.</param>
    /// <param name="periods">Lifespan: periods that a customer stays; finite and at least 0.</param>
    /// <param name="grossMargin">Share of revenue that is kept, from 0 to 1.</param>
    /// <param name="costToServePerPeriod">What a customer costs a period beside the goods (support, payment, hosting); at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public ValueLevers(decimal orderValue, double ordersPerPeriod, double periods, double grossMargin, decimal costToServePerPeriod = 0)
    {
        Throw.IfNegative(orderValue);
        Throw.IfNegative(costToServePerPeriod);
        OrderValue = orderValue;
        OrdersPerPeriod = Throw.IfNegativeOrNotFinite(ordersPerPeriod);
        Periods = Throw.IfNegativeOrNotFinite(periods);
        GrossMargin = Throw.IfNotFraction(grossMargin);
        CostToServePerPeriod = costToServePerPeriod;
    }

    /// <summary>What an order brings.</summary>
    public decimal OrderValue { get; }

    /// <summary>Orders of a customer a period.</summary>
    public double OrdersPerPeriod { get; }

    /// <summary>Lifespan: periods that a customer stays.</summary>
    public double Periods { get; }

    /// <summary>Share of revenue that is kept.</summary>
    public double GrossMargin { get; }

    /// <summary>What a customer costs a period beside the goods.</summary>
    public decimal CostToServePerPeriod { get; }

    /// <summary>Share of customers lost a period: 1 ÷ lifespan; <see langword="null"/> for a lifespan of 0.</summary>
    public double? ChurnPerPeriod => Quotient.Of(1, Periods);

    /// <summary>Gross profit of a customer a period, before the cost to serve: order value · frequency · margin; <see langword="null"/> beyond a double.</summary>
    public double? GrossProfitPerPeriod => Finite((double)OrderValue * OrdersPerPeriod * GrossMargin);

    /// <summary>Lifetime value: (gross profit − cost to serve) · lifespan. Negative when customers cost more than they bring; <see langword="null"/> beyond a double.</summary>
    public double? Value => Finite(((GrossProfitPerPeriod ?? double.NaN) - (double)CostToServePerPeriod) * Periods);

    /// <summary>Makes the levers of customers who leave at a constant churn: lifespan = 1 ÷ churn.</summary>
    /// <param name="orderValue">What an order brings; at least 0.</param>
    /// <param name="ordersPerPeriod">Orders of a customer a period; finite and at least 0.</param>
    /// <param name="churnPerPeriod">Share of customers lost a period, from 0 to 1.</param>
    /// <param name="grossMargin">Share of revenue that is kept, from 0 to 1.</param>
    /// <param name="costToServePerPeriod">What a customer costs a period beside the goods; at least 0.</param>
    /// <returns>The levers; <see langword="null"/> without churn (or with too little for a finite lifespan).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static ValueLevers? FromChurn(decimal orderValue, double ordersPerPeriod, double churnPerPeriod, double grossMargin, decimal costToServePerPeriod = 0)
    {
        var levers = new ValueLevers(orderValue, ordersPerPeriod, 0, grossMargin, costToServePerPeriod);
        return Quotient.Of(1, Throw.IfNotFraction(churnPerPeriod)) is { } periods
            ? new ValueLevers(levers.OrderValue, levers.OrdersPerPeriod, periods, levers.GrossMargin, levers.CostToServePerPeriod)
            : null;
    }

    /// <summary>Makes the levers that a period of the past showed, from sums over customers.</summary>
    /// <param name="revenue">What all orders brought; at least 0.</param>
    /// <param name="orders">How many orders; at least 0.</param>
    /// <param name="customerPeriods">How long customers were there, added up over them, in periods; finite and at least 0.</param>
    /// <param name="customersLost">How many left in that time, or are expected to have left (Σ 1 − P(alive)); finite and at least 0.</param>
    /// <param name="grossMargin">Share of revenue that is kept, from 0 to 1.</param>
    /// <param name="costToServe">What it cost to serve them all; at least 0.</param>
    /// <returns>
    /// Order value = revenue ÷ orders, frequency = orders ÷ customer-periods, lifespan = customer-periods ÷ customers lost (the estimate for a constant risk, right also for those who have not
    /// left yet), cost to serve = cost ÷ customer-periods. <see langword="null"/> when a divisor is 0.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static ValueLevers? FromHistory(decimal revenue, long orders, double customerPeriods, double customersLost, double grossMargin, decimal costToServe = 0)
    {
        Throw.IfNegative(revenue);
        Throw.IfNegative(orders);
        Throw.IfNegativeOrNotFinite(customerPeriods);
        Throw.IfNegativeOrNotFinite(customersLost);
        Throw.IfNotFraction(grossMargin);
        Throw.IfNegative(costToServe);
        if (orders == 0 || Quotient.Of(orders, customerPeriods) is not { } frequency || Quotient.Of(customerPeriods, customersLost) is not { } lifespan)
            return null;
        // A cost beyond a decimal cannot be shown; it takes customer-periods near 0.
        return Quotient.Of((double)costToServe, customerPeriods) is { } cost and < 7.9e28
            ? new ValueLevers(revenue / orders, frequency, lifespan, grossMargin, costToServe == 0 ? 0 : customerPeriods is >= 1e-9 and < 7.9e28 ? costToServe / (decimal)customerPeriods : (decimal)cost)
            : null;
    }

    /// <summary>What an improvement of one lever adds.</summary>
    /// <param name="lever">The lever.</param>
    /// <param name="improvement">By which share: the lever is multiplied by 1 + this, cost to serve and churn by 1 − this. Finite, at least 0, for churn less than 1 and for cost at most 1.</param>
    /// <returns>The exact difference of <see cref="Value"/>; <see langword="null"/> when a margin would pass 1, churn is undefined, or a number is beyond a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lever"/> is not a defined value, or <paramref name="improvement"/> is outside its range.</exception>
    public LeverEffect? Effect(ValueLever lever, double improvement = 0.01)
    {
        Throw.IfNegativeOrNotFinite(improvement);
        if (!Enum.IsDefined(lever))
            throw Throw.Undefined(lever);
        if ((lever == ValueLever.CostToServe && improvement > 1) || (lever == ValueLever.Churn && improvement >= 1))
            throw Throw.OutOfRange(nameof(improvement), improvement, lever == ValueLever.Churn ? "less than 1 for churn" : "at most 1 for cost to serve");
        if (Value is not { } value || GrossProfitPerPeriod is not { } profit || (lever == ValueLever.Margin && GrossMargin * (1 + improvement) > 1) || (lever == ValueLever.Churn && ChurnPerPeriod is null))
            return null;
        // Each difference as one product: the difference of two values would lose digits for a small improvement.
        double perUnit = lever switch
        {
            ValueLever.Lifespan or ValueLever.Churn => value,
            ValueLever.CostToServe => (double)CostToServePerPeriod * Periods,
            _ => profit * Periods,
        };
        double added = perUnit * (lever == ValueLever.Churn ? improvement / (1 - improvement) : improvement);
        return double.IsFinite(added) ? new LeverEffect(lever, improvement, added, Quotient.Of(perUnit, value)) : null;
    }

    /// <summary>The levers by what the same improvement of each adds, the strongest first; equal ones in the order of <see cref="ValueLever"/>.</summary>
    /// <param name="improvement">By which share; from 0 to less than 1.</param>
    /// <returns>Order value, frequency, lifespan, margin and cost to serve, as far as <see cref="Effect"/> is defined; churn is lifespan and not listed again.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="improvement"/> is outside its range.</exception>
    public ImmutableArray<LeverEffect> Ranking(double improvement = 0.01)
    {
        Throw.IfNegativeOrNotFinite(improvement);
        Throw.IfGreaterThanOrEqual(improvement, 1);
        return [.. Enum.GetValues<ValueLever>().Where(lever => lever != ValueLever.Churn)
            .Select(lever => Effect(lever, improvement)).OfType<LeverEffect>()
            .OrderByDescending(e => e.PerCustomer).ThenBy(e => e.Lever)];
    }

    /// <summary>What the same improvement of order value, frequency, lifespan, margin and cost to serve adds when all come together: more than the sum of each.</summary>
    /// <param name="improvement">By which share; from 0 to 1.</param>
    /// <returns>The difference of <see cref="Value"/> per customer; <see langword="null"/> when the margin would pass 1 or a number is beyond a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="improvement"/> is outside its range.</exception>
    public double? Together(double improvement = 0.01)
    {
        Throw.IfNotFraction(improvement);
        if (Value is not { } value || GrossProfitPerPeriod is not { } profit || GrossMargin * (1 + improvement) > 1)
            return null;
        double up = 1 + improvement;
        return Finite(((((profit * up * up * up) - ((double)CostToServePerPeriod * (1 - improvement))) * up) * Periods) - value);
    }

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
