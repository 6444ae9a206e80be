using System.Globalization;

namespace RetentionMetrics.Json;

/// <summary>Each type's way to its document and back.</summary>
internal static class Converters
{
    private static readonly DocumentContext Forms = DocumentContext.Default;

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
        p => new([.. p.Tiers.Select(t => new TouchTierLine(Unicode(t.Name), t.Capacity, t.MinimumPriority))]),
        d => new TouchPlan([.. d.Tiers.Select(t => new TouchTier(t.Name, t.Capacity, t.MinimumPriority))]));

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

    public static VersionedConverter<ChurnTally, ChurnTallyDocument> ChurnTally { get; } = new(
        "churnTally",
        Forms.ChurnTallyDocument,
        t => new(t.AtStart, t.Lost),
        d => new ChurnTally(d.AtStart, d.Lost));

    public static VersionedConverter<RenewalTally, RenewalTallyDocument> RenewalTally { get; } = new(
        "renewalTally",
        Forms.RenewalTallyDocument,
        t => new([.. t.Periods.Select(p => new RenewalLine(p.AtStart, p.Lost))]),
        d => new RenewalTally(d.Periods.Select(p => new ChurnTally(p.AtRisk, p.Lost))));

    public static VersionedConverter<MrrMovements, MrrMovementsDocument> MrrMovements { get; } = new(
        "mrrMovements",
        Forms.MrrMovementsDocument,
        t => new(
            t.Start, t.End, t.Opening, t.New, t.Expansion, t.Reactivated, t.Contraction, t.Churned, t.OpeningCustomers, t.NewCustomers, t.ReactivatedCustomers, t.LostCustomers),
        d => new MrrMovements(
            d.Opening, d.New, d.Expansion, d.Reactivated, d.Contraction, d.Churned, d.OpeningCustomers, d.NewCustomers, d.ReactivatedCustomers, d.LostCustomers, d.Start, d.End));

    public static VersionedConverter<AcquisitionTally, AcquisitionTallyDocument> AcquisitionTally { get; } = new(
        "acquisitionTally",
        Forms.AcquisitionTallyDocument,
        t => new(
            t.Options.Period,
            t.Options.Lag,
            [.. t.Cells.Select(c => new AcquisitionLine(c.Channel is null ? null : Unicode(c.Channel), c.Date, c.Advertising, c.Salaries, c.Tools, c.Other, c.Retention, c.NewCustomers))]),
        d => new AcquisitionTally(
            d.Cells.Select(c => new AcquisitionCell(c.Channel, c.Date, c.Advertising, c.Salaries, c.Tools, c.Other, c.Retention, c.NewCustomers)),
            new AcquisitionOptions { Period = d.Period, Lag = d.Lag }));

    public static VersionedConverter<NpsTally, NpsTallyDocument> NpsTally { get; } = new(
        "npsTally",
        Forms.NpsTallyDocument,
        t => new(t.Promoters, t.Passives, t.Detractors),
        d => new NpsTally(d.Promoters, d.Passives, d.Detractors));

    public static VersionedConverter<ReferralTally, ReferralTallyDocument> ReferralTally { get; } = new(
        "referralTally",
        Forms.ReferralTallyDocument,
        t => new(
            t.Customers,
            [.. t.InvitationsByReferrer.Select(r => new ReferrerLine(Unicode(r.Key), r.Value))],
            [.. t.Invitees.Select(i => new InviteeLine(Unicode(i.Id), Unicode(i.ReferrerId), i.Date, i.IsCustomer, i.CustomerSince))],
            t.AlreadyCustomers),
        d => new ReferralTally(
            d.Customers,
            d.Referrers.Select(r => KeyValuePair.Create(r.Id, r.Invitations)),
            d.Invitees.Select(i => new Invitee(i.Id, i.ReferrerId, i.Date, i.IsCustomer, i.CustomerSince)),
            d.AlreadyCustomers));

    public static VersionedConverter<HistoricalValue, HistoricalValueDocument> HistoricalValue { get; } = new(
        "historicalValue",
        Forms.HistoricalValueDocument,
        t => new(t.Customers, t.Revenue, t.CostToServe),
        d => new HistoricalValue(d.Customers, d.Revenue, d.CostToServe));

    public static VersionedConverter<UnitEconomics, UnitEconomicsDocument> UnitEconomics { get; } = new(
        "unitEconomics",
        Forms.UnitEconomicsDocument,
        u => new(u.AcquisitionSpend, u.NewCustomers, u.MonthlyRevenuePerCustomer, u.GrossMargin, u.MonthlyChurn),
        d => new UnitEconomics(d.AcquisitionSpend, d.NewCustomers, d.MonthlyRevenuePerCustomer, d.GrossMargin, d.MonthlyChurn));

    public static VersionedConverter<Fit<BgNbd>, BgNbdFitDocument> FitBgNbd { get; } = new(
        "bgNbdFit",
        Forms.BgNbdFitDocument,
        f => new(f.Status, f.Model is null ? null : BgNbd.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<BgCnbd>, RegularFitDocument> FitBgCnbd { get; } = new(
        "bgCnbdFit",
        Forms.RegularFitDocument,
        f => new(f.Status, f.Model is null ? null : BgCnbd.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<ModifiedBgCnbd>, RegularFitDocument> FitModifiedBgCnbd { get; } = new(
        "modifiedBgCnbdFit",
        Forms.RegularFitDocument,
        f => new(f.Status, f.Model is null ? null : ModifiedBgCnbd.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<BgNbdCovariates>, BgNbdCovariatesFitDocument> FitBgNbdCovariates { get; } = new(
        "bgNbdCovariatesFit",
        Forms.BgNbdCovariatesFitDocument,
        f => new(f.Status, f.Model is null ? null : BgNbdCovariates.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<ModifiedBgNbd>, ModifiedBgNbdFitDocument> FitModifiedBgNbd { get; } = new(
        "modifiedBgNbdFit",
        Forms.ModifiedBgNbdFitDocument,
        f => new(f.Status, f.Model is null ? null : ModifiedBgNbd.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<ParetoNbd>, ParetoNbdFitDocument> FitParetoNbd { get; } = new(
        "paretoNbdFit",
        Forms.ParetoNbdFitDocument,
        f => new(f.Status, f.Model is null ? null : ParetoNbd.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<ParetoNbdCovariates>, ParetoNbdCovariatesFitDocument> FitParetoNbdCovariates { get; } = new(
        "paretoNbdCovariatesFit",
        Forms.ParetoNbdCovariatesFitDocument,
        f => new(f.Status, f.Model is null ? null : ParetoNbdCovariates.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<Nbd>, NbdFitDocument> FitNbd { get; } = new(
        "nbdFit",
        Forms.NbdFitDocument,
        f => new(f.Status, f.Model is null ? null : Nbd.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<GammaGamma>, GammaGammaFitDocument> FitGammaGamma { get; } = new(
        "gammaGammaFit",
        Forms.GammaGammaFitDocument,
        f => new(f.Status, f.Model is null ? null : GammaGamma.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<HoldoutValidation, HoldoutValidationDocument> HoldoutValidation { get; } = new(
        "holdoutValidation",
        Forms.HoldoutValidationDocument,
        v => new(
            v.CalibrationEnd,
            v.Duration,
            v.Customers,
            v.Expected,
            v.Actual,
            v.Bias,
            v.RelativeBias,
            v.MeanAbsoluteError,
            v.RootMeanSquareError,
            v.Correlation,
            v.RankCorrelation,
            v.TopDecileCapture,
            [.. v.ByFrequency],
            [.. v.Tracking]),
        read: null);

    public static VersionedConverter<SpendValidation, SpendValidationDocument> SpendValidation { get; } = new(
        "spendValidation",
        Forms.SpendValidationDocument,
        v => new(v.Customers, v.MeanPredicted, v.MeanActual, v.Bias, v.MeanAbsoluteError),
        read: null);

    public static VersionedConverter<SpendIndependence, SpendIndependenceDocument> SpendIndependence { get; } = new(
        "spendIndependence",
        Forms.SpendIndependenceDocument,
        s => new(s.Customers, s.Excluded, s.Correlation is { } r ? Estimate.ToDocument(r) : null, s.RankCorrelation is { } rho ? Estimate.ToDocument(rho) : null, s.Meaning),
        read: null);

    public static VersionedConverter<Fit<BgBb>, BgBbFitDocument> FitBgBb { get; } = new(
        "bgBbFit",
        Forms.BgBbFitDocument,
        f => new(f.Status, f.Model is null ? null : BgBb.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<ShiftedBetaGeometric>, ShiftedBetaGeometricFitDocument> FitShiftedBetaGeometric { get; } = new(
        "shiftedBetaGeometricFit",
        Forms.ShiftedBetaGeometricFitDocument,
        f => new(f.Status, f.Model is null ? null : ShiftedBetaGeometric.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<Fit<BetaDiscreteWeibull>, BetaDiscreteWeibullFitDocument> FitBetaDiscreteWeibull { get; } = new(
        "betaDiscreteWeibullFit",
        Forms.BetaDiscreteWeibullFitDocument,
        f => new(f.Status, f.Model is null ? null : BetaDiscreteWeibull.ToDocument(f.Model), Outcome(f)),
        read: null);

    public static VersionedConverter<RetentionCurve, RetentionCurveDocument> RetentionCurve { get; } = new(
        "retentionCurve",
        Forms.RetentionCurveDocument,
        c => new(c.N, c.Lost, c.Level.Level, c.Median, [.. c.Points]),
        read: null);

    public static VersionedConverter<CohortTable, CohortTableDocument> CohortTable { get; } = new(
        "cohortTable",
        Forms.CohortTableDocument,
        t => new(
            t.Period,
            t.HasRevenue,
            t.UnassignedRevenue,
            [.. t.Cohorts.Select((c, row) => new CohortLine(c.Start, c.Size, [.. c.Active], [.. c.ActiveOrLater], [.. c.Active.Select((_, age) => t.Retention(row, age))], t.HasRevenue ? [.. c.Revenue] : null))],
            [.. t.Flow]),
        read: null);

    public static VersionedConverter<MrrTimeline, MrrTimelineDocument> MrrTimeline { get; } = new(
        "mrrTimeline",
        Forms.MrrTimelineDocument,
        t => new(t.Period, t.AsOf, [.. t.Periods.Select(MrrMovements.ToDocument)]),
        read: null);

    private static LifetimeValueTerms Terms(LifetimeValueOptions options) => new(options.GrossMargin, options.AnnualDiscountRate, options.Timing, options.StepLength);

    private static LifetimeValueOptions Terms(LifetimeValueTerms terms) =>
        new() { GrossMargin = terms.GrossMargin, AnnualDiscountRate = terms.AnnualDiscountRate, Timing = terms.Timing, StepLength = terms.StepLength };

    private static FitOutcome Outcome<TModel>(Fit<TModel> fit)
        where TModel : class => new(
            fit.LogLikelihood,
            fit.Customers,
            fit.Excluded,
            [.. fit.Parameters.Select(p => new ParameterLine(p.Name, p.Value, p.StandardError))],
            fit.Aic,
            fit.Bic,
            fit.GradientNorm,
            fit.Iterations,
            fit.Starts,
            fit.Reason);

    private static (int Low, int High) Range(int[] ends) =>
        ends is [int low, int high] ? (low, high) : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A range of scores has two ends, not {ends.Length}."), nameof(ends));

    /// <summary>UTF-8 has no place for half a surrogate pair; written as something else, it would come back as another id.</summary>
    private static string Unicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new ArgumentException("The text holds half a surrogate pair, which JSON in UTF-8 cannot hold.", nameof(text));
        }

        return text;
    }
}
