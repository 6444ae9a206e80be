using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RetentionMetrics.Json;

/// <summary>Models, tallies and results as versioned JSON: <c>JsonSerializer.Serialize(model, MetricsJson.Default.BgNbd)</c> gives <c>{"kind":"bgNbd","version":1,…}</c>.</summary>
/// <remarks>
/// Reading back gives an equal object, bit for bit: doubles are written with all their digits, decimals exactly, and what is undefined is null.
/// A document is made an object by the type's own constructor, so that every rule of the type holds. One of another kind or version, with a missing, unknown or repeated property,
/// or with a value that is not allowed, is a <see cref="DocumentException"/>, a <see cref="JsonException"/> that says so with its code. Fits, validations, retention curves and timelines are written only.
/// Names are in camel case, enums are their names. No reflection is used, so that native compilation and trimming are safe. Immutable and thread-safe.
/// To have the same forms inside your own types: <c>options.TypeInfoResolverChain.Insert(0, MetricsJson.Default)</c>.
/// </remarks>
public sealed class MetricsJson : IJsonTypeInfoResolver
{
    private static readonly FrozenDictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>> Types = new Dictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>>
    {
        [typeof(BgNbd)] = o => Info(o, Converters.BgNbd),
        [typeof(BgCnbd)] = o => Info(o, Converters.BgCnbd),
        [typeof(ModifiedBgCnbd)] = o => Info(o, Converters.ModifiedBgCnbd),
        [typeof(BgNbdCovariates)] = o => Info(o, Converters.BgNbdCovariates),
        [typeof(ModifiedBgNbd)] = o => Info(o, Converters.ModifiedBgNbd),
        [typeof(ParetoNbd)] = o => Info(o, Converters.ParetoNbd),
        [typeof(Nbd)] = o => Info(o, Converters.Nbd),
        [typeof(GammaGamma)] = o => Info(o, Converters.GammaGamma),
        [typeof(BgBb)] = o => Info(o, Converters.BgBb),
        [typeof(ShiftedBetaGeometric)] = o => Info(o, Converters.ShiftedBetaGeometric),
        [typeof(BetaDiscreteWeibull)] = o => Info(o, Converters.BetaDiscreteWeibull),
        [typeof(LifetimeValue<BgNbd>)] = o => Info(o, Converters.LifetimeValueBgNbd),
        [typeof(LifetimeValue<ModifiedBgNbd>)] = o => Info(o, Converters.LifetimeValueModifiedBgNbd),
        [typeof(LifetimeValue<ParetoNbd>)] = o => Info(o, Converters.LifetimeValueParetoNbd),
        [typeof(ParetoNbdCovariates)] = o => Info(o, Converters.ParetoNbdCovariates),
        [typeof(Fit<ParetoNbdCovariates>)] = o => Info(o, Converters.FitParetoNbdCovariates),
        [typeof(SimpleLifetimeValue)] = o => Info(o, Converters.SimpleLifetimeValue),
        [typeof(SimpleLifetimeValue?)] = o => OrNull(o, Converters.SimpleLifetimeValue),
        [typeof(RfmCuts)] = o => Info(o, Converters.RfmCuts),
        [typeof(SegmentMap)] = o => Info(o, Converters.SegmentMap),
        [typeof(TouchPlan)] = o => Info(o, Converters.TouchPlan),
        [typeof(Estimate)] = o => Info(o, Converters.Estimate),
        [typeof(Estimate?)] = o => OrNull(o, Converters.Estimate),
        [typeof(ConfidenceLevel)] = o => Info(o, Converters.ConfidenceLevel),
        [typeof(ConfidenceLevel?)] = o => OrNull(o, Converters.ConfidenceLevel),
        [typeof(ChurnTally)] = o => Info(o, Converters.ChurnTally),
        [typeof(ChurnTally?)] = o => OrNull(o, Converters.ChurnTally),
        [typeof(RenewalTally)] = o => Info(o, Converters.RenewalTally),
        [typeof(MrrMovements)] = o => Info(o, Converters.MrrMovements),
        [typeof(MrrMovements?)] = o => OrNull(o, Converters.MrrMovements),
        [typeof(AcquisitionTally)] = o => Info(o, Converters.AcquisitionTally),
        [typeof(NpsTally)] = o => Info(o, Converters.NpsTally),
        [typeof(NpsTally?)] = o => OrNull(o, Converters.NpsTally),
        [typeof(ReferralTally)] = o => Info(o, Converters.ReferralTally),
        [typeof(HistoricalValue)] = o => Info(o, Converters.HistoricalValue),
        [typeof(HistoricalValue?)] = o => OrNull(o, Converters.HistoricalValue),
        [typeof(MeanTally)] = o => Info(o, Converters.MeanTally),
        [typeof(MeanTally?)] = o => OrNull(o, Converters.MeanTally),
        [typeof(WeightedNpsTally)] = o => Info(o, Converters.WeightedNpsTally),
        [typeof(WeightedNpsTally?)] = o => OrNull(o, Converters.WeightedNpsTally),
        [typeof(NpsOutcomes)] = o => Info(o, Converters.NpsOutcomes),
        [typeof(NpsOutcomes?)] = o => OrNull(o, Converters.NpsOutcomes),
        [typeof(TallyLedger<ChurnTally>)] = o => Info(o, Converters.Ledger(Converters.ChurnTally, DocumentContext.Default.LedgerOfChurnTally)),
        [typeof(TallyLedger<RenewalTally>)] = o => Info(o, Converters.Ledger(Converters.RenewalTally, DocumentContext.Default.LedgerOfRenewalTally)),
        [typeof(TallyLedger<MrrMovements>)] = o => Info(o, Converters.Ledger(Converters.MrrMovements, DocumentContext.Default.LedgerOfMrrMovements)),
        [typeof(TallyLedger<AcquisitionTally>)] = o => Info(o, Converters.Ledger(Converters.AcquisitionTally, DocumentContext.Default.LedgerOfAcquisitionTally)),
        [typeof(TallyLedger<NpsTally>)] = o => Info(o, Converters.Ledger(Converters.NpsTally, DocumentContext.Default.LedgerOfNpsTally)),
        [typeof(TallyLedger<ReferralTally>)] = o => Info(o, Converters.Ledger(Converters.ReferralTally, DocumentContext.Default.LedgerOfReferralTally)),
        [typeof(TallyLedger<HistoricalValue>)] = o => Info(o, Converters.Ledger(Converters.HistoricalValue, DocumentContext.Default.LedgerOfHistoricalValue)),
        [typeof(TallyLedger<MeanTally>)] = o => Info(o, Converters.Ledger(Converters.MeanTally, DocumentContext.Default.LedgerOfMeanTally)),
        [typeof(TallyLedger<WeightedNpsTally>)] = o => Info(o, Converters.Ledger(Converters.WeightedNpsTally, DocumentContext.Default.LedgerOfWeightedNpsTally)),
        [typeof(TallyLedger<NpsOutcomes>)] = o => Info(o, Converters.Ledger(Converters.NpsOutcomes, DocumentContext.Default.LedgerOfNpsOutcomes)),
        [typeof(DayHistogram)] = o => Info(o, Converters.DayHistogram),
        [typeof(TallyLedger<DayHistogram>)] = o => Info(o, Converters.Ledger(Converters.DayHistogram, DocumentContext.Default.LedgerOfDayHistogram)),
        [typeof(FunnelTally)] = o => Info(o, Converters.FunnelTally),
        [typeof(TallyLedger<FunnelTally>)] = o => Info(o, Converters.Ledger(Converters.FunnelTally, DocumentContext.Default.LedgerOfFunnelTally)),
        [typeof(HazardTally)] = o => Info(o, Converters.HazardTally),
        [typeof(HazardTally?)] = o => OrNull(o, Converters.HazardTally),
        [typeof(TimeToFirstValue)] = o => Info(o, Converters.TimeToFirstValue),
        [typeof(SegmentMigration)] = o => Info(o, Converters.SegmentMigration),
        [typeof(MrrSources)] = o => Info(o, Converters.MrrSources),
        [typeof(MrrSources?)] = o => OrNull(o, Converters.MrrSources),
        [typeof(RfmGroupCuts)] = o => Info(o, Converters.RfmGroupCuts),
        [typeof(RfmWeights)] = o => Info(o, Converters.RfmWeights),
        [typeof(HealthScore)] = o => Info(o, Converters.HealthScore),
        [typeof(ChurnCurve)] = o => Info(o, Converters.ChurnCurve),
        [typeof(CoxModel)] = o => Info(o, Converters.CoxModel),
        [typeof(TallyLedger<HazardTally>)] = o => Info(o, Converters.Ledger(Converters.HazardTally, DocumentContext.Default.LedgerOfHazardTally)),
        [typeof(TallyLedger<TimeToFirstValue>)] = o => Info(o, Converters.Ledger(Converters.TimeToFirstValue, DocumentContext.Default.LedgerOfTimeToFirstValue)),
        [typeof(TallyLedger<SegmentMigration>)] = o => Info(o, Converters.Ledger(Converters.SegmentMigration, DocumentContext.Default.LedgerOfSegmentMigration)),
        [typeof(TallyLedger<CohortTable>)] = o => Info(o, Converters.Ledger(Converters.CohortTable, DocumentContext.Default.LedgerOfCohortTable)),
        [typeof(Fit<CoxModel>)] = o => Info(o, Converters.FitCoxModel),
        [typeof(UnitEconomics)] = o => Info(o, Converters.UnitEconomics),
        [typeof(Fit<BgNbd>)] = o => Info(o, Converters.FitBgNbd),
        [typeof(Fit<BgCnbd>)] = o => Info(o, Converters.FitBgCnbd),
        [typeof(Fit<ModifiedBgCnbd>)] = o => Info(o, Converters.FitModifiedBgCnbd),
        [typeof(Fit<BgNbdCovariates>)] = o => Info(o, Converters.FitBgNbdCovariates),
        [typeof(Fit<ModifiedBgNbd>)] = o => Info(o, Converters.FitModifiedBgNbd),
        [typeof(Fit<ParetoNbd>)] = o => Info(o, Converters.FitParetoNbd),
        [typeof(Fit<Nbd>)] = o => Info(o, Converters.FitNbd),
        [typeof(Fit<GammaGamma>)] = o => Info(o, Converters.FitGammaGamma),
        [typeof(HoldoutValidation)] = o => Info(o, Converters.HoldoutValidation),
        [typeof(SpendValidation)] = o => Info(o, Converters.SpendValidation),
        [typeof(SpendIndependence)] = o => Info(o, Converters.SpendIndependence),
        [typeof(Fit<BgBb>)] = o => Info(o, Converters.FitBgBb),
        [typeof(Fit<ShiftedBetaGeometric>)] = o => Info(o, Converters.FitShiftedBetaGeometric),
        [typeof(Fit<BetaDiscreteWeibull>)] = o => Info(o, Converters.FitBetaDiscreteWeibull),
        [typeof(RetentionCurve)] = o => Info(o, Converters.RetentionCurve),
        [typeof(CohortTable)] = o => Info(o, Converters.CohortTable),
        [typeof(MrrTimeline)] = o => Info(o, Converters.MrrTimeline),
        [typeof(RejectedRecord)] = o => Info(o, Converters.RejectedRecord),
        [typeof(RejectedRecord?)] = o => OrNull(o, Converters.RejectedRecord),
        [typeof(DataQuality)] = o => Info(o, Converters.DataQuality),
    }.ToFrozenDictionary();

