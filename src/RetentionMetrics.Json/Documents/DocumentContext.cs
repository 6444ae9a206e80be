using System.Text.Json.Serialization;

namespace RetentionMetrics.Json;

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
        typeof(EnumName<TimeUnit>), typeof(EnumName<DiscountTiming>), typeof(EnumName<BinEdge>), typeof(EnumName<FitStatus>), typeof(EnumName<CalendarPeriod>), typeof(EnumName<FunnelOrder>),
        typeof(EnumName<ChurnDenominator>), typeof(EnumName<CohortAge>), typeof(EnumName<ReturnRule>), typeof(EnumName<UnseenGroup>), typeof(EnumName<HealthMissing>), typeof(EnumName<CoxTies>), typeof(EnumName<SurvivalInterval>),
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
[JsonSerializable(typeof(MeanTallyDocument))]
[JsonSerializable(typeof(WeightedNpsTallyDocument))]
[JsonSerializable(typeof(NpsOutcomesDocument))]
[JsonSerializable(typeof(TallyLedgerDocument<ChurnTallyDocument>), TypeInfoPropertyName = "LedgerOfChurnTally")]
[JsonSerializable(typeof(TallyLedgerDocument<RenewalTallyDocument>), TypeInfoPropertyName = "LedgerOfRenewalTally")]
[JsonSerializable(typeof(TallyLedgerDocument<MrrMovementsDocument>), TypeInfoPropertyName = "LedgerOfMrrMovements")]
[JsonSerializable(typeof(TallyLedgerDocument<AcquisitionTallyDocument>), TypeInfoPropertyName = "LedgerOfAcquisitionTally")]
[JsonSerializable(typeof(TallyLedgerDocument<NpsTallyDocument>), TypeInfoPropertyName = "LedgerOfNpsTally")]
[JsonSerializable(typeof(TallyLedgerDocument<ReferralTallyDocument>), TypeInfoPropertyName = "LedgerOfReferralTally")]
[JsonSerializable(typeof(TallyLedgerDocument<HistoricalValueDocument>), TypeInfoPropertyName = "LedgerOfHistoricalValue")]
[JsonSerializable(typeof(TallyLedgerDocument<MeanTallyDocument>), TypeInfoPropertyName = "LedgerOfMeanTally")]
[JsonSerializable(typeof(TallyLedgerDocument<WeightedNpsTallyDocument>), TypeInfoPropertyName = "LedgerOfWeightedNpsTally")]
[JsonSerializable(typeof(TallyLedgerDocument<NpsOutcomesDocument>), TypeInfoPropertyName = "LedgerOfNpsOutcomes")]
[JsonSerializable(typeof(DayHistogramDocument))]
[JsonSerializable(typeof(TallyLedgerDocument<DayHistogramDocument>), TypeInfoPropertyName = "LedgerOfDayHistogram")]
[JsonSerializable(typeof(FunnelTallyDocument))]
[JsonSerializable(typeof(TallyLedgerDocument<FunnelTallyDocument>), TypeInfoPropertyName = "LedgerOfFunnelTally")]
[JsonSerializable(typeof(HazardTallyDocument))]
[JsonSerializable(typeof(TimeToFirstValueDocument))]
[JsonSerializable(typeof(SegmentMigrationDocument))]
[JsonSerializable(typeof(MrrSourcesDocument))]
[JsonSerializable(typeof(RfmGroupCutsDocument))]
[JsonSerializable(typeof(RfmWeightsDocument))]
[JsonSerializable(typeof(HealthScoreDocument))]
[JsonSerializable(typeof(ChurnCurveDocument))]
[JsonSerializable(typeof(CoxModelDocument))]
[JsonSerializable(typeof(CoxModelFitDocument))]
[JsonSerializable(typeof(TallyLedgerDocument<HazardTallyDocument>), TypeInfoPropertyName = "LedgerOfHazardTally")]
[JsonSerializable(typeof(TallyLedgerDocument<TimeToFirstValueDocument>), TypeInfoPropertyName = "LedgerOfTimeToFirstValue")]
[JsonSerializable(typeof(TallyLedgerDocument<SegmentMigrationDocument>), TypeInfoPropertyName = "LedgerOfSegmentMigration")]
[JsonSerializable(typeof(TallyLedgerDocument<CohortTableDocument>), TypeInfoPropertyName = "LedgerOfCohortTable")]
[JsonSerializable(typeof(RejectedRecordDocument))]
[JsonSerializable(typeof(DataQualityDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
