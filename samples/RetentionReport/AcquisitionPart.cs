using System.Collections.Immutable;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>What customers cost, and when they pay it back.</summary>
internal sealed record AcquisitionPart
{
    public required AcquisitionTally Tally { get; init; }

    public required ImmutableArray<ChannelEconomics> Channels { get; init; }

    /// <summary>LTV:CAC of each channel with its interval; null where it cannot be said.</summary>
    public required ImmutableArray<Estimate?> LtvToCac { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Whether new customers are those whose first purchase names the channel, not the platforms' own counts.</summary>
    public required bool IsFromPurchases { get; init; }

    /// <summary>How what all marketing cost came back: from the revenue of cohorts, or expected from subscribers; null without either.</summary>
    public PaybackCurve? Payback { get; init; }

    /// <summary>Whether <see cref="Payback"/> is from the revenue of cohorts.</summary>
    public bool IsRealised { get; init; }

    /// <summary>New recurring revenue for the money spent the quarter before, by the last day's quarter; null without subscriptions.</summary>
    public (DateOnly Quarter, MagicNumber Number)? Magic { get; init; }

    /// <summary>What it cost to win a customer against keeping one, over the last year; null without spend to keep customers.</summary>
    public RetentionLeverage? Leverage { get; init; }

    public static AcquisitionPart? Make(List<Spend> spend, Inputs inputs, CustomersPart? part, SubscriptionsPart? subscribers, DateOnly asOf, ReportOptions options)
    {
        List<Spend> wins = [.. spend.Where(s => s.Purpose == SpendPurpose.Acquisition)];
        if (spend.Count == 0)
            return null;

        // Spend covers whole months; so do the customers that it is set against.
        List<Spend> dated = wins.Count > 0 ? wins : spend;
        DateOnly from = FirstDay(dated.Min(s => s.Date));
        DateOnly to = FirstDay(dated.Max(s => s.Date)).AddMonths(1 + options.CacLag).AddDays(-1);
        List<Customer> won = part is null ? [] : [.. part.Base.Where(c => c.FirstPurchase >= from && c.FirstPurchase <= to)];
        bool isFromPurchases = part is not null && (won.Exists(c => c.Channel is not null) || spend.TrueForAll(s => s.NewCustomers is null));
        var lag = new AcquisitionOptions { Lag = options.CacLag };
        List<Spend> inTime = [.. spend.Where(s => s.Date >= from && s.Date <= to)];
        AcquisitionTally tally = isFromPurchases ? AcquisitionTally.Count(inTime, won.Select(c => new NewCustomer(c.FirstPurchase, c.Channel)), lag) : AcquisitionTally.Count(inTime, lag);
        var byChannel = won.ToLookup(c => c.Channel);
        ImmutableArray<ChannelEconomics> channels = [.. tally.Overall.Channels.Where(c => c.Spend > 0 || c.NewCustomers > 0).Select(c => Economics(c, [.. byChannel[c.Channel]], part, options))];
        PaybackCurve? realised = Realised(tally, inputs.PurchaseCohorts, asOf, options);
        return new AcquisitionPart
        {
            Tally = tally,
            From = from,
            To = to,
            IsFromPurchases = isFromPurchases,
            Channels = channels,
            LtvToCac = [.. channels.Select(c => ValueOf([.. byChannel[c.Acquisition.Channel]], part, options) is { } value ? c.LtvToCacEstimate(value) : null)],
            Payback = realised ?? Expected(tally, subscribers, options),
            IsRealised = realised is not null,
            Magic = subscribers is null ? null : MagicOf(wins, subscribers.Mrr),
            Leverage = part is null ? null : LeverageOf(spend, part.Base, asOf),
        };
    }

    private static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);

    private static ChannelEconomics Economics(ChannelAcquisition channel, List<Customer> customers, CustomersPart? part, ReportOptions options) => new(
        channel,
        customers.Count,
        customers.Sum(c => c.TotalSpend),
        customers.Sum(c => part!.Base.Window.End.DayNumber - c.FirstPurchase.DayNumber) / TimeUnit.Month.LengthInDays(),
        options.LifetimeValue.GrossMargin,
        part is { HasLifetimeValue: true } ? customers.Sum(c => part.LifetimeValue[c.Row]) : null);

