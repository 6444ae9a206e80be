using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RetentionMetrics;
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
        DataQuality = report.Quality,
        AfterAsOf = report.AfterAsOf,
        Customers = report.Customers is not { } c ? null : new
        {
            Count = c.Base.Count,
            Transactions = c.Base.Notes,
            c.Segments,
            c.Cuts,
            RevenueShareOfTopFifth = c.Concentration.TopShare(0.2),
            c.Concentration.Gini,
            c.Historical,
            c.Purchases,
            c.Spend,
            Model = c.HasLifetimeValue ? c.Purchases.Model.WithSpend(c.Spend.Model, report.Options.LifetimeValue) : null,
            ExpectedPurchases = c.Expected.Length > 0 ? c.Expected.Sum() : (double?)null,
            LifetimeValue = c.HasLifetimeValue ? c.LifetimeValue.Sum() : (double?)null,
            c.Independence,
            Holdout = c.Validation,
            SpendHoldout = c.SpendValidation,
            TouchTiers = c.Plan.Tiers.Select((tier, i) => new { tier.Name, tier.Capacity, Customers = c.Tiers.Count(t => t == i) }),
            SlippingAway = c.Warnings.Slipping.Select(w => new
            {
                CustomerId = c.Base.IdOf(w.Row),
                w.Value,
                w.Chance,
                Silence = w.Now,
                UsualGap = w.Before,
                Reason = w.ToString(),
            }),
        },
        Acquisition = report.Acquisition is not { } a ? null : new { a.From, a.To, a.IsFromPurchases, a.Tally, a.Channels },
        Churn = report.Subscriptions is not { } s ? null : new
        {
            Months = s.Churn.Select(m => new { m.Month, m.Churn, Rate = m.Churn.Rate() }),
            Pooled = s.PooledChurn,
            PooledRate = s.PooledChurn.Rate(),
            s.Curve,
            s.Simple,
        },
        Mrr = report.Subscriptions is not { } m ? null : new
        {
            Timeline = m.Mrr,
            Trailing12 = m.Year,
            m.Year.NetRevenueRetention,
            m.Year.GrossRevenueRetention,
        },
        report.Cohorts,
        Nps = report.Loyalty is not { } l ? null : new
        {
            l.All,
            Score = l.All.Score(),
            Segments = l.Segments.Select(g => new { g.Segment, g.Tally, Score = g.Tally.Score() }),
        },
        Referrals = report.Referrals is not { } r ? null : new
        {
            r.Tally,
            r.Tally.AlreadyCustomers,
            Conversion = r.AreCustomersKnown ? r.Tally.Conversion() : null,
            KFactor = r.AreCustomersKnown ? r.Tally.KFactor : null,
            r.Referred,
            r.Others,
        },
    };
}
