namespace RetentionMetrics.Csv;

/// <summary>What most cells of a column are.</summary>
public enum CellContent
{
    /// <summary>All cells are blank.</summary>
    Blank,

    /// <summary>Text, or no one type.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    WholeNumber,

    /// <summary>Numbers, not all of them whole.</summary>
    Number,

    /// <summary>Dates, with or without a time.</summary>
    Date,

    /// <summary>Truth values written as words.</summary>
    Boolean,
}
