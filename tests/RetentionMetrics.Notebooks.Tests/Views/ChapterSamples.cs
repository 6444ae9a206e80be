using System.Collections.Immutable;
using RetentionMetrics.Notebooks;

namespace RetentionMetrics.Tests.Views;

/// <summary>A view of each result of the chapters from retention to growth and of the facts, every name in the data being the given one.</summary>
internal static class ChapterSamples
{
    public static readonly DateOnly Day = new(2026, 1, 5);

    public static Subscription[] Subscriptions(string name) =>
    [
        new("a" + name, Day, null, 100, product: name),
        new("b" + name, Day, new DateOnly(2026, 3, 15), 50, endReason: EndReason.Involuntary),
        new("c" + name, Day.AddMonths(1), new DateOnly(2026, 4, 2), 30, endReason: EndReason.Voluntary),
        new("d" + name, Day.AddMonths(2), null, 80),
        new("c" + name, Day.AddMonths(5), null, 40),
    ];

    public static Tenure[] Tenures { get; } = [.. Enumerable.Range(1, 40).Select(i => new Tenure(i * 0.5, lost: i % 3 != 0))];

    public static Transaction[] Transactions { get; } =
        [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Range(0, 1 + (i % 4)).Select(k => new Transaction($"{i:00}", Day.AddDays((i % 100) + (k * 31)), 10 + i)))];

    public static FunnelTally Funnel { get; } = new(FunnelDefinition.Aarrr, [1000, 400, 120, 30, 25]);

    public static CoxModel Cox(string name) => CoxModel.Fit(
        Tenures,
        CovariateColumns.Of((name, [.. Tenures.Select((_, i) => (double)(i * 7 % 5))]), (name + "2", [.. Tenures.Select((_, i) => (double)(i * 3 % 4))]))).Model;

    public static AcquisitionTally Acquisition(string name) => AcquisitionTally.Count(
    [
        new Spend(name, Day, 1000, 40), new Spend(name, Day.AddMonths(1), 1500, 45), new Spend("0" + name, Day, 300, 20),
        Spend.Shared(Day, 200), new Spend(name, Day, 500, kind: SpendKind.Advertising, purpose: SpendPurpose.Retention),
    ]);

    public static DataQuality Quality(string name) => new(
        name, 7, 1, 1, ImmutableSortedDictionary<string, long>.Empty.Add(ErrorCodes.FieldCount, 2), [new RejectedRecord(name, 17, 17, 16, 512, 3, name, ErrorCodes.FieldCount, name)], 1);

    public static ReferralTally Referrals(string name) => ReferralTally.Count(
        [new Referral("a" + name, Day, "b" + name), new Referral("a" + name, Day, "x" + name), new Referral("b" + name, Day.AddDays(1), "c" + name), new Referral("a" + name, Day)],
        new Dictionary<string, DateOnly> { ["a" + name] = Day.AddDays(-9), ["b" + name] = Day.AddDays(4), ["c" + name] = Day.AddDays(30), ["d" + name] = Day });

    /// <summary>The views, each with the name of what it shows.</summary>
    public static IEnumerable<(string What, Func<ViewOptions?, ResultView> View)> All(string name)
    {
        Subscription[] subscriptions = Subscriptions(name);
        ChurnTally churn = ChurnTally.Count(subscriptions, new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1));
        ChurnTally days = ChurnTally.Count(subscriptions, new DateOnly(2026, 3, 1), new DateOnly(2026, 5, 1), new ChurnOptions { Denominator = ChurnDenominator.MeanOfDays, PauseLimitDays = 5 });
        RenewalTally renewals = RenewalTally.FromSurvivors(1000, 869, 743, 653);
        RetentionCurve curve = RetentionCurve.KaplanMeier(Tenures);
        CohortTable cohorts = CohortTable.Build(Transactions, CalendarPeriod.Month, new CohortOptions { AsOf = new DateOnly(2026, 7, 10), Brackets = [new CohortBracket(1, 3)] });
        CohortTable ownDays = CohortTable.Build(
            Transactions.Select(t => new Activity(t.CustomerId, t.Date)), CalendarPeriod.Quarter, new CohortOptions { AsOf = new DateOnly(2026, 7, 10), Age = CohortAge.OwnDay, AgePeriod = CalendarPeriod.IsoWeek, MinimumHorizon = 16 });
        CoxModel cox = Cox(name);
        CovariateColumns covariates = CovariateColumns.Of((name, [.. Tenures.Select((_, i) => (double)(i * 7 % 5))]), (name + "2", [.. Tenures.Select((_, i) => (double)(i * 3 % 4))]));
        var sbg = new ShiftedBetaGeometric(0.668, 3.806);
        var economics = new UnitEconomics(120_000m, 400, 85m, 0.78, 0.021);
        ChannelEconomics channel = new(new ChannelAcquisition(name, 1000, 20), 20, 5000, 100, 0.5, 4000);
        NpsTally nps = new(60, 20, 20);
        NpsOutcomes outcomes = NpsOutcomes.Count([9, 10, 8, 3, 0, null], [false, true, false, true, true, false], [10, 20, 30, 40, 5, 6]);
        Concentration concentration = Concentration.Of(new[] { 5.0, 1, 1, 90, 3 });
        Activity[] onboarding = [new("1", Day, "0"), new("1", Day.AddDays(3), "9"), new("2", Day, "0"), new("3", Day.AddDays(1), "0"), new("3", Day.AddDays(9), "9")];

        yield return ("churn", o => churn.View(o));
        yield return ("churn of days", o => days.View(o));
        yield return ("churn of renewals", o => new ChurnTally(ChurnDenominator.DueForRenewal, 40, 3).View(o));
        yield return ("churn of all", o => new ChurnTally(ChurnDenominator.StartPlusNew, 40, 3, 1, 1).View(o));
        yield return ("churn by segment", o => ImmutableSortedDictionary<string, ChurnTally>.Empty.Add(name, churn).View(o));
        yield return ("renewals", o => renewals.View(o));
        yield return ("curve", o => curve.View(o));
        yield return ("curve in months", o => curve.View(o, TimeUnit.Month));
        yield return ("emptied curve", o => RetentionCurve.KaplanMeier([new Tenure(1, true), new Tenure(9, true, entry: 4), new Tenure(8, false, entry: 3)], interval: SurvivalInterval.Plain).View(o, TimeUnit.Week));
        yield return ("log curve", o => RetentionCurve.KaplanMeier(Tenures, interval: SurvivalInterval.Log).View(o, TimeUnit.Day));
        yield return ("curves", o => new KeyValuePair<string, RetentionCurve>[] { new(name, curve), new(name + "2", RetentionCurve.KaplanMeier([])) }.View(o, TimeUnit.Year));
        foreach (LogRankWeight weight in Enum.GetValues<LogRankWeight>())
            yield return ("log-rank " + weight, o => LogRank.Of(Tenures, [.. Tenures.Select((_, i) => name + (i % 2))], [.. Tenures.Select((_, i) => name + (i % 3))], weight).View(o));
        yield return ("cohorts", o => cohorts.View(o));
        yield return ("cohorts by own days", o => ownDays.View(o));
        yield return ("cohorts by given starts", o => CohortTable.Build([new Activity("1", Day), new Activity("2", Day)], CalendarPeriod.Year, null, new Dictionary<string, DateOnly> { ["1"] = Day }).View(o));
        yield return ("projections", o => sbg.Project(CohortTable.Build(Transactions, CalendarPeriod.Month), 20).View(o));
        yield return ("projection", o => sbg.Project(CohortTable.Build(Transactions, CalendarPeriod.Month), 3)[0].View(o));
        yield return ("sBG", o => sbg.View(o));
        yield return ("sBG and renewals", o => sbg.View(renewals, o));
        yield return ("BdW", o => new BetaDiscreteWeibull(0.5, 0.3, 1.2).View(o));
        yield return ("Cox", o => cox.View(o));
        yield return ("Cox of known parameters", o => new CoxModel([name], [0.5], [1], [new CoxBaseline(name, [new CoxBaselinePoint(1, 0.1)], 3), new CoxBaseline(name + "2", [], 3)], CoxTies.Breslow).View(o));
        foreach (HazardTime time in Enum.GetValues<HazardTime>())
            yield return ("proportional hazards " + time, o => cox.ProportionalHazards(Tenures, covariates, time: time).View(o));
        yield return ("concordance", o => cox.Concordance(Tenures, covariates).View(o));
        yield return ("hazard", o => new HazardTally(12, 900, TimeUnit.Month).View(o));
        yield return ("first value", o => TimeToFirstValue.Count(onboarding, "9", Day.AddDays(20)).View(o));
        yield return ("first value of groups", o => new TimeToFirstValue([new FirstValueGroup(40, 2, 30)]).View(o));
        yield return ("movements", o => new MrrMovements(1000, 200, 100, 50, 80, 120, 10, 2, 1, 1, Day, Day.AddMonths(1), new MrrSources(60, 40, 50, 10, 20, 30), 1, new MrrOptions { PauseLimitDays = 30, Return = ReturnRule.New }).View(o));
        foreach (CalendarPeriod period in Enum.GetValues<CalendarPeriod>())
            yield return ("timeline by " + period, o => MrrTimeline.Build(subscriptions, period, new DateOnly(2027, 8, 31)).View(o));
        yield return ("timeline without an end", o => MrrTimeline.Build(subscriptions, CalendarPeriod.Month).View(o));
        yield return ("acquisition", o => Acquisition(name).Overall.View(o));
        yield return ("acquisition by period", o => Acquisition(name).View(o));
        yield return ("acquisition with a lag", o => new AcquisitionTally(Acquisition(name).Cells, new AcquisitionOptions { Lag = 1 }).View(o));
        yield return ("channel", o => channel.View(o));
        yield return ("channels", o => new[] { channel, new ChannelEconomics(new ChannelAcquisition(name + "2", 0, null), 0, 0, 0, 0.5) }.View(o));
        yield return ("payback", o => PaybackCurve.Expected(300, 66.3, [1, 0.9, 0.8, 0.75, 0.7, 0.66], 0.01).View(o));
        yield return ("no payback", o => PaybackCurve.Expected(3000, 66.3, [1, 0.9], 0.01, DiscountTiming.Middle).View(o));
        yield return ("payback at the end", o => PaybackCurve.Realised(0, 0, [], 0.5, 0, DiscountTiming.End).View(o));
        yield return ("unit economics", o => economics.View(o));
        yield return ("magic number", o => new MagicNumber(100, 130, 80).View(o));
        yield return ("magic numbers", o => MagicNumber.Series([100, 130, 150], [80, 90, 100]).View(o));
        yield return ("NPS", o => nps.View(o));
        yield return ("weighted NPS", o => WeightedNpsTally.Count([new Rating(10), new Rating(2), new Rating(7)], r => 1 + r.Value).View(o));
        yield return ("NPS over time", o => NpsTally.ByPeriod([new Rating(10, date: Day), new Rating(4, date: Day.AddMonths(1)), new Rating(9)], CalendarPeriod.Month).View(o));
        yield return ("NPS by segment", o => NpsTally.BySegment([new Rating(10, segment: name), new Rating(4, segment: name + "2"), new Rating(9)]).View(o));
        yield return ("NPS compared", o => NpsComparison.Compare(nps, new NpsTally(5, 5, 5))!.View(o));
        yield return ("NPS and outcomes", o => outcomes.View(o));
        yield return ("referrals", o => Referrals(name).View(o));
        yield return ("funnel", o => Funnel.View(o));
        yield return ("own funnel", o => new FunnelTally(new FunnelDefinition([name, name + "2"], order: FunnelOrder.Any, withinDays: 30), [50, 20]).View(o));
        yield return ("concentration", o => concentration.View(o));
        yield return ("ABC", o => concentration.Abc().View(o));
        yield return ("ambassadors", o => Ambassadors.Choose(null, [5, 9, 7, 1], [10, 9, null, 3], [3, 100, 4, null]).View(o));
        yield return ("ambassadors by name", o => Ambassadors.Choose(new AmbassadorCriteria { MinimumRating = null, TopValueShare = null, MaximumDaysSinceActive = null, MinimumValue = 2, MinimumActivity = 1, MinimumReferrals = 1 }, [5, 9], activity: [3, 0], referrals: [2, 1]).View([name, name + "2"], o));
        yield return ("leverage", o => new RetentionLeverage(50_000, 100, 10_000, 1_000, 900, 200, 160).View(o));
        yield return ("days", o => new DayHistogram([new(1, 4), new(2, 7), new(90, 1)]).View(o));
        yield return ("quality", o => Quality(name).View(o));
        yield return ("qualities", o => new[] { Quality(name), new DataQuality(name, 3, 0, 0, ImmutableSortedDictionary<string, long>.Empty, []) }.View(o));
        yield return ("rejects", o => Quality(name).FirstRejects.View(o));
    }

    /// <summary>The views of results of nobody and nothing.</summary>
    public static IEnumerable<(string What, Func<ViewOptions?, ResultView> View)> Empty() =>
    [
        ("churn", o => ChurnTally.Zero.View(o)),
        ("churn by segment", o => ImmutableSortedDictionary<string, ChurnTally>.Empty.View(o)),
        ("renewals", o => RenewalTally.Zero.View(o)),
        ("curve", o => RetentionCurve.KaplanMeier([]).View(o)),
        ("curves", o => Array.Empty<KeyValuePair<string, RetentionCurve>>().View(o)),
        ("log-rank", o => LogRank.Of([], []).View(o)),
        ("cohorts", o => CohortTable.Zero.View(o)),
        ("projections", o => Array.Empty<CohortProjection>().View(o)),
        ("concordance", o => Concordance.Of([], []).View(o)),
        ("hazard", o => HazardTally.Zero.View(o)),
        ("first value", o => TimeToFirstValue.Zero.View(o)),
        ("movements", o => MrrMovements.Zero.View(o)),
        ("timeline", o => MrrTimeline.Build([], CalendarPeriod.Month).View(o)),
        ("acquisition", o => AcquisitionTally.Zero.Overall.View(o)),
        ("acquisition by period", o => AcquisitionTally.Zero.View(o)),
        ("channel", o => default(ChannelEconomics).View(o)),
        ("channels", o => Array.Empty<ChannelEconomics>().View(o)),
        ("payback", o => PaybackCurve.Realised(0, 0, [], 0).View(o)),
        ("unit economics", o => new UnitEconomics(0, 0, 0, 0, 0).View(o)),
        ("magic number", o => default(MagicNumber).View(o)),
        ("magic numbers", o => Array.Empty<MagicNumber>().View(o)),
        ("NPS", o => NpsTally.Zero.View(o)),
        ("weighted NPS", o => WeightedNpsTally.Zero.View(o)),
        ("NPS over time", o => Array.Empty<NpsPeriod>().View(o)),
        ("NPS by segment", o => Array.Empty<NpsSegment>().View(o)),
        ("NPS and outcomes", o => NpsOutcomes.Zero.View(o)),
        ("referrals", o => ReferralTally.Zero.View(o)),
        ("funnel", o => FunnelTally.Zero.View(o)),
        ("concentration", o => Concentration.Of(Array.Empty<double>()).View(o)),
        ("ABC", o => Concentration.Of(Array.Empty<double>()).Abc().View(o)),
        ("ambassadors", o => Ambassadors.Choose(null, []).View(o)),
        ("leverage", o => new RetentionLeverage(0, 0, 0, 0, 0).View(o)),
        ("days", o => DayHistogram.Zero.View(o)),
        ("quality", o => new DataQuality("0", 0, 0, 0, ImmutableSortedDictionary<string, long>.Empty, []).View(o)),
        ("qualities", o => Array.Empty<DataQuality>().View(o)),
        ("rejects", o => Array.Empty<RejectedRecord>().View(o)),
    ];
}
