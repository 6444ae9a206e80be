namespace RetentionMetrics;

/// <summary>Something a customer did on a day: a login, a visit, a use of the product.</summary>
/// <remarks>Cohorts bucket by <see cref="Date"/>, the local calendar day of the event. Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct Activity
{
    /// <summary>Makes an activity from a calendar day.</summary>
    /// <param name="customerId">Who acted: any non-empty text, compared ordinally.</param>
    /// <param name="date">The local calendar day.</param>
    /// <param name="kind">What happened, such as <c>login</c>; <see langword="null"/> when the source does not say.</param>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty.</exception>
    public Activity(string customerId, DateOnly date, string? kind = null)
    {
        CustomerId = Throw.IfEmpty(customerId);
        Date = date;
        Kind = string.IsNullOrEmpty(kind) ? null : kind;
    }

    private Activity(string customerId, DateTimeOffset at, string? kind)
        : this(customerId, DateOnly.FromDateTime(at.DateTime), kind) => At = at;

    /// <summary>Who acted.</summary>
    public string CustomerId { get; }

    /// <summary>The local calendar day.</summary>
    public DateOnly Date { get; }

    /// <summary>The moment, when the source has one.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>What happened, or <see langword="null"/>.</summary>
    public string? Kind { get; }

    /// <summary>Makes an activity from a moment; its day is the local date at the moment's own offset.</summary>
    /// <param name="customerId">Who acted: any non-empty text, compared ordinally.</param>
    /// <param name="at">The moment, with its offset from UTC.</param>
    /// <param name="kind">What happened, or <see langword="null"/>.</param>
    /// <returns>The activity.</returns>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty.</exception>
    public static Activity FromMoment(string customerId, DateTimeOffset at, string? kind = null) => new(customerId, at, kind);
}