    private MetricsJson()
    {
        Options = new JsonSerializerOptions { TypeInfoResolver = this, AllowDuplicateProperties = false };
        Options.MakeReadOnly();
    }

    /// <summary>The one instance.</summary>
    public static MetricsJson Default { get; } = new();

    /// <summary>Options that know the types of this class and no others; read-only.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>Kind <c>bgNbd</c>: r, alpha, a, b, unit.</summary>
    public JsonTypeInfo<BgNbd> BgNbd => Of<BgNbd>();

    /// <summary>Kind <c>bgCnbd</c>: r, alpha, a, b, k, unit.</summary>
    public JsonTypeInfo<BgCnbd> BgCnbd => Of<BgCnbd>();

    /// <summary>Kind <c>modifiedBgCnbd</c>: r, alpha, a, b, k, unit.</summary>
    public JsonTypeInfo<ModifiedBgCnbd> ModifiedBgCnbd => Of<ModifiedBgCnbd>();

    /// <summary>Kind <c>bgNbdCovariates</c>: atZero (a <c>bgNbd</c>), covariates, each with name, purchase, leave and stay.</summary>
    public JsonTypeInfo<BgNbdCovariates> BgNbdCovariates => Of<BgNbdCovariates>();

    /// <summary>Kind <c>modifiedBgNbd</c>: r, alpha, a, b, unit.</summary>
    public JsonTypeInfo<ModifiedBgNbd> ModifiedBgNbd => Of<ModifiedBgNbd>();

