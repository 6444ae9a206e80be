using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>The proportional-hazards model: each covariate multiplies a customer's hazard of leaving by the same factor at all times (Cox 1972).</summary>
/// <remarks>
/// h(t | x) = h₀(t) exp(β'(x − m)), m the means of the covariates, so that h₀ belongs to a customer who is average in all of them. With strata, each has an h₀ of its own and β is common.
/// β maximises the partial likelihood, which needs no shape of h₀. Immutable.
/// </remarks>
public sealed partial class CoxModel
{
    private readonly double[] _beta;
    private readonly double[] _mean;
    private readonly double[,]? _covariance; // of the coefficients, from the fit
    private readonly Dictionary<string, CoxBaseline> _byStratum;

    /// <summary>Makes a model from known parameters.</summary>
    /// <param name="names">Name of each covariate: not empty, each one once.</param>
    /// <param name="coefficients">β, one a covariate; finite.</param>
    /// <param name="means">m, one a covariate; finite.</param>
    /// <param name="baselines">The baseline of each stratum; the only one of a model without strata is labelled with an empty text.</param>
    /// <param name="ties">How losses at the same time were treated.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is empty or comes twice, there is not one coefficient and one mean a covariate, one is not finite, there is no baseline, or two are of one stratum.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ties"/> is not a defined value.</exception>
    public CoxModel(IEnumerable<string> names, IEnumerable<double> coefficients, IEnumerable<double> means, IEnumerable<CoxBaseline> baselines, CoxTies ties = CoxTies.Efron)
    {
        Names = CovariateColumns.NamesOf(names);
        _beta = Checked(coefficients, nameof(coefficients));
        _mean = Checked(means, nameof(means));
        ArgumentNullException.ThrowIfNull(baselines);
        if (!Enum.IsDefined(ties))
            throw Throw.Undefined(ties);
        Ties = ties;
        Baselines = [.. baselines];
        if (Baselines.IsEmpty)
            throw new ArgumentException("There is no baseline.", nameof(baselines));
        _byStratum = new Dictionary<string, CoxBaseline>(StringComparer.Ordinal);
        foreach (CoxBaseline baseline in Baselines)
        {
            ArgumentNullException.ThrowIfNull(baseline, nameof(baselines));
            if (!_byStratum.TryAdd(baseline.Stratum, baseline))
                throw new ArgumentException("Two baselines are of one stratum.", nameof(baselines));
        }

        double[] Checked(IEnumerable<double> numbers, string parameter)
        {
            ArgumentNullException.ThrowIfNull(numbers, parameter);
            double[] all = [.. numbers];
            Throw.IfLengthDiffers(all.Length, Names.Length, parameter);
            for (int c = 0; c < all.Length; c++)
            {
                if (!double.IsFinite(all[c]))
                    throw Throw.OutOfRange(parameter, all[c], "finite");
            }

            return all;
        }
    }

    private CoxModel(CoxModel like, double[] beta, double[,]? covariance, CoxTests? tests)
        : this(like.Names, beta, like._mean, like.Baselines, like.Ties) => (_covariance, Tests) = (covariance, tests);

    /// <summary>Name of each covariate.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>β: a unit more of the covariate multiplies the hazard by exp(β).</summary>
    public ImmutableArray<double> Coefficients => [.. _beta];

    /// <summary>The means of the covariates that the relative risk and the baseline refer to.</summary>
    public ImmutableArray<double> Means => [.. _mean];

    /// <summary>The baseline of each stratum in ordinal order of the labels; a single one without strata.</summary>
    public ImmutableArray<CoxBaseline> Baselines { get; }

    /// <summary>How losses at the same time were treated.</summary>
    public CoxTies Ties { get; }

    /// <summary>The tests of the model as a whole; <see langword="null"/> for a model from known parameters.</summary>
    public CoxTests? Tests { get; }

    /// <summary>The logarithm of a customer's <see cref="RelativeRisk(ReadOnlySpan{double})"/>: β'(x − m).</summary>
    /// <param name="covariates">The customer's covariates in the order of <see cref="Names"/>; finite.</param>
    /// <returns>A number; 0 for a customer who is average in every covariate.</returns>
    /// <exception cref="ArgumentException">There is not one value a covariate, one is not finite, or the result is beyond the range of a double.</exception>
    public double LinearPredictor(params ReadOnlySpan<double> covariates)
    {
        Check(covariates);
        double eta = Eta(covariates);
        return double.IsFinite(eta) ? eta : throw new ArgumentException("The linear predictor is beyond the range of a double.", nameof(covariates));
    }

