namespace RetentionMetrics.Json;

/// <content>Results that are written only, because what they were made from is not in them.</content>
internal static partial class Converters
{
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
            [.. t.Cohorts.Select((c, row) => new CohortLine(c.Start, c.Size, [.. c.Active], [.. c.ActiveOrLater], [.. c.Active.Select((_, age) => t.Retention(row, age)?.Value)], t.HasRevenue ? [.. c.Revenue] : null))],
            [.. t.Flow]),
        read: null);

    public static VersionedConverter<MrrTimeline, MrrTimelineDocument> MrrTimeline { get; } = new(
        "mrrTimeline",
        Forms.MrrTimelineDocument,
        t => new(t.Period, t.AsOf, [.. t.Periods.Select(m => MrrMovements!.ToDocument(m))]),
        read: null);
}
