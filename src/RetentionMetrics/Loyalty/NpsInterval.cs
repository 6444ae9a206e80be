namespace RetentionMetrics;

/// <summary>How the interval of a Net Promoter Score is made.</summary>
public enum NpsInterval
{
    /// <summary>
    /// Adjusted Wald (Rocks 2016): Wald after adding ¾ promoter, 1½ passives and ¾ detractor. The default: it holds its level for small n and for scores near ±100.
    /// Its ends may pass ±100 by a little.
    /// </summary>
    AdjustedWald = 0,

    /// <summary>Wald: score ± z · standard error. Too narrow for few answers, of width 0 when all agree; its ends may pass ±100.</summary>
    Wald = 1,

    /// <summary>Tango's score interval for a difference of dependent proportions (1998): slower, and never outside ±100.</summary>
    TangoScore = 2,
}
