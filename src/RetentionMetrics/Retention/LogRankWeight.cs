namespace RetentionMetrics;

/// <summary>How much the losses of each time count in a <see cref="LogRank"/> test. n is the number at risk at the time, S the curve of all groups together.</summary>
public enum LogRankWeight
{
    /// <summary>1: the log-rank test (Mantel 1966), the most powerful where hazards are proportional. The default.</summary>
    Equal = 0,

    /// <summary>S just before the time: early losses count more, and censoring does not change the weights (Peto and Peto 1972; Fleming and Harrington's G^ρ with ρ = 1).</summary>
    PetoPeto = 1,

    /// <summary>n: early losses count more, the more so with heavy censoring (Gehan 1965; Breslow 1970).</summary>
    Gehan = 2,

    /// <summary>√n: between the log-rank and Gehan's test (Tarone and Ware 1977).</summary>
    TaroneWare = 3,

    /// <summary>1 − S just before the time: late losses count more (Fleming and Harrington 1991, ρ = 0, γ = 1).</summary>
    Late = 4,
}
