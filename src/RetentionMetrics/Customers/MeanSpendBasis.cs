namespace RetentionMetrics;

/// <summary>Which purchase periods the mean spend of a <see cref="CustomerHistory"/> is taken over.</summary>
public enum MeanSpendBasis
{
    /// <summary>The default, for Gamma-Gamma as Fader and Hardie (2013) fit it: the repeat periods, without the first. 0 for customers who bought once.</summary>
    RepeatPeriods = 0,

    /// <summary>All purchase periods.</summary>
    AllPeriods = 1,
}
