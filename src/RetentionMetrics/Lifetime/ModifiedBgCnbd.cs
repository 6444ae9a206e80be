namespace RetentionMetrics;

/// <summary>The MBG/CNBD-k model of regular buyers: Erlang-k times between purchases, and a customer can leave after its first purchase already.</summary>
/// <remarks>
/// As <see cref="BgCnbd"/>, but the chance to leave comes after every purchase, the first one too, so that customers without a repeat purchase can be gone. k = 1 is the modified BG/NBD model.
/// L = Γ(r+kx)α^r ÷ Γ(r) · B(a,b+x+1) ÷ B(a,b) · [(α+T)^−(r+kx) · Σ_{j&lt;k} (r+kx)_j ÷ j! · ((T−t_x) ÷ (α+T))^j + a ÷ (b+x) · (α+t_x)^−(r+kx)] · ∏ gap^(k−1) ÷ Γ(k).
/// Source: Platzer and Reutterer, Ticking Away the Moments, Marketing Science 35 (2016); Reutterer, Platzer and Schröder, International Journal of Research in Marketing 38 (2021). Immutable.
/// </remarks>
public sealed class ModifiedBgCnbd : IPurchaseModel
{
    private readonly PurchaseDoors<RegularKernel> _doors;
    private readonly RegularKernel _kernel;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="r">Shape of the gamma distribution of phase rates; finite and greater than 0.</param>
    /// <param name="alpha">Rate of that distribution, in <paramref name="unit"/>; finite and greater than 0.</param>
    /// <param name="a">First parameter of the beta distribution of leaving; finite and greater than 0.</param>
    /// <param name="b">Second parameter of that distribution; finite and greater than 0.</param>
    /// <param name="k">Phases between two purchases, the regularity; from 1 to 64.</param>
    /// <param name="unit">The unit of time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public ModifiedBgCnbd(double r, double alpha, double a, double b, int k, TimeUnit unit)
    {
        R = Throw.IfNotPositive(r);
        Alpha = Throw.IfNotPositive(alpha);
        A = Throw.IfNotPositive(a);
        B = Throw.IfNotPositive(b);
        K = k is >= 1 and <= RegularKernel.MostPhases ? k : throw Throw.OutOfRange(nameof(k), k, "from 1 to 64");
        _ = unit.LengthInDays();
        Unit = unit;
        _kernel = new RegularKernel(r, alpha, a, b, k, leavesAtOnce: true);
        _doors = new PurchaseDoors<RegularKernel>(_kernel, unit);
    }

    /// <summary>Shape of the gamma distribution of phase rates.</summary>
    public double R { get; }

    /// <summary>Rate of that distribution, in <see cref="Unit"/>: the mean time between a customer's purchases is about k · α ÷ r.</summary>
    public double Alpha { get; }

    /// <summary>First parameter of the beta distribution of leaving.</summary>
    public double A { get; }

    /// <summary>Second parameter of that distribution.</summary>
    public double B { get; }

    /// <summary>The regularity: 1 for purchases at random; the more, the steadier the rhythm. The coefficient of variation of a customer's gaps is 1 ÷ √k.</summary>
    public int K { get; }

    /// <inheritdoc/>
    public TimeUnit Unit { get; }

    /// <summary>Fits the model and chooses k: k = 1, 2, … 12 until the likelihood of all gaps falls. <see cref="FitByK"/> gives the fits of every k.</summary>
    /// <param name="columns">The customers' histories with <see cref="HistoryColumns.LogGaps"/>; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fit of the likeliest k. Its log-likelihood is that of all gaps.</returns>
    /// <exception cref="ArgumentException">The columns are without gaps: frequency, recency and age cannot tell how regular customers are.</exception>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<ModifiedBgCnbd> Fit(HistoryColumns columns, FitOptions? options = null) => FitByK(columns, options: options).Best.OrThrow();

    /// <summary>Fits the model at a known k by maximum likelihood, with analytic gradients over log parameters on the distinct histories.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="k">The regularity; from 1 to 64.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fitted model and how sure it is. Its log-likelihood is that of all gaps where the columns have them, else that of frequency and recency.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is out of range.</exception>
    /// <exception cref="FitException">No trustworthy model was found.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<ModifiedBgCnbd> Fit(HistoryColumns columns, int k, FitOptions? options = null) => Estimate(columns, k, options).OrThrow();

    /// <summary>Fits the model, choosing k, and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories with <see cref="HistoryColumns.LogGaps"/>; rows with count 0 take no part.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentException">The columns are without gaps.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, FitOptions? options, out Fit<ModifiedBgCnbd> fit)
    {
        fit = FitByK(columns, options: options).Best;
        return fit.Model is not null;
    }

    /// <summary>Fits the model at a known k and says how it went instead of throwing.</summary>
    /// <param name="columns">The customers' histories; rows with count 0 take no part.</param>
    /// <param name="k">The regularity; from 1 to 64.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <param name="fit">The outcome; its model is null when this returns <see langword="false"/>.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is out of range.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(HistoryColumns columns, int k, FitOptions? options, out Fit<ModifiedBgCnbd> fit)
    {
        fit = Estimate(columns, k, options);
        return fit.Model is not null;
    }

