namespace RetentionMetrics;

/// <summary>What a reader does with a rating between two whole numbers, such as 9.5.</summary>
public enum FractionalRatings
{
    /// <summary>The record is rejected (RM3003).</summary>
    Reject,

    /// <summary>The rating is the whole number below it: 8.9 is 8, a passive, and never a promoter.</summary>
    Floor,
}
