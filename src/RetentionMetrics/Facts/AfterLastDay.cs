namespace RetentionMetrics;

/// <summary>What a reader does with a record that is dated after the last day it was told.</summary>
public enum AfterLastDay
{
    /// <summary>The record is rejected (RM3012).</summary>
    Reject,

    /// <summary>The record is kept and dated on the last day. <see cref="DataQuality.DatesClipped"/> says how many were.</summary>
    Clip,
}
