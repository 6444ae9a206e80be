using System.Text.Json.Serialization;

namespace RetentionMetrics.Json;

// Version 1 of every form. A change that an old reader would misread is a new version of that form, beside the old one.
internal sealed record BgNbdDocument(double R, double Alpha, double A, double B, TimeUnit Unit) : Document;

internal sealed record RegularDocument(double R, double Alpha, double A, double B, int K, TimeUnit Unit) : Document;

internal sealed record BgNbdCovariatesDocument(BgNbdDocument AtZero, BgNbdCovariateLine[] Covariates) : Document;

[method: JsonConstructor] // without it a structure need not be whole
internal readonly record struct BgNbdCovariateLine(string Name, double Purchase, double Leave, double Stay);

internal sealed record ModifiedBgNbdDocument(double R, double Alpha, double A, double B, TimeUnit Unit) : Document;

internal sealed record ParetoNbdDocument(double R, double Alpha, double S, double Beta, TimeUnit Unit) : Document;

internal sealed record ParetoNbdCovariatesDocument(ParetoNbdDocument AtZero, ParetoNbdCovariateLine[] Covariates) : Document;

[method: JsonConstructor]
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

[method: JsonConstructor]
internal readonly record struct SegmentRuleLine(string Name, int[] R, int[] F, int[] M);

internal sealed record RfmGroupCutsDocument(RfmCutsDocument All, GroupCutsLine[] Groups, UnseenGroup Unseen) : Document;

[method: JsonConstructor]
internal readonly record struct GroupCutsLine(string Group, RfmCutsDocument Cuts);

internal sealed record RfmWeightsDocument(double R, double F, double M) : Document;

internal sealed record TouchPlanDocument(TouchTierLine[] Tiers, HysteresisLine Hysteresis) : Document;

[method: JsonConstructor]
internal readonly record struct TouchTierLine(string Name, int? Capacity, double? MinimumPriority, decimal CostPerCustomer, double Uplift);

[method: JsonConstructor]
internal readonly record struct HysteresisLine(double Margin, double Share);

internal sealed record HealthScoreDocument(HealthMeasureLine[] Measures, HealthMissing Missing, double MinimumWeightShare, double RedBelow, double GreenFrom) : Document;

[method: JsonConstructor]
internal readonly record struct HealthMeasureLine(string Name, double Weight, double Worst, double Best);

internal sealed record ChurnCurveDocument(ChurnStepLine[] Steps) : Document;

[method: JsonConstructor]
internal readonly record struct ChurnStepLine(double LowestScore, double HighestScore, long Lost, long N);

internal sealed record CoxModelDocument(string[] Names, double[] Coefficients, double[] Means, CoxBaselineLine[] Baselines, CoxTies Ties) : Document;

[method: JsonConstructor]
internal readonly record struct CoxBaselineLine(string Stratum, CoxPointLine[] Points, double End);

[method: JsonConstructor]
internal readonly record struct CoxPointLine(double Time, double CumulativeHazard, double BreslowHazard);

internal sealed record EstimateDocument(double Value, double? Lower, double? Upper, long N, double Level) : Document;

internal sealed record ConfidenceLevelDocument(double Level) : Document;

internal sealed record UnitEconomicsDocument(decimal AcquisitionSpend, long NewCustomers, decimal MonthlyRevenuePerCustomer, double GrossMargin, double MonthlyChurn) : Document;
