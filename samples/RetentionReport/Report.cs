using System.Collections.Immutable;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>All answers. A part is null when the file that it needs was not given.</summary>
internal sealed record Report
{
    public required ReportOptions Options { get; init; }

    /// <summary>Null when no file that was given has days.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>The last day in the files, up to the as-of date.</summary>
    public required DateOnly? LastDay { get; init; }

    public required IReadOnlyList<DataQuality> Quality { get; init; }

    /// <summary>Rows left out because they lie after the as-of date, by file.</summary>
    public required IReadOnlyDictionary<string, long> AfterAsOf { get; init; }

    public CustomersPart? Customers { get; init; }

    public SubscriptionsPart? Subscriptions { get; init; }

    public AcquisitionPart? Acquisition { get; init; }

    public ActivityPart? Activity { get; init; }

    public LoyaltyPart? Loyalty { get; init; }

    public ReferralsPart? Referrals { get; init; }

    public FunnelTally? Funnel { get; init; }

    public OutreachPart? Outreach { get; init; }

    public required ImmutableArray<Headline> Headlines { get; init; }

    public static Report Make(Inputs inputs, ReportOptions options, Progress progress)
    {
        if (!inputs.HasFacts)
            throw NothingToReport(inputs, options);
        DateOnly? asOf = options.AsOf ?? inputs.LastDay;
        Looks? looks = inputs.Transactions is { Days: not null } transactions ? new Looks(transactions, asOf!.Value, options.Unit) : null;
        CustomersPart? customers = looks is null ? null : CustomersPart.Make(looks, inputs, options, progress);
        progress.Say("counting");
        SubscriptionsPart? subscribers = inputs.Subscriptions is { Count: > 0 } subscriptions ? SubscriptionsPart.Make(subscriptions, asOf!.Value, options) : null;
        AcquisitionPart? acquisition = inputs.Spend is { } spend ? AcquisitionPart.Make(spend, inputs, customers, subscribers, asOf!.Value, options) : null;
        LoyaltyPart? loyalty = inputs.Ratings is { Count: > 0 } ratings ? LoyaltyPart.Make(ratings, looks, customers) : null;
        ReferralsPart? referrals = inputs.Referrals is { Count: > 0 } invitations ? ReferralsPart.Make(invitations, inputs, customers) : null;
        return new Report
        {
            Options = options,
            AsOf = asOf,
            LastDay = inputs.LastDay,
            Quality = inputs.Quality,
            AfterAsOf = inputs.AfterAsOf,
            Customers = customers,
            Subscriptions = subscribers,
            Acquisition = acquisition,
            Activity = ActivityPart.Make(inputs, asOf, options),
            Loyalty = loyalty,
            Referrals = referrals,
            Funnel = customers is null ? null : Funnels.Count(customers, inputs),
            Outreach = customers is null ? null : OutreachPart.Make(looks!, customers, inputs, referrals, options, progress),
            Headlines = RetentionReport.Headlines.Make(looks, customers, subscribers, acquisition, loyalty, asOf, options),
        };
    }

    private static UsageException NothingToReport(Inputs inputs, ReportOptions options)
    {
        string when = options.AsOf is { } day ? $" up to {day:yyyy-MM-dd}" : "";
        string reject = inputs.Quality.SelectMany(q => q.FirstRejects).Select(r => "; first: " + r).FirstOrDefault() ?? "";
        return new UsageException($"there is nothing to report on{when}: {string.Join("; ", inputs.Quality)}{reject}");
    }
}
