namespace RetentionMetrics;

/// <summary>How the interval of a survival probability S is made from its standard error.</summary>
public enum SurvivalInterval
{
    /// <summary>Over ln(−ln S): S^exp(±z · se ÷ (S ln S)) (Kalbfleisch and Prentice 1980). Always within 0 and 1, and the best of the three in small samples (Borgan and Liestøl 1990). The default.</summary>
    LogLog = 0,

    /// <summary>Over ln S: S exp(±z · se ÷ S), cut at 1.</summary>
    Log = 1,

    /// <summary>S ± z · se, cut at 0 and 1.</summary>
    Plain = 2,
}
