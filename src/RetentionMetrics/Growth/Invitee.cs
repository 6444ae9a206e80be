namespace RetentionMetrics;

/// <summary>A known person who was invited, with the invitation that counts: the earliest, of one day the one with the ordinally first referrer.</summary>
/// <remarks>Immutable and valid by construction; <c>default</c> is refused.</remarks>
public readonly record struct Invitee
{
    /// <summary>Makes an invitee.</summary>
    /// <param name="id">Who was invited: any non-empty text, compared ordinally.</param>
    /// <param name="referrerId">Who invited them first: any non-empty text.</param>
    /// <param name="date">The day of that invitation.</param>
    /// <param name="isCustomer">Whether the person is among the customers.</param>
    /// <exception cref="ArgumentException">An id is null or empty.</exception>
    public Invitee(string id, string referrerId, DateOnly date, bool isCustomer)
    {
        Id = Throw.IfEmpty(id);
        ReferrerId = Throw.IfEmpty(referrerId);
        Date = date;
        IsCustomer = isCustomer;
    }

    /// <summary>Who was invited.</summary>
    public string Id { get; }

    /// <summary>Who invited them first.</summary>
    public string ReferrerId { get; }

    /// <summary>The day of that invitation.</summary>
    public DateOnly Date { get; }

    /// <summary>Whether the person is among the customers.</summary>
    public bool IsCustomer { get; }

    /// <summary>Of two invitations of one person, the one that counts.</summary>
    internal static Invitee Earlier(Invitee a, Invitee b)
    {
        int order = a.Date.CompareTo(b.Date);
        return (order != 0 ? order : string.CompareOrdinal(a.ReferrerId, b.ReferrerId)) <= 0 ? a : b;
    }
}
