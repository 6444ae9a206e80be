using System.Collections.Immutable;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>How subscribers stay and what they bring.</summary>
internal sealed record SubscriptionsPart
{
    public required MrrTimeline Mrr { get; init; }

    /// <summary>Churn of each whole month, of those who paid at its start; the first month is left out.</summary>
    public required ImmutableArray<(DateOnly Month, ChurnTally Churn)> Churn { get; init; }

    /// <summary>The last twelve months pooled: a rate a month.</summary>
    public ChurnTally PooledChurn => Denominators[0];

    /// <summary>The same months under each denominator, of those who paid at the start first.</summary>
    public required ImmutableArray<ChurnTally> Denominators { get; init; }

    public required RetentionCurve Curve { get; init; }

    public required SurvivalPart Survival { get; init; }

    /// <summary>Movements between the balances at the end of the last whole month and a year before.</summary>
    public required MrrMovements Year { get; init; }

    /// <summary>The sum of the movements of the last twelve months, with their sources.</summary>
    public required MrrSources Sources { get; init; }

    public SimpleLifetimeValue? Simple { get; init; }

    /// <summary>What makes a subscriber's value; null without churn.</summary>
    public ValueLevers? Levers { get; init; }

    public static SubscriptionsPart Make(List<Subscription> subscriptions, DateOnly asOf, ReportOptions options)
    {
        MrrTimeline mrr = MrrTimeline.Build(subscriptions, CalendarPeriod.Month, asOf);

        // From closing day to closing day, as the timeline counts.
        List<MrrMovements> months = [.. mrr.Periods.Where(m => m.OpeningCustomers > 0)];
        ChurnTally Count(MrrMovements m, ChurnDenominator denominator) =>
            ChurnTally.Count(subscriptions, m.Start!.Value.AddDays(-1), m.End!.Value, new ChurnOptions { Denominator = denominator, AsOf = asOf });
        ImmutableArray<(DateOnly Month, ChurnTally Tally)> churn = [.. months.Select(m => (m.Start!.Value, Count(m, ChurnDenominator.AtStart)))];
        ImmutableArray<ChurnTally> denominators =
        [
            ChurnTally.Pool(churn.TakeLast(12).Select(m => m.Tally)),
            .. Enum.GetValues<ChurnDenominator>().Where(d => d != ChurnDenominator.AtStart).Select(d => Together([.. months.TakeLast(12).Select(m => Count(m, d))])),
        ];
        ChurnTally pooled = denominators[0];

        SimpleLifetimeValue? simple = null;
        ValueLevers? levers = null;
        if (mrr.Periods is [.., var last] && last.RevenuePerCustomer is { } revenue && pooled.Rate() is { } rate)
        {
            simple = new SimpleLifetimeValue(revenue, options.LifetimeValue.GrossMargin, rate.Value);
            levers = ValueLevers.FromChurn(revenue, 1, rate.Value, options.LifetimeValue.GrossMargin);
        }

        // A month's shares are pooled; customer-days run on from one month to the next.
        static ChurnTally Together(List<ChurnTally> months) =>
            months is [{ Denominator: ChurnDenominator.MeanOfDays }, ..] ? months.Aggregate((before, next) => before.Then(next)) : ChurnTally.Pool(months);

        DateOnly last12 = mrr.Periods is [.., { End: { } end }] ? end : asOf;
        return new SubscriptionsPart
        {
            Mrr = mrr,
            Churn = churn,
            Denominators = denominators,
            Curve = RetentionCurve.KaplanMeier(Tenure.OfCustomers(subscriptions, asOf, TimeUnit.Month)),
            Survival = SurvivalPart.Make(subscriptions, asOf),
            Year = mrr.Between(last12.AddDays(1).AddYears(-1).AddDays(-1), last12), // a month's end stays one where February has 29 days
            Sources = mrr.Periods.TakeLast(12).Aggregate(default(MrrSources), (sum, m) => sum + m.Sources),
            Simple = simple,
            Levers = levers,
        };
    }
}