    // What a customer of the channel brought and is expected to bring, with the interval of a mean.
    private static Estimate? ValueOf(List<Customer> customers, CustomersPart? part, ReportOptions options) => part is not { HasLifetimeValue: true } ? null
        : MeanTally.Count([.. customers.Select(c => (c.TotalSpend * (decimal)options.LifetimeValue.GrossMargin) + (decimal)part.LifetimeValue[c.Row])]).Mean();

    // The cohorts that are watched for a year, or for as many months as any is.
    private static PaybackCurve? Realised(AcquisitionTally tally, CohortTable? cohorts, DateOnly asOf, ReportOptions options)
    {
        const int Months = 12;
        Dictionary<DateOnly, decimal> spend = tally.Periods.Where(p => p.TotalSpend > 0).ToDictionary(p => p.Start!.Value, p => p.TotalSpend);
        DateOnly end = FirstDay(asOf.AddDays(1)); // months before it are whole
        List<Cohort> whole = [.. (cohorts?.Cohorts ?? []).Where(c => c.Size > 0 && spend.ContainsKey(c.Start) && c.Start.AddMonths(Months) <= end)];
        if (whole.Count == 0)
            return null;
        decimal[] revenue = [.. Enumerable.Range(0, Months).Select(age => whole.Sum(c => age < c.Revenue.Length ? c.Revenue[age] : 0))];
        return PaybackCurve.Realised(whole.Sum(c => spend[c.Start]), whole.Sum(c => c.Size), revenue, options.LifetimeValue.GrossMargin, MonthlyDiscount(options));
    }

    private static PaybackCurve? Expected(AcquisitionTally tally, SubscriptionsPart? subscribers, ReportOptions options)
    {
        if (subscribers is not { Mrr.Periods: [.., { RevenuePerCustomer: { } revenue }] } || tally.Overall.FullyLoadedCac is not { } cac)
            return null;
        double[] survival = [.. Enumerable.Range(0, 36).Select(month => subscribers.Curve.SurvivalAt(month)).TakeWhile(s => s is not null).Select(s => s!.Value)];
        return PaybackCurve.Expected(cac, (double)revenue * options.LifetimeValue.GrossMargin, survival, MonthlyDiscount(options));
    }

    private static double MonthlyDiscount(ReportOptions options) => Math.Pow(1 + options.LifetimeValue.AnnualDiscountRate, 1.0 / 12) - 1;

    // By calendar quarters: the recurring revenue of each, and what was spent in it.
    private static (DateOnly, MagicNumber)? MagicOf(List<Spend> spend, MrrTimeline mrr)
    {
        List<(int Quarter, decimal Revenue)> quarters = [.. mrr.Periods.GroupBy(m => CalendarPeriod.Quarter.IndexOf(m.Start!.Value)).Where(q => q.Count() == 3).Select(q => (q.Key, q.Sum(m => m.Closing))).OrderBy(q => q.Key)];
        ILookup<int, decimal> spent = spend.ToLookup(s => CalendarPeriod.Quarter.IndexOf(s.Date), s => s.Amount);
        ImmutableArray<MagicNumber> series = MagicNumber.Series([.. quarters.Select(q => q.Revenue)], [.. quarters.Select(q => spent[q.Quarter].Sum())]);
        for (int i = series.Length - 1; i >= 0; i--)
        {
            if (series[i].Value is not null)
                return (CalendarPeriod.Quarter.StartOf(quarters[i + 1].Quarter), series[i]);
        }

        return null;
    }

    // Customers a year ago are kept who bought since: all that purchases can say.
    private static RetentionLeverage? LeverageOf(List<Spend> spend, CustomerBase customers, DateOnly asOf)
    {
        DateOnly yearAgo = asOf.AddDays(1).AddYears(-1).AddDays(-1);
        decimal Of(SpendPurpose purpose) => spend.Where(s => s.Purpose == purpose && s.Date > yearAgo).Sum(s => s.Amount);
        List<Customer> known = [.. customers.Where(c => c.FirstPurchase <= yearAgo)];
        return Of(SpendPurpose.Retention) == 0 ? null
            : new RetentionLeverage(Of(SpendPurpose.Acquisition), customers.LongCount(c => c.FirstPurchase > yearAgo), Of(SpendPurpose.Retention), known.Count, known.LongCount(c => c.LastPurchase > yearAgo));
    }
}
