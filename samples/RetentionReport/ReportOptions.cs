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

    /// <summary>The kind of activity that first brings a customer value.</summary>
    public string ValueKind { get; init; } = "login";

    public string? Ratings { get; init; }

    public RatingColumns RatingColumns { get; init; } = new();

    public string? Spend { get; init; }

    public SpendColumns SpendColumns { get; init; } = new();

    /// <summary>Months from spending to winning.</summary>
    public int CacLag { get; init; }

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

    /// <summary>What a customer costs in the tier, up to the horizon.</summary>
    public decimal HighTouchCost { get; init; }

    public decimal LowTouchCost { get; init; }

    /// <summary>The share of the value at risk that the tier keeps.</summary>
    public double HighTouchUplift { get; init; }

    public double LowTouchUplift { get; init; }

    /// <summary>The row per customer of the last report.</summary>
    public string? LastPlan { get; init; }

    /// <summary>Whether tiers go by the value at risk instead of the lifetime value.</summary>
    public bool TouchByRisk { get; init; }

    public double TouchHysteresis { get; init; }

    public string? JsonOut { get; init; }

    public string? CsvOut { get; init; }

    public string? HtmlOut { get; init; }

    /// <summary>The page's language: en or ja.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What stands after amounts on the page.</summary>
    public string? Currency { get; init; }

    /// <summary>The profiles of the files that were given without saying what they are.</summary>
    public IReadOnlyList<CsvProfile> Assumed { get; init; } = [];

    /// <summary>Whether the files are those of the built-in shop.</summary>
    public bool IsBuiltIn { get; init; }
}
