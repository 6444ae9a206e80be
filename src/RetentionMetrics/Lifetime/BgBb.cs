namespace RetentionMetrics;

/// <summary>The BG/BB model, for purchases at discrete opportunities (a yearly appeal, a weekly market): while active, a customer buys at each opportunity with a probability of its own; before each it leaves with another.</summary>
/// <remarks>
/// Both probabilities are beta-distributed over customers, Beta(α, β) of buying and Beta(γ, δ) of leaving. There is one opportunity in each unit of time: of n opportunities, x were taken, the last at t_x.
/// L = B(α+x, β+n−x) ÷ B(α, β) · B(γ, δ+n) ÷ B(γ, δ) + Σ over i = 0…n−t_x−1 of B(α+x, β+t_x−x+i) ÷ B(α, β) · B(γ+1, δ+t_x+i) ÷ B(γ, δ).
/// Frequency, recency and age, and every time ahead, are whole numbers with x ≤ t_x ≤ n; anything else is an <see cref="ArgumentException"/> that names the row. L is of one pattern of purchases, so it has no binomial coefficient.
/// Source: Fader, Hardie and Shang, Customer-Base Analysis in a Discrete-Time Noncontractual Setting, Marketing Science 29 (2010). Immutable.
/// </remarks>
public sealed partial class BgBb : IPurchaseModel
{
    /// <summary>The most opportunities of a history, and the farthest horizon of <see cref="ProbabilityOfPurchases(int, double)"/>: 1,000,000.</summary>
    public const int MaxOpportunities = 1_000_000;

    private readonly PurchaseDoors<Kernel> _doors;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="alpha">First parameter of the beta distribution of buying; finite and greater than 0.</param>
    /// <param name="beta">Second parameter of that distribution; finite and greater than 0.</param>
    /// <param name="gamma">First parameter of the beta distribution of leaving; finite and greater than 0.</param>
    /// <param name="delta">Second parameter of that distribution; finite and greater than 0.</param>
    /// <param name="unit">The time from one opportunity to the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public BgBb(double alpha, double beta, double gamma, double delta, TimeUnit unit)
    {
        Alpha = Throw.IfNotPositive(alpha);
        Beta = Throw.IfNotPositive(beta);
        Gamma = Throw.IfNotPositive(gamma);
        Delta = Throw.IfNotPositive(delta);
        _ = unit.LengthInDays();
        Unit = unit;
        _doors = new PurchaseDoors<Kernel>(new Kernel(alpha, beta, gamma, delta), unit);
    }

    /// <summary>First parameter of the beta distribution of buying.</summary>
    public double Alpha { get; }

    /// <summary>Second parameter of that distribution.</summary>
    public double Beta { get; }

    /// <summary>First parameter of the beta distribution of leaving.</summary>
    public double Gamma { get; }

    /// <summary>Second parameter of that distribution.</summary>
    public double Delta { get; }

    /// <inheritdoc/>
    public TimeUnit Unit { get; }

