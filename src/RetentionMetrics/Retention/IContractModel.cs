using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>A fitted model of how long customers under contract stay: at the end of each period they renew, or leave and are seen to leave.</summary>
/// <remarks>
/// Period t = 1, 2, … ends with the t-th renewal; a tenure n is a number of renewals made. Periods are those that the model was fitted in: a month, a year, whatever the contract's is.
/// Implementations are immutable.
/// </remarks>
public interface IContractModel
{
    /// <summary>S(t): the share of new customers who make t renewals or more.</summary>
    /// <param name="periods">t; at least 0.</param>
    /// <returns>A fraction; 1 at 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is negative.</exception>
    double Survival(int periods);

    /// <summary>S(t) of many t. Allocates nothing.</summary>
    /// <param name="periods">t of each row; at least 0.</param>
    /// <param name="destination">Gets one fraction a row.</param>
    /// <exception cref="ArgumentException">A row is negative, or <paramref name="destination"/> has not one element a row.</exception>
    void Survival(ReadOnlySpan<int> periods, Span<double> destination);

    /// <summary>r(t) = S(t) ÷ S(t−1): the share of those up for the t-th renewal who make it.</summary>
    /// <param name="period">t; at least 1.</param>
    /// <returns>A fraction.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is less than 1.</exception>
    double RetentionRate(int period);

    /// <summary>P(T = t) = S(t−1) − S(t): the share of new customers who leave at the end of period t.</summary>
    /// <param name="period">t; at least 1.</param>
    /// <returns>A fraction.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is less than 1.</exception>
    double ChurnProbability(int period);

    /// <summary>S(n+t) ÷ S(n): the share of the customers with tenure n who make t more renewals.</summary>
    /// <param name="tenure">n, renewals made; at least 0.</param>
    /// <param name="ahead">t, periods from now; at least 0.</param>
    /// <returns>A fraction; 1 for 0 ahead.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    double ConditionalSurvival(int tenure, int ahead);

    /// <summary>S(n+t) ÷ S(n) of many customers. Allocates nothing.</summary>
    /// <param name="tenures">n of each row; at least 0.</param>
    /// <param name="ahead">t, periods from now; at least 0.</param>
    /// <param name="destination">Gets one fraction a row.</param>
    /// <exception cref="ArgumentException">A row is negative, or <paramref name="destination"/> has not one element a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ahead"/> is negative.</exception>
    void ConditionalSurvival(ReadOnlySpan<int> tenures, int ahead, Span<double> destination);

    /// <summary>E[T] = Σ S(t) over t ≥ 0: the expected number of periods of a new customer, the first included.</summary>
    /// <returns>At least 1; <see langword="null"/> where the sum is infinite, for a heavy tail of customers never leaves, or beyond the range of a double.</returns>
    double? ExpectedTenure();

    /// <summary>Σ S(t) over t = 0…h−1: the expected number of a new customer's first h periods in which it is under contract.</summary>
    /// <param name="horizon">h; at least 0.</param>
    /// <returns>From 0 to h.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is negative.</exception>
    double ExpectedTenure(int horizon);

    /// <summary>Σ S(n+t) ÷ S(n) over t ≥ 1: the expected renewals to come of a customer with tenure n.</summary>
    /// <param name="tenure">n, renewals made; at least 0.</param>
    /// <returns>At least 0; <see langword="null"/> where <see cref="ExpectedTenure()"/> is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tenure"/> is negative.</exception>
    double? ResidualTenure(int tenure);

    /// <summary>Σ S(n+t) ÷ S(n) over t = 1…h: the expected renewals within h periods of a customer with tenure n.</summary>
    /// <param name="tenure">n, renewals made; at least 0.</param>
    /// <param name="horizon">h; at least 0.</param>
    /// <returns>From 0 to h.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    double ResidualTenure(int tenure, int horizon);

    /// <summary>DERL, the discounted expected residual lifetime: Σ S(t) ÷ S(n−1) · (1+d)^−(t−n) over t ≥ n, seen just before the n-th renewal (Fader and Hardie 2010).</summary>
    /// <remarks>The payment of the renewal at hand counts in full if it comes, the next one is worth 1 ÷ (1+d), and so on. Times the margin of a period it is the residual value of a customer.</remarks>
    /// <param name="period">n, the period that is about to end; at least 1. The customer has made n − 1 renewals.</param>
    /// <param name="discountRate">d, the rate of one period, not of a year; finite and greater than 0. At 0 it is <see cref="ResidualTenure(int)"/> of n − 1.</param>
    /// <returns>Greater than 0 and at most (1+d) ÷ d.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    double DiscountedResidualLifetime(int period, double discountRate);

    /// <summary>DERL of many customers. Allocates nothing.</summary>
    /// <param name="periods">n of each row, the period that is about to end; at least 1.</param>
    /// <param name="discountRate">d, the rate of one period; finite and greater than 0.</param>
    /// <param name="destination">Gets one number a row.</param>
    /// <exception cref="ArgumentException">A row is less than 1, or <paramref name="destination"/> has not one element a row.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="discountRate"/> is out of range.</exception>
    void DiscountedResidualLifetime(ReadOnlySpan<int> periods, double discountRate, Span<double> destination);

    /// <summary>DEL, the discounted expected lifetime of a new customer: Σ S(t)(1+d)^−t over t ≥ 0, the first period's payment counted in full = 1 + DERL(1) ÷ (1+d).</summary>
    /// <param name="discountRate">d, the rate of one period; finite and greater than 0.</param>
    /// <returns>From 1 to (1+d) ÷ d.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="discountRate"/> is out of range.</exception>
    double DiscountedLifetime(double discountRate);

    /// <summary>The log-likelihood of a tally: Σ lost · ln(1 − r(t)) + retained · ln r(t), which is Σ ln P(T=t) over the lost customers + Σ ln S(n) over the censored ones. No constant is dropped.</summary>
    /// <param name="tally">The contracts.</param>
    /// <returns>ln L; 0 for nobody.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tally"/> is null.</exception>
    double LogLikelihood(RenewalTally tally);

    /// <summary>The survivors expected of customers in hand, who share a tenure: survivors · S(n+t) ÷ S(n) for t = 1, 2, ….</summary>
    /// <param name="survivors">Customers in hand; at least 0.</param>
    /// <param name="tenure">n, renewals made; at least 0.</param>
    /// <param name="periods">How many periods to look ahead; at least 0.</param>
    /// <returns>One number a period.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is negative.</exception>
    ImmutableArray<double> Project(long survivors, int tenure, int periods);

    /// <summary>The survivors expected of each cohort of a table, from those active in its last period on.</summary>
    /// <param name="table">A table in which everyone under contract is active in every period, its last one complete.</param>
    /// <param name="periods">How many periods to look ahead; at least 0.</param>
    /// <returns>One projection a cohort, in order of time; cohorts without customers included.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is negative.</exception>
    ImmutableArray<CohortProjection> Project(CohortTable table, int periods);

    /// <summary>Made-up customers of this model, all joining at once and followed for a number of periods.</summary>
    /// <param name="customers">How many; at least 0.</param>
    /// <param name="periods">How many renewals are seen; at least 0.</param>
    /// <param name="seed">The same seed gives the same customers.</param>
    /// <returns>Their tally.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    RenewalTally Simulate(int customers, int periods, int seed);
}
