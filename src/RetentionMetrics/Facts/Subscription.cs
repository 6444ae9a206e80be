namespace RetentionMetrics;

/// <summary>One subscription of one customer: what it brings a month, from its first day until the day it is gone.</summary>
/// <remarks>
/// It is in force on day d when <see cref="Start"/> ≤ d and (<see cref="End"/> is null or d &lt; <see cref="End"/>). A customer may hold several at a time.
/// Immutable and valid by construction; <c>default</c> is refused.
/// </remarks>
public readonly record struct Subscription
{
    /// <summary>Makes a subscription.</summary>
    /// <param name="customerId">Who subscribes: any non-empty text, compared ordinally.</param>
    /// <param name="start">First day in force.</param>
    /// <param name="end">First day no longer in force, or <see langword="null"/> while none is known.</param>
    /// <param name="monthlyAmount">Recurring revenue a month, in one currency, without tax and usage; at least 0.</param>
    /// <param name="isTrial">A trial brings no recurring revenue and makes nobody a paying customer.</param>
    /// <param name="subscriptionId">The subscription's own id, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="monthlyAmount"/> is negative, or <paramref name="end"/> is before <paramref name="start"/>.</exception>
    public Subscription(string customerId, DateOnly start, DateOnly? end, decimal monthlyAmount, bool isTrial = false, string? subscriptionId = null)
    {
        CustomerId = Throw.IfEmpty(customerId);
        if (end is { } e)
            Throw.IfLessThan(e, start, nameof(end));
        Throw.IfNegative(monthlyAmount);
        Start = start;
        End = end;
        MonthlyAmount = monthlyAmount;
        IsTrial = isTrial;
        SubscriptionId = string.IsNullOrEmpty(subscriptionId) ? null : subscriptionId;
    }

    /// <summary>Who subscribes.</summary>
    public string CustomerId { get; }

    /// <summary>First day in force.</summary>
    public DateOnly Start { get; }

    /// <summary>First day no longer in force, or <see langword="null"/>.</summary>
    public DateOnly? End { get; }

    /// <summary>Recurring revenue a month.</summary>
    public decimal MonthlyAmount { get; }

    /// <summary>Whether it is a trial.</summary>
    public bool IsTrial { get; }

    /// <summary>The subscription's own id, or <see langword="null"/>.</summary>
    public string? SubscriptionId { get; }

    /// <summary>Whether it is in force on a day.</summary>
    /// <param name="day">The day to look at.</param>
    /// <returns><see langword="true"/> when Start ≤ day &lt; End.</returns>
    public bool IsInForce(DateOnly day) => Start <= day && (End is null || day < End.Value);
}