    /// <inheritdoc/>
    /// <remarks>Active at the n-th opportunity: the first term of L ÷ L. The paper's table of P(alive) is of the opportunity after it: ask for 1 ahead.</remarks>
    public double ProbabilityAlive(CustomerHistory history) => _doors.ProbabilityAlive(Checked(history));

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination) => _doors.ProbabilityAlive(Checked(columns), destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · B(γ, δ+n+t) ÷ B(γ, δ+n).</remarks>
    public double ProbabilityAlive(CustomerHistory history, double ahead) => _doors.ProbabilityAlive(Checked(history), Whole(ahead));

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, double ahead, Span<double> destination) => _doors.ProbabilityAlive(Checked(columns), Whole(ahead), destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · (α+x) ÷ (α+β+n) · (δ+n) ÷ (γ−1) · (1 − B(γ−1, δ+n+1+t) ÷ B(γ−1, δ+n+1)), continuous through γ = 1.</remarks>
    public double ExpectedPurchases(CustomerHistory history, double horizon) => _doors.ExpectedPurchases(Checked(history), Whole(horizon));

    /// <inheritdoc/>
    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination) => _doors.ExpectedPurchases(Checked(columns), Whole(horizon), destination);

    /// <inheritdoc/>
    public double ExpectedPurchases(double horizon) => _doors.ExpectedPurchases(Whole(horizon));

    /// <inheritdoc/>
    /// <remarks>A sum over the opportunity after which the customer leaves, all of its terms positive; its time grows with the horizon, which is at most <see cref="MaxOpportunities"/>.</remarks>
    public double ProbabilityOfPurchases(CustomerHistory history, int count, double horizon) => _doors.ProbabilityOfPurchases(Checked(history), count, Near(horizon));

    /// <inheritdoc/>
    public void ProbabilityOfPurchases(HistoryColumns columns, int count, double horizon, Span<double> destination) => _doors.ProbabilityOfPurchases(Checked(columns), count, Near(horizon), destination);

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int count, double horizon) => _doors.ProbabilityOfPurchases(count, Near(horizon));

    /// <inheritdoc/>
    /// <remarks>
    /// P(alive) · (α+x) ÷ (α+β+n) · Σ over k ≥ 1 of B(γ, δ+n+k) ÷ B(γ, δ+n) · (1+d)^−k with 1+d = e^δ: a purchase at the next opportunity is discounted by one unit of time.
    /// It is the paper's DERT for the rate d of one period: pass δ = ln(1+d). Closed form by ₂F₁, as a continued fraction of positive terms.
    /// </remarks>
    public double DiscountedExpectedPurchases(CustomerHistory history, double discountRate) => _doors.DiscountedExpectedPurchases(Checked(history), discountRate);

    /// <inheritdoc/>
    public void DiscountedExpectedPurchases(HistoryColumns columns, double discountRate, Span<double> destination) => _doors.DiscountedExpectedPurchases(Checked(columns), discountRate, destination);

    /// <inheritdoc/>
    public double LogLikelihood(CustomerHistory history) => _doors.LogLikelihood(Checked(history));

    /// <inheritdoc/>
    public double LogLikelihood(HistoryColumns columns) => _doors.LogLikelihood(Checked(columns));

    /// <inheritdoc/>
    /// <remarks>Ages are numbers of opportunities: whole and at most <see cref="MaxOpportunities"/>.</remarks>
    public HistoryColumns Simulate(ReadOnlyMemory<double> ages, int seed)
    {
        ReadOnlySpan<double> all = ages.Span;
        for (int i = 0; i < all.Length; i++)
        {
            if (!IsOpportunities(all[i]))
                throw Throw.Row(nameof(ages), i, "the age", all[i], AgeRange);
        }

        return PurchaseSimulator.Simulate(ages, Unit, seed, (draw, age) =>
        {
            double buy = draw.Beta(Alpha, Beta), leave = draw.Beta(Gamma, Delta);
            (int frequency, int last) = (0, 0);
            for (int at = 1; at <= age && draw.Uniform() >= leave; at++)
            {
                if (draw.Uniform() < buy)
                    (frequency, last) = (frequency + 1, at);
            }

            return (frequency, last);
        });
    }

    private const string AgeRange = "a whole number of opportunities from 0 to 1,000,000";
    private const string RecencyRange = "the whole number of the opportunity taken last, at least the frequency";

    private static bool IsOpportunities(double age) => age is >= 0 and <= MaxOpportunities && Math.Floor(age).Equals(age);

    private static CustomerHistory Checked(CustomerHistory history) =>
        !IsOpportunities(history.Age) ? throw Throw.OutOfRange("history.Age", history.Age, AgeRange)
        : !(history.Recency >= history.Frequency && IsOpportunities(history.Recency)) ? throw Throw.OutOfRange("history.Recency", history.Recency, RecencyRange)
        : history;

    private static HistoryColumns Checked(HistoryColumns columns)
    {
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, n = columns.Age.Span;
        for (int i = 0; i < x.Length; i++)
        {
            if (!IsOpportunities(n[i]))
                throw Throw.Row(nameof(columns), i, "the age", n[i], AgeRange);
            if (!(tx[i] >= x[i] && IsOpportunities(tx[i])))
                throw Throw.Row(nameof(columns), i, "the recency", tx[i], RecencyRange);
        }

        return columns;
    }

    private static double Whole(double horizon) => horizon >= 0 && double.IsFinite(horizon) && Math.Floor(horizon).Equals(horizon) ? horizon
        : throw Throw.OutOfRange(nameof(horizon), horizon, "a whole number of opportunities, at least 0");

    private static double Near(double horizon) => IsOpportunities(horizon) ? horizon : throw Throw.OutOfRange(nameof(horizon), horizon, AgeRange);
}