    /// <summary>The logarithm of each customer's relative risk: β'(x − m). Allocates nothing.</summary>
    /// <param name="covariates">The customers' covariates, named as <see cref="Names"/>.</param>
    /// <param name="destination">Receives one number a row.</param>
    /// <exception cref="ArgumentException">The names differ, there is not one element a row, or a result is beyond the range of a double.</exception>
    public void LinearPredictor(CovariateColumns covariates, Span<double> destination)
    {
        covariates.ThrowIfNamesDiffer(Names, nameof(covariates));
        covariates.CheckDestination(destination);
        for (int i = 0; i < destination.Length; i++)
        {
            double eta = Eta(covariates[i]);
            destination[i] = double.IsFinite(eta) ? eta : throw Throw.Row(nameof(covariates), i, "the linear predictor", eta, "within the range of a double");
        }
    }

    /// <summary>How many times the hazard of the average customer a customer's is: exp(β'(x − m)).</summary>
    /// <param name="covariates">The customer's covariates in the order of <see cref="Names"/>; finite.</param>
    /// <returns>A number of at least 0; 1 for a customer who is average in every covariate.</returns>
    /// <exception cref="ArgumentException">There is not one value a covariate, one is not finite, or the result is beyond the range of a double.</exception>
    public double RelativeRisk(params ReadOnlySpan<double> covariates)
    {
        Check(covariates);
        double risk = Math.Exp(Eta(covariates));
        return double.IsFinite(risk) ? risk : throw new ArgumentException("The relative risk is beyond the range of a double.", nameof(covariates));
    }

    /// <summary>How many times the hazard of the average customer each customer's is: exp(β'(x − m)). Allocates nothing.</summary>
    /// <param name="covariates">The customers' covariates, named as <see cref="Names"/>.</param>
    /// <param name="destination">Receives one number a row.</param>
    /// <exception cref="ArgumentException">The names differ, there is not one element a row, or a result is beyond the range of a double.</exception>
    public void RelativeRisk(CovariateColumns covariates, Span<double> destination)
    {
        covariates.ThrowIfNamesDiffer(Names, nameof(covariates));
        covariates.CheckDestination(destination);
        for (int i = 0; i < destination.Length; i++)
        {
            double risk = Math.Exp(Eta(covariates[i]));
            destination[i] = double.IsFinite(risk) ? risk : throw Throw.Row(nameof(covariates), i, "the relative risk", risk, "within the range of a double");
        }
    }

    /// <summary>By how much a difference in one covariate multiplies the hazard: exp(β · difference).</summary>
    /// <param name="covariate">The covariate's name.</param>
    /// <param name="difference">How much more of it; finite.</param>
    /// <param name="level">The confidence level of the interval.</param>
    /// <returns>The ratio with the ends exp((β ± z · se) · difference), null for a model from known parameters; N the customers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="covariate"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no such covariate.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="difference"/> is not finite, or so great that the ratio or an end is beyond the range of a double.</exception>
    public Estimate HazardRatio(string covariate, double difference = 1, ConfidenceLevel level = default)
    {
        ArgumentNullException.ThrowIfNull(covariate);
        int c = Names.IndexOf(covariate, StringComparer.Ordinal);
        if (c < 0)
            throw new ArgumentException($"There is no covariate {covariate}.", nameof(covariate));
        if (!double.IsFinite(difference))
            throw Throw.OutOfRange(nameof(difference), difference, "finite");
        double log = _beta[c] * difference, half = _covariance is null ? 0 : level.Z * Math.Sqrt(_covariance[c, c]) * Math.Abs(difference);
        if (!double.IsFinite(Math.Exp(log + half)))
            throw Throw.OutOfRange(nameof(difference), difference, "so small that the ratio and its interval are within the range of a double");
        return _covariance is null
            ? new Estimate(Math.Exp(log), null, null, Tests?.Customers ?? 0, level)
            : new Estimate(Math.Exp(log), Math.Exp(log - half), Math.Exp(log + half), Tests?.Customers ?? 0, level);
    }

