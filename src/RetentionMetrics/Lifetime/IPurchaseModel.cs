namespace RetentionMetrics;

/// <summary>A fitted model of when customers buy and when they silently leave: a "buy till you die" model.</summary>
/// <remarks>Implementations are immutable. Every batch method validates its columns and gives, row by row, what its one-customer method gives: bit for bit, or within the bound that the method states. A row's bits do not depend on the other rows.</remarks>
public interface IPurchaseModel
{
    /// <summary>The unit of time that the parameters were fitted in; histories in another unit are refused.</summary>
    TimeUnit Unit { get; }

    /// <summary>The probability that a customer is still active at the end of the observation window.</summary>
    /// <param name="history">The customer's history.</param>
    /// <returns>A fraction from 0 to 1.</returns>
    /// <exception cref="ArgumentException">The history is in another unit than the model.</exception>
    double ProbabilityAlive(CustomerHistory history);

    /// <summary>The probability that each customer is still active at the end of the observation window. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="destination">Gets one fraction a row.</param>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, or <paramref name="destination"/> has not one element a row, or shares memory with a column.</exception>
    void ProbabilityAlive(HistoryColumns columns, Span<double> destination);

    /// <summary>The probability that a customer is still active some time after the end of the observation window.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="ahead">That time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <returns>A fraction from 0 to 1, at most <see cref="ProbabilityAlive(CustomerHistory)"/>.</returns>
    /// <exception cref="ArgumentException">The history is in another unit than the model, or <paramref name="ahead"/> is out of range.</exception>
    double ProbabilityAlive(CustomerHistory history, double ahead);

    /// <summary>The probability that each customer is still active some time after the end of the observation window. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="ahead">That time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <param name="destination">Gets one fraction a row.</param>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, or an argument is out of range.</exception>
    void ProbabilityAlive(HistoryColumns columns, double ahead, Span<double> destination);

    /// <summary>The expected number of purchases of a customer in the time after the observation window.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="horizon">Length of that time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <returns>At least 0; 0 for horizon 0.</returns>
    /// <exception cref="ArgumentException">The history is in another unit than the model, or <paramref name="horizon"/> is out of range.</exception>
    double ExpectedPurchases(CustomerHistory history, double horizon);

    /// <summary>The expected number of purchases of each customer in the time after the observation window. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="horizon">Length of that time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <param name="destination">Gets one number a row.</param>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, or an argument is out of range.</exception>
    void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination);

    /// <summary>The expected number of repeat purchases of a customer of whom nothing is known, in the time after its first purchase.</summary>
    /// <param name="horizon">Length of that time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <returns>At least 0; 0 for horizon 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is out of range.</exception>
    double ExpectedPurchases(double horizon);

    /// <summary>The probability that a customer makes exactly so many purchases in the time after the observation window. With count 0: that nothing is heard of it.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="count">Number of purchases; at least 0.</param>
    /// <param name="horizon">Length of that time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <returns>A fraction from 0 to 1; for horizon 0 it is 1 for count 0 and 0 for the others.</returns>
    /// <exception cref="ArgumentException">The history is in another unit than the model, or an argument is out of range.</exception>
    double ProbabilityOfPurchases(CustomerHistory history, int count, double horizon);

    /// <summary>The probability that each customer makes exactly so many purchases in the time after the observation window. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="count">Number of purchases; at least 0.</param>
    /// <param name="horizon">Length of that time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <param name="destination">Gets one fraction a row.</param>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, or an argument is out of range.</exception>
    void ProbabilityOfPurchases(HistoryColumns columns, int count, double horizon, Span<double> destination);

    /// <summary>The probability that a customer of whom nothing is known makes exactly so many repeat purchases in the time after its first purchase.</summary>
    /// <param name="count">Number of purchases; at least 0.</param>
    /// <param name="horizon">Length of that time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <returns>A fraction from 0 to 1; over all counts they add up to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    double ProbabilityOfPurchases(int count, double horizon);

    /// <summary>The expected number of all future purchases of a customer, each discounted from its own moment to the end of the observation window: DERT, the discounted expected residual transactions.</summary>
    /// <param name="history">The customer's history.</param>
    /// <param name="discountRate">δ, the continuous discount rate per <see cref="Unit"/>: ln(1 + d) ÷ units a year for an annual rate d; finite and greater than 0.</param>
    /// <returns>∫ e^(−δs) dE[Y(s)] over all s ≥ 0; at least 0.</returns>
    /// <exception cref="ArgumentException">The history is in another unit than the model, or <paramref name="discountRate"/> is out of range.</exception>
    double DiscountedExpectedPurchases(CustomerHistory history, double discountRate);

    /// <summary>The expected number of all future purchases of each customer, each discounted from its own moment to the end of the observation window. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="discountRate">δ, the continuous discount rate per <see cref="Unit"/>; finite and greater than 0.</param>
    /// <param name="destination">Gets one number a row.</param>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, or an argument is out of range.</exception>
    void DiscountedExpectedPurchases(HistoryColumns columns, double discountRate, Span<double> destination);

    /// <summary>The log-likelihood of one history, no constant dropped.</summary>
    /// <param name="history">The customer's history.</param>
    /// <returns>ln L, finite.</returns>
    /// <exception cref="ArgumentException">The history is in another unit than the model.</exception>
    double LogLikelihood(CustomerHistory history);

    /// <summary>The log-likelihood of many histories: the sum over rows times their counts.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <returns>ln L; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">The columns are in another unit than the model.</exception>
    double LogLikelihood(HistoryColumns columns);

    /// <summary>Draws customers from the model: what each of them would have shown by its age.</summary>
    /// <param name="ages">T of each customer, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <param name="seed">Starts the random numbers: the same seed gives the same customers, on every machine.</param>
    /// <returns>One row an age, without spend.</returns>
    /// <exception cref="ArgumentException">An age is out of range: the message names the row.</exception>
    HistoryColumns Simulate(ReadOnlyMemory<double> ages, int seed);
}
