namespace RetentionMetrics.Json;

/// <content>Models and plans.</content>
internal static partial class Converters
{
    public static VersionedConverter<BgNbd, BgNbdDocument> BgNbd { get; } = new(
        "bgNbd",
        Forms.BgNbdDocument,
        m => new(m.R, m.Alpha, m.A, m.B, m.Unit),
        d => new BgNbd(d.R, d.Alpha, d.A, d.B, d.Unit));

    public static VersionedConverter<BgCnbd, RegularDocument> BgCnbd { get; } = new(
        "bgCnbd",
        Forms.RegularDocument,
        m => new(m.R, m.Alpha, m.A, m.B, m.K, m.Unit),
        d => new BgCnbd(d.R, d.Alpha, d.A, d.B, d.K, d.Unit));

    public static VersionedConverter<ModifiedBgCnbd, RegularDocument> ModifiedBgCnbd { get; } = new(
        "modifiedBgCnbd",
        Forms.RegularDocument,
        m => new(m.R, m.Alpha, m.A, m.B, m.K, m.Unit),
        d => new ModifiedBgCnbd(d.R, d.Alpha, d.A, d.B, d.K, d.Unit));

    public static VersionedConverter<BgNbdCovariates, BgNbdCovariatesDocument> BgNbdCovariates { get; } = new(
        "bgNbdCovariates",
        Forms.BgNbdCovariatesDocument,
        m => new(BgNbd.ToDocument(m.AtZero), [.. m.Names.Select((name, c) => new BgNbdCovariateLine(Unicode(name), m.Purchase[c], m.Leave[c], m.Stay[c]))]),
        d => new BgNbdCovariates(BgNbd.FromDocument(d.AtZero), d.Covariates.Select(c => c.Name), d.Covariates.Select(c => c.Purchase), d.Covariates.Select(c => c.Leave), d.Covariates.Select(c => c.Stay)));

    public static VersionedConverter<ModifiedBgNbd, ModifiedBgNbdDocument> ModifiedBgNbd { get; } = new(
        "modifiedBgNbd",
        Forms.ModifiedBgNbdDocument,
        m => new(m.R, m.Alpha, m.A, m.B, m.Unit),
        d => new ModifiedBgNbd(d.R, d.Alpha, d.A, d.B, d.Unit));

    public static VersionedConverter<ParetoNbd, ParetoNbdDocument> ParetoNbd { get; } = new(
        "paretoNbd",
        Forms.ParetoNbdDocument,
        m => new(m.R, m.Alpha, m.S, m.Beta, m.Unit),
        d => new ParetoNbd(d.R, d.Alpha, d.S, d.Beta, d.Unit));

    public static VersionedConverter<ParetoNbdCovariates, ParetoNbdCovariatesDocument> ParetoNbdCovariates { get; } = new(
        "paretoNbdCovariates",
        Forms.ParetoNbdCovariatesDocument,
        m => new(ParetoNbd.ToDocument(m.AtZero), [.. m.Names.Select((name, c) => new ParetoNbdCovariateLine(Unicode(name), m.Purchase[c], m.Leave[c]))]),
        d => new ParetoNbdCovariates(ParetoNbd.FromDocument(d.AtZero), d.Covariates.Select(c => c.Name), d.Covariates.Select(c => c.Purchase), d.Covariates.Select(c => c.Leave)));

    public static VersionedConverter<Nbd, NbdDocument> Nbd { get; } = new(
        "nbd",
        Forms.NbdDocument,
        m => new(m.R, m.Alpha, m.Unit),
        d => new Nbd(d.R, d.Alpha, d.Unit));

    public static VersionedConverter<GammaGamma, GammaGammaDocument> GammaGamma { get; } = new(
        "gammaGamma",
        Forms.GammaGammaDocument,
        m => new(m.P, m.Q, m.Gamma),
        d => new GammaGamma(d.P, d.Q, d.Gamma));

    public static VersionedConverter<BgBb, BgBbDocument> BgBb { get; } = new(
        "bgBb",
        Forms.BgBbDocument,
        m => new(m.Alpha, m.Beta, m.Gamma, m.Delta, m.Unit),
        d => new BgBb(d.Alpha, d.Beta, d.Gamma, d.Delta, d.Unit));

    public static VersionedConverter<ShiftedBetaGeometric, ShiftedBetaGeometricDocument> ShiftedBetaGeometric { get; } = new(
        "shiftedBetaGeometric",
        Forms.ShiftedBetaGeometricDocument,
        m => new(m.Alpha, m.Beta),
        d => new ShiftedBetaGeometric(d.Alpha, d.Beta));

