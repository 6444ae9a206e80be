using System.Collections.Immutable;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>All answers. A part is null when the file that it needs was not given.</summary>
internal sealed record Report
{
    public required ReportOptions Options { get; init; }

    /// <summary>Null when no file that was given has days.</summary>
    public required DateOnly? AsOf { get; init; }

    public required IReadOnlyList<DataQuality> Quality { get; init; }

    /// <summary>Rows left out because they lie after the as-of date, by file.</summary>
    public required IReadOnlyDictionary<string, long> AfterAsOf { get; init; }

    public CustomersPart? Customers { get; init; }

    public SubscriptionsPart? Subscriptions { get; init; }

    public AcquisitionPart? Acquisition { get; init; }

    public CohortTable? Cohorts { get; init; }

    public LoyaltyPart? Loyalty { get; init; }

    public ReferralsPart? Referrals { get; init; }

    public static Report Make(Inputs inputs, ReportOptions options, Progress progress)
    {
        if (!inputs.HasFacts)
            throw NothingToReport(inputs, options);
        DateOnly? asOf = options.AsOf ?? inputs.LastDay;
        CustomersPart? customers = inputs.Transactions is { Days: not null } transactions ? CustomersPart.Make(transactions, asOf!.Value, options, progress) : null;
        progress.Say("counting");
        return new Report
        {
            Options = options,
            AsOf = asOf,
            Quality = inputs.Quality,
            AfterAsOf = inputs.AfterAsOf,
            Customers = customers,
            Subscriptions = inputs.Subscriptions is { Count: > 0 } subscriptions ? SubscriptionsPart.Make(subscriptions, asOf!.Value, options) : null,
            Acquisition = inputs.Spend is { } spend ? AcquisitionPart.Make(spend, customers, options) : null,
            Cohorts = inputs.Activities is { } activities ? CohortTable.Build(activities, CalendarPeriod.Month) : inputs.PurchaseCohorts,
            Loyalty = inputs.Ratings is { Count: > 0 } ratings ? LoyaltyPart.Make(ratings) : null,
            Referrals = inputs.Referrals is { Count: > 0 } referrals ? ReferralsPart.Make(referrals, inputs, customers) : null,
        };
    }

    private static UsageException NothingToReport(Inputs inputs, ReportOptions options)
    {
        string when = options.AsOf is { } day ? $" up to {day:yyyy-MM-dd}" : "";
        string reject = inputs.Quality.SelectMany(q => q.FirstRejects).Select(r => "; first: " + r).FirstOrDefault() ?? "";
        return new UsageException($"there is nothing to report on{when}: {string.Join("; ", inputs.Quality)}{reject}");
    }
}

/// <summary>Who the customers are, what each is worth, which touch each gets and who is slipping away.</summary>
internal sealed record CustomersPart
{
    public required CustomerBase Base { get; init; }

    public required RfmCuts Cuts { get; init; }

    public required RfmScore[] Scores { get; init; }

    public required ImmutableArray<SegmentShare> Segments { get; init; }

    public required Concentration Concentration { get; init; }

    public required HistoricalValue Historical { get; init; }

    public required Fit<BgNbd> Purchases { get; init; }

    public required Fit<GammaGamma> Spend { get; init; }

    /// <summary>Empty when there is no purchase model.</summary>
    public double[] Alive { get; init; } = [];

    /// <summary>Expected purchases up to the horizon; empty when there is no purchase model.</summary>
    public double[] Expected { get; init; } = [];

    /// <summary>Residual lifetime value up to the horizon; empty when a model is missing.</summary>
    public double[] LifetimeValue { get; init; } = [];

    /// <summary>Whether spend depends on how often customers buy, which the Gamma-Gamma model takes for granted that it does not.</summary>
    public required SpendIndependence Independence { get; init; }

    public Holdout? Holdout { get; init; }

    /// <summary>The calibration's purchase model against the holdout; null without a holdout or a model.</summary>
    public HoldoutValidation? Validation { get; init; }

    /// <summary>The calibration's spend model against the holdout; null without a holdout or a model.</summary>
    public SpendValidation? SpendValidation { get; init; }

    public required TouchPlan Plan { get; init; }

    public required int[] Tiers { get; init; }

    public required TouchReason[] Reasons { get; init; }

    public required EarlyWarnings Warnings { get; init; }

    public bool HasLifetimeValue => LifetimeValue.Length > 0;

