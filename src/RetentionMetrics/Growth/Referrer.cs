namespace RetentionMetrics;

/// <summary>One customer who invites, and what came of it.</summary>
/// <remarks>Immutable; <c>default</c> is nobody.</remarks>
public readonly record struct Referrer
{
    internal Referrer(string id, long invitations, long converted)
    {
        Id = id;
        Invitations = invitations;
        Converted = converted;
    }

    /// <summary>The customer who invites.</summary>
    public string Id { get; }

    /// <summary>Invitations made, to known and unknown persons.</summary>
    public long Invitations { get; }

    /// <summary>Customers who count as won by this one: theirs is the earliest invitation.</summary>
    public long Converted { get; }
}