    /// <summary>Kind <c>paretoNbd</c>: r, alpha, s, beta, unit.</summary>
    public JsonTypeInfo<ParetoNbd> ParetoNbd => Of<ParetoNbd>();

    /// <summary>Kind <c>nbd</c>: r, alpha, unit.</summary>
    public JsonTypeInfo<Nbd> Nbd => Of<Nbd>();

    /// <summary>Kind <c>gammaGamma</c>: p, q, gamma.</summary>
    public JsonTypeInfo<GammaGamma> GammaGamma => Of<GammaGamma>();

    /// <summary>Kind <c>bgBb</c>: alpha, beta, gamma, delta, unit.</summary>
    public JsonTypeInfo<BgBb> BgBb => Of<BgBb>();

    /// <summary>Kind <c>shiftedBetaGeometric</c>: alpha, beta.</summary>
    public JsonTypeInfo<ShiftedBetaGeometric> ShiftedBetaGeometric => Of<ShiftedBetaGeometric>();

    /// <summary>Kind <c>betaDiscreteWeibull</c>: alpha, beta, c.</summary>
    public JsonTypeInfo<BetaDiscreteWeibull> BetaDiscreteWeibull => Of<BetaDiscreteWeibull>();

    /// <summary>Kind <c>lifetimeValue</c>: purchases (a <c>bgNbd</c>), spend (a <c>gammaGamma</c>), options.</summary>
    public JsonTypeInfo<LifetimeValue<BgNbd>> LifetimeValueBgNbd => Of<LifetimeValue<BgNbd>>();

