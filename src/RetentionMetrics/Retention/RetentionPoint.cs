namespace RetentionMetrics;

/// <summary>One step of a <see cref="RetentionCurve"/>: a time at which customers were lost or censored.</summary>
public readonly record struct RetentionPoint
{
    internal RetentionPoint(double time, long atRisk, long lost, long censored, double survival, double cumulativeHazard, double? standardError, double? lower, double? upper)
    {
        Time = time;
        AtRisk = atRisk;
        Lost = lost;
        Censored = censored;
        Survival = survival;
        CumulativeHazard = cumulativeHazard;
        StandardError = standardError;
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The time, in the unit of the tenures.</summary>
    public double Time { get; }

    /// <summary>Customers still under observation just before the time.</summary>
    public long AtRisk { get; }

    /// <summary>Customers lost at the time.</summary>
    public long Lost { get; }

    /// <summary>Customers censored at the time: last seen as customers. They count as at risk for the losses of the same time.</summary>
    public long Censored { get; }

    /// <summary>The share of customers who stay longer than the time: Kaplan and Meier's product of (1 − lost ÷ at risk) up to and including it (1958).</summary>
    public double Survival { get; }

    /// <summary>Nelson and Aalen's sum of lost ÷ at risk up to and including the time (1972, 1978).</summary>
    public double CumulativeHazard { get; }

    /// <summary>Greenwood's standard error of <see cref="Survival"/> (1926): S √Σ lost ÷ (at risk · (at risk − lost)); 0 before the first loss, <see langword="null"/> once nobody is left.</summary>
    public double? StandardError { get; }

    /// <summary>Lower end of the log-log interval of <see cref="Survival"/>, in (0, 1); <see langword="null"/> where survival is 1 or 0.</summary>
    public double? Lower { get; }

    /// <summary>Upper end of the log-log interval of <see cref="Survival"/>, in (0, 1); <see langword="null"/> where survival is 1 or 0.</summary>
    public double? Upper { get; }
}
