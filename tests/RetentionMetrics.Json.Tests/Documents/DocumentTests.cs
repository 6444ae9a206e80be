using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Documents;

public class DocumentTests
{
    private const string BgNbdText = """{"kind":"bgNbd","version":1,"r":0.24259,"alpha":4.4136,"a":0.79292,"b":2.42591,"unit":"week"}""";
    private static readonly BgNbd Model = new(0.24259, 4.4136, 0.79292, 2.42591, TimeUnit.Week); // Fader, Hardie & Lee (2005), CDNOW
    private static readonly MetricsJson Json = MetricsJson.Default;

    [Fact]
    public void Every_document_has_its_written_form()
    {
        Is(Model, Json.BgNbd, BgNbdText);
        Is(new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week), Json.ModifiedBgNbd, """{"kind":"modifiedBgNbd","version":1,"r":0.525,"alpha":6.183,"a":0.891,"b":1.614,"unit":"week"}""");
        Is(new ParetoNbd(0.5533, 10.578, 0.6062, 11.669, TimeUnit.Week), Json.ParetoNbd, """{"kind":"paretoNbd","version":1,"r":0.5533,"alpha":10.578,"s":0.6062,"beta":11.669,"unit":"week"}""");
        Is(new Nbd(0.385, 12.072, TimeUnit.Week), Json.Nbd, """{"kind":"nbd","version":1,"r":0.385,"alpha":12.072,"unit":"week"}""");
        Is(new GammaGamma(6.25, 3.75, 15.5), Json.GammaGamma, """{"kind":"gammaGamma","version":1,"p":6.25,"q":3.75,"gamma":15.5}""");
        Is(
            Model.WithSpend(new GammaGamma(6.25, 3.75, 15.5), new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.1, Timing = DiscountTiming.End }),
            Json.LifetimeValueBgNbd,
            $$$"""{"kind":"lifetimeValue","version":1,"purchases":{{{BgNbdText}}},"spend":{"kind":"gammaGamma","version":1,"p":6.25,"q":3.75,"gamma":15.5},"options":{"grossMargin":0.35,"annualDiscountRate":0.1,"timing":"end","stepLength":1}}""");
        Is(new SimpleLifetimeValue(85.00m, 0.78, 0), Json.SimpleLifetimeValue, """{"kind":"simpleLifetimeValue","version":1,"revenuePerPeriod":85.00,"grossMargin":0.78,"churnPerPeriod":0}""");
        Is(
            new RfmCuts([10, 30.5], [1, 2], [-5, 1e300], BinEdge.LeftClosed),
            Json.RfmCuts,
            """{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":[10,30.5],"purchaseCount":[1,2],"totalSpend":[-5,1E+300],"edge":"leftClosed"}""");
        Is(
            new SegmentMap([new SegmentRule("Lost", (1, 1), (1, 5), (1, 10))]),
            Json.SegmentMap,
            """{"kind":"segmentMap","version":1,"rules":[{"name":"Lost","r":[1,1],"f":[1,5],"m":[1,10]}]}""");
        Is(
            new TouchPlan(new TouchTier("High touch", 120, 5_000, 12.5m, 0.1), new TouchTier("Tech touch")) { Hysteresis = TouchHysteresis.ByShare(0.2) },
            Json.TouchPlan,
            """{"kind":"touchPlan","version":1,"tiers":[{"name":"High touch","capacity":120,"minimumPriority":5000,"costPerCustomer":12.5,"uplift":0.1},{"name":"Tech touch","capacity":null,"minimumPriority":null,"costPerCustomer":0,"uplift":0}],"hysteresis":{"margin":0,"share":0.2}}""");
        Is(
            new RfmGroupCuts(new RfmCuts([10], [1], [5]), [new("jp", new RfmCuts([20], [2], [6]))], UnseenGroup.Refuse),
            Json.RfmGroupCuts,
            """{"kind":"rfmGroupCuts","version":1,"all":{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":[10],"purchaseCount":[1],"totalSpend":[5],"edge":"rightClosed"},"groups":[{"group":"jp","cuts":{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":[20],"purchaseCount":[2],"totalSpend":[6],"edge":"rightClosed"}}],"unseen":"refuse"}""");
        Is(new RfmWeights(1, 2, 0.5), Json.RfmWeights, """{"kind":"rfmWeights","version":1,"r":1,"f":2,"m":0.5}""");
        Is(
            new HealthScore([new HealthMeasure("usage", 2, 0, 20), new HealthMeasure("tickets", 1, 9, 0)], new HealthScoreOptions { Missing = HealthMissing.DropOut, MinimumWeightShare = 0.5 }),
            Json.HealthScore,
            $$"""{"kind":"healthScore","version":1,"measures":[{"name":"usage","weight":2,"worst":0,"best":20},{"name":"tickets","weight":1,"worst":9,"best":0}],"missing":"dropOut","minimumWeightShare":0.5,"redBelow":{{HealthScoreOptions.Default.RedBelow}},"greenFrom":{{HealthScoreOptions.Default.GreenFrom}}}""");
        Is(ChurnCurve.Fit([10, 20, 80, 90], [true, true, false, false]), Json.ChurnCurve, """{"kind":"churnCurve","version":1,"steps":[{"lowestScore":10,"highestScore":20,"lost":2,"n":2},{"lowestScore":80,"highestScore":90,"lost":0,"n":2}]}""");
        Is(
            new CoxModel(["price"], [0.5], [2], [new CoxBaseline("", [new CoxBaselinePoint(1, 0.25, 0.2)], 3)]),
            Json.CoxModel,
            """{"kind":"coxModel","version":1,"names":["price"],"coefficients":[0.5],"means":[2],"baselines":[{"stratum":"","points":[{"time":1,"cumulativeHazard":0.25,"breslowHazard":0.2}],"end":3}],"ties":"efron"}""");
        Is(new Estimate(0.5, null, 0.75, 12), Json.Estimate, """{"kind":"estimate","version":1,"value":0.5,"lower":null,"upper":0.75,"n":12,"level":0.95}""");
        Is(ConfidenceLevel.P90, Json.ConfidenceLevel, """{"kind":"confidenceLevel","version":1,"level":0.9}""");
        Is(new ChurnTally(1_200, 27), Json.ChurnTally, """{"kind":"churnTally","version":1,"denominator":"atStart","base":1200,"lost":27,"voluntary":0,"involuntary":0,"days":0,"from":null,"to":null,"pauseLimitDays":null}""");
        Is(
            new ChurnTally(ChurnDenominator.MeanOfDays, 3_000, 9, 4, 2, 30, new(2026, 6, 1), new(2026, 7, 1), pauseLimitDays: 14),
            Json.ChurnTally,
            """{"kind":"churnTally","version":1,"denominator":"meanOfDays","base":3000,"lost":9,"voluntary":4,"involuntary":2,"days":30,"from":"2026-06-01","to":"2026-07-01","pauseLimitDays":14}""");
        Is(new HazardTally(3, 1_000, TimeUnit.Day), Json.HazardTally, """{"kind":"hazardTally","version":1,"lost":3,"exposure":1000,"unit":"day"}""");
        Is(
            new TimeToFirstValue([new(30, 2, 5)], new FirstValueDefinition("report", new(2026, 6, 30), "sign-up")),
            Json.TimeToFirstValue,
            """{"kind":"timeToFirstValue","version":1,"definition":{"valueKind":"report","asOf":"2026-06-30","startKind":"sign-up"},"groups":[{"watchedDays":30,"reachedOn":2,"customers":5}]}""");
        Is(new TimeToFirstValue([new(30, 2, 5), new(30, null, 1)]), Json.TimeToFirstValue, """{"kind":"timeToFirstValue","version":1,"definition":null,"groups":[{"watchedDays":30,"reachedOn":2,"customers":5},{"watchedDays":30,"reachedOn":null,"customers":1}]}""");
        Is(new MrrSources(1, 2, 3, 4, 5, 6), Json.MrrSources, """{"kind":"mrrSources","version":1,"upgraded":1,"added":2,"downgraded":3,"dropped":4,"paused":5,"resumed":6}""");
        Is(
            new SegmentMigration(["Best", "Others"], [1, 0, 2, 0, 0, 0, 3, 0, 0], [10, 0, 5, 0, 0, 0, 0, 0, 0], [12, 0, 0, 0, 0, 0, 7, 0, 0]),
            Json.SegmentMigration,
            """{"kind":"segmentMigration","version":1,"segments":["Best","Others"],"map":null,"endBefore":null,"endAfter":null,"moves":[{"from":"Best","to":"Best","customers":1,"revenueBefore":10,"revenueAfter":12},{"from":"Best","to":null,"customers":2,"revenueBefore":5,"revenueAfter":0},{"from":null,"to":"Best","customers":3,"revenueBefore":0,"revenueAfter":7}]}""");
        Is(
            CohortTable.Build([new Activity("a", new(2025, 1, 5)), new Activity("a", new(2025, 2, 1))], CalendarPeriod.Month, new CohortOptions { Brackets = [new(1, 3)] }),
            Json.CohortTable,
            """{"kind":"cohortTable","version":1,"period":"month","options":{"age":"calendar","agePeriod":null,"brackets":[{"from":1,"to":3}],"asOf":null,"minimumHorizon":0,"lastAge":null},"hasRevenue":false,"hasStarts":false,"unassignedRevenue":0,"customersLeftOut":0,"cohorts":[{"start":"2025-01-01","size":1,"observed":[1,1],"active":[1,1],"activeOrLater":[1,1],"bracketObserved":[0],"bracketActive":[1],"revenue":[]},{"start":"2025-02-01","size":0,"observed":[0],"active":[0],"activeOrLater":[0],"bracketObserved":[0],"bracketActive":[0],"revenue":[]}],"flow":[{"start":"2025-01-01","new":1,"retained":0,"reactivated":0,"lost":0,"dormant":0},{"start":"2025-02-01","new":0,"retained":1,"reactivated":0,"lost":0,"dormant":0}]}""");
        var reject = new RejectedRecord("orders.csv", 17, 18, 15, 640, 3, "amount", "RM2003", "is not a plain number");
        Is(reject, Json.RejectedRecord, """{"kind":"rejectedRecord","version":1,"source":"orders.csv","line":17,"endLine":18,"record":15,"byteOffset":640,"column":3,"columnName":"amount","code":"RM2003","reason":"is not a plain number"}""");
        Is(
            new DataQuality("orders.csv", 7, 1, 0, ImmutableSortedDictionary<string, long>.Empty.Add("RM2003", 1).Add("RM2001", 3), [reject], datesClipped: 2),
            Json.DataQuality,
            """{"kind":"dataQuality","version":1,"source":"orders.csv","recordsKept":7,"blankLines":1,"blankAnswers":0,"datesClipped":2,"rejectedByCode":[{"code":"RM2001","records":3},{"code":"RM2003","records":1}],"firstRejects":[{"kind":"rejectedRecord","version":1,"source":"orders.csv","line":17,"endLine":18,"record":15,"byteOffset":640,"column":3,"columnName":"amount","code":"RM2003","reason":"is not a plain number"}]}""");
        Is(new NpsTally(5, 3, 2), Json.NpsTally, """{"kind":"npsTally","version":1,"promoters":5,"passives":3,"detractors":2}""");
        Is(MeanTally.Count([2.5m, 1]), Json.MeanTally, """{"kind":"meanTally","version":1,"n":2,"sum":3.5,"scaledSquares":"72500000000000000"}""");
        Is(
            new WeightedNpsTally(MeanTally.Count([2]), default, MeanTally.Count([0.5m])),
            Json.WeightedNpsTally,
            """{"kind":"weightedNpsTally","version":1,"promoters":{"n":1,"sum":2,"scaledSquares":"40000000000000000"},"passives":{"n":0,"sum":0,"scaledSquares":"0"},"detractors":{"n":1,"sum":0.5,"scaledSquares":"2500000000000000"}}""");
        Is(
            NpsOutcomes.Count([10, null], [false, true], [5, 7]),
            Json.NpsOutcomes,
            """{"kind":"npsOutcomes","version":1,"promoters":{"customers":1,"lost":0,"value":5,"scaledSquares":"250000000000000000"},"passives":{"customers":0,"lost":0,"value":0,"scaledSquares":"0"},"detractors":{"customers":0,"lost":0,"value":0,"scaledSquares":"0"},"silent":{"customers":1,"lost":1,"value":7,"scaledSquares":"490000000000000000"}}""");
        Is(
            TallyLedger<NpsTally>.Zero.Add("b", new(1, 0, 0)).Add("a", new(0, 1, 0)),
            Json.Ledger<NpsTally>(),
            """{"kind":"tallyLedger","version":1,"partitions":[{"partition":"a","tally":{"kind":"npsTally","version":1,"promoters":0,"passives":1,"detractors":0}},{"partition":"b","tally":{"kind":"npsTally","version":1,"promoters":1,"passives":0,"detractors":0}}]}""");
        Is(new BgCnbd(0.5, 4.5, 0.75, 2.5, 3, TimeUnit.Week), Json.BgCnbd, """{"kind":"bgCnbd","version":1,"r":0.5,"alpha":4.5,"a":0.75,"b":2.5,"k":3,"unit":"week"}""");
        Is(new ModifiedBgCnbd(0.5, 4.5, 0.75, 2.5, 2, TimeUnit.Day), Json.ModifiedBgCnbd, """{"kind":"modifiedBgCnbd","version":1,"r":0.5,"alpha":4.5,"a":0.75,"b":2.5,"k":2,"unit":"day"}""");
        Is(
            new BgNbdCovariates(Model, ["email"], [0.5], [-0.25], [0.125]),
            Json.BgNbdCovariates,
            $$$"""{"kind":"bgNbdCovariates","version":1,"atZero":{{{BgNbdText}}},"covariates":[{"name":"email","purchase":0.5,"leave":-0.25,"stay":0.125}]}""");
        Is(
            new ParetoNbdCovariates(new ParetoNbd(0.5, 10.5, 0.75, 11.5, TimeUnit.Week), ["email"], [0.5], [-0.25]),
            Json.ParetoNbdCovariates,
            """{"kind":"paretoNbdCovariates","version":1,"atZero":{"kind":"paretoNbd","version":1,"r":0.5,"alpha":10.5,"s":0.75,"beta":11.5,"unit":"week"},"covariates":[{"name":"email","purchase":0.5,"leave":-0.25}]}""");
        Is(new BgBb(1.204, 0.75, 0.657, 2.783, TimeUnit.Year), Json.BgBb, """{"kind":"bgBb","version":1,"alpha":1.204,"beta":0.75,"gamma":0.657,"delta":2.783,"unit":"year"}""");
        Is(new ShiftedBetaGeometric(0.668, 3.806), Json.ShiftedBetaGeometric, """{"kind":"shiftedBetaGeometric","version":1,"alpha":0.668,"beta":3.806}""");
        Is(new BetaDiscreteWeibull(0.26, 1.72, 1.58), Json.BetaDiscreteWeibull, """{"kind":"betaDiscreteWeibull","version":1,"alpha":0.26,"beta":1.72,"c":1.58}""");
        Is(RenewalTally.FromSurvivors(10, 7, 6), Json.RenewalTally, """{"kind":"renewalTally","version":1,"periods":[{"atRisk":10,"lost":3},{"atRisk":7,"lost":1}]}""");
        Is(new HistoricalValue(2, 10.50m, 1), Json.HistoricalValue, """{"kind":"historicalValue","version":1,"customers":2,"revenue":10.50,"costToServe":1}""");
        Is(
            new MrrMovements(100m, 10m, 5m, 0m, 2.50m, 7m, 10, 1, 0, 1, new(2026, 6, 1), new(2026, 6, 30)),
            Json.MrrMovements,
            """{"kind":"mrrMovements","version":1,"start":"2026-06-01","end":"2026-06-30","opening":100,"new":10,"expansion":5,"reactivated":0,"contraction":2.50,"churned":7,"openingCustomers":10,"newCustomers":1,"reactivatedCustomers":0,"lostCustomers":1,"sources":{"kind":"mrrSources","version":1,"upgraded":0,"added":0,"downgraded":0,"dropped":0,"paused":0,"resumed":0},"pausedCustomers":0,"options":{"pauseLimitDays":null,"return":"reactivated"}}""");
        Is(
            new AcquisitionTally([new AcquisitionCell("b", new(2025, 1, 9), 10.5m, newCustomers: null), new AcquisitionCell(null, new(2025, 1, 2), salaries: 7, retention: 2, newCustomers: 3)], new AcquisitionOptions { Lag = 1 }),
            Json.AcquisitionTally,
            """{"kind":"acquisitionTally","version":1,"period":"month","lag":1,"cells":[{"channel":null,"date":"2025-01-01","advertising":0,"salaries":7,"tools":0,"other":0,"retention":2,"newCustomers":3},{"channel":"b","date":"2025-01-01","advertising":10.5,"salaries":0,"tools":0,"other":0,"retention":0,"newCustomers":null}]}""");
        Is(
            FunnelTally.Count([new("a", new(2025, 1, 1), "visit"), new("a", new(2025, 1, 4), "buy"), new("b", new(2025, 1, 1), "visit")], new(["come", "buy"], [new("visit", "come")], FunnelOrder.Any, 30)),
            Json.FunnelTally,
            """{"kind":"funnelTally","version":1,"definition":{"stages":["come","buy"],"kinds":[{"kind":"visit","stage":"come"}],"order":"any","withinDays":30},"reached":[2,1],"days":[[],[{"days":3,"count":1}]]}""");
        Is(FunnelTally.Zero, Json.FunnelTally, """{"kind":"funnelTally","version":1,"definition":null,"reached":[],"days":[]}""");
        Is(new DayHistogram([new(3, 2), new(1, 1)]), Json.DayHistogram, """{"kind":"dayHistogram","version":1,"days":[{"days":1,"count":1},{"days":3,"count":2}]}""");
        Is(
            ReferralTally.Count([new Referral("a", new(2025, 1, 2), "b"), new Referral("a", new(2025, 1, 3))], new HashSet<string>(StringComparer.Ordinal) { "a", "b" }),
            Json.ReferralTally,
            """{"kind":"referralTally","version":1,"customers":2,"alreadyCustomers":0,"referrers":[{"id":"a","invitations":2}],"invitees":[{"id":"b","referrerId":"a","date":"2025-01-02","isCustomer":true,"customerSince":null}]}""");
        Is(
            new UnitEconomics(120_000m, 400, 85m, 0.78, 0.021),
            Json.UnitEconomics,
            """{"kind":"unitEconomics","version":1,"acquisitionSpend":120000,"newCustomers":400,"monthlyRevenuePerCustomer":85,"grossMargin":0.78,"monthlyChurn":0.021}""");
    }

    [Fact]
    public void Results_are_written_with_null_where_they_are_undefined_and_are_not_read()
    {
        var curve = RetentionCurve.KaplanMeier([new Tenure(2, lost: true), new Tenure(3, lost: true)]);
        IsWrittenOnly(curve, Json.RetentionCurve, """{"kind":"retentionCurve","version":1,"n":2,"lost":2,"start":0,"emptiedAt":null,"level":0.95,"interval":"logLog","median":2,"medianLower":2,"medianUpper":null,"points":[{"time":2,"atRisk":2,"lost":1,"censored":0,"survival":0.5,""");
        JsonSerializer.Serialize(curve, Json.RetentionCurve).Should().Contain(""","survival":0,"standardError":null,"lower":null,"upper":null,"cumulativeHazard":1.5,""").And.EndWith("}]}");

        var timeline = MrrTimeline.Build([new Subscription("a", new(2025, 1, 1), null, 10)], CalendarPeriod.Month, asOf: new(2025, 1, 31));
        IsWrittenOnly(timeline, Json.MrrTimeline, """{"kind":"mrrTimeline","version":1,"period":"month","asOf":"2025-01-31","options":{"pauseLimitDays":null,"return":"reactivated"},"periods":[{"kind":"mrrMovements","version":1,"start":"2025-01-01","end":"2025-01-31","opening":0,"new":10,""");

        Holdout holdout = Holdout.Split([new("a", new(2025, 1, 1), 10), new("a", new(2025, 3, 1), 30)], new(new(2025, 1, 1), new(2025, 3, 4), TimeUnit.Week), calibrationEnd: new(2025, 2, 25));
        HoldoutValidation validation = HoldoutValidation.Of(Model, holdout, openFrequency: 1, trackingDays: 63);
        IsWrittenOnly(validation, Json.HoldoutValidation, """{"kind":"holdoutValidation","version":1,"calibrationEnd":"2025-02-25","duration":1,"customers":1,"expected":""");
        JsonSerializer.Serialize(validation, Json.HoldoutValidation).Should()
            .Contain(""","actual":1,"bias":-""").And.Contain(""","correlation":null,"rankCorrelation":null,"topDecileCapture":1,"byFrequency":[{"frequency":0,"isOpen":false,"customers":1,"expectedCustomers":0.""")
            .And.Contain(""","meanExpected":null,"meanActual":null}],"tracking":[{"end":"2025-03-04","expected":0.3957""").And.EndWith(""","actual":1}]}""");
        IsWrittenOnly(SpendValidation.Of(new GammaGamma(6, 4, 15), holdout), Json.SpendValidation, """{"kind":"spendValidation","version":1,"customers":1,"meanPredicted":30,"meanActual":30,"bias":0,"meanAbsoluteError":0}""");
        IsWrittenOnly(SpendIndependence.Of(holdout.Calibration.Histories), Json.SpendIndependence, """{"kind":"spendIndependence","version":1,"customers":0,"excluded":1,"correlation":null,"rankCorrelation":null,"meaning":"Undefined""");

        _ = BgNbd.TryFit(default, null, out Fit<BgNbd> fit);
        IsWrittenOnly(fit, Json.FitBgNbd, """{"kind":"bgNbdFit","version":1,"status":"notIdentified","model":null,"outcome":{"logLikelihood":null,"customers":0,"excluded":0,"parameters":[],"aic":null,"bic":null,"gradientNorm":0,""");
        _ = ModifiedBgNbd.TryFit(default, null, out Fit<ModifiedBgNbd> modified);
        IsWrittenOnly(modified, Json.FitModifiedBgNbd, """{"kind":"modifiedBgNbdFit","version":1,"status":"notIdentified","model":null,""");
        _ = GammaGamma.TryFit(default, null, out Fit<GammaGamma> spend);
        _ = BgBb.TryFit(default, null, out Fit<BgBb> discrete);
        IsWrittenOnly(discrete, Json.FitBgBb, """{"kind":"bgBbFit","version":1,"status":"notIdentified","model":null,""");
        _ = ShiftedBetaGeometric.TryFit(RenewalTally.Zero, null, out Fit<ShiftedBetaGeometric> contract);
        IsWrittenOnly(contract, Json.FitShiftedBetaGeometric, """{"kind":"shiftedBetaGeometricFit","version":1,"status":"notIdentified","model":null,""");
        _ = BetaDiscreteWeibull.TryFit(RenewalTally.Zero, null, out Fit<BetaDiscreteWeibull> weibull);
        IsWrittenOnly(weibull, Json.FitBetaDiscreteWeibull, """{"kind":"betaDiscreteWeibullFit","version":1,"status":"notIdentified","model":null,""");
        IsWrittenOnly(spend, Json.FitGammaGamma, """{"kind":"gammaGammaFit","version":1,"status":"notIdentified","model":null,""");
    }

    [Theory]
    [InlineData("""{"kind":"gammaGamma","version":1,"p":6,"q":4,"gamma":15}""", "RM6002 *is of kind 'gammaGamma'; 'bgNbd' is expected*")]
    [InlineData("""{"version":1,"r":1,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6001 *no 'kind'*")]
    [InlineData("""{"kind":"bgNbd","r":1,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6001 *no 'version'*")]
    [InlineData("""{"kind":"bgNbd","version":"1","r":1,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6001 *no 'version'*")]
    [InlineData("""{"kind":"bgNbd","version":2,"shape":[1,2]}""", "RM6003 *version 2; this package reads version 1*")]
    [InlineData("""{"kind":"bgNbd","version":1,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6004 *missing required*'r'*")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":0,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6004 *'bgNbd' is not valid*greater than 0*")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":1e400,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6004 *'bgNbd' is not valid*finite*")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":null,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6004 *")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":"NaN","alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6004 *")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":1,"alpha":1,"a":1,"b":1,"unit":"fortnight"}""", "RM6004 *")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":1,"alpha":1,"a":1,"b":1,"unit":1}""", "RM6004 *")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":1,"r":2,"alpha":1,"a":1,"b":1,"unit":"day"}""", "RM6004 *uplicate*")]
    [InlineData("""{"kind":"bgNbd","version":1,"r":1,"alpha":1,"a":1,"b":1,"unit":"day","s":1}""", "RM6004 *'s'*")]
    [InlineData("""{"kind":"bgNbd\ud800","version":1}""", "*")]
    [InlineData("[1]", "RM6001 *an object*")]
    [InlineData("1", "RM6001 *an object*")]
    [InlineData("{", "*")]
    public void A_document_that_is_not_valid_says_so(string json, string message)
    {
        Action read = () => JsonSerializer.Deserialize(json, Json.BgNbd);
        JsonException thrown = read.Should().Throw<JsonException>().WithMessage(message).Which;
        (thrown as DocumentException)?.Code.Should().Be(message[..6]);
    }

    [Fact]
    public void No_document_makes_an_invalid_object()
    {
        Refuses(Json.GammaGamma, """{"kind":"gammaGamma","version":1,"p":6,"q":1,"gamma":15}""");
        Refuses(Json.ChurnTally, """{"kind":"churnTally","version":1,"denominator":"atStart","base":1,"lost":2,"voluntary":0,"involuntary":0,"days":0,"from":null,"to":null,"pauseLimitDays":null}""");
        Refuses(Json.SegmentMigration, """{"kind":"segmentMigration","version":1,"segments":["a"],"map":null,"endBefore":null,"endAfter":null,"moves":[{"from":"a","to":"b","customers":1,"revenueBefore":0,"revenueAfter":0}]}""");
        Refuses(Json.SegmentMigration, """{"kind":"segmentMigration","version":1,"segments":["a"],"map":null,"endBefore":null,"endAfter":null,"moves":[{"from":"a","to":"a","customers":1,"revenueBefore":0,"revenueAfter":0},{"from":"a","to":"a","customers":1,"revenueBefore":0,"revenueAfter":0}]}""");
        Refuses(Json.SegmentMigration, $$"""{"kind":"segmentMigration","version":1,"segments":[{{string.Join(',', Enumerable.Range(0, 6_000).Select(i => $"\"s{i}\""))}}],"map":null,"endBefore":null,"endAfter":null,"moves":[]}""");
        Refuses(Json.MeanTally, """{"kind":"meanTally","version":1,"n":2,"sum":3.5,"scaledSquares":"1e5"}""");
        Refuses(Json.TouchPlan, """{"kind":"touchPlan","version":1,"tiers":[{"name":"a","capacity":null,"minimumPriority":null,"costPerCustomer":0,"uplift":0}],"hysteresis":{"margin":1,"share":0.1}}""");
        Refuses(Json.TouchPlan, """{"kind":"touchPlan","version":1,"tiers":[{"name":"a","capacity":null,"minimumPriority":null,"costPerCustomer":0,"uplift":2}],"hysteresis":{"margin":0,"share":0}}""");
        Refuses(Json.HealthScore, """{"kind":"healthScore","version":1,"measures":[],"missing":"dropOut","minimumWeightShare":0,"redBelow":40,"greenFrom":70}""");
        Refuses(Json.ChurnCurve, """{"kind":"churnCurve","version":1,"steps":[{"lowestScore":20,"highestScore":10,"lost":2,"n":2}]}""");
        Refuses(Json.CoxModel, """{"kind":"coxModel","version":1,"names":["a"],"coefficients":[1],"means":[0],"baselines":[null],"ties":"efron"}""");
        Refuses(Json.CoxModel, """{"kind":"coxModel","version":1,"names":["a"],"coefficients":[1],"means":[0],"baselines":[{"stratum":"","points":null,"end":1}],"ties":"efron"}""");
        Refuses(Json.TimeToFirstValue, """{"kind":"timeToFirstValue","version":1,"definition":{"valueKind":"","asOf":"2026-06-30","startKind":null},"groups":[]}""");
        Refuses(Json.CoxModel, """{"kind":"coxModel","version":1,"names":["a","a"],"coefficients":[1,1],"means":[0,0],"baselines":[],"ties":"efron"}""");
        Refuses(Json.NpsTally, """{"kind":"npsTally","version":1,"promoters":-1,"passives":0,"detractors":0}""");
        Refuses(Json.NpsTally, """{"kind":"npsTally","version":1,"promoters":9223372036854775807,"passives":1,"detractors":0}""");
        Refuses(Json.MeanTally, """{"kind":"meanTally","version":1,"n":2,"sum":3.5,"scaledSquares":"1"}""");
        Refuses(Json.NpsOutcomes, """{"kind":"npsOutcomes","version":1,"promoters":{"customers":1,"lost":2,"value":5,"scaledSquares":"250000000000000000"},"passives":{"customers":0,"lost":0,"value":0,"scaledSquares":"0"},"detractors":{"customers":0,"lost":0,"value":0,"scaledSquares":"0"},"silent":{"customers":0,"lost":0,"value":0,"scaledSquares":"0"}}""");
        const string Partition = """{"partition":"a","tally":{"kind":"npsTally","version":1,"promoters":0,"passives":1,"detractors":0}}""";
        Refuses(Json.Ledger<NpsTally>(), $$"""{"kind":"tallyLedger","version":1,"partitions":[{{Partition}},{{Partition}}]}""");
        Refuses(Json.Ledger<ChurnTally>(), $$"""{"kind":"tallyLedger","version":1,"partitions":[{{Partition}}]}""");
        Refuses(Json.Ledger<NpsTally>(), """{"kind":"tallyLedger","version":1,"partitions":[{"partition":"","tally":{"kind":"npsTally","version":1,"promoters":0,"passives":1,"detractors":0}}]}""");
        Refuses(Json.Ledger<NpsTally>(), """{"kind":"tallyLedger","version":1,"partitions":[{"partition":"a","tally":null}]}""");
        Refuses(Json.Estimate, """{"kind":"estimate","version":1,"value":1,"lower":2,"upper":1,"n":1,"level":0.95}""");
        Refuses(Json.Estimate, """{"kind":"estimate","version":1,"value":1,"lower":null,"upper":null,"n":1,"level":0}""");
        Refuses(Json.ConfidenceLevel, """{"kind":"confidenceLevel","version":1,"level":1}""");
        Refuses(Json.RfmCuts, """{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":[2,1],"purchaseCount":[1,2],"totalSpend":[1,2],"edge":"rightClosed"}""");
        Refuses(Json.RfmCuts, """{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":null,"purchaseCount":[1,2],"totalSpend":[1,2],"edge":"rightClosed"}""");
        Refuses(Json.SegmentMap, """{"kind":"segmentMap","version":1,"rules":[null]}""");
        Refuses(Json.SegmentMap, """{"kind":"segmentMap","version":1,"rules":[{"name":"a","r":[1,2,3],"f":[1,2],"m":[1,2]}]}""");
        Refuses(Json.SegmentMap, """{"kind":"segmentMap","version":1,"rules":[{"name":null,"r":[1,3],"f":[1,2],"m":[1,2]}]}""");
        Refuses(Json.TouchPlan, """{"kind":"touchPlan","version":1,"tiers":[],"hysteresis":{"margin":0,"share":0}}""");
        Refuses(Json.MrrMovements, """{"kind":"mrrMovements","version":1,"start":"2026-06-01","end":null,"opening":1,"new":0,"expansion":0,"reactivated":0,"contraction":0,"churned":0,"openingCustomers":0,"newCustomers":0,"reactivatedCustomers":0,"lostCustomers":0,"sources":{"kind":"mrrSources","version":1,"upgraded":0,"added":0,"downgraded":0,"dropped":0,"paused":0,"resumed":0},"pausedCustomers":0,"options":{"pauseLimitDays":null,"return":"reactivated"}}""");
        Refuses(Json.MrrMovements, """{"kind":"mrrMovements","version":1,"start":null,"end":null,"opening":1,"new":0,"expansion":0,"reactivated":0,"contraction":79228162514264337593543950335,"churned":79228162514264337593543950335,"openingCustomers":0,"newCustomers":0,"reactivatedCustomers":0,"lostCustomers":0,"sources":{"kind":"mrrSources","version":1,"upgraded":0,"added":0,"downgraded":0,"dropped":0,"paused":0,"resumed":0},"pausedCustomers":0,"options":{"pauseLimitDays":null,"return":"reactivated"}}""");
        Refuses(Json.HistoricalValue, """{"kind":"historicalValue","version":1,"customers":1,"revenue":1e400,"costToServe":0}""");
        Refuses(Json.AcquisitionTally, """{"kind":"acquisitionTally","version":1,"period":"month","lag":-1,"cells":[]}""");
        Refuses(Json.AcquisitionTally, """{"kind":"acquisitionTally","version":1,"period":"month","lag":0,"cells":[{"channel":"\ud800","date":"2025-01-01","advertising":0,"salaries":0,"tools":0,"other":0,"retention":0,"newCustomers":1}]}""");
        Refuses(Json.AcquisitionTally, """{"kind":"acquisitionTally","version":1,"period":"month","lag":0,"cells":[{"channel":"a","date":"2025-01-01","advertising":-1,"salaries":0,"tools":0,"other":0,"retention":0,"newCustomers":1}]}""");
        Refuses(Json.FunnelTally, """{"kind":"funnelTally","version":1,"definition":null,"reached":[1],"days":[[]]}""");
        Refuses(Json.FunnelTally, """{"kind":"funnelTally","version":1,"definition":{"stages":["a","b"],"kinds":[],"order":"strict","withinDays":null},"reached":[1,2],"days":[[],[]]}""");
        Refuses(Json.FunnelTally, """{"kind":"funnelTally","version":1,"definition":{"stages":["a"],"kinds":[{"kind":"x","stage":"b"}],"order":"strict","withinDays":null},"reached":[1],"days":[[]]}""");
        Refuses(Json.FunnelTally, """{"kind":"funnelTally","version":1,"definition":{"stages":["a"],"kinds":[],"order":"strict","withinDays":null},"reached":[1],"days":[null]}""");
        Refuses(Json.DayHistogram, """{"kind":"dayHistogram","version":1,"days":[{"days":-1,"count":1}]}""");
        Refuses(Json.ReferralTally, """{"kind":"referralTally","version":1,"customers":0,"alreadyCustomers":0,"referrers":[{"id":"a","invitations":0}],"invitees":[]}""");
        Refuses(Json.LifetimeValueBgNbd, $$$"""{"kind":"lifetimeValue","version":1,"purchases":{{{BgNbdText}}},"spend":{"kind":"gammaGamma","version":2,"p":6.25,"q":3.75,"gamma":15.5},"options":{"grossMargin":0.35,"annualDiscountRate":0.1,"timing":"end","stepLength":1}}""");
        Refuses(Json.LifetimeValueBgNbd, $$$"""{"kind":"lifetimeValue","version":1,"purchases":{{{BgNbdText}}},"spend":{"kind":"gammaGamma","version":1,"p":6.25,"q":3.75,"gamma":15.5},"options":{"grossMargin":1.35,"annualDiscountRate":0.1,"timing":"end","stepLength":1}}""");
        Refuses(Json.LifetimeValueBgNbd, """{"kind":"lifetimeValue","version":1,"purchases":null,"spend":{"kind":"gammaGamma","version":1,"p":6.25,"q":3.75,"gamma":15.5},"options":{"grossMargin":0.35,"annualDiscountRate":0.1,"timing":"end","stepLength":1}}""");
        Refuses(Json.UnitEconomics, """{"kind":"unitEconomics","version":1,"acquisitionSpend":1,"newCustomers":1,"monthlyRevenuePerCustomer":1,"grossMargin":2,"monthlyChurn":0}""");
    }

    [Fact]
    public void The_order_of_properties_and_white_space_do_not_matter()
    {
        BgNbd back = JsonSerializer.Deserialize("""
            { "unit": "WEEK", "b": 2.42591, "version": 1, "a": 0.79292,
              "alpha": 4.4136, "r": 0.24259, "kind": "bgNbd" }
            """, Json.BgNbd)!;
        JsonSerializer.Serialize(back, Json.BgNbd).Should().Be(BgNbdText);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_rather_than_written_as_another_id()
    {
        Action write = () => JsonSerializer.Serialize(new AcquisitionTally([new AcquisitionCell("a\ud800", default, 1)]), Json.AcquisitionTally);
        write.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void One_line_puts_the_documents_into_options_of_your_own()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        options.TypeInfoResolverChain.Insert(0, MetricsJson.Default);
        var report = new Report(new ChurnTally(3, 1), null, new Estimate(1, null, null, 1));
        string json = JsonSerializer.Serialize(report, options);
        json.Should().Be("""{"logo_churn":{"kind":"churnTally","version":1,"denominator":"atStart","base":3,"lost":1,"voluntary":0,"involuntary":0,"days":0,"from":null,"to":null,"pauseLimitDays":null},"nps":null,"rate":{"kind":"estimate","version":1,"value":1,"lower":null,"upper":null,"n":1,"level":0.95}}""");
        JsonSerializer.Deserialize<Report>(json, options).Should().Be(report);
    }

    [Fact]
    public void Every_property_of_the_entry_gives_the_type_that_it_names()
    {
        foreach (PropertyInfo property in typeof(MetricsJson).GetProperties().Where(p => p.PropertyType.IsGenericType))
        {
            var info = (JsonTypeInfo)property.GetValue(Json)!;
            info.Type.Should().Be(property.PropertyType.GetGenericArguments()[0]);
            info.Converter.GetType().Name.Should().StartWith("VersionedConverter");
        }

        Json.GetTypeInfo(typeof(string), Json.Options).Should().BeNull("there is no fallback to reflection");
    }

    private static void Is<T>(T value, JsonTypeInfo<T> type, string text)
    {
        JsonSerializer.Serialize(value, type).Should().Be(text);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(text, type)!, type).Should().Be(text);
        RecordedDocuments.AreStillRead(type, text);
    }

    private static void IsWrittenOnly<T>(T value, JsonTypeInfo<T> type, string beginning)
    {
        string json = JsonSerializer.Serialize(value, type);
        json.Should().StartWith(beginning);
        Action read = () => JsonSerializer.Deserialize(json, type);
        read.Should().Throw<JsonException>().WithMessage("RM6005 *written only*");
    }

    private static void Refuses<T>(JsonTypeInfo<T> type, string json)
    {
        Action read = () => JsonSerializer.Deserialize(json, type);
        read.Should().Throw<JsonException>(json);
    }

    private sealed record Report(ChurnTally LogoChurn, NpsTally? Nps, Estimate? Rate);
}