    public static CustomersPart Make(CustomerBaseBuilder transactions, DateOnly asOf, ReportOptions options, Progress progress)
    {
        progress.Say("summarising customers");
        (DateOnly first, _) = transactions.Days!.Value;
        var window = new ObservationWindow(first, asOf, options.Unit);
        CustomerBase customers = transactions.Build(window);
        if (customers.Count == 0)
            throw new UsageException($"no purchase up to {asOf:yyyy-MM-dd} is left after refunds");
        Holdout? holdout = null;
        if (options.CalibrationEnd is { } end)
        {
            if (end < first || end >= asOf)
                throw new UsageException($"--calibration-end {end:yyyy-MM-dd} must lie between the first purchase ({first:yyyy-MM-dd}) and the day before the as-of date ({asOf:yyyy-MM-dd})");
            holdout = transactions.Split(window, end);
        }

        // RFM
        RfmCuts cuts = RfmCuts.Quintiles(customers.RfmColumns);
        var scores = new RfmScore[customers.Count];
        cuts.Score(customers.RfmColumns, scores);

        // Lifetime value: with a calibration the models are fitted to it; customers are scored as they are at the as-of date.
        progress.Say("fitting models");
        HistoryColumns sample = (holdout?.Calibration ?? customers).Histories;
        bool hasModel = BgNbd.TryFit(sample, null, out Fit<BgNbd> purchases);
        bool hasSpend = GammaGamma.TryFit(sample, null, out Fit<GammaGamma> spend);
        progress.Say("scoring customers");
        double[] alive = [], expected = [], value = [];
        if (hasModel)
        {
            alive = new double[customers.Count];
            expected = new double[customers.Count];
            InSlices(customers.Histories, (slice, rows) => purchases.Model.ProbabilityAlive(slice, alive.AsSpan(rows)));
            InSlices(customers.Histories, (slice, rows) => purchases.Model.ExpectedPurchases(slice, options.Horizon, expected.AsSpan(rows)));
        }

        if (hasModel && hasSpend)
        {
            value = new double[customers.Count];
            LifetimeValue<BgNbd> lifetime = purchases.Model.WithSpend(spend.Model, options.LifetimeValue);
            InSlices(customers.Histories, (slice, rows) => lifetime.Predict(slice, options.Horizon, value.AsSpan(rows)));
        }

        // Outreach: by lifetime value, or by what customers brought so far where there is no model.
        ReadOnlySpan<double> spent = customers.RfmColumns.TotalSpend.Span;
        var plan = new TouchPlan(
            new TouchTier("High touch", options.HighTouchCapacity ?? (customers.Count + 19) / 20),
            new TouchTier("Low touch", options.LowTouchCapacity ?? (customers.Count + 4) / 5),
            new TouchTier("Tech touch"));
        var tiers = new int[customers.Count];
        var reasons = new TouchReason[customers.Count];
        plan.Assign(value.Length > 0 ? value : spent, tiers, reasons);

        return new CustomersPart
        {
            Base = customers,
            Cuts = cuts,
            Scores = scores,
            Segments = SegmentMap.Standard.Summarize(scores, customers.TotalSpend.Span),
            Concentration = Concentration.Of(customers.TotalSpend.Span),
            Historical = HistoricalValue.Count(customers),
            Purchases = purchases,
            Spend = spend,
            Independence = SpendIndependence.Of(sample),
            Alive = alive,
            Expected = expected,
            LifetimeValue = value,
            Holdout = holdout,
            Validation = holdout is not null && hasModel ? HoldoutValidation.Of(purchases.Model, holdout) : null,
            SpendValidation = holdout is not null && hasSpend ? SpendValidation.Of(spend.Model, holdout) : null,
            Plan = plan,
            Tiers = tiers,
            Reasons = reasons,
            Warnings = EarlyWarnings.Find(customers.Histories, spent),
        };
    }

    private static void InSlices(HistoryColumns columns, Action<HistoryColumns, Range> score)
    {
        // Customers are independent of each other, so slices can be scored on all cores: the numbers are the same.
        const int Size = 4_096;
        Parallel.For(0, (columns.Count + Size - 1) / Size, i =>
        {
            int start = i * Size, length = Math.Min(Size, columns.Count - start);
            score(columns.Slice(start, length), start..(start + length));
        });
    }
}

/// <summary>How subscribers stay and what they bring.</summary>
internal sealed record SubscriptionsPart
{
    public required MrrTimeline Mrr { get; init; }

    /// <summary>Churn of each whole month, the first month left out.</summary>
    public required ImmutableArray<(DateOnly Month, ChurnTally Churn)> Churn { get; init; }

    /// <summary>The last twelve months pooled: a rate a month.</summary>
    public required ChurnTally PooledChurn { get; init; }

    public required RetentionCurve Curve { get; init; }

    /// <summary>Movements between the balances at the end of the last whole month and a year before.</summary>
    public required MrrMovements Year { get; init; }

    public SimpleLifetimeValue? Simple { get; init; }

    public static SubscriptionsPart Make(List<Subscription> subscriptions, DateOnly asOf, ReportOptions options)
    {
        MrrTimeline mrr = MrrTimeline.Build(subscriptions, CalendarPeriod.Month, asOf);
        ImmutableArray<(DateOnly, ChurnTally)> churn = [.. mrr.Periods.Where(m => m.OpeningCustomers > 0).Select(m => (m.Start!.Value, new ChurnTally(m.OpeningCustomers, m.LostCustomers)))];
        ChurnTally pooled = ChurnTally.Pool(churn.TakeLast(12).Select(month => month.Item2));
        SimpleLifetimeValue? simple = null;
        if (mrr.Periods is [.., var last] && last.RevenuePerCustomer is { } revenue && pooled.Rate() is { } rate)
            simple = new SimpleLifetimeValue(revenue, options.LifetimeValue.GrossMargin, rate.Value);
        DateOnly last12 = mrr.Periods is [.., { End: { } end }] ? end : asOf;
        return new SubscriptionsPart
        {
            Mrr = mrr,
            Churn = churn,
            PooledChurn = pooled,
            Curve = RetentionCurve.KaplanMeier(Tenure.OfCustomers(subscriptions, asOf, TimeUnit.Month)),
            Year = mrr.Between(last12.AddYears(-1), last12),
            Simple = simple,
        };
    }
}

