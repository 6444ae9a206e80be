namespace RetentionMetrics;

/// <summary>How a quantile that falls between two customers is read.</summary>
public enum QuantileMethod
{
    /// <summary>The default: linear between the two (type 7 of Hyndman and Fan 1996; <c>percentile_cont</c>).</summary>
    Linear = 0,

    /// <summary>The smallest value whose share of customers at or below it reaches the wanted share (type 1; <c>percentile_disc</c>).</summary>
    InverseCdf = 1,
}
