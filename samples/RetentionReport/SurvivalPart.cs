using RetentionMetrics;

namespace RetentionReport;

/// <summary>Who stays longer: subscribers by what was known on their first paid day.</summary>
internal sealed record SurvivalPart
{
    /// <summary>By the product first paid for; null with fewer than two products.</summary>
    public LogRank? ByProduct { get; init; }

    /// <summary>By whether a trial came first; null when all or none had one.</summary>
    public LogRank? ByTrial { get; init; }

    /// <summary>Leaving by amount and trial; null with too few losses or nothing that differs.</summary>
    public Fit<CoxModel>? Cox { get; init; }

    public ProportionalHazards? Check { get; init; }

    public Concordance? Concordance { get; init; }

    public static SurvivalPart Make(List<Subscription> subscriptions, DateOnly asOf)
    {
        const int LossesEach = 10; // for each covariate, by the usual rule of thumb
        var tenures = new List<Tenure>();
        var products = new List<string>();
        var trials = new List<string>();
        var amounts = new List<double>();
        ILookup<string, Subscription> byCustomer = subscriptions.ToLookup(s => s.CustomerId, StringComparer.Ordinal);
        foreach ((string id, Tenure tenure) in Tenure.ByCustomer(subscriptions, asOf, TimeUnit.Month))
        {
            IEnumerable<Subscription> own = byCustomer[id];
            Subscription first = own.Where(s => s.State == SubscriptionState.Paid && s.Start != s.End).MinBy(s => s.Start);
            tenures.Add(tenure);
            products.Add(first.Product ?? "(none)");
            trials.Add(own.Any(s => s.IsTrial && s.Start <= first.Start) ? "after a trial" : "without a trial");
            amounts.Add((double)first.MonthlyAmount);
        }

        bool hasTrials = trials.Distinct().Count() > 1, hasAmounts = amounts.Distinct().Count() > 1;
        var part = new SurvivalPart
        {
            ByProduct = products.Distinct(StringComparer.Ordinal).Count() > 1 ? LogRank.Of(tenures, products) : null,
            ByTrial = hasTrials ? LogRank.Of(tenures, trials) : null,
        };
        List<(string, double[])> columns = [];
        if (hasAmounts)
            columns.Add(("10 more a month", [.. amounts.Select(a => a / 10)]));
        if (hasTrials)
            columns.Add(("began with a trial", [.. trials.Select(t => t == "after a trial" ? 1.0 : 0)]));
        if (columns.Count == 0 || tenures.Count(t => t.Lost) < LossesEach * columns.Count)
            return part;
        CovariateColumns covariates = CovariateColumns.Of([.. columns]);
        if (!CoxModel.TryFit(tenures, covariates, null, CoxTies.Efron, null, out Fit<CoxModel> cox))
            return part with { Cox = cox };
        return part with { Cox = cox, Check = cox.Model.ProportionalHazards(tenures, covariates), Concordance = cox.Model.Concordance(tenures, covariates) };
    }
}
