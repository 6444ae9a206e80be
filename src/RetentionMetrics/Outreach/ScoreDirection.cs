namespace RetentionMetrics;

/// <summary>Whether a health score falls before customers leave, as it should.</summary>
public enum ScoreDirection
{
    /// <summary>The data do not tell: the interval of the area holds ½, or there is none.</summary>
    Unclear = 0,

    /// <summary>Lost customers had lower scores: the whole interval of the area lies above ½.</summary>
    Right = 1,

    /// <summary>Lost customers had higher scores: the whole interval of the area lies below ½. A weight or an end of a measure is the wrong way round.</summary>
    Wrong = 2,
}
