using System.Text.Json.Serialization;

namespace RetentionMetrics.Json;

// Version 1 of every form. A change that an old reader would misread is a new version of that form, beside the old one.
internal sealed record BgNbdDocument(double R, double Alpha, double A, double B, TimeUnit Unit) : Document;

internal sealed record RegularDocument(double R, double Alpha, double A, double B, int K, TimeUnit Unit) : Document;

internal sealed record BgNbdCovariatesDocument(BgNbdDocument AtZero, BgNbdCovariateLine[] Covariates) : Document;

internal readonly record struct BgNbdCovariateLine(string Name, double Purchase, double Leave, double Stay);

internal sealed record ModifiedBgNbdDocument(double R, double Alpha, double A, double B, TimeUnit Unit) : Document;

internal sealed record ParetoNbdDocument(double R, double Alpha, double S, double Beta, TimeUnit Unit) : Document;

internal sealed record ParetoNbdCovariatesDocument(ParetoNbdDocument AtZero, ParetoNbdCovariateLine[] Covariates) : Document;

internal readonly record struct ParetoNbdCovariateLine(string Name, double Purchase, double Leave);

internal sealed record NbdDocument(double R, double Alpha, TimeUnit Unit) : Document;

internal sealed record GammaGammaDocument(double P, double Q, double Gamma) : Document;

internal sealed record BgBbDocument(double Alpha, double Beta, double Gamma, double Delta, TimeUnit Unit) : Document;

internal sealed record ShiftedBetaGeometricDocument(double Alpha, double Beta) : Document;

internal sealed record BetaDiscreteWeibullDocument(double Alpha, double Beta, double C) : Document;

internal sealed record LifetimeValueDocument<TPurchases>(TPurchases Purchases, GammaGammaDocument Spend, LifetimeValueTerms Options) : Document;

internal sealed record LifetimeValueTerms(double GrossMargin, double AnnualDiscountRate, DiscountTiming Timing, double StepLength);

internal sealed record SimpleLifetimeValueDocument(decimal RevenuePerPeriod, double GrossMargin, double ChurnPerPeriod) : Document;

internal sealed record RfmCutsDocument(double[] DaysSinceLastPurchase, double[] PurchaseCount, double[] TotalSpend, BinEdge Edge) : Document;

internal sealed record SegmentMapDocument(SegmentRuleLine[] Rules) : Document;

internal readonly record struct SegmentRuleLine(string Name, int[] R, int[] F, int[] M);

internal sealed record TouchPlanDocument(TouchTierLine[] Tiers) : Document;

internal readonly record struct TouchTierLine(string Name, int? Capacity, double? MinimumPriority);

internal sealed record EstimateDocument(double Value, double? Lower, double? Upper, long N, double Level) : Document;

internal sealed record ConfidenceLevelDocument(double Level) : Document;

internal sealed record ChurnTallyDocument(long AtStart, long Lost) : Document;

internal sealed record RenewalTallyDocument(RenewalLine[] Periods) : Document;

internal readonly record struct RenewalLine(long AtRisk, long Lost);

internal sealed record MrrMovementsDocument(
    DateOnly? Start,
    DateOnly? End,
    decimal Opening,
    decimal New,
    decimal Expansion,
    decimal Reactivated,
    decimal Contraction,
    decimal Churned,
    long OpeningCustomers,
    long NewCustomers,
    long ReactivatedCustomers,
    long LostCustomers) : Document;

internal sealed record AcquisitionTallyDocument(CalendarPeriod Period, int Lag, AcquisitionLine[] Cells) : Document;

internal readonly record struct AcquisitionLine(
    string? Channel, DateOnly Date, decimal Advertising, decimal Salaries, decimal Tools, decimal Other, decimal Retention, long? NewCustomers);

internal sealed record NpsTallyDocument(long Promoters, long Passives, long Detractors) : Document;

