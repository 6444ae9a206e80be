namespace RetentionMetrics;

/// <summary>What a <see cref="CustomerColumn"/> holds.</summary>
public enum CustomerColumnType
{
    /// <summary>Finite numbers, <see cref="double"/>.</summary>
    Number,

    /// <summary>Finite numbers or nothing, a <see cref="double"/> that may be <see langword="null"/>.</summary>
    OptionalNumber,

    /// <summary>Whole numbers, <see cref="int"/>.</summary>
    WholeNumber,

    /// <summary>Exact decimal numbers, <see cref="decimal"/>.</summary>
    Amount,

    /// <summary>Text or nothing, <see cref="string"/>.</summary>
    Text,

    /// <summary>Calendar days, <see cref="DateOnly"/>.</summary>
    Date,
}
