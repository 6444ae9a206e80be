using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The BG/NBD model with covariates that do not change with time: each customer has a plain <see cref="BgNbd"/> of its own, see <see cref="For"/>.</summary>
/// <remarks>
/// α_i = α · exp(−γ_purchase'z_i), a_i = a · exp(γ_leave'z_i), b_i = b · exp(γ_stay'z_i); r is the same for all. With γ_stay = 0 the odds of the mean chance of leaving, a_i ÷ b_i, scale by exp(γ_leave'z_i).
/// With γ_leave = γ_stay that mean would be the same for everyone, and only how it spreads would differ.
/// Source: Fader and Hardie, Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models, note 019 (2007). Immutable.
/// </remarks>
public sealed partial class BgNbdCovariates
{
    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="atZero">The model of a customer whose covariates are all 0.</param>
    /// <param name="names">Name of each covariate: not empty, each one once.</param>
    /// <param name="purchase">γ_purchase, one a covariate; finite. 0 where it has no effect.</param>
    /// <param name="leave">γ_leave, one a covariate; finite.</param>
    /// <param name="stay">γ_stay, one a covariate; finite.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is empty or comes twice, there is not one coefficient a covariate, or one is not finite.</exception>
    public BgNbdCovariates(BgNbd atZero, IEnumerable<string> names, IEnumerable<double> purchase, IEnumerable<double> leave, IEnumerable<double> stay)
    {
        ArgumentNullException.ThrowIfNull(atZero);
        AtZero = atZero;
        Names = CovariateColumns.NamesOf(names);
        Purchase = Coefficients(purchase, Names.Length, nameof(purchase));
        Leave = Coefficients(leave, Names.Length, nameof(leave));
        Stay = Coefficients(stay, Names.Length, nameof(stay));
    }

    /// <summary>The model of a customer whose covariates are all 0.</summary>
    public BgNbd AtZero { get; }

    /// <summary>Name of each covariate.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>γ_purchase: a unit more of the covariate multiplies the purchase rate by exp(γ).</summary>
    public ImmutableArray<double> Purchase { get; }

    /// <summary>γ_leave: a unit more of the covariate multiplies a by exp(γ).</summary>
    public ImmutableArray<double> Leave { get; }

    /// <summary>γ_stay: a unit more of the covariate multiplies b by exp(γ).</summary>
    public ImmutableArray<double> Stay { get; }

    /// <summary>The unit of time.</summary>
    public TimeUnit Unit => AtZero.Unit;

    /// <summary>The plain model of a customer: every measure, without a formula of its own.</summary>
    /// <param name="covariates">The customer's covariates in the order of <see cref="Names"/>.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">There is not one value a covariate, one is not finite, or a parameter is beyond the range of a double.</exception>
    public BgNbd For(params ReadOnlySpan<double> covariates)
    {
        (double alpha, double a, double b) = ParametersOf(covariates);
        return new BgNbd(AtZero.R, alpha, a, b, Unit);
    }

    /// <summary>The probability that each customer is still active at the end of the observation window. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="covariates">Their covariates, with the model's names.</param>
    /// <param name="destination">Gets one fraction a row: bit for bit what <see cref="For"/> gives.</param>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, the names differ, or lengths do.</exception>
    public void ProbabilityAlive(HistoryColumns columns, CovariateColumns covariates, Span<double> destination)
    {
        Check(columns, covariates);
        columns.CheckDestination(destination);
        covariates.CheckDestination(destination);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = KernelOf(covariates[i]).ProbabilityAlive(x[i], tx[i], t[i]);
    }

    /// <summary>The expected number of purchases of each customer in the time after the observation window. Allocates nothing.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="covariates">Their covariates, with the model's names.</param>
    /// <param name="horizon">Length of that time, in <see cref="Unit"/>; finite and at least 0.</param>
    /// <param name="destination">Gets one number a row: bit for bit what <see cref="For"/> gives.</param>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, the names differ, lengths do, or <paramref name="horizon"/> is out of range.</exception>
    public void ExpectedPurchases(HistoryColumns columns, CovariateColumns covariates, double horizon, Span<double> destination)
    {
        Check(columns, covariates);
        columns.CheckDestination(destination);
        covariates.CheckDestination(destination);
        Throw.IfNegativeOrNotFinite(horizon);
        ReadOnlySpan<int> x = columns.Frequency.Span;
        ReadOnlySpan<double> tx = columns.Recency.Span, t = columns.Age.Span;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = KernelOf(covariates[i]).ExpectedPurchases(x[i], tx[i], t[i], horizon);
    }

    /// <summary>The log-likelihood of many histories: the sum over rows times their counts.</summary>
    /// <param name="columns">The customers' histories.</param>
    /// <param name="covariates">Their covariates, with the model's names.</param>
    /// <returns>ln L; 0 for no rows.</returns>
    /// <exception cref="ArgumentException">The columns are in another unit than the model, the names differ, or lengths do.</exception>
    public double LogLikelihood(HistoryColumns columns, CovariateColumns covariates)
    {
        Check(columns, covariates);
        CompensatedSum sum = default;
        for (int i = 0; i < columns.Count; i++)
            sum.Add((columns.Counts.IsEmpty ? 1 : columns.Counts.Span[i]) * KernelOf(covariates[i]).LogLikelihood(columns.Frequency.Span[i], columns.Recency.Span[i], columns.Age.Span[i]));
        return sum.Value;
    }

    private (double Alpha, double A, double B) ParametersOf(ReadOnlySpan<double> z)
    {
        Throw.IfLengthDiffers(z.Length, Names.Length, nameof(z));
        double purchase = 0, leave = 0, stay = 0;
        for (int c = 0; c < z.Length; c++)
        {
            purchase += Purchase[c] * z[c];
            leave += Leave[c] * z[c];
            stay += Stay[c] * z[c];
        }

        return (AtZero.Alpha * Math.Exp(-purchase), AtZero.A * Math.Exp(leave), AtZero.B * Math.Exp(stay));
    }

    private BetaGeometricKernel KernelOf(ReadOnlySpan<double> z)
    {
        (double alpha, double a, double b) = ParametersOf(z);
        // What For would refuse is refused here too.
        return new BetaGeometricKernel(AtZero.R, Throw.IfNotPositive(alpha), Throw.IfNotPositive(a), Throw.IfNotPositive(b), leavesAtOnce: false);
    }

    private void Check(HistoryColumns columns, CovariateColumns covariates)
    {
        Throw.IfUnitDiffers(columns.Unit, Unit, nameof(columns));
        covariates.ThrowIfNamesDiffer(Names, nameof(covariates));
        Throw.IfLengthDiffers(covariates.Count, columns.Count, nameof(covariates));
    }

    private static ImmutableArray<double> Coefficients(IEnumerable<double> values, int count, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        ImmutableArray<double> all = [.. values];
        Throw.IfLengthDiffers(all.Length, count, name);
        for (int i = 0; i < all.Length; i++)
        {
            if (!double.IsFinite(all[i]))
                throw Throw.Row(name, i, "the coefficient", all[i], "finite");
        }

        return all;
    }
}
