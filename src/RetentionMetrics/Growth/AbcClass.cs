namespace RetentionMetrics;

/// <summary>A class of an ABC analysis.</summary>
public enum AbcClass
{
    /// <summary>The few that bring most of the value.</summary>
    A = 0,

    /// <summary>Those in between.</summary>
    B = 1,

    /// <summary>The many that bring the rest.</summary>
    C = 2,
}