/// <summary>What customers cost, and when they pay it back.</summary>
internal sealed record AcquisitionPart
{
    public required AcquisitionTally Tally { get; init; }

    public required ImmutableArray<ChannelEconomics> Channels { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Whether new customers are those whose first purchase names the channel, not the platforms' own counts.</summary>
    public required bool IsFromPurchases { get; init; }

    public static AcquisitionPart? Make(List<Spend> spend, CustomersPart? part, ReportOptions options)
    {
        if (spend.Count == 0)
            return null;

        // Spend covers whole months; so do the customers that it is set against.
        DateOnly from = CalendarPeriod.Month.StartOf(CalendarPeriod.Month.IndexOf(spend.Min(s => s.Date)));
        DateOnly last = spend.Max(s => s.Date);
        var to = new DateOnly(last.Year, last.Month, DateTime.DaysInMonth(last.Year, last.Month));
        List<Customer> won = part is null ? [] : [.. part.Base.Where(c => c.FirstPurchase >= from && c.FirstPurchase <= to)];
        bool isFromPurchases = part is not null && (won.Exists(c => c.Channel is not null) || spend.TrueForAll(s => s.NewCustomers is null));
        AcquisitionTally tally = isFromPurchases ? AcquisitionTally.Count(spend, won.Select(c => new NewCustomer(c.FirstPurchase, c.Channel))) : AcquisitionTally.Count(spend);
        var byChannel = won.ToLookup(c => c.Channel);
        double month = TimeUnit.Month.LengthInDays();
        return new AcquisitionPart
        {
            Tally = tally,
            From = from,
            To = to,
            IsFromPurchases = isFromPurchases,
            Channels =
            [
                .. tally.Overall.Channels.Select(channel =>
                {
                    List<Customer> customers = [.. byChannel[channel.Channel]];
                    return new ChannelEconomics(
                        channel,
                        customers.Count,
                        customers.Sum(c => c.TotalSpend),
                        customers.Sum(c => part!.Base.Window.End.DayNumber - c.FirstPurchase.DayNumber) / month,
                        options.LifetimeValue.GrossMargin,
                        part is { HasLifetimeValue: true } ? customers.Sum(c => part.LifetimeValue[c.Row]) : null);
                }),
            ],
        };
    }
}

/// <summary>Whether customers recommend us.</summary>
internal sealed record LoyaltyPart(NpsTally All, ImmutableArray<NpsSegment> Segments)
{
    public static LoyaltyPart Make(List<Rating> ratings) => new(NpsTally.Count(ratings), NpsTally.BySegment(ratings));
}

/// <summary>Whether recommendations bring customers.</summary>
/// <param name="Tally">Invitations, referrers and those who became customers.</param>
/// <param name="AreCustomersKnown">Whether a file says who is a customer; without one, nobody can be said to have become one.</param>
/// <param name="Referred">What referred customers brought, when transactions were given.</param>
/// <param name="Others">What the others brought.</param>
internal sealed record ReferralsPart(ReferralTally Tally, bool AreCustomersKnown, HistoricalValue? Referred, HistoricalValue? Others)
{
    public static ReferralsPart Make(List<Referral> referrals, Inputs inputs, CustomersPart? part)
    {
        // Since when each is a customer, by first purchase or first paid subscription.
        var since = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (Customer c in (IEnumerable<Customer>?)part?.Base ?? [])
            since[c.Id] = c.FirstPurchase;
        foreach (Subscription s in (inputs.Subscriptions ?? []).Where(s => !s.IsTrial))
            since[s.CustomerId] = since.TryGetValue(s.CustomerId, out DateOnly day) && day < s.Start ? day : s.Start;

        ReferralTally tally = ReferralTally.Count(referrals, since);
        if (part is null)
            return new ReferralsPart(tally, since.Count > 0, null, null);

        // What referred customers brought, beside what the others did.
        var referred = new HashSet<string>(tally.ConvertedIds, StringComparer.Ordinal);
        ILookup<bool, Customer> customers = part.Base.ToLookup(c => referred.Contains(c.Id));
        return new ReferralsPart(tally, true, Value(customers[true]), Value(customers[false]));

        static HistoricalValue Value(IEnumerable<Customer> customers) =>
            customers.Aggregate(HistoricalValue.Zero, (sum, c) => sum + new HistoricalValue(1, c.TotalSpend));
    }
}
