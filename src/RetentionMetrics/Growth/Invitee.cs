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
    /// <param name="customerSince">The day the person became a customer, not before <paramref name="date"/>; <see langword="null"/> when unknown or not a customer.</param>
    /// <exception cref="ArgumentException">An id is null or empty, or who is not a customer has a day of becoming one.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customerSince"/> is before <paramref name="date"/>.</exception>
    public Invitee(string id, string referrerId, DateOnly date, bool isCustomer, DateOnly? customerSince = null)
    {
        if (customerSince is { } since)
        {
            Throw.IfLessThan(since, date, nameof(customerSince));
            if (!isCustomer)
                throw new ArgumentException("Who is not a customer has no day of becoming one.", nameof(customerSince));
        }

        Id = Throw.IfEmpty(id);
        ReferrerId = Throw.IfEmpty(referrerId);
        Date = date;
        IsCustomer = isCustomer;
        CustomerSince = customerSince;
    }

    /// <summary>Who was invited.</summary>
    public string Id { get; }

    /// <summary>Who invited them first.</summary>
    public string ReferrerId { get; }

    /// <summary>The day of that invitation.</summary>
    public DateOnly Date { get; }

    /// <summary>Whether the person is among the customers.</summary>
    public bool IsCustomer { get; }

    /// <summary>The day the person became a customer, or <see langword="null"/> when unknown or not a customer.</summary>
    public DateOnly? CustomerSince { get; }

    /// <summary>Of two invitations of one person, the one that counts.</summary>
    internal static Invitee Earlier(Invitee a, Invitee b)
    {
        int order = a.Date.CompareTo(b.Date);
        return (order != 0 ? order : string.CompareOrdinal(a.ReferrerId, b.ReferrerId)) <= 0 ? a : b;
    }
}