    /// <summary>The probability that a customer stays longer than a time: exp(−H₀(t) exp(β'(x − m))), with its interval.</summary>
    /// <param name="covariates">The customer's covariates in the order of <see cref="Names"/>; finite.</param>
    /// <param name="time">The time; finite and at least <paramref name="since"/>.</param>
    /// <param name="since">How long the customer has stayed already: the probability is told given that. 0 for a new one.</param>
    /// <param name="stratum">The label of the customer's stratum; <see langword="null"/> for a model without strata.</param>
    /// <param name="level">The confidence level of the interval.</param>
    /// <returns>
    /// The probability with a log-log interval S^exp(±z · se(H) ÷ H) that takes in the coefficients and the baseline (Tsiatis 1981; Link 1984); its ends are null before the first loss and for a model from known parameters.
    /// <see langword="null"/> after the stratum's last time, where nothing is known.
    /// </returns>
    /// <exception cref="ArgumentException">There is not one value a covariate, one is not finite, the linear predictor is not a number, or there is no such stratum.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="since"/> is negative or <paramref name="time"/> is less than it, or one is not finite.</exception>
    public Estimate? Survival(ReadOnlySpan<double> covariates, double time, double since = 0, string? stratum = null, ConfidenceLevel level = default)
    {
        Check(covariates);
        Throw.IfNegativeOrNotFinite(since);
        Throw.IfNegativeOrNotFinite(time);
        Throw.IfLessThan(time, since);
        if (!_byStratum.TryGetValue(stratum ?? "", out CoxBaseline? baseline))
            throw new ArgumentException(stratum is null ? "The model has strata: name the customer's." : "The model has no such stratum.", nameof(stratum));
        if (time > baseline.End)
            return null;
        (int from, int to) = (since > 0 ? baseline.CountUpTo(since) : 0, baseline.CountUpTo(time));
        double hazard = baseline.Hazard(to) - baseline.Hazard(from);
        long n = Tests?.Customers ?? 0;
        if (hazard <= 0)
            return new Estimate(1, null, null, n, level);
        double log = Math.Log(hazard) + Eta(covariates); // the logarithm, so that nothing overflows
        if (double.IsNaN(log))
            throw new ArgumentException("The linear predictor is beyond the range of a double.", nameof(covariates));
        Span<double> distance = _beta.Length <= 64 ? stackalloc double[_beta.Length] : new double[_beta.Length];
        for (int c = 0; c < distance.Length; c++)
            distance[c] = covariates[c] - _mean[c];
        if (_covariance is null || baseline.Variance(from, to, distance, _covariance) is not (> 0 and var variance))
            return new Estimate(Stays(log), null, null, n, level);
        double half = level.Z * Math.Sqrt(variance) / hazard;
        return new Estimate(Stays(log), Stays(log + half), Stays(log - half), n, level);

        static double Stays(double logHazard) => Math.Exp(-Math.Exp(logHazard));
    }

    /// <summary>How well the model ranks customers by who is lost first.</summary>
    /// <param name="tenures">The tenures of the customers that it was fitted to, or of others.</param>
    /// <param name="covariates">Their covariates, named as <see cref="Names"/>.</param>
    /// <param name="strata">The label of the stratum of each row: only pairs of one stratum are compared; <see langword="null"/> for none.</param>
    /// <param name="level">The confidence level of the interval.</param>
    /// <returns>Harrell's C of the <see cref="LinearPredictor(CovariateColumns, Span{double})"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    /// <exception cref="ArgumentException">The names differ, or there is not one row of covariates or label a tenure.</exception>
    public Concordance Concordance(IReadOnlyList<Tenure> tenures, CovariateColumns covariates, IReadOnlyList<string>? strata = null, ConfidenceLevel level = default)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        Throw.IfLengthDiffers(covariates.Count, tenures.Count, nameof(covariates));
        double[] risk = new double[covariates.Count];
        LinearPredictor(covariates, risk);
        return RetentionMetrics.Concordance.Of(tenures, risk, strata, level);
    }

    // The one formula behind both doors.
    private double Eta(ReadOnlySpan<double> covariates)
    {
        double eta = 0;
        for (int c = 0; c < _beta.Length; c++)
            eta += _beta[c] * (covariates[c] - _mean[c]);
        return eta;
    }

    private void Check(ReadOnlySpan<double> covariates)
    {
        Throw.IfLengthDiffers(covariates.Length, _beta.Length, nameof(covariates));
        for (int c = 0; c < covariates.Length; c++)
        {
            if (!double.IsFinite(covariates[c]))
                throw Throw.OutOfRange(nameof(covariates), covariates[c], $"finite: {Names[c]}");
        }
    }
}
