using System.Text.Json.Serialization;

namespace RetentionMetrics.Json;

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

[method: JsonConstructor] // without it a structure need not be whole
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

internal sealed record RetentionCurveDocument(
    long N,
    long Lost,
    double Start,
    double? EmptiedAt,
    double Level,
    SurvivalInterval Interval,
    double? Median,
    double? MedianLower,
    double? MedianUpper,
    RetentionPoint[] Points) : Document;

internal sealed record MrrTimelineDocument(CalendarPeriod Period, DateOnly? AsOf, MrrTerms Options, MrrMovementsDocument[] Periods) : Document;

internal sealed record CoxModelFitDocument(FitStatus Status, CoxModelDocument? Model, FitOutcome Outcome) : Document;
