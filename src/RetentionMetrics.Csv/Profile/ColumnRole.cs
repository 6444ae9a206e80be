namespace RetentionMetrics.Csv;

/// <summary>What a column of a file is to the readers. Each role is a property of one or more of the <c>…Columns</c> records.</summary>
public enum ColumnRole
{
    /// <summary>None: readers ignore the column.</summary>
    None,

    /// <summary>Who bought, acted, answered or subscribes.</summary>
    CustomerId,

    /// <summary>The day of the fact.</summary>
    Date,

    /// <summary>What was paid or spent.</summary>
    Amount,

    /// <summary>The order that a transaction belongs to.</summary>
    OrderId,

    /// <summary>The marketing channel.</summary>
    Channel,

    /// <summary>The currency of the amount.</summary>
    Currency,

    /// <summary>The id of the row itself, by which a row that comes twice is known.</summary>
    EventId,

    /// <summary>First day of a subscription.</summary>
    Start,

    /// <summary>First day on which a subscription is no longer in force.</summary>
    End,

    /// <summary>Recurring revenue a month.</summary>
    MonthlyAmount,

    /// <summary>What is billed each billing period.</summary>
    BilledAmount,

    /// <summary>How often a subscription is billed.</summary>
    BillingPeriod,

    /// <summary>The product or plan.</summary>
    Product,

    /// <summary>Why a subscription ended.</summary>
    EndReason,

    /// <summary>Whether a subscription is paid, a trial or paused.</summary>
    State,

    /// <summary>Whether a subscription is a trial.</summary>
    IsTrial,

    /// <summary>The subscription's own id.</summary>
    SubscriptionId,

    /// <summary>An answer from 0 to 10.</summary>
    Rating,

    /// <summary>A label to count answers by.</summary>
    Segment,

    /// <summary>What an activity was, or what money was spent on.</summary>
    Kind,

    /// <summary>The customer who invites.</summary>
    ReferrerId,

    /// <summary>Who was invited.</summary>
    ReferredId,

    /// <summary>Customers that the source of a spend counts as won.</summary>
    NewCustomers,

    /// <summary>Whether money was spent to win customers or to keep them.</summary>
    Purpose,

    /// <summary>Length of a stay.</summary>
    Duration,

    /// <summary>Whether a stay has ended.</summary>
    Lost,

    /// <summary>Length of a stay when its customer came under observation.</summary>
    Entry,

    /// <summary>How many equal stays a row stands for.</summary>
    Count,
}