    /// <summary>Fits the model at k = 1, 2, … until the likelihood of all gaps falls, each started from the one before.</summary>
    /// <param name="columns">The customers' histories with <see cref="HistoryColumns.LogGaps"/>; rows with count 0 take no part.</param>
    /// <param name="mostK">The largest k to try; from 1 to 64.</param>
    /// <param name="options">Settings; <see langword="null"/> means <see cref="FitOptions.Default"/>.</param>
    /// <returns>The fits of every k that was tried, and the likeliest.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostK"/> is out of range.</exception>
    /// <exception cref="ArgumentException">The columns are without gaps.</exception>
    /// <exception cref="OverflowException">The counts add up to more than fits a long.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static RegularityFit<ModifiedBgCnbd> FitByK(HistoryColumns columns, int mostK = 12, FitOptions? options = null)
    {
        TimeUnit unit = columns.Unit;
        return RegularSearch.Over<ModifiedBgCnbd>(columns, mostK, leavesAtOnce: true, options ?? FitOptions.Default, (p, k) => new(p[0], p[1], p[2], p[3], k, unit));
    }

    /// <inheritdoc/>
    /// <remarks>1 ÷ (1 + a ÷ (b+x) · ((α+T) ÷ (α+t_x))^(r+kx) ÷ Σ_{j&lt;k} (r+kx)_j ÷ j! · ((T−t_x) ÷ (α+T))^j).</remarks>
    public double ProbabilityAlive(CustomerHistory history) => _doors.ProbabilityAlive(history);

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, Span<double> destination) => _doors.ProbabilityAlive(columns, destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · E[(1−p)^C], C the purchases that an active customer has the chance to make: exact, where the literature simulates.</remarks>
    public double ProbabilityAlive(CustomerHistory history, double ahead) => _doors.ProbabilityAlive(history, ahead);

    /// <inheritdoc/>
    public void ProbabilityAlive(HistoryColumns columns, double ahead, Span<double> destination) => _doors.ProbabilityAlive(columns, ahead, destination);

    /// <inheritdoc/>
    /// <remarks>P(alive) · Σ_j w_j Σ_n NB(n) · H(⌊(j+n) ÷ k⌋), j the phases gone by since the last purchase and n those ahead: exact, where the papers approximate. Relative accuracy about 1e-12.</remarks>
    public double ExpectedPurchases(CustomerHistory history, double horizon) => _doors.ExpectedPurchases(history, horizon);

    /// <inheritdoc/>
    public void ExpectedPurchases(HistoryColumns columns, double horizon, Span<double> destination) => _doors.ExpectedPurchases(columns, horizon, destination);

    /// <inheritdoc/>
    public double ExpectedPurchases(double horizon) => _doors.ExpectedPurchases(horizon);

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(CustomerHistory history, int count, double horizon) => _doors.ProbabilityOfPurchases(history, count, horizon);

    /// <inheritdoc/>
    public void ProbabilityOfPurchases(HistoryColumns columns, int count, double horizon, Span<double> destination) => _doors.ProbabilityOfPurchases(columns, count, horizon, destination);

    /// <inheritdoc/>
    public double ProbabilityOfPurchases(int count, double horizon) => _doors.ProbabilityOfPurchases(count, horizon);

    /// <inheritdoc/>
    /// <remarks>P(alive) · E[φ^(k−j) ÷ (1 − (1−p) φ^k)], φ = λ ÷ (λ+δ), by quadrature over λ and p. Relative accuracy about 1e-12.</remarks>
    public double DiscountedExpectedPurchases(CustomerHistory history, double discountRate) => _doors.DiscountedExpectedPurchases(history, discountRate);

    /// <inheritdoc/>
    public void DiscountedExpectedPurchases(HistoryColumns columns, double discountRate, Span<double> destination) => _doors.DiscountedExpectedPurchases(columns, discountRate, destination);

    /// <inheritdoc/>
    /// <remarks>Of frequency and recency: with the density t_x^(kx−1) ÷ Γ(kx) over that of k = 1, so that k = 1 is the modified BG/NBD's. Where x &gt; 0 and t_x = 0, which no k &gt; 1 allows, the power of t_x is left out.</remarks>
    public double LogLikelihood(CustomerHistory history) => _doors.LogLikelihood(history);

    /// <summary>The log-likelihood of many histories: the sum over rows times their counts. Of all gaps where the columns have <see cref="HistoryColumns.LogGaps"/>, else of frequencies and recencies.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <returns>ln L; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">The columns are in another unit than the model.</exception>
    public double LogLikelihood(HistoryColumns columns)
    {
        if (columns.LogGaps.IsEmpty)
            return _doors.LogLikelihood(columns);
        Throw.IfUnitDiffers(columns.Unit, Unit, nameof(columns));
        CompensatedSum sum = default;
        for (int i = 0; i < columns.Count; i++)
            sum.Add((columns.Counts.IsEmpty ? 1 : columns.Counts.Span[i]) * _kernel.LogLikelihoodOfEnd(columns.Frequency.Span[i], columns.Recency.Span[i], columns.Age.Span[i]));
        return sum.Value + RegularSearch.Constant(columns, K);
    }

    /// <inheritdoc/>
    /// <remarks>With <see cref="HistoryColumns.LogGaps"/>.</remarks>
    public HistoryColumns Simulate(ReadOnlyMemory<double> ages, int seed) => RegularSimulator.Simulate(ages, Unit, seed, (R, Alpha, A, B, K), leavesAtOnce: true);

    private static Fit<ModifiedBgCnbd> Estimate(HistoryColumns columns, int k, FitOptions? options)
    {
        TimeUnit unit = columns.Unit;
        return RegularSearch.At<ModifiedBgCnbd>(columns, k, leavesAtOnce: true, options ?? FitOptions.Default, (p, at) => new(p[0], p[1], p[2], p[3], at, unit));
    }
}
