namespace RetentionMetrics;

/// <summary>One subscription of one customer: what it brings a month, from its first day until the day it is gone.</summary>
/// <remarks>
/// It is in force on day d when <see cref="Start"/> ≤ d and (<see cref="End"/> is null or d &lt; <see cref="End"/>). A customer may hold several at a time, and overlapping ones count together.
/// A change of price or plan is the end of one and the start of the next. Immutable and valid by construction; <c>default</c> is refused.
/// </remarks>
public readonly record struct Subscription
{
    /// <summary>Makes a subscription from what it brings a month.</summary>
    /// <param name="customerId">Who subscribes: any non-empty text, compared ordinally.</param>
    /// <param name="start">First day in force.</param>
    /// <param name="end">First day no longer in force, or <see langword="null"/> while none is known.</param>
    /// <param name="monthlyAmount">Recurring revenue a month, in one currency, without tax and usage; at least 0.</param>
    /// <param name="isTrial">A trial brings no recurring revenue and makes nobody a paying customer.</param>
    /// <param name="subscriptionId">The subscription's own id, or <see langword="null"/>.</param>
    /// <param name="product">The product or plan, compared ordinally, or <see langword="null"/>: it tells a change of price from a product added or dropped.</param>
    /// <param name="endReason">Why it ended.</param>
    /// <param name="billing">How often it is billed, or <see langword="null"/> when that is not known: it gives the due dates.</param>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty, or <paramref name="billing"/> is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="monthlyAmount"/> is negative, <paramref name="end"/> is before <paramref name="start"/>, or <paramref name="endReason"/> is not a defined value.</exception>
    public Subscription(
        string customerId,
        DateOnly start,
        DateOnly? end,
        decimal monthlyAmount,
        bool isTrial = false,
        string? subscriptionId = null,
        string? product = null,
        EndReason endReason = EndReason.Unknown,
        BillingPeriod? billing = null)
        : this(customerId, start, end, monthlyAmount, isTrial ? SubscriptionState.Trial : SubscriptionState.Paid, subscriptionId, product, endReason, billing, billed: null)
    {
    }

    private Subscription(
        string customerId,
        DateOnly start,
        DateOnly? end,
        decimal monthlyAmount,
        SubscriptionState state,
        string? subscriptionId,
        string? product,
        EndReason endReason,
        BillingPeriod? billing,
        decimal? billed)
    {
        CustomerId = Throw.IfEmpty(customerId);
        if (end is { } e)
            Throw.IfLessThan(e, start, nameof(end));
        Throw.IfNegative(monthlyAmount);
        if (endReason is < EndReason.Unknown or > EndReason.Voluntary)
            throw Throw.Undefined(endReason);
        if (billing is { Months: 0, Days: 0 })
            throw new ArgumentException("default(BillingPeriod) is no period.", nameof(billing));
        Start = start;
        End = end;
        MonthlyAmount = monthlyAmount;
        State = state;
        SubscriptionId = string.IsNullOrEmpty(subscriptionId) ? null : subscriptionId;
        Product = string.IsNullOrEmpty(product) ? null : product;
        EndReason = endReason;
        Billing = billing;
        BilledAmount = billed;
    }

    /// <summary>Who subscribes.</summary>
    public string CustomerId { get; }

    /// <summary>First day in force.</summary>
    public DateOnly Start { get; }

    /// <summary>First day no longer in force, or <see langword="null"/>.</summary>
    public DateOnly? End { get; }

    /// <summary>Recurring revenue a month.</summary>
    public decimal MonthlyAmount { get; }

    /// <summary>Whether it is paid, a trial or a pause.</summary>
    public SubscriptionState State { get; }

    /// <summary>Whether it is a trial.</summary>
    public bool IsTrial => State == SubscriptionState.Trial;

    /// <summary>The subscription's own id, or <see langword="null"/>.</summary>
    public string? SubscriptionId { get; }

    /// <summary>The product or plan, or <see langword="null"/>.</summary>
    public string? Product { get; }

    /// <summary>Why it ended.</summary>
    public EndReason EndReason { get; }

    /// <summary>How often it is billed, or <see langword="null"/> when that is not known.</summary>
    public BillingPeriod? Billing { get; }

    /// <summary>What is billed each <see cref="Billing"/> period, or <see langword="null"/> when the fact was made from an amount a month.</summary>
    public decimal? BilledAmount { get; }

    /// <summary>Makes a subscription from what is billed each period.</summary>
    /// <param name="customerId">Who subscribes: any non-empty text, compared ordinally.</param>
    /// <param name="start">First day in force, and the anchor of the due dates.</param>
    /// <param name="end">First day no longer in force, or <see langword="null"/> while none is known.</param>
    /// <param name="amount">What is billed each period, in one currency, without tax and usage; at least 0.</param>
    /// <param name="billing">How often.</param>
    /// <param name="subscriptionId">The subscription's own id, or <see langword="null"/>.</param>
    /// <param name="product">The product or plan, or <see langword="null"/>.</param>
    /// <param name="endReason">Why it ended.</param>
    /// <returns>A paid subscription of <see cref="BillingPeriod.AMonth"/> a month.</returns>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty, or <paramref name="billing"/> is <c>default</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is negative, <paramref name="end"/> is before <paramref name="start"/>, or <paramref name="endReason"/> is not a defined value.</exception>
    /// <exception cref="OverflowException">The amount a month is out of decimal's range.</exception>
    public static Subscription Billed(
        string customerId,
        DateOnly start,
        DateOnly? end,
        decimal amount,
        BillingPeriod billing,
        string? subscriptionId = null,
        string? product = null,
        EndReason endReason = EndReason.Unknown)
    {
        Throw.IfNegative(amount);
        decimal aMonth = billing == default ? 0 : billing.AMonth(amount);
        return new Subscription(customerId, start, end, aMonth, SubscriptionState.Paid, subscriptionId, product, endReason, billing, amount);
    }

    /// <summary>Makes a declared pause: while it is in force, and nothing paid is, its customer is on pause and not gone.</summary>
    /// <param name="customerId">Whose pause: any non-empty text, compared ordinally.</param>
    /// <param name="start">First day of the pause.</param>
    /// <param name="end">First day after it, or <see langword="null"/> while none is known.</param>
    /// <param name="subscriptionId">The id of the subscription that is on pause, or <see langword="null"/>.</param>
    /// <returns>The pause, with an amount of 0.</returns>
    /// <exception cref="ArgumentException"><paramref name="customerId"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is before <paramref name="start"/>.</exception>
    public static Subscription Pause(string customerId, DateOnly start, DateOnly? end, string? subscriptionId = null) =>
        new(customerId, start, end, 0, SubscriptionState.Paused, subscriptionId, product: null, EndReason.Unknown, billing: null, billed: null);

    /// <summary>Whether it is in force on a day.</summary>
    /// <param name="day">The day to look at.</param>
    /// <returns><see langword="true"/> when Start ≤ day &lt; End.</returns>
    public bool IsInForce(DateOnly day) => Start <= day && (End is null || day < End.Value);

    /// <summary>A due date: the first day of a later billing period, counted from <see cref="Start"/> and never from the due date before.</summary>
    /// <param name="renewal">1 for the first renewal; 0 gives <see cref="Start"/>. At least 0.</param>
    /// <param name="leapDay">When a subscription that started on 29 February is due in common years.</param>
    /// <returns>The day, whether or not the subscription is still in force on it; <see langword="null"/> when <see cref="Billing"/> is not known.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="renewal"/> is negative, the day is beyond the calendar, or <paramref name="leapDay"/> is not a defined value.</exception>
    public DateOnly? DueOn(int renewal, LeapDay leapDay = LeapDay.February28)
    {
        Throw.IfNegative(renewal);
        return Billing?.After(Start, renewal, leapDay);
    }
}
