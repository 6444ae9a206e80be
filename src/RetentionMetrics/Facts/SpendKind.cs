namespace RetentionMetrics;

/// <summary>What money was spent on.</summary>
public enum SpendKind
{
    /// <summary>The default: paid media, and whatever else is bought by the channel to win customers. The only kind in the paid and the blended CAC.</summary>
    Advertising = 0,

    /// <summary>Pay of those who do marketing and sales.</summary>
    Salaries = 1,

    /// <summary>Software and services.</summary>
    Tools = 2,

    /// <summary>Anything else, such as agencies, events and rewards.</summary>
    Other = 3,
}
