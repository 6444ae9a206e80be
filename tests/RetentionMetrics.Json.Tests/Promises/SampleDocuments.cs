using System.Text.Json.Serialization.Metadata;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Promises;

/// <summary>A sound document of each kind that can be read back, to be damaged.</summary>
internal static class SampleDocuments
{
    private static readonly MetricsJson Json = MetricsJson.Default;

    public static IReadOnlyList<(JsonTypeInfo Type, string Text)> All { get; } =
    [
        (Json.BgNbd, """{"kind":"bgNbd","version":1,"r":0.24259,"alpha":4.4136,"a":0.79292,"b":2.42591,"unit":"week"}"""),
        (Json.ModifiedBgNbd, """{"kind":"modifiedBgNbd","version":1,"r":0.525,"alpha":6.183,"a":0.891,"b":1.614,"unit":"week"}"""),
        (Json.ParetoNbd, """{"kind":"paretoNbd","version":1,"r":0.5533,"alpha":10.578,"s":0.6062,"beta":11.669,"unit":"week"}"""),
        (Json.Nbd, """{"kind":"nbd","version":1,"r":0.385,"alpha":12.072,"unit":"week"}"""),
        (Json.GammaGamma, """{"kind":"gammaGamma","version":1,"p":6.25,"q":3.75,"gamma":15.5}"""),
        (Json.LifetimeValueBgNbd, """{"kind":"lifetimeValue","version":1,"purchases":{"kind":"bgNbd","version":1,"r":0.24259,"alpha":4.4136,"a":0.79292,"b":2.42591,"unit":"week"},"spend":{"kind":"gammaGamma","version":1,"p":6.25,"q":3.75,"gamma":15.5},"options":{"grossMargin":0.35,"annualDiscountRate":0.1,"timing":"end","stepLength":1}}"""),
        (Json.SimpleLifetimeValue, """{"kind":"simpleLifetimeValue","version":1,"revenuePerPeriod":85.00,"grossMargin":0.78,"churnPerPeriod":0}"""),
        (Json.RfmCuts, """{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":[10,30.5],"purchaseCount":[1,2],"totalSpend":[-5,1E+300],"edge":"leftClosed"}"""),
        (Json.SegmentMap, """{"kind":"segmentMap","version":1,"rules":[{"name":"Lost","r":[1,1],"f":[1,5],"m":[1,10]}]}"""),
        (Json.TouchPlan, """{"kind":"touchPlan","version":1,"tiers":[{"name":"High touch","capacity":120,"minimumPriority":5000,"costPerCustomer":12.5,"uplift":0.1},{"name":"Tech touch","capacity":null,"minimumPriority":null,"costPerCustomer":0,"uplift":0}],"hysteresis":{"margin":0,"share":0.2}}"""),
        (Json.RfmGroupCuts, """{"kind":"rfmGroupCuts","version":1,"all":{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":[10],"purchaseCount":[1],"totalSpend":[5],"edge":"rightClosed"},"groups":[{"group":"jp","cuts":{"kind":"rfmCuts","version":1,"daysSinceLastPurchase":[20],"purchaseCount":[2],"totalSpend":[6],"edge":"rightClosed"}}],"unseen":"refuse"}"""),
        (Json.RfmWeights, """{"kind":"rfmWeights","version":1,"r":1,"f":2,"m":0.5}"""),
        (Json.HealthScore, """{"kind":"healthScore","version":1,"measures":[{"name":"usage","weight":2,"worst":0,"best":20},{"name":"tickets","weight":1,"worst":9,"best":0}],"missing":"dropOut","minimumWeightShare":0.5,"redBelow":40,"greenFrom":70}"""),
        (Json.ChurnCurve, """{"kind":"churnCurve","version":1,"steps":[{"lowestScore":10,"highestScore":20,"lost":2,"n":2},{"lowestScore":80,"highestScore":90,"lost":0,"n":2}]}"""),
        (Json.CoxModel, """{"kind":"coxModel","version":1,"names":["price"],"coefficients":[0.5],"means":[2],"baselines":[{"stratum":"","points":[{"time":1,"cumulativeHazard":0.25,"breslowHazard":0.2}],"end":3}],"ties":"efron"}"""),
        (Json.Estimate, """{"kind":"estimate","version":1,"value":0.5,"lower":null,"upper":0.75,"n":12,"level":0.95}"""),
        (Json.ConfidenceLevel, """{"kind":"confidenceLevel","version":1,"level":0.9}"""),
        (Json.ChurnTally, """{"kind":"churnTally","version":1,"denominator":"atStart","base":1200,"lost":27,"voluntary":0,"involuntary":0,"days":0,"from":null,"to":null,"pauseLimitDays":null}"""),
        (Json.ChurnTally, """{"kind":"churnTally","version":1,"denominator":"meanOfDays","base":3000,"lost":9,"voluntary":4,"involuntary":2,"days":30,"from":"2026-06-01","to":"2026-07-01","pauseLimitDays":14}"""),
        (Json.HazardTally, """{"kind":"hazardTally","version":1,"lost":3,"exposure":1000,"unit":"day"}"""),
        (Json.TimeToFirstValue, """{"kind":"timeToFirstValue","version":1,"definition":{"valueKind":"report","asOf":"2026-06-30","startKind":"sign-up"},"groups":[{"watchedDays":30,"reachedOn":2,"customers":5}]}"""),
        (Json.TimeToFirstValue, """{"kind":"timeToFirstValue","version":1,"definition":null,"groups":[{"watchedDays":30,"reachedOn":2,"customers":5},{"watchedDays":30,"reachedOn":null,"customers":1}]}"""),
        (Json.MrrSources, """{"kind":"mrrSources","version":1,"upgraded":1,"added":2,"downgraded":3,"dropped":4,"paused":5,"resumed":6}"""),
        (Json.SegmentMigration, """{"kind":"segmentMigration","version":1,"segments":["Best","Others"],"map":null,"endBefore":null,"endAfter":null,"moves":[{"from":"Best","to":"Best","customers":1,"revenueBefore":10,"revenueAfter":12},{"from":"Best","to":null,"customers":2,"revenueBefore":5,"revenueAfter":0},{"from":null,"to":"Best","customers":3,"revenueBefore":0,"revenueAfter":7}]}"""),
        (Json.CohortTable, """{"kind":"cohortTable","version":1,"period":"month","options":{"age":"calendar","agePeriod":null,"brackets":[{"from":1,"to":3}],"asOf":null,"minimumHorizon":0,"lastAge":null},"hasRevenue":false,"hasStarts":false,"unassignedRevenue":0,"customersLeftOut":0,"cohorts":[{"start":"2025-01-01","size":1,"observed":[1,1],"active":[1,1],"activeOrLater":[1,1],"bracketObserved":[0],"bracketActive":[1],"revenue":[]},{"start":"2025-02-01","size":0,"observed":[0],"active":[0],"activeOrLater":[0],"bracketObserved":[0],"bracketActive":[0],"revenue":[]}],"flow":[{"start":"2025-01-01","new":1,"retained":0,"reactivated":0,"lost":0,"dormant":0},{"start":"2025-02-01","new":0,"retained":1,"reactivated":0,"lost":0,"dormant":0}]}"""),
        (Json.RejectedRecord, """{"kind":"rejectedRecord","version":1,"source":"orders.csv","line":17,"endLine":18,"record":15,"byteOffset":640,"column":3,"columnName":"amount","code":"RM2003","reason":"is not a plain number"}"""),
        (Json.DataQuality, """{"kind":"dataQuality","version":1,"source":"orders.csv","recordsKept":7,"blankLines":1,"blankAnswers":0,"datesClipped":2,"rejectedByCode":[{"code":"RM2001","records":3},{"code":"RM2003","records":1}],"firstRejects":[{"kind":"rejectedRecord","version":1,"source":"orders.csv","line":17,"endLine":18,"record":15,"byteOffset":640,"column":3,"columnName":"amount","code":"RM2003","reason":"is not a plain number"}]}"""),
        (Json.NpsTally, """{"kind":"npsTally","version":1,"promoters":5,"passives":3,"detractors":2}"""),
        (Json.MeanTally, """{"kind":"meanTally","version":1,"n":2,"sum":3.5,"scaledSquares":"72500000000000000"}"""),
        (Json.WeightedNpsTally, """{"kind":"weightedNpsTally","version":1,"promoters":{"n":1,"sum":2,"scaledSquares":"40000000000000000"},"passives":{"n":0,"sum":0,"scaledSquares":"0"},"detractors":{"n":1,"sum":0.5,"scaledSquares":"2500000000000000"}}"""),
        (Json.NpsOutcomes, """{"kind":"npsOutcomes","version":1,"promoters":{"customers":1,"lost":0,"value":5,"scaledSquares":"250000000000000000"},"passives":{"customers":0,"lost":0,"value":0,"scaledSquares":"0"},"detractors":{"customers":0,"lost":0,"value":0,"scaledSquares":"0"},"silent":{"customers":1,"lost":1,"value":7,"scaledSquares":"490000000000000000"}}"""),
        (Json.Ledger<NpsTally>(), """{"kind":"tallyLedger","version":1,"partitions":[{"partition":"a","tally":{"kind":"npsTally","version":1,"promoters":0,"passives":1,"detractors":0}},{"partition":"b","tally":{"kind":"npsTally","version":1,"promoters":1,"passives":0,"detractors":0}}]}"""),
        (Json.BgBb, """{"kind":"bgBb","version":1,"alpha":1.204,"beta":0.75,"gamma":0.657,"delta":2.783,"unit":"year"}"""),
        (Json.ShiftedBetaGeometric, """{"kind":"shiftedBetaGeometric","version":1,"alpha":0.668,"beta":3.806}"""),
        (Json.BetaDiscreteWeibull, """{"kind":"betaDiscreteWeibull","version":1,"alpha":0.26,"beta":1.72,"c":1.58}"""),
        (Json.RenewalTally, """{"kind":"renewalTally","version":1,"periods":[{"atRisk":10,"lost":3},{"atRisk":7,"lost":1}]}"""),
        (Json.HistoricalValue, """{"kind":"historicalValue","version":1,"customers":2,"revenue":10.50,"costToServe":1}"""),
        (Json.MrrMovements, """{"kind":"mrrMovements","version":1,"start":"2026-06-01","end":"2026-06-30","opening":100,"new":10,"expansion":5,"reactivated":0,"contraction":2.50,"churned":7,"openingCustomers":10,"newCustomers":1,"reactivatedCustomers":0,"lostCustomers":1,"sources":{"kind":"mrrSources","version":1,"upgraded":0,"added":0,"downgraded":0,"dropped":0,"paused":0,"resumed":0},"pausedCustomers":0,"options":{"pauseLimitDays":null,"return":"reactivated"}}"""),
        (Json.AcquisitionTally, """{"kind":"acquisitionTally","version":1,"period":"month","lag":1,"cells":[{"channel":null,"date":"2025-01-01","advertising":0,"salaries":7,"tools":0,"other":0,"retention":2,"newCustomers":3},{"channel":"b","date":"2025-01-01","advertising":10.5,"salaries":0,"tools":0,"other":0,"retention":0,"newCustomers":null}]}"""),
        (Json.FunnelTally, """{"kind":"funnelTally","version":1,"definition":{"stages":["come","buy"],"kinds":[{"kind":"visit","stage":"come"}],"order":"any","withinDays":30},"reached":[2,1],"days":[[],[{"days":3,"count":1}]]}"""),
        (Json.FunnelTally, """{"kind":"funnelTally","version":1,"definition":null,"reached":[],"days":[]}"""),
        (Json.DayHistogram, """{"kind":"dayHistogram","version":1,"days":[{"days":1,"count":1},{"days":3,"count":2}]}"""),
        (Json.ReferralTally, """{"kind":"referralTally","version":1,"customers":2,"alreadyCustomers":0,"referrers":[{"id":"a","invitations":2}],"invitees":[{"id":"b","referrerId":"a","date":"2025-01-02","isCustomer":true,"customerSince":null}]}"""),
        (Json.UnitEconomics, """{"kind":"unitEconomics","version":1,"acquisitionSpend":120000,"newCustomers":400,"monthlyRevenuePerCustomer":85,"grossMargin":0.78,"monthlyChurn":0.021}"""),
    ];
}