    public static VersionedConverter<BetaDiscreteWeibull, BetaDiscreteWeibullDocument> BetaDiscreteWeibull { get; } = new(
        "betaDiscreteWeibull",
        Forms.BetaDiscreteWeibullDocument,
        m => new(m.Alpha, m.Beta, m.C),
        d => new BetaDiscreteWeibull(d.Alpha, d.Beta, d.C));

    public static VersionedConverter<LifetimeValue<BgNbd>, LifetimeValueDocument<BgNbdDocument>> LifetimeValueBgNbd { get; } = new(
        "lifetimeValue",
        Forms.LifetimeValueOfBgNbd,
        m => new(BgNbd.ToDocument(m.Purchases), GammaGamma.ToDocument(m.Spend), Terms(m.Options)),
        d => new LifetimeValue<BgNbd>(BgNbd.FromDocument(d.Purchases), GammaGamma.FromDocument(d.Spend), Terms(d.Options)));

    public static VersionedConverter<LifetimeValue<ModifiedBgNbd>, LifetimeValueDocument<ModifiedBgNbdDocument>> LifetimeValueModifiedBgNbd { get; } = new(
        "lifetimeValue",
        Forms.LifetimeValueOfModifiedBgNbd,
        m => new(ModifiedBgNbd.ToDocument(m.Purchases), GammaGamma.ToDocument(m.Spend), Terms(m.Options)),
        d => new LifetimeValue<ModifiedBgNbd>(ModifiedBgNbd.FromDocument(d.Purchases), GammaGamma.FromDocument(d.Spend), Terms(d.Options)));

    public static VersionedConverter<LifetimeValue<ParetoNbd>, LifetimeValueDocument<ParetoNbdDocument>> LifetimeValueParetoNbd { get; } = new(
        "lifetimeValue",
        Forms.LifetimeValueOfParetoNbd,
        m => new(ParetoNbd.ToDocument(m.Purchases), GammaGamma.ToDocument(m.Spend), Terms(m.Options)),
        d => new LifetimeValue<ParetoNbd>(ParetoNbd.FromDocument(d.Purchases), GammaGamma.FromDocument(d.Spend), Terms(d.Options)));

    public static VersionedConverter<SimpleLifetimeValue, SimpleLifetimeValueDocument> SimpleLifetimeValue { get; } = new(
        "simpleLifetimeValue",
        Forms.SimpleLifetimeValueDocument,
        m => new(m.RevenuePerPeriod, m.GrossMargin, m.ChurnPerPeriod),
        d => new SimpleLifetimeValue(d.RevenuePerPeriod, d.GrossMargin, d.ChurnPerPeriod));

    public static VersionedConverter<RfmCuts, RfmCutsDocument> RfmCuts { get; } = new(
        "rfmCuts",
        Forms.RfmCutsDocument,
        m => new([.. m.DaysSinceLastPurchase], [.. m.PurchaseCount], [.. m.TotalSpend], m.Edge),
        d => new RfmCuts(d.DaysSinceLastPurchase, d.PurchaseCount, d.TotalSpend, d.Edge));

    public static VersionedConverter<SegmentMap, SegmentMapDocument> SegmentMap { get; } = new(
        "segmentMap",
        Forms.SegmentMapDocument,
        m => new([.. m.Rules.Select(r => new SegmentRuleLine(Unicode(r.Name), [r.R.Low, r.R.High], [r.F.Low, r.F.High], [r.M.Low, r.M.High]))]),
        d => new SegmentMap([.. d.Rules.Select(r => new SegmentRule(r.Name, Range(r.R), Range(r.F), Range(r.M)))]));

    public static VersionedConverter<TouchPlan, TouchPlanDocument> TouchPlan { get; } = new(
        "touchPlan",
        Forms.TouchPlanDocument,
        p => new(
            [.. p.Tiers.Select(t => new TouchTierLine(Unicode(t.Name), t.Capacity, t.MinimumPriority, t.CostPerCustomer, t.Uplift))],
            new(p.Hysteresis.Margin, p.Hysteresis.Share)),
        d => new TouchPlan([.. d.Tiers.Select(t => new TouchTier(t.Name, t.Capacity, t.MinimumPriority, t.CostPerCustomer, t.Uplift))])
        {
            Hysteresis = (d.Hysteresis.Margin, d.Hysteresis.Share) switch
            {
                (var margin, 0) => TouchHysteresis.ByMargin(margin),
                (0, var share) => TouchHysteresis.ByShare(share),
                _ => throw new ArgumentException("A plan holds on by a margin or by a share, not by both.", nameof(d)),
            },
        });

