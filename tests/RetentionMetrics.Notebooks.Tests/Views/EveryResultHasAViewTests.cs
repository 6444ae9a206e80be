using System.Reflection;
using System.Runtime.CompilerServices;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>Every public type of the core is shown by a view, or there is a reason why not.</summary>
public sealed class EveryResultHasAViewTests
{
    private const string Fact = "what goes in: a fact";
    private const string Choice = "what goes in: a choice, which the result names";
    private const string Work = "does the work, and is no result";
    private const string Part = "a row of a larger result, which shows it";
    private const string One = "one customer's numbers among many; tables show them";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["Activity"] = Fact,
        ["Rating"] = Fact,
        ["Referral"] = Fact,
        ["Spend"] = Fact,
        ["Subscription"] = Fact,
        ["Tenure"] = Fact,
        ["Transaction"] = Fact,
        ["NewCustomer"] = Fact,
        ["ObservationWindow"] = Choice,
        ["BillingPeriod"] = Choice,
        ["CurrencyPolicy"] = Choice,
        ["NumberFormat"] = Choice,
        ["ConfidenceLevel"] = Choice,
        ["CohortBracket"] = Choice,
        ["CovariateEffects"] = Choice,
        ["RfmWeights"] = Choice,
        ["SegmentRule"] = Part,
        ["TouchContext"] = Choice,
        ["TouchHysteresis"] = Choice,
        ["TouchPin"] = Choice,
        ["TouchTier"] = Part,
        ["HealthMeasure"] = Part,
        ["AmbassadorCriteria"] = Choice,
        ["FunnelDefinition"] = Choice,
        ["FirstValueDefinition"] = Choice,
        ["CustomerBaseBuilder"] = Work,
        ["CustomerBaseWriter"] = Work,
        ["CustomerColumn"] = Work,
        ["DataQualityLog"] = Work,
        ["EventIds"] = Work,
        ["CustomerTable"] = "what is written to files, by the columns that the caller names",
        ["TallyLedger`1"] = "holds tallies by partition; its total is shown",
        ["Customer"] = One,
        ["CustomerHistory"] = One,
        ["RfmValue"] = One,
        ["RfmScore"] = One,
        ["CustomerSigns"] = One,
        ["CustomerWarning"] = One,
        ["HealthResult"] = One,
        ["TouchReason"] = One,
        ["AmbassadorReview"] = One,
        ["Invitee"] = One,
        ["Referrer"] = One,
        ["SegmentShare"] = Part,
        ["SegmentMove"] = Part,
        ["SegmentOverlap"] = Part,
        ["FrequencyGroup"] = Part,
        ["TrackingPoint"] = Part,
        ["LeverEffect"] = Part,
        ["FittedParameter"] = Part,
        ["ChurnStep"] = Part,
        ["EarlyWarning"] = Part,
        ["HealthGroup"] = Part,
        ["MeasureSignal"] = Part,
        ["TouchTierResult"] = Part,
        ["AbcGroup"] = Part,
        ["LorenzPoint"] = Part,
        ["FunnelStage"] = Part,
        ["AcquisitionCell"] = Part,
        ["ChannelAcquisition"] = Part,
        ["NpsOutcome"] = Part,
        ["NpsPeriod"] = Part,
        ["NpsSegment"] = Part,
        ["Cohort"] = Part,
        ["ActivityFlow"] = Part,
        ["CoxBaseline"] = Part,
        ["CoxBaselinePoint"] = Part,
        ["CoxTests"] = Part,
        ["FirstValueGroup"] = Part,
        ["HazardTrend"] = Part,
        ["LogRankGroup"] = Part,
        ["RetentionPoint"] = Part,
        ["MrrSources"] = Part,
        ["RejectedRecord"] = Part,
    };

    // Shown by ChapterSamples, which calls their views by name.
    private static readonly HashSet<string> InChapterSamples = new(StringComparer.Ordinal)
    {
        "AbcResult", "AcquisitionSummary", "AcquisitionTally", "Ambassadors", "BetaDiscreteWeibull", "ChannelEconomics", "ChurnTally", "CohortProjection", "CohortTable", "Concentration", "Concordance",
        "CoxModel", "DataQuality", "DayHistogram", "FunnelTally", "HazardTally", "LogRank", "MagicNumber", "MrrMovements", "MrrTimeline", "NpsComparison", "NpsOutcomes", "PaybackCurve",
        "ProportionalHazards", "ReferralTally", "RenewalTally", "RetentionCurve", "RetentionLeverage", "ShiftedBetaGeometric", "TimeToFirstValue", "UnitEconomics", "WeightedNpsTally",
    };

    [Fact]
    public void A_public_type_has_a_view_or_a_reason()
    {
        HashSet<string> shown = [.. ResultViews.Types.Select(NameOf)];
        string[] without = [.. typeof(CustomerBase).Assembly.GetExportedTypes().Where(MayBeAResult).Select(NameOf).Where(name => !shown.Contains(name) && !Reasons.ContainsKey(name))];
        without.Should().BeEmpty();
    }

    [Fact]
    public void A_reason_is_of_a_type_that_there_is_and_has_no_view()
    {
        HashSet<string> all = [.. typeof(CustomerBase).Assembly.GetExportedTypes().Where(MayBeAResult).Select(NameOf)];
        Reasons.Keys.Should().BeSubsetOf(all);
        Reasons.Keys.Should().NotIntersectWith(ResultViews.Types.Where(type => !IsList(type)).Select(NameOf));
    }

    [Fact]
    public void Every_type_with_a_view_is_shown_in_these_tests()
    {
        Type[] shown = [.. CustomerSamples.Results("7").Concat(CustomerSamples.Empty()).Select(sample => sample.Result.GetType()).Distinct()];
        ResultViews.Types.Where(type => !InChapterSamples.Contains(NameOf(type)) && type != typeof(NpsTally)).Should().BeSubsetOf(shown);
    }

    [Fact]
    public void Another_type_is_refused_by_name()
    {
        Action view = () => ResultViews.Of("text");
        view.Should().Throw<ArgumentException>().WithMessage("*String*");
    }

    // A list of rows is shown as the rows' result.
    private static string NameOf(Type type) => IsList(type) ? type.GenericTypeArguments[0].Name + "s" : type.Name;

    private static bool IsList(Type type) => type.IsConstructedGenericType && type.Namespace!.StartsWith("System", StringComparison.Ordinal);

    private static bool MayBeAResult(Type type) =>
        !type.IsEnum && !type.IsInterface && !(type.IsAbstract && type.IsSealed) && !typeof(Exception).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type)
        && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && type.DeclaringType is null
        && !type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.Name.EndsWith("Columns", StringComparison.Ordinal);
}
