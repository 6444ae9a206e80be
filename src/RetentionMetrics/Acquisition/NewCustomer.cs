namespace RetentionMetrics;

/// <summary>One new customer: the day they became one, and the channel that won them.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct NewCustomer
{
    private readonly bool _isMade; // false in default

    /// <summary>Makes a new customer.</summary>
    /// <param name="since">The day they became a customer, by their first purchase, say.</param>
    /// <param name="channel">The channel that won them, compared ordinally; <see langword="null"/> or empty when unknown.</param>
    public NewCustomer(DateOnly since, string? channel = null)
    {
        Since = since;
        Channel = string.IsNullOrEmpty(channel) ? null : channel;
        _isMade = true;
    }

    /// <summary>The day they became a customer.</summary>
    public DateOnly Since { get; }

    /// <summary>The channel that won them, or <see langword="null"/> when unknown.</summary>
    public string? Channel { get; }

    internal bool IsDefault => !_isMade;
}
