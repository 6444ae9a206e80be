namespace RetentionMetrics.Sql;

/// <summary>How a cell comes from its provider: which typed getter reads it.</summary>
internal enum CellKind
{
    Null,
    Text,
    Int64,
    Int32,
    Int16,
    Byte,
    Double,
    Single,
    Decimal,
    Day,
    Time,
    Moment,
    Guid,
    Boolean,

    /// <summary>A whole number that has no getter of its own.</summary>
    OtherInteger,

    /// <summary>What no fact is made of, such as an array or bytes.</summary>
    Other,
}
