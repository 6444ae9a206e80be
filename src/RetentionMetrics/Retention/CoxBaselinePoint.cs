namespace RetentionMetrics;

/// <summary>One step of a <see cref="CoxBaseline"/>.</summary>
public readonly record struct CoxBaselinePoint
{
    /// <summary>Makes a step.</summary>
    /// <param name="time">A time of loss; finite and at least 0.</param>
    /// <param name="cumulativeHazard">The cumulative hazard of a customer whose covariates are the means, up to and including the time; finite and at least 0.</param>
    /// <param name="breslowHazard">The same by Breslow's estimate; <see langword="null"/> for the same number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public CoxBaselinePoint(double time, double cumulativeHazard, double? breslowHazard = null)
    {
        Time = Throw.IfNegativeOrNotFinite(time);
        CumulativeHazard = Throw.IfNegativeOrNotFinite(cumulativeHazard);
        BreslowHazard = Throw.IfNegativeOrNotFinite(breslowHazard ?? cumulativeHazard, nameof(breslowHazard));
    }

    /// <summary>A time of loss.</summary>
    public double Time { get; }

    /// <summary>
    /// The cumulative hazard of a customer whose covariates are the means, up to and including the time, with ties treated as in the fit: Σ over the lost of 1 ÷ Σ exp(β'(x − m)) over the risk set that each saw.
    /// The losses that it gives all customers together are those that happened. Survival is told from this one.
    /// </summary>
    public double CumulativeHazard { get; }

    /// <summary>Breslow's estimate Σ lost ÷ Σ exp(β'(x − m)) over all at risk (1974), which some programs give for either treatment of ties: the same without ties, and smaller with them under <see cref="CoxTies.Efron"/>.</summary>
    public double BreslowHazard { get; }
}
