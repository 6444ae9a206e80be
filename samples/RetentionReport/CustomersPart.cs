using System.Collections.Immutable;
using RetentionMetrics;

namespace RetentionReport;

/// <summary>Who the customers are, how they moved and what each is worth.</summary>
internal sealed record CustomersPart
{
    public required CustomerBase Base { get; init; }

    public required RfmCuts Cuts { get; init; }

    public required RfmScore[] Scores { get; init; }

    /// <summary>R, F and M in one number from 0 to 100, each with the same weight.</summary>
    public required double[] Composite { get; init; }

    public required ImmutableArray<SegmentShare> Segments { get; init; }

    /// <summary>Who moved between segments within the last quarter, on the same cuts; null when there was nobody a quarter ago.</summary>
    public SegmentMigration? Migration { get; init; }

    public required Concentration Concentration { get; init; }

    public required AbcResult Abc { get; init; }

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

    /// <summary>What makes a customer's value, and which part of it pays best to improve; null without a model or a loss.</summary>
    public ValueLevers? Levers { get; init; }

    public Holdout? Holdout { get; init; }

    /// <summary>The calibration's purchase model against the holdout; null without a holdout or a model.</summary>
    public HoldoutValidation? Validation { get; init; }

    /// <summary>The calibration's spend model against the holdout; null without a holdout or a model.</summary>
    public SpendValidation? SpendValidation { get; init; }

    public bool HasLifetimeValue => LifetimeValue.Length > 0;

    public static CustomersPart Make(Looks looks, Inputs inputs, ReportOptions options, Progress progress)
    {
        progress.Say("summarising customers");
        CustomerBase customers = looks.Now;
        Holdout? holdout = null;
        if (options.CalibrationEnd is { } end)
        {
            if (end < looks.First || end >= looks.AsOf)
                throw new UsageException($"--calibration-end {end:yyyy-MM-dd} must lie between the first purchase ({looks.First:yyyy-MM-dd}) and the day before the as-of date ({looks.AsOf:yyyy-MM-dd})");
            holdout = looks.Split(end);
        }

        // RFM, now and a quarter before on the same cuts.
        RfmCuts cuts = RfmCuts.Quintiles(customers.RfmColumns);
        RfmScore[] scores = Score(cuts, customers);
        var composite = new double[scores.Length];
        RfmWeights.Equal.Composite(scores, cuts.Bins, composite);
        CustomerBase? before = looks.Upto(looks.AsOf.AddDays(-Looks.Quarter));

        // Lifetime value: with a calibration the models are fitted to it; customers are scored as they are at the as-of date.
        progress.Say("fitting models");
        HistoryColumns sample = (holdout?.Calibration ?? customers).Histories;
        bool hasModel = BgNbd.TryFit(sample, null, out Fit<BgNbd> purchases);
        bool hasSpend = GammaGamma.TryFit(sample, null, out Fit<GammaGamma> spend);
        progress.Say("scoring customers");
        double[] alive = [], expected = [], value = [];
        if (hasModel)
        {
            // Customers are independent of each other: the library scores them on all cores.
            customers.Histories.Score(alive = new double[customers.Count], purchases.Model.ProbabilityAlive);
            customers.Histories.Score(expected = new double[customers.Count], (rows, to) => purchases.Model.ExpectedPurchases(rows, options.Horizon, to));
        }

        if (hasModel && hasSpend)
        {
            LifetimeValue<BgNbd> lifetime = purchases.Model.WithSpend(spend.Model, options.LifetimeValue);
            customers.Histories.Score(value = new double[customers.Count], (rows, to) => lifetime.Predict(rows, options.Horizon, to));
        }

        var concentration = Concentration.Of(customers.TotalSpend.Span);
        return new CustomersPart
        {
            Base = customers,
            Cuts = cuts,
            Scores = scores,
            Composite = composite,
            Segments = SegmentMap.Standard.Summarize(scores, customers.TotalSpend.Span),
            Migration = before is null ? null : SegmentMigration.Count(SegmentMap.Standard, before, Score(cuts, before), customers, scores),
            Concentration = concentration,
            Abc = concentration.Abc(),
            Historical = HistoricalValue.Count(customers),
            Purchases = purchases,
            Spend = spend,
            Independence = SpendIndependence.Of(sample),
            Alive = alive,
            Expected = expected,
            LifetimeValue = value,
            Levers = hasModel ? LeversOf(customers, alive, inputs, options) : null,
            Holdout = holdout,
            Validation = holdout is not null && hasModel ? HoldoutValidation.Of(purchases.Model, holdout) : null,
            SpendValidation = holdout is not null && hasSpend ? SpendValidation.Of(spend.Model, holdout) : null,
        };
    }

    private static RfmScore[] Score(RfmCuts cuts, CustomerBase customers)
    {
        var scores = new RfmScore[customers.Count];
        cuts.Score(customers.RfmColumns, scores);
        return scores;
    }

    // Nobody says when a buyer leaves, so customers are lost by their P(alive): who is gone was there up to the last purchase, who is not up to now.
    private static ValueLevers? LeversOf(CustomerBase customers, double[] alive, Inputs inputs, ReportOptions options)
    {
        double months = 0, lost = 0;
        double perMonth = options.Unit.LengthInDays() / TimeUnit.Month.LengthInDays();
        HistoryColumns h = customers.Histories;
        for (int row = 0; row < alive.Length; row++)
        {
            months += perMonth * ((alive[row] * h.Age.Span[row]) + ((1 - alive[row]) * h.Recency.Span[row]));
            lost += 1 - alive[row];
        }

        decimal revenue = customers.TotalSpend.ToArray().Sum();
        long orders = customers.PurchaseCounts.ToArray().Sum(n => (long)n);
        decimal kept = (inputs.Spend ?? []).Where(s => s.Purpose == SpendPurpose.Retention).Sum(s => s.Amount);
        return revenue < 0 ? null : ValueLevers.FromHistory(revenue, orders, months, lost, options.LifetimeValue.GrossMargin, kept);
    }
}
