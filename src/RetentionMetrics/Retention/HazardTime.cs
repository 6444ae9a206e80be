namespace RetentionMetrics;

/// <summary>The function g of time with which effects may change in the check of a <see cref="CoxModel"/>. A power of time that is not asked about is not seen.</summary>
public enum HazardTime
{
    /// <summary>1 − the Kaplan-Meier curve of all customers just before the time: steps of equal size a loss, so that no few long stays decide. The default.</summary>
    KaplanMeier = 0,

    /// <summary>The time itself.</summary>
    Identity = 1,

    /// <summary>The logarithm of the time; there must be no loss at time 0.</summary>
    Log = 2,

    /// <summary>The rank of the time among the times of loss.</summary>
    Rank = 3,
}
