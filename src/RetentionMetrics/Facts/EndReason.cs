namespace RetentionMetrics;

/// <summary>Why a subscription ended.</summary>
public enum EndReason
{
    /// <summary>The source does not say, or it has not ended.</summary>
    Unknown = 0,

    /// <summary>The payment failed, a card expired, the provider ended it: nobody decided to leave.</summary>
    Involuntary = 1,

    /// <summary>The customer's own decision.</summary>
    Voluntary = 2,
}