    /// <summary>Kind <c>lifetimeValue</c>: purchases (a <c>modifiedBgNbd</c>), spend (a <c>gammaGamma</c>), options.</summary>
    public JsonTypeInfo<LifetimeValue<ModifiedBgNbd>> LifetimeValueModifiedBgNbd => Of<LifetimeValue<ModifiedBgNbd>>();

    /// <summary>Kind <c>lifetimeValue</c>: purchases (a <c>paretoNbd</c>), spend (a <c>gammaGamma</c>), options.</summary>
    public JsonTypeInfo<LifetimeValue<ParetoNbd>> LifetimeValueParetoNbd => Of<LifetimeValue<ParetoNbd>>();

    /// <summary>Kind <c>paretoNbdCovariates</c>: atZero (a <c>paretoNbd</c>), covariates, each with name, purchase and leave.</summary>
    public JsonTypeInfo<ParetoNbdCovariates> ParetoNbdCovariates => Of<ParetoNbdCovariates>();

    /// <summary>Kind <c>paretoNbdCovariatesFit</c>, written only: status, model (a <c>paretoNbdCovariates</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<ParetoNbdCovariates>> FitParetoNbdCovariates => Of<Fit<ParetoNbdCovariates>>();

    /// <summary>Kind <c>simpleLifetimeValue</c>: revenuePerPeriod, grossMargin, churnPerPeriod.</summary>
    public JsonTypeInfo<SimpleLifetimeValue> SimpleLifetimeValue => Of<SimpleLifetimeValue>();

    /// <summary>Kind <c>rfmCuts</c>: daysSinceLastPurchase, purchaseCount, totalSpend, edge.</summary>
    public JsonTypeInfo<RfmCuts> RfmCuts => Of<RfmCuts>();

