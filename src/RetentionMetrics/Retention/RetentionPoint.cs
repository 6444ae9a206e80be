namespace RetentionMetrics;

/// <summary>One step of a <see cref="RetentionCurve"/>: a time at which customers were lost or censored.</summary>
public readonly record struct RetentionPoint
{
    internal RetentionPoint(double time, long atRisk, long lost, long censored)
    {
        Time = time;
        AtRisk = atRisk;
        Lost = lost;
        Censored = censored;
    }

    /// <summary>The time, in the unit of the tenures.</summary>
    public double Time { get; }

    /// <summary>Customers under observation just before the time: those who entered before it and have neither left nor been censored.</summary>
    public long AtRisk { get; }

    /// <summary>Customers lost at the time.</summary>
    public long Lost { get; }

    /// <summary>Customers censored at the time: last seen as customers. They count as at risk for the losses of the same time.</summary>
    public long Censored { get; }

    /// <summary>The share of customers who stay longer than the time: Kaplan and Meier's product of (1 − lost ÷ at risk) up to and including it (1958).</summary>
    public double Survival { get; internal init; }

    /// <summary>Greenwood's standard error of <see cref="Survival"/> (1926): S √Σ lost ÷ (at risk · (at risk − lost)); 0 before the first loss, <see langword="null"/> once survival is 0.</summary>
    public double? StandardError { get; internal init; }

    /// <summary>Lower end of the interval of <see cref="Survival"/>; <see langword="null"/> where survival is 1 or 0.</summary>
    public double? Lower { get; internal init; }

    /// <summary>Upper end of the interval of <see cref="Survival"/>; <see langword="null"/> where survival is 1 or 0.</summary>
    public double? Upper { get; internal init; }

    /// <summary>Nelson and Aalen's sum of lost ÷ at risk up to and including the time (1972, 1978).</summary>
    public double CumulativeHazard { get; internal init; }

    /// <summary>Aalen's standard error of <see cref="CumulativeHazard"/>: √Σ lost ÷ at risk² (1978).</summary>
    public double CumulativeHazardError { get; internal init; }

    /// <summary>The cumulative hazard with ties broken: Σ 1 ÷ n + 1 ÷ (n − 1) + … for the customers lost at one time, as if they had left one after the other (Fleming and Harrington 1984).</summary>
    public double TieCorrectedHazard { get; internal init; }

    /// <summary>Standard error of <see cref="TieCorrectedHazard"/>: √Σ 1 ÷ n² + 1 ÷ (n − 1)² + ….</summary>
    public double TieCorrectedHazardError { get; internal init; }
}
