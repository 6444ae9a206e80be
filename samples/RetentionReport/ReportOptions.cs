using RetentionMetrics;
using RetentionMetrics.Csv;

namespace RetentionReport;

/// <summary>What was asked of the report.</summary>
internal sealed record ReportOptions
{
    public string? Transactions { get; init; }

    public TransactionColumns TransactionColumns { get; init; } = new();

    public string? Subscriptions { get; init; }

    public SubscriptionColumns SubscriptionColumns { get; init; } = new();

    public string? Activities { get; init; }

    public ActivityColumns ActivityColumns { get; init; } = new();

    public string? Ratings { get; init; }

    public RatingColumns RatingColumns { get; init; } = new();

    public string? Spend { get; init; }

    public SpendColumns SpendColumns { get; init; } = new();

    public string? Referrals { get; init; }

    public ReferralColumns ReferralColumns { get; init; } = new();

    /// <summary>Date format of each file, by the file's name as an option.</summary>
    public IReadOnlyDictionary<string, string?> DateFormats { get; init; } = new Dictionary<string, string?>();

    public SummaryOptions Summary { get; init; } = SummaryOptions.Default;

    public DateOnly? AsOf { get; init; }

    public DateOnly? CalibrationEnd { get; init; }

    public TimeUnit Unit { get; init; } = TimeUnit.Week;

    /// <summary>How far the models look ahead, in <see cref="Unit"/>.</summary>
    public double Horizon { get; init; }

    public LifetimeValueOptions LifetimeValue { get; init; } = LifetimeValueOptions.Default;

    public int? HighTouchCapacity { get; init; }

    public int? LowTouchCapacity { get; init; }

    public string? JsonOut { get; init; }

    public string? CsvOut { get; init; }

    /// <summary>Whether the files are those of the built-in shop.</summary>
    public bool IsBuiltIn { get; init; }
}