    /// <summary>Kind <c>segmentMap</c>: rules, each with name, r, f and m as <c>[low, high]</c>.</summary>
    public JsonTypeInfo<SegmentMap> SegmentMap => Of<SegmentMap>();

    /// <summary>Kind <c>touchPlan</c>: tiers, each with name, capacity, minimumPriority, costPerCustomer and uplift; hysteresis with margin and share.</summary>
    public JsonTypeInfo<TouchPlan> TouchPlan => Of<TouchPlan>();

    /// <summary>Kind <c>estimate</c>: value, lower, upper, n, level.</summary>
    public JsonTypeInfo<Estimate> Estimate => Of<Estimate>();

    /// <summary>Kind <c>confidenceLevel</c>: level.</summary>
    public JsonTypeInfo<ConfidenceLevel> ConfidenceLevel => Of<ConfidenceLevel>();

    /// <summary>Kind <c>churnTally</c>: denominator, base, lost, voluntary, involuntary, days, from, to, pauseLimitDays.</summary>
    public JsonTypeInfo<ChurnTally> ChurnTally => Of<ChurnTally>();

    /// <summary>Kind <c>renewalTally</c>: periods, each with atRisk and lost.</summary>
    public JsonTypeInfo<RenewalTally> RenewalTally => Of<RenewalTally>();

    /// <summary>Kind <c>mrrMovements</c>: start, end, opening, new, expansion, reactivated, contraction, churned, the four counts of customers, sources (an <c>mrrSources</c>), pausedCustomers, options.</summary>
    public JsonTypeInfo<MrrMovements> MrrMovements => Of<MrrMovements>();

    /// <summary>Kind <c>acquisitionTally</c>: period, lag; cells, each with channel or null, date, advertising, salaries, tools, other, retention and newCustomers.</summary>
    public JsonTypeInfo<AcquisitionTally> AcquisitionTally => Of<AcquisitionTally>();

    /// <summary>Kind <c>npsTally</c>: promoters, passives, detractors.</summary>
    public JsonTypeInfo<NpsTally> NpsTally => Of<NpsTally>();

    /// <summary>Kind <c>dayHistogram</c>: days, each with days and count.</summary>
    public JsonTypeInfo<DayHistogram> DayHistogram => Of<DayHistogram>();

    /// <summary>Kind <c>funnelTally</c>: definition, with stages, kinds, order and withinDays; reached and days by stage.</summary>
    public JsonTypeInfo<FunnelTally> FunnelTally => Of<FunnelTally>();

    /// <summary>Kind <c>referralTally</c>: customers, alreadyCustomers; referrers, each with id and invitations; invitees, each with id, referrerId, date, isCustomer and customerSince.</summary>
    public JsonTypeInfo<ReferralTally> ReferralTally => Of<ReferralTally>();

    /// <summary>Kind <c>historicalValue</c>: customers, revenue, costToServe.</summary>
    public JsonTypeInfo<HistoricalValue> HistoricalValue => Of<HistoricalValue>();

    /// <summary>Kind <c>hazardTally</c>: lost, exposure, unit.</summary>
    public JsonTypeInfo<HazardTally> HazardTally => Of<HazardTally>();

    /// <summary>Kind <c>timeToFirstValue</c>: definition (null when it is not said) with valueKind, asOf and startKind (null: any); groups, each with watchedDays, reachedOn and customers.</summary>
    public JsonTypeInfo<TimeToFirstValue> TimeToFirstValue => Of<TimeToFirstValue>();

    /// <summary>Kind <c>segmentMigration</c>: segments, map (a <c>segmentMap</c> or null), endBefore, endAfter; moves, each with from, to (null: absent), customers, revenueBefore and revenueAfter.</summary>
    public JsonTypeInfo<SegmentMigration> SegmentMigration => Of<SegmentMigration>();

    /// <summary>Kind <c>mrrSources</c>: upgraded, added, downgraded, dropped, paused, resumed.</summary>
    public JsonTypeInfo<MrrSources> MrrSources => Of<MrrSources>();

