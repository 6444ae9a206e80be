namespace RetentionMetrics;

/// <summary>How the interval of a Net Promoter Score is made.</summary>
public enum NpsInterval
{
    /// <summary>
    /// Adjusted Wald (Rocks 2016): Wald after adding ¾ promoter, 1½ passives and ¾ detractor. The default: it holds its level for small n and for scores near ±100.
    /// Its ends may pass ±100 by a little, and at levels far below those in use the score itself may lie outside.
    /// </summary>
    AdjustedWald = 0,

    /// <summary>Wald: score ± z · standard error. Too narrow for few answers, of width 0 when all agree; its ends may pass ±100.</summary>
    Wald = 1,

    /// <summary>Tango's score interval for a difference of dependent proportions (1998): slower, and never outside ±100.</summary>
    TangoScore = 2,

    /// <summary>
    /// From Wilson's intervals (1927) of the two shares, l to u: score − √((p − l_p)² + (u_d − d)² − 2ρ (p − l_p)(u_d − d)) and likewise above, with ρ = −√(p d ÷ ((1 − p)(1 − d))), the correlation
    /// of two shares of the same answers (Newcombe 1998; Zou and Donner 2008): never outside ±100.
    /// </summary>
    Wilson = 3,
}