internal sealed record ReferralTallyDocument(long Customers, ReferrerLine[] Referrers, InviteeLine[] Invitees, long AlreadyCustomers) : Document;

internal readonly record struct ReferrerLine(string Id, long Invitations);

internal readonly record struct InviteeLine(string Id, string ReferrerId, DateOnly Date, bool IsCustomer, DateOnly? CustomerSince);

internal sealed record HistoricalValueDocument(long Customers, decimal Revenue, decimal CostToServe) : Document;

internal sealed record UnitEconomicsDocument(decimal AcquisitionSpend, long NewCustomers, decimal MonthlyRevenuePerCustomer, double GrossMargin, double MonthlyChurn) : Document;

// Results that are written only: what they were made from is not in them.
internal sealed record BgNbdFitDocument(FitStatus Status, BgNbdDocument? Model, FitOutcome Outcome) : Document;

internal sealed record RegularFitDocument(FitStatus Status, RegularDocument? Model, FitOutcome Outcome) : Document;

internal sealed record BgNbdCovariatesFitDocument(FitStatus Status, BgNbdCovariatesDocument? Model, FitOutcome Outcome) : Document;

internal sealed record ModifiedBgNbdFitDocument(FitStatus Status, ModifiedBgNbdDocument? Model, FitOutcome Outcome) : Document;

internal sealed record ParetoNbdFitDocument(FitStatus Status, ParetoNbdDocument? Model, FitOutcome Outcome) : Document;

internal sealed record ParetoNbdCovariatesFitDocument(FitStatus Status, ParetoNbdCovariatesDocument? Model, FitOutcome Outcome) : Document;

internal sealed record NbdFitDocument(FitStatus Status, NbdDocument? Model, FitOutcome Outcome) : Document;

internal sealed record GammaGammaFitDocument(FitStatus Status, GammaGammaDocument? Model, FitOutcome Outcome) : Document;

internal sealed record BgBbFitDocument(FitStatus Status, BgBbDocument? Model, FitOutcome Outcome) : Document;

internal sealed record ShiftedBetaGeometricFitDocument(FitStatus Status, ShiftedBetaGeometricDocument? Model, FitOutcome Outcome) : Document;

internal sealed record BetaDiscreteWeibullFitDocument(FitStatus Status, BetaDiscreteWeibullDocument? Model, FitOutcome Outcome) : Document;

internal sealed record FitOutcome(
    double? LogLikelihood,
    long Customers,
    long Excluded,
    ParameterLine[] Parameters,
    double? Aic,
    double? Bic,
    double GradientNorm,
    int Iterations,
    int Starts,
    string Reason);

internal readonly record struct ParameterLine(string Name, double Value, double? StandardError);

internal sealed record HoldoutValidationDocument(
    DateOnly CalibrationEnd,
    double Duration,
    long Customers,
    double Expected,
    long Actual,
    double Bias,
    double? RelativeBias,
    double? MeanAbsoluteError,
    double? RootMeanSquareError,
    double? Correlation,
    double? RankCorrelation,
    double? TopDecileCapture,
    FrequencyGroup[] ByFrequency,
    TrackingPoint[] Tracking) : Document;

internal sealed record SpendValidationDocument(long Customers, double? MeanPredicted, double? MeanActual, double? Bias, double? MeanAbsoluteError) : Document;

internal sealed record SpendIndependenceDocument(long Customers, long Excluded, EstimateDocument? Correlation, EstimateDocument? RankCorrelation, string Meaning) : Document;

internal sealed record RetentionCurveDocument(long N, long Lost, double Level, double? Median, RetentionPoint[] Points) : Document;

internal sealed record CohortTableDocument(CalendarPeriod Period, bool HasRevenue, decimal UnassignedRevenue, CohortLine[] Cohorts, ActivityFlow[] Flow) : Document;

internal readonly record struct CohortLine(DateOnly Start, long Size, long[] Active, long[] ActiveOrLater, double?[] Retention, decimal[]? Revenue);

