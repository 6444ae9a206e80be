namespace RetentionMetrics.Notebooks;

/// <summary>What a number counts, and so how it is written.</summary>
public enum NumberKind
{
    /// <summary>Any number: four significant digits, and all those before the decimal point.</summary>
    Number,

    /// <summary>A whole number, with separators of thousands.</summary>
    Count,

    /// <summary>A fraction from 0 to 1, written in percent.</summary>
    Percent,

    /// <summary>An amount of money, with two decimals.</summary>
    Money,

    /// <summary>A score on a scale of its own, such as an NPS from −100 to 100: one decimal.</summary>
    Score,
}
