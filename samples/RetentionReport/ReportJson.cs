using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RetentionMetrics;
using RetentionMetrics.Csv;
using RetentionMetrics.Json;

namespace RetentionReport;

/// <summary>All results for programs. Models, tallies and curves have the library's own versioned form, so they can be read back and used.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = JsonTypeInfoResolver.Combine(MetricsJson.Default, new DefaultJsonTypeInfoResolver()),
    };

    public static void Write(Stream stream, Report report) => JsonSerializer.Serialize(stream, Document(report), Options);

    // A part is null when its file was not given.
    private static object Document(Report report) => new
    {
        AsOf = report.AsOf,
        Unit = report.Options.Unit,
        Horizon = report.Options.Horizon,
        LifetimeValueOptions = report.Options.LifetimeValue,
        Assumed = report.Options.Assumed.Select(Assumption),
        Headlines = report.Headlines.Select(h => new { h.Name, h.Value, h.Lower, h.Upper, h.N, h.Of, h.From, h.To, h.Before, h.Against, h.Change, h.IsRelative, h.IsBeyondChance }),
        DataQuality = report.Quality,
        AfterAsOf = report.AfterAsOf,
        Customers = report.Customers is not { } customers ? null : Customers(customers, report.Options),
        Acquisition = report.Acquisition is not { } acquisition ? null : Acquisition(acquisition),
        Churn = report.Subscriptions is not { } subscribers ? null : Churn(subscribers),
        Mrr = report.Subscriptions is not { } m ? null : new
        {
            Timeline = m.Mrr,
            Trailing12 = m.Year,
            m.Year.NetRevenueRetention,
            m.Year.GrossRevenueRetention,
            m.Year.RevenuePerCustomer,
            m.Year.AnnualRunRate,
            m.Sources,
            QuickRatio = m.Mrr.Trailing(12) is [.., var year] ? year.QuickRatio : null,
        },
        Cohorts = report.Activity?.Cohorts,
        CohortBrackets = report.Activity is not { } b ? null : b.Cohorts.Options.Brackets.Select((bracket, i) => new { bracket.From, To = bracket.To - 1, Active = b.Cohorts.WeightedBracketRetention(i) }),
        Revenue = report.Activity?.Revenue,
        FirstValue = report.Activity?.FirstValue is not { } first ? null : new { Kind = report.Options.ValueKind, first.Customers, first.Reached, first.Median, Within30Days = first.ReachedWithin(30) },
        Nps = report.Loyalty is not { } l ? null : new
        {
            l.All,
            Score = l.All.Score(),
            Segments = l.Segments.Select(g => new { g.Segment, g.Tally, Score = g.Tally.Score() }),
            Quarters = l.Quarters.Select(q => new { q.Start, q.Tally, Score = q.Tally.Score() }),
            Change = l.Change is not { } change ? null : new { change.Difference, change.StandardError, change.PValue },
            AnswersFor5Points = l.All.SampleSizeFor(5),
            l.Outcomes,
        },
        Referrals = report.Referrals is not { } r ? null : Referrals(r),
        Funnel = report.Funnel,
        Outreach = report is not { Outreach: { } outreach, Customers: { } known } ? null : Outreach(outreach, known),
    };

    private static object Assumption(CsvProfile p) => new
    {
        File = p.Source,
        p.BytesSeen,
        p.IsWhole,
        Kind = Said(p.Kind, k => k),
        Delimiter = Said(p.Delimiter, d => d),
        Encoding = Said(p.Encoding, e => e.WebName),
        DateFormat = p.DateFormat is not { } dates ? null : Said(dates, d => d),
        Numbers = p.Numbers is not { } numbers ? null : Said(numbers, n => n),
        Columns = p.Columns.Select(c => new { c.Name, Role = Said(c.Role, r => r) }),
        p.Notes,
    };

    private static object Said<T, TShown>(Proposal<T> proposal, Func<T, TShown> show) => new { Value = show(proposal.Value), proposal.Certainty, proposal.Reason };

    private static object Customers(CustomersPart c, ReportOptions options) => new
    {
        Count = c.Base.Count,
        Transactions = c.Base.Notes,
        c.Segments,
        c.Cuts,
        Moves = c.Migration?.Moves.Where(m => m.Customers > 0).Select(m => new { m.From, m.To, m.Customers, Share = m.Share(), m.RevenueBefore, m.RevenueAfter }),
        RevenueShareOfTopFifth = c.Concentration.TopShare(0.2),
        c.Concentration.Gini,
        Abc = new[] { c.Abc.A, c.Abc.B, c.Abc.C },
        c.Historical,
        c.Purchases,
        c.Spend,
        Model = c.HasLifetimeValue ? c.Purchases.Model!.WithSpend(c.Spend.Model!, options.LifetimeValue) : null,
        ExpectedPurchases = c.Expected.Length > 0 ? c.Expected.Sum() : (double?)null,
        LifetimeValue = c.HasLifetimeValue ? c.LifetimeValue.Sum() : (double?)null,
        c.Independence,
        Levers = Levers(c.Levers),
        Holdout = c.Validation,
        SpendHoldout = c.SpendValidation,
    };

    private static object? Levers(ValueLevers? levers) => levers is null ? null : new { Levers = levers, levers.Value, Ranking = levers.Ranking() };

    private static object Acquisition(AcquisitionPart a) => new
    {
        a.From,
        a.To,
        a.IsFromPurchases,
        a.Tally,
        a.Channels,
        a.LtvToCac,
        PaidCac = a.Tally.Overall.PaidCacEstimate(),
        BlendedCac = a.Tally.Overall.BlendedCacEstimate(),
        FullyLoadedCac = a.Tally.Overall.FullyLoadedCacEstimate(),
        a.IsRealised,
        a.Payback,
        MagicNumber = a.Magic is not var (quarter, magic) ? null : new { Quarter = quarter, magic.Value, magic.AnnualisedGrowth, magic.PreviousSpend },
        WinToKeep = a.Leverage is not { } l ? null : new { CostToWin = l.CostToWin(), CostToKeep = l.CostToKeep(), Ratio = l.WinToKeep() },
    };

    private static object Churn(SubscriptionsPart s) => new
    {
        Months = s.Churn.Select(m => new { m.Month, m.Churn, Rate = m.Churn.Rate() }),
        Pooled = s.PooledChurn,
        PooledRate = s.PooledChurn.Rate(),
        Annualised = s.PooledChurn.Annualised(TimeUnit.Month.LengthInDays()),
        Denominators = s.Denominators.Select(d => new { d.Denominator, d.Base, d.Lost, Rate = d.Rate() }),
        s.Curve,
        MedianInterval = new { s.Curve.MedianInterval.Lower, s.Curve.MedianInterval.Upper },
        MonthsOfFirst12 = s.Curve.RestrictedMean(12),
        LogRank = new[] { s.Survival.ByProduct, s.Survival.ByTrial }.OfType<LogRank>().Select(t => new { t.Groups, t.Test }),
        Cox = s.Survival.Cox is not { } cox ? null : new
        {
            cox.Status,
            cox.Reason,
            HazardRatios = cox.Model?.Names.Select(name => new { Covariate = name, Ratio = cox.Model.HazardRatio(name) }),
            ProportionalHazards = s.Survival.Check?.Covariates,
            Concordance = s.Survival.Concordance?.Value,
        },
        s.Simple,
        Levers = Levers(s.Levers),
    };

    private static object Referrals(ReferralsPart r) => new
    {
        r.Tally,
        r.Tally.AlreadyCustomers,
        Conversion = r.AreCustomersKnown ? r.Tally.Conversion() : null,
        KFactor = r.AreCustomersKnown ? r.Tally.KFactor : null,
        KFactorEstimate = r.AreCustomersKnown ? r.Tally.KFactorEstimate() : null,
        CycleDays = r.AreCustomersKnown ? r.Tally.CycleDays.Mean() : null,
        Growth = r.AreCustomersKnown ? r.Tally.GrowthCurve(5) : [],
        r.Referred,
        r.Others,
        r.Value,
        r.Repeat,
    };

    private static object Outreach(OutreachPart o, CustomersPart c) => new
    {
        o.Plan,
        TouchTiers = o.Plan.Tiers.Select((tier, i) => new { tier.Name, tier.Capacity, Customers = o.Tiers.Count(t => t == i) }),
        o.Moved,
        o.Economics,
        Health = new
        {
            o.Health.Measures,
            Bands = o.HealthResults.Where(h => h.Score is not null).CountBy(h => o.Health.BandOf(h.Score!.Value)).ToDictionary(b => b.Key.ToString(), b => b.Value),
            Calibration = o.Calibration is not { } fate ? null : new { fate.N, fate.Unscored, fate.Lost, fate.Rate, fate.Bands, fate.Area, fate.Direction, fate.Measures, fate.Curve?.Steps, fate.Brier, fate.BaseBrier },
        },
        SlippingAway = o.Warnings.Slipping.Select(w => new
        {
            CustomerId = c.Base.IdOf(w.Row),
            w.Kind,
            w.Value,
            w.ValueAtRisk,
            w.Chance,
            w.Before,
            w.Now,
            Reason = w.ToString(),
        }),
        Ambassadors = o.Ambassadors.Chosen.Select(a => new { CustomerId = c.Base.IdOf(a.Row), a.Value, a.Reason }),
    };
}