internal sealed record MrrTimelineDocument(CalendarPeriod Period, DateOnly? AsOf, MrrMovementsDocument[] Periods) : Document;

/// <summary>An enum as its name in camel case; numbers are not taken.</summary>
internal sealed class EnumName<TEnum>() : JsonStringEnumConverter<TEnum>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(EnumName<TimeUnit>), typeof(EnumName<DiscountTiming>), typeof(EnumName<BinEdge>), typeof(EnumName<FitStatus>), typeof(EnumName<CalendarPeriod>),
    ])]
[JsonSerializable(typeof(BgNbdDocument))]
[JsonSerializable(typeof(RegularDocument))]
[JsonSerializable(typeof(BgNbdCovariatesDocument))]
[JsonSerializable(typeof(RegularFitDocument))]
[JsonSerializable(typeof(BgNbdCovariatesFitDocument))]
[JsonSerializable(typeof(ModifiedBgNbdDocument))]
[JsonSerializable(typeof(ParetoNbdDocument))]
[JsonSerializable(typeof(NbdDocument))]
[JsonSerializable(typeof(GammaGammaDocument))]
[JsonSerializable(typeof(BgBbDocument))]
[JsonSerializable(typeof(ShiftedBetaGeometricDocument))]
[JsonSerializable(typeof(BetaDiscreteWeibullDocument))]
[JsonSerializable(typeof(LifetimeValueDocument<BgNbdDocument>), TypeInfoPropertyName = "LifetimeValueOfBgNbd")]
[JsonSerializable(typeof(LifetimeValueDocument<ModifiedBgNbdDocument>), TypeInfoPropertyName = "LifetimeValueOfModifiedBgNbd")]
[JsonSerializable(typeof(LifetimeValueDocument<ParetoNbdDocument>), TypeInfoPropertyName = "LifetimeValueOfParetoNbd")]
[JsonSerializable(typeof(ParetoNbdCovariatesDocument))]
[JsonSerializable(typeof(ParetoNbdCovariatesFitDocument))]
[JsonSerializable(typeof(SimpleLifetimeValueDocument))]
[JsonSerializable(typeof(RfmCutsDocument))]
[JsonSerializable(typeof(SegmentMapDocument))]
[JsonSerializable(typeof(TouchPlanDocument))]
[JsonSerializable(typeof(EstimateDocument))]
[JsonSerializable(typeof(ConfidenceLevelDocument))]
[JsonSerializable(typeof(ChurnTallyDocument))]
[JsonSerializable(typeof(RenewalTallyDocument))]
[JsonSerializable(typeof(MrrMovementsDocument))]
[JsonSerializable(typeof(AcquisitionTallyDocument))]
[JsonSerializable(typeof(NpsTallyDocument))]
[JsonSerializable(typeof(ReferralTallyDocument))]
[JsonSerializable(typeof(HistoricalValueDocument))]
[JsonSerializable(typeof(UnitEconomicsDocument))]
[JsonSerializable(typeof(BgNbdFitDocument))]
[JsonSerializable(typeof(ModifiedBgNbdFitDocument))]
[JsonSerializable(typeof(ParetoNbdFitDocument))]
[JsonSerializable(typeof(NbdFitDocument))]
[JsonSerializable(typeof(GammaGammaFitDocument))]
[JsonSerializable(typeof(HoldoutValidationDocument))]
[JsonSerializable(typeof(SpendValidationDocument))]
[JsonSerializable(typeof(SpendIndependenceDocument))]
[JsonSerializable(typeof(BgBbFitDocument))]
[JsonSerializable(typeof(ShiftedBetaGeometricFitDocument))]
[JsonSerializable(typeof(BetaDiscreteWeibullFitDocument))]
[JsonSerializable(typeof(RetentionCurveDocument))]
[JsonSerializable(typeof(CohortTableDocument))]
[JsonSerializable(typeof(MrrTimelineDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