    /// <summary>Kind <c>rfmGroupCuts</c>: all (an <c>rfmCuts</c>); groups, each with group and cuts; unseen.</summary>
    public JsonTypeInfo<RfmGroupCuts> RfmGroupCuts => Of<RfmGroupCuts>();

    /// <summary>Kind <c>rfmWeights</c>: r, f, m.</summary>
    public JsonTypeInfo<RfmWeights> RfmWeights => Of<RfmWeights>();

    /// <summary>Kind <c>healthScore</c>: measures, each with name, weight, worst and best; missing, minimumWeightShare, redBelow, greenFrom.</summary>
    public JsonTypeInfo<HealthScore> HealthScore => Of<HealthScore>();

    /// <summary>Kind <c>churnCurve</c>: steps, each with lowestScore, highestScore, lost and n.</summary>
    public JsonTypeInfo<ChurnCurve> ChurnCurve => Of<ChurnCurve>();

    /// <summary>Kind <c>coxModel</c>: names, coefficients, means; baselines, each with stratum, points and end; ties. It scores as before; tests and intervals stay with the fit.</summary>
    public JsonTypeInfo<CoxModel> CoxModel => Of<CoxModel>();

    /// <summary>Kind <c>coxModelFit</c>, written only: status, model (a <c>coxModel</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<CoxModel>> FitCoxModel => Of<Fit<CoxModel>>();

    /// <summary>Kind <c>meanTally</c>: n, sum, scaledSquares (Σ (10⁸ v)² as text).</summary>
    public JsonTypeInfo<MeanTally> MeanTally => Of<MeanTally>();

    /// <summary>Kind <c>weightedNpsTally</c>: promoters, passives and detractors, each with n, sum and scaledSquares of the weights.</summary>
    public JsonTypeInfo<WeightedNpsTally> WeightedNpsTally => Of<WeightedNpsTally>();

    /// <summary>Kind <c>npsOutcomes</c>: promoters, passives, detractors and silent, each with customers, lost, value and scaledSquares.</summary>
    public JsonTypeInfo<NpsOutcomes> NpsOutcomes => Of<NpsOutcomes>();

    /// <summary>Kind <c>unitEconomics</c>: acquisitionSpend, newCustomers, monthlyRevenuePerCustomer, grossMargin, monthlyChurn.</summary>
    public JsonTypeInfo<UnitEconomics> UnitEconomics => Of<UnitEconomics>();

    /// <summary>Kind <c>bgNbdFit</c>, written only: status, model (a <c>bgNbd</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<BgNbd>> FitBgNbd => Of<Fit<BgNbd>>();

    /// <summary>Kind <c>bgCnbdFit</c>, written only: status, model (a <c>bgCnbd</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<BgCnbd>> FitBgCnbd => Of<Fit<BgCnbd>>();

    /// <summary>Kind <c>modifiedBgCnbdFit</c>, written only: status, model (a <c>modifiedBgCnbd</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<ModifiedBgCnbd>> FitModifiedBgCnbd => Of<Fit<ModifiedBgCnbd>>();

    /// <summary>Kind <c>bgNbdCovariatesFit</c>, written only: status, model (a <c>bgNbdCovariates</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<BgNbdCovariates>> FitBgNbdCovariates => Of<Fit<BgNbdCovariates>>();

    /// <summary>Kind <c>modifiedBgNbdFit</c>, written only: status, model (a <c>modifiedBgNbd</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<ModifiedBgNbd>> FitModifiedBgNbd => Of<Fit<ModifiedBgNbd>>();

    /// <summary>Kind <c>paretoNbdFit</c>, written only: status, model (a <c>paretoNbd</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<ParetoNbd>> FitParetoNbd => Of<Fit<ParetoNbd>>();

    /// <summary>Kind <c>nbdFit</c>, written only: status, model (an <c>nbd</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<Nbd>> FitNbd => Of<Fit<Nbd>>();

    /// <summary>Kind <c>gammaGammaFit</c>, written only: status, model (a <c>gammaGamma</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<GammaGamma>> FitGammaGamma => Of<Fit<GammaGamma>>();

    /// <summary>Kind <c>holdoutValidation</c>, written only: calibrationEnd, duration, customers, expected, actual, the measures, byFrequency, tracking.</summary>
    public JsonTypeInfo<HoldoutValidation> HoldoutValidation => Of<HoldoutValidation>();

