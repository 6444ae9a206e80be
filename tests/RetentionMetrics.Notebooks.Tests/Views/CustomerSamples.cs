namespace RetentionMetrics.Tests.Views;

/// <summary>Results of the chapters of customers, RFM, lifetime, estimation and outreach, every name in the data being the given one.</summary>
internal static class CustomerSamples
{
    public static readonly ObservationWindow Window = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), TimeUnit.Week);

    /// <summary>Customers who buy at their own rhythm for a while, the next one from another day on.</summary>
    public static Transaction[] Transactions(string name) =>
    [
        .. Enumerable.Range(0, 120).SelectMany(i => Enumerable.Range(0, 1 + (i * 7 % 11)).Select(k =>
            new Transaction($"{name}{i:000}", Window.Start.AddDays((i * 3 % 150) + (k * (5 + (i % 13)))), 10 + (i * 17 % 60) + (k % 3)))),
        new Transaction($"{name}001", Window.Start.AddDays(200), -4),
        new Transaction($"{name}002", Window.End.AddDays(3), 9),
    ];

    public static CustomerBase Customers(string name) => CustomerBase.Summarize(Transactions(name), Window);

    public static Holdout Holdout { get; } = Holdout.Split(Transactions("7"), Window, new DateOnly(2025, 6, 30));

    public static HistoryColumns Histories { get; } = Customers("7").Histories;

    public static RfmScore[] Scores(RfmColumns columns)
    {
        var scores = new RfmScore[columns.Count];
        RfmCuts.Quintiles(columns).Score(columns, scores);
        return scores;
    }

    public static SegmentMap OwnMap(string name) => new([new(name, r: (3, 5), f: (1, 5), m: (1, 5)), new(name + "2", r: (1, 5), f: (4, 5), m: (1, 6))]);

    public static SegmentMigration Migration(string name)
    {
        RfmScore[] before = Scores(Holdout.Calibration.RfmColumns);
        CustomerBase after = Customers("7");
        return SegmentMigration.Count(OwnMap(name), Holdout.Calibration, before, after, Scores(after.RfmColumns));
    }

    public static TouchPlan Plan(string name) => new(
        new TouchTier("High touch", capacity: 10, minimumPriority: 50.5, costPerCustomer: 12.5m, uplift: 0.3),
        new TouchTier(name, capacity: 40, costPerCustomer: 2m, uplift: 0.125),
        new TouchTier("Tech touch", uplift: 0.01));

    public static double[] Worth { get; } = [.. Customers("7").TotalSpend.ToArray().Select(amount => (double)amount)];

    public static double[] Covariate { get; } = [.. Enumerable.Range(0, Histories.Count).Select(i => i * 7 % 5 / 5.0)];

    public static HealthScore Health(string name) =>
        new([new HealthMeasure(name, 2, 0, 10), new HealthMeasure(name + "2", 1, 5, 0)], new HealthScoreOptions { MinimumWeightShare = 0.5 });

    public static HealthCalibration Calibration(string name)
    {
        double[] logins = [.. Enumerable.Range(0, 90).Select(i => i * 7 % 11.0)];
        double[] complaints = [.. Enumerable.Range(0, 90).Select(i => i * 5 % 6.0)];
        bool[] lost = [.. Enumerable.Range(0, 90).Select(i => logins[i] + (i * 3 % 4) < 5)];
        return HealthCalibration.Fit(Health(name), new HealthColumns(logins, complaints), lost);
    }

    public static EarlyWarnings Warnings { get; } = EarlyWarnings.Find(new SignColumns(
        Worth,
        Histories,
        earlierAlive: Repeated(0.9),
        alive: Repeated(0.5),
        earlierSpend: Repeated(100),
        spend: Repeated(20),
        earlierRating: Repeated(9),
        rating: Repeated(3)));

    /// <summary>A result of each type, with a name of what it is.</summary>
    public static IEnumerable<(string What, object Result)> Results(string name)
    {
        CustomerBase customers = Customers(name);
        HistoryColumns histories = customers.Histories;
        RfmScore[] scores = Scores(customers.RfmColumns);
        string[] groups = [.. Enumerable.Range(0, customers.Count).Select(i => name + (i % 2))];
        yield return ("customers", customers);
        yield return ("summary", customers.Notes);
        yield return ("summary of other choices", Summary(RefundPolicy.NetToOrder, CalendarPeriod.Month));
        yield return ("summary of refunds by customer", Summary(RefundPolicy.NetToCustomer, CalendarPeriod.IsoWeek));
        yield return ("holdout", Holdout);
        yield return ("cuts", RfmCuts.Quintiles(customers.RfmColumns));
        yield return ("skipped cuts", new RfmCuts([5, 5], [2, 3], [10, 90.5], BinEdge.LeftClosed));
        yield return ("cuts of groups", RfmGroupCuts.Quantiles(customers.RfmColumns, groups));
        yield return ("cuts of known groups", RfmGroupCuts.Quantiles(customers.RfmColumns, groups, unseen: UnseenGroup.Refuse));
        yield return ("segments", SegmentMap.Standard.Summarize(scores, customers.TotalSpend.Span));
        yield return ("own segments", OwnMap(name).Summarize(scores, customers.TotalSpend.Span));
        yield return ("map", SegmentMap.Standard);
        yield return ("own map", OwnMap(name));
        yield return ("map's report", SegmentMap.Standard.Validate(5));
        yield return ("own map's report", OwnMap(name).Validate(4));
        yield return ("migration", Migration(name));

        var bgNbd = new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        var gammaGamma = new GammaGamma(6.25, 3.74, 15.44);
        (string, object)[] models =
        [
            .. Of(bgNbd), .. Of(new ModifiedBgNbd(0.6, 7.5, 0.3, 0.9, TimeUnit.Day)), .. Of(new BgCnbd(0.6, 3, 0.5, 2, 2, TimeUnit.Month)), .. Of(new ModifiedBgCnbd(0.6, 3, 0.5, 2, 3, TimeUnit.Week)),
            .. Of(new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week)), .. Of(new BgBb(1.204, 0.750, 0.657, 2.783, TimeUnit.Year)), .. Of(new Nbd(0.4, 5, TimeUnit.Week)),
        ];
        foreach ((string What, object Result) model in models)
            yield return model;
        yield return ("spend", gammaGamma);
        var covariates = CovariateColumns.Of((name, Covariate));
        yield return ("BG/NBD with covariates", new BgNbdCovariates(bgNbd, [name, name + "2"], [0.5, 0], [-0.2, 0.1], [0, 0]));
        yield return ("Pareto/NBD with covariates", new ParetoNbdCovariates(new ParetoNbd(0.5, 10, 0.6, 11, TimeUnit.Week), [name], [0.5], [-0.2]));
        _ = BgNbdCovariates.TryFit(histories, covariates, null, null, out Fit<BgNbdCovariates> f9);
        foreach ((string What, object Result) fit in Fits.Value)
            yield return fit;
        yield return ("fit of BG/NBD with covariates", f9);
        foreach (DiscountTiming timing in Enum.GetValues<DiscountTiming>())
            yield return ("lifetime value " + timing, bgNbd.WithSpend(gammaGamma, new LifetimeValueOptions { GrossMargin = 0.35, AnnualDiscountRate = 0.1, Timing = timing }));
        yield return ("realised value", new HistoricalValue(120, 12_345.67m, 300m));
        yield return ("simple value", new SimpleLifetimeValue(85m, 0.78, 0.021));
        yield return ("levers", new ValueLevers(40m, 2.5, 18, 0.45, 1.5m));
        yield return ("holdout validation", HoldoutValidation.Of(bgNbd, Holdout));
        yield return ("spend validation", SpendValidation.Of(gammaGamma, Holdout));
        yield return ("independence", SpendIndependence.Of(histories, ConfidenceLevel.P90));
        yield return ("bootstrap", Bootstrap.Of(histories, columns => columns.Customers == 0 ? null : columns.Frequency.Length, 25, 1));
        yield return ("estimate", new Estimate(0.0225, 0.0155, 0.0325, 1200));
        yield return ("small estimate", new Estimate(12.5, null, null, 3));
        yield return ("mean", MeanTally.Count([10.5m, 11m, 9m, 14.25m]));
        yield return ("means", MeanTest.Compare(MeanTally.Count([10.5m, 11m, 9m, 14.25m]), MeanTally.Count([20.5m, 18m, 22m]))!);
        yield return ("shares", ProportionTest.Compare(60, 400, 90, 410)!);
        yield return ("chi-square", LogRank.Of([.. Enumerable.Range(1, 20).Select(i => new Tenure(i, true))], [.. Enumerable.Range(1, 20).Select(i => name + (i / 11))]).Test!.Value);
        yield return ("plan", Plan(name));
        yield return ("plan that keeps", new TouchPlan(new TouchTier(name)) { Hysteresis = TouchHysteresis.ByShare(0.1) });
        yield return ("economics", Plan(name).Evaluate(Worth, [.. Worth.Select(w => w / 2)]));
        yield return ("warnings", Warnings);
        foreach (HealthMissing missing in Enum.GetValues<HealthMissing>())
            yield return ("health score " + missing, new HealthScore([new HealthMeasure(name, 2, 0, 10)], new HealthScoreOptions { Missing = missing }));
        yield return ("calibration", Calibration(name));
        yield return ("calibration the wrong way", HealthCalibration.Fit(
            new HealthScore([new HealthMeasure(name, 1, 0, 100)]), new HealthColumns(Enumerable.Range(0, 100).Select(i => (double)i).ToArray()), [.. Enumerable.Range(0, 100).Select(i => i > 60)]));
        yield return ("churn curve", Calibration(name).Curve!);
    }

    /// <summary>Results of nobody and nothing.</summary>
    public static IEnumerable<(string What, object Result)> Empty()
    {
        CustomerBase nobody = CustomerBase.Summarize([], Window);
        Holdout without = RetentionMetrics.Holdout.Split([], Window, new DateOnly(2025, 6, 30));
        _ = BgNbd.TryFit(nobody.Histories, null, out Fit<BgNbd> fit);
        _ = GammaGamma.TryFit(nobody.Histories, null, out Fit<GammaGamma> spend);
        return
        [
            ("customers", nobody),
            ("summary", nobody.Notes),
            ("holdout", without),
            ("segments", SegmentMap.Standard.Summarize([], [])),
            ("migration", SegmentMigration.Zero),
            ("fit", fit),
            ("fit of spend", spend),
            ("regularity", BgCnbd.FitByK(nobody.Histories, 2)),
            ("realised value", HistoricalValue.Zero),
            ("simple value", new SimpleLifetimeValue(0m, 0, 0)),
            ("levers", new ValueLevers(0m, 0, 0, 0)),
            ("holdout validation", HoldoutValidation.Of(new BgNbd(1, 2, 3, 4, TimeUnit.Week), without)),
            ("spend validation", SpendValidation.Of(new GammaGamma(2, 3, 4), without)),
            ("independence", SpendIndependence.Of(nobody.Histories)),
            ("mean", MeanTally.Zero),
            ("mean of one", MeanTally.Count([3m])),
            ("chi-square", default(ChiSquareTest)),
            ("means", MeanTest.Compare(MeanTally.Count([3m]), MeanTally.Count([0m]))!),
            ("shares", ProportionTest.Compare(0, 4, 0, 4)!),
            ("economics", Plan("7").Evaluate([], [])),
            ("warnings", EarlyWarnings.Find(nobody.Histories, [])),
            ("calibration", HealthCalibration.Fit(Health("7"), new HealthColumns(Array.Empty<double>(), Array.Empty<double>()), [])),
        ];
    }

    /// <summary>Histories that a model drew.</summary>
    public static HistoryColumns Simulated { get; } = new BgNbd(0.6, 6, 0.8, 2.4, TimeUnit.Week).Simulate(Enumerable.Range(0, 400).Select(i => 20.0 + (i % 30)).ToArray(), 7);

    // Fits take the most time, and know no names but those of covariates.
    private static readonly Lazy<(string What, object Result)[]> Fits = new(() =>
    {
        _ = BgNbd.TryFit(Histories, new FitOptions { ProfileLevel = ConfidenceLevel.P90 }, out Fit<BgNbd> f1);
        _ = ModifiedBgNbd.TryFit(Histories, null, out Fit<ModifiedBgNbd> f2);
        _ = ParetoNbd.TryFit(Histories, null, out Fit<ParetoNbd> f3);
        _ = Nbd.TryFit(Histories, null, out Fit<Nbd> f4);
        _ = GammaGamma.TryFit(Histories, null, out Fit<GammaGamma> f5);
        _ = BgCnbd.TryFit(Histories, 2, null, out Fit<BgCnbd> f6);
        _ = ModifiedBgCnbd.TryFit(Histories, 2, null, out Fit<ModifiedBgCnbd> f7);
        _ = BgBb.TryFit(new HistoryColumns(new[] { 0, 1, 2, 4, 3 }, new double[] { 0, 2, 5, 4, 6 }, new double[] { 6, 6, 6, 6, 6 }, TimeUnit.Year), null, out Fit<BgBb> f8);
        _ = ParetoNbdCovariates.TryFit(Histories, CovariateColumns.Of(("7", Covariate)), null, null, out Fit<ParetoNbdCovariates> f10);
        var renewals = RenewalTally.FromSurvivors(1000, 869, 743, 653, 593, 551, 517, 491);
        return
        [
            ("fit of sBG", ShiftedBetaGeometric.Fit(renewals)),
            ("fit of BdW", BetaDiscreteWeibull.Fit(renewals)),
            ("fit of a Cox model", CoxModel.Fit(ChapterSamples.Tenures, CovariateColumns.Of(("7", [.. ChapterSamples.Tenures.Select((_, i) => (double)(i * 7 % 5))])))),
            ("fit of BG/NBD", f1),
            ("fit of MBG/NBD", f2),
            ("fit of Pareto/NBD", f3),
            ("fit of NBD", f4),
            ("fit of spend", f5),
            ("fit of BG/CNBD", f6),
            ("fit of MBG/CNBD", f7),
            ("fit of BG/BB", f8),
            ("fit of Pareto/NBD with covariates", f10),
            ("regularity", BgCnbd.FitByK(Histories, 3)),
            ("regularity with leaving at once", ModifiedBgCnbd.FitByK(Histories, 2)),
            ("likelihood ratio", LikelihoodRatio.Of(Nbd.Fit(Simulated), BgNbd.Fit(Simulated))),
        ];
    });

    private static ReadOnlyMemory<double> Repeated(double value) => Enumerable.Repeat(value, Histories.Count).ToArray();

    private static SummaryNotes Summary(RefundPolicy refunds, CalendarPeriod mergeBy) => CustomerBase.Summarize(
        Transactions("7"),
        Window,
        new SummaryOptions { Refunds = refunds, MergeBy = mergeBy, ZeroAmounts = ZeroAmounts.Ignore, MeanSpend = MeanSpendBasis.AllPeriods }).Notes;

    private static (string What, object Result)[] Of<TModel>(TModel model)
        where TModel : class, IPurchaseModel =>
        [(typeof(TModel).Name, model), ("lifetime value of " + typeof(TModel).Name, model.WithSpend(new GammaGamma(6.25, 3.74, 15.44)))];
}
