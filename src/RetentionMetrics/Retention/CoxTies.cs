namespace RetentionMetrics;

/// <summary>How a <see cref="CoxModel"/> treats customers lost at the same time.</summary>
public enum CoxTies
{
    /// <summary>Each of the d lost at one time sees a risk set from which a part of the others is gone: Efron's approximation (1977), close to exact also with many ties. The default.</summary>
    Efron = 0,

    /// <summary>All of them see the whole risk set: Breslow's approximation (1974). With many ties it draws coefficients towards 0.</summary>
    Breslow = 1,
}
