using RetentionMetrics;

namespace RetentionReport;

/// <summary>Who gets which touch, how healthy customers are and who is slipping away.</summary>
internal sealed record OutreachPart
{
    public required TouchPlan Plan { get; init; }

    public required int[] Tiers { get; init; }

    public required TouchReason[] Reasons { get; init; }

    /// <summary>What the plan costs and keeps; null without a model, or when no tier was said to cost or to keep anything.</summary>
    public TouchEconomics? Economics { get; init; }

    /// <summary>Customers of the last plan who have another tier now; null without a last plan.</summary>
    public int? Moved { get; init; }

    /// <summary>Rows of the last plan that are no customers now.</summary>
    public int LastPlanUnmatched { get; init; }

    public required HealthScore Health { get; init; }

    public required HealthResult[] HealthResults { get; init; }

    /// <summary>The score at the end of the calibration against who bought nothing after it; null without a holdout.</summary>
    public HealthCalibration? Calibration { get; init; }

    public required EarlyWarnings Warnings { get; init; }

    /// <summary>Whom to ask for a recommendation.</summary>
    public required Ambassadors Ambassadors { get; init; }

    public static OutreachPart Make(Looks looks, CustomersPart part, Inputs inputs, ReferralsPart? referrals, ReportOptions options, Progress progress)
    {
        progress.Say("planning");
        CustomerBase customers = part.Base;
        double[] spent = customers.RfmColumns.TotalSpend.ToArray();
        var signs = Signs.Of(looks, customers, inputs, part.Purchases.Model);

        // What a customer is worth from here on who is surely still there, and that times the chance that this one is not.
        double[] worthIfHere = [.. part.LifetimeValue.Zip(part.Alive, (value, alive) => alive > 0 ? value / alive : 0)];
        double[] atRisk = [.. worthIfHere.Zip(part.Alive, (value, alive) => value * (1 - alive))];

        // By lifetime value, or by what customers brought so far where there is no model.
        double[] priority = !part.HasLifetimeValue ? spent : options.TouchByRisk ? atRisk : part.LifetimeValue;
        var plan = new TouchPlan(
            new TouchTier("High touch", options.HighTouchCapacity ?? (customers.Count + 19) / 20, costPerCustomer: options.HighTouchCost, uplift: options.HighTouchUplift),
            new TouchTier("Low touch", options.LowTouchCapacity ?? (customers.Count + 4) / 5, costPerCustomer: options.LowTouchCost, uplift: options.LowTouchUplift),
            new TouchTier("Tech touch"))
        {
            Hysteresis = TouchHysteresis.ByShare(options.TouchHysteresis),
        };
        int unmatched = 0;
        int[]? previous = inputs.LastPlan is { } last ? customers.Align(last.Select(p => KeyValuePair.Create(p.Key, TierOf(plan, p.Value))), TouchPlan.NoTier, out unmatched) : null;
        TouchContext context = previous is null ? default : new TouchContext(previous);
        var tiers = new int[customers.Count];
        var reasons = new TouchReason[customers.Count];
        plan.Assign(priority, context, tiers, reasons);

        var health = Signs.Health(inputs);
        var results = new HealthResult[customers.Count];
        health.Score(signs.Measures(), results);
        bool isCosted = part.HasLifetimeValue && plan.Tiers.Any(t => t.CostPerCustomer > 0 || t.Uplift > 0);
        return new OutreachPart
        {
            Plan = plan,
            Tiers = tiers,
            Reasons = reasons,
            Economics = isCosted ? plan.Evaluate(priority, context, atRisk) : null,
            Moved = previous?.Where((tier, row) => tier != TouchPlan.NoTier && tier != tiers[row]).Count(),
            LastPlanUnmatched = unmatched,
            Health = health,
            HealthResults = results,
            Calibration = part.Holdout is { } holdout ? Calibrate(looks, holdout, inputs, part, health) : null,
            Warnings = EarlyWarnings.Find(signs.Columns(part.HasLifetimeValue ? worthIfHere : spent)),
            Ambassadors = AmbassadorsOf(customers, spent, signs, referrals),
        };
    }

    private static HealthCalibration Calibrate(Looks looks, Holdout holdout, Inputs inputs, CustomersPart part, HealthScore health)
    {
        var then = Signs.Of(looks, holdout.Calibration, inputs, part.Purchases.Model);
        return HealthCalibration.Fit(health, then.Measures(), [.. holdout.Frequency.ToArray().Select(n => n == 0)]);
    }

    private static Ambassadors AmbassadorsOf(CustomerBase customers, double[] spent, Signs signs, ReferralsPart? referrals)
    {
        Dictionary<string, long>? won = referrals?.Tally.TopReferrers(int.MaxValue).ToDictionary(r => r.Id, r => r.Converted, StringComparer.Ordinal);
        return Ambassadors.Choose(
            AmbassadorCriteria.Default,
            spent,
            rating: [.. signs.Rating.Select(r => double.IsNaN(r) ? (int?)null : (int)r)],
            daysSinceActive: [.. customers.RfmColumns.DaysSinceLastPurchase.ToArray().Select(d => (int?)d)],
            referrals: won is null ? [] : [.. Enumerable.Range(0, customers.Count).Select(row => (long?)won.GetValueOrDefault(customers.IdOf(row)))]);
    }

    private static int TierOf(TouchPlan plan, string name)
    {
        for (int tier = 0; tier < plan.Tiers.Length; tier++)
        {
            if (string.Equals(plan.Tiers[tier].Name, name, StringComparison.Ordinal))
                return tier;
        }

        throw new UsageException("--last-plan names a touch tier that is none of " + string.Join(", ", plan.Tiers.Select(t => t.Name)));
    }
}