    public static VersionedConverter<RfmGroupCuts, RfmGroupCutsDocument> RfmGroupCuts { get; } = new(
        "rfmGroupCuts",
        Forms.RfmGroupCutsDocument,
        m => new(RfmCuts.ToDocument(m.All), [.. m.Groups.Select(g => new GroupCutsLine(Unicode(g), RfmCuts.ToDocument(m[g])))], m.Unseen),
        d => new RfmGroupCuts(RfmCuts.FromDocument(d.All), d.Groups.Select(g => KeyValuePair.Create(g.Group, RfmCuts.FromDocument(g.Cuts))), d.Unseen));

    public static VersionedConverter<RfmWeights, RfmWeightsDocument> RfmWeights { get; } = new(
        "rfmWeights",
        Forms.RfmWeightsDocument,
        m => new(m.R, m.F, m.M),
        d => new RfmWeights(d.R, d.F, d.M));

    public static VersionedConverter<HealthScore, HealthScoreDocument> HealthScore { get; } = new(
        "healthScore",
        Forms.HealthScoreDocument,
        m => new(
            [.. m.Measures.Select(h => new HealthMeasureLine(Unicode(h.Name), h.Weight, h.Worst, h.Best))],
            m.Options.Missing,
            m.Options.MinimumWeightShare,
            m.Options.RedBelow,
            m.Options.GreenFrom),
        d => new HealthScore(
            [.. d.Measures.Select(h => new HealthMeasure(h.Name, h.Weight, h.Worst, h.Best))],
            new HealthScoreOptions { Missing = d.Missing, MinimumWeightShare = d.MinimumWeightShare, RedBelow = d.RedBelow, GreenFrom = d.GreenFrom }));

    public static VersionedConverter<ChurnCurve, ChurnCurveDocument> ChurnCurve { get; } = new(
        "churnCurve",
        Forms.ChurnCurveDocument,
        m => new([.. m.Steps.Select(s => new ChurnStepLine(s.LowestScore, s.HighestScore, s.Lost, s.N))]),
        d => new ChurnCurve([.. d.Steps.Select(s => new ChurnStep(s.LowestScore, s.HighestScore, s.Lost, s.N))]));

    public static VersionedConverter<CoxModel, CoxModelDocument> CoxModel { get; } = new(
        "coxModel",
        Forms.CoxModelDocument,
        m => new(
            [.. m.Names.Select(Unicode)],
            [.. m.Coefficients],
            [.. m.Means],
            [.. m.Baselines.Select(b => new CoxBaselineLine(Unicode(b.Stratum), [.. b.Points.Select(p => new CoxPointLine(p.Time, p.CumulativeHazard, p.BreslowHazard))], b.End))],
            m.Ties),
        d => new CoxModel(
            d.Names,
            d.Coefficients,
            d.Means,
            d.Baselines.Select(b => new CoxBaseline(b.Stratum, b.Points.Select(p => new CoxBaselinePoint(p.Time, p.CumulativeHazard, p.BreslowHazard)), b.End)),
            d.Ties));

    public static VersionedConverter<Estimate, EstimateDocument> Estimate { get; } = new(
        "estimate",
        Forms.EstimateDocument,
        e => new(e.Value, e.Lower, e.Upper, e.N, e.Level.Level),
        d => new Estimate(d.Value, d.Lower, d.Upper, d.N, new ConfidenceLevel(d.Level)));

    public static VersionedConverter<ConfidenceLevel, ConfidenceLevelDocument> ConfidenceLevel { get; } = new(
        "confidenceLevel",
        Forms.ConfidenceLevelDocument,
        c => new(c.Level),
        d => new ConfidenceLevel(d.Level));

    public static VersionedConverter<UnitEconomics, UnitEconomicsDocument> UnitEconomics { get; } = new(
        "unitEconomics",
        Forms.UnitEconomicsDocument,
        u => new(u.AcquisitionSpend, u.NewCustomers, u.MonthlyRevenuePerCustomer, u.GrossMargin, u.MonthlyChurn),
        d => new UnitEconomics(d.AcquisitionSpend, d.NewCustomers, d.MonthlyRevenuePerCustomer, d.GrossMargin, d.MonthlyChurn));
}