    /// <summary>Kind <c>spendValidation</c>, written only: customers, meanPredicted, meanActual, bias, meanAbsoluteError.</summary>
    public JsonTypeInfo<SpendValidation> SpendValidation => Of<SpendValidation>();

    /// <summary>Kind <c>spendIndependence</c>, written only: customers, excluded, correlation and rankCorrelation (each an <c>estimate</c> or null), meaning.</summary>
    public JsonTypeInfo<SpendIndependence> SpendIndependence => Of<SpendIndependence>();

    /// <summary>Kind <c>bgBbFit</c>, written only: status, model (a <c>bgBb</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<BgBb>> FitBgBb => Of<Fit<BgBb>>();

    /// <summary>Kind <c>shiftedBetaGeometricFit</c>, written only: status, model (a <c>shiftedBetaGeometric</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<ShiftedBetaGeometric>> FitShiftedBetaGeometric => Of<Fit<ShiftedBetaGeometric>>();

    /// <summary>Kind <c>betaDiscreteWeibullFit</c>, written only: status, model (a <c>betaDiscreteWeibull</c> or null), outcome.</summary>
    public JsonTypeInfo<Fit<BetaDiscreteWeibull>> FitBetaDiscreteWeibull => Of<Fit<BetaDiscreteWeibull>>();

    /// <summary>Kind <c>retentionCurve</c>, written only: n, lost, start, emptiedAt, level, interval, median with its ends, points.</summary>
    public JsonTypeInfo<RetentionCurve> RetentionCurve => Of<RetentionCurve>();

    /// <summary>Kind <c>cohortTable</c>: period, options, hasRevenue, hasStarts, unassignedRevenue, customersLeftOut, cohorts, flow.</summary>
    public JsonTypeInfo<CohortTable> CohortTable => Of<CohortTable>();

    /// <summary>Kind <c>mrrTimeline</c>, written only: period, asOf, options, periods, each an <c>mrrMovements</c> that can be read by itself.</summary>
    public JsonTypeInfo<MrrTimeline> MrrTimeline => Of<MrrTimeline>();

    /// <summary>Kind <c>rejectedRecord</c>: source, line, endLine, record, byteOffset, column, columnName, code, reason. With <see cref="JsonFile"/>, one a line.</summary>
    public JsonTypeInfo<RejectedRecord> RejectedRecord => Of<RejectedRecord>();

    /// <summary>Kind <c>dataQuality</c>: source, recordsKept, blankLines, blankAnswers, datesClipped, rejectedByCode, each with code and records, firstRejects, each a <c>rejectedRecord</c>.</summary>
    public JsonTypeInfo<DataQuality> DataQuality => Of<DataQuality>();

    /// <summary>Kind <c>tallyLedger</c>: partitions, each with partition and tally, a document of the tally's own kind.</summary>
    /// <typeparam name="TTally">A tally of this library.</typeparam>
    /// <returns>The form of its ledgers.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="TTally"/> is a tally of your own.</exception>
    public JsonTypeInfo<TallyLedger<TTally>> Ledger<TTally>()
        where TTally : ITally<TTally>, IEquatable<TTally> => Of<TallyLedger<TTally>>();

    /// <summary>For a serializer: how a type is written and read.</summary>
    /// <param name="type">The type.</param>
    /// <param name="options">The options that ask.</param>
    /// <returns><see langword="null"/> for a type that is not of this package.</returns>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(options);
        return Types.TryGetValue(type, out Func<JsonSerializerOptions, JsonTypeInfo>? make) ? make(options) : null;
    }

    private static JsonTypeInfo<T> Info<T>(JsonSerializerOptions options, JsonConverter<T> converter) => JsonMetadataServices.CreateValueInfo<T>(options, converter);

    private static JsonTypeInfo<T?> OrNull<T>(JsonSerializerOptions options, JsonConverter<T> converter)
        where T : struct => JsonMetadataServices.CreateValueInfo<T?>(options, JsonMetadataServices.GetNullableConverter(Info(options, converter)));

    private JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
