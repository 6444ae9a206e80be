using System.Buffers;

namespace RetentionMetrics;

public sealed partial class TouchPlan
{
    /// <summary>What the plan costs and keeps, and what one more unit of capacity is worth in each tier.</summary>
    /// <param name="priority">What ranks the customers, highest first; finite.</param>
    /// <param name="valueAtRisk">What is expected to be lost with each customer if nobody cares, such as value × probability of leaving; finite.</param>
    /// <returns>The figures of each tier and of the plan.</returns>
    /// <exception cref="ArgumentException">A number is not finite (the message names the row), the values at risk are too large to add up, or the lengths differ.</exception>
    /// <exception cref="OverflowException">A tier's cost does not fit a decimal.</exception>
    public TouchEconomics Evaluate(ReadOnlySpan<double> priority, ReadOnlySpan<double> valueAtRisk) => Evaluate(priority, default, valueAtRisk);

    /// <summary>What the plan costs and keeps with regard to the last plan, pins and exclusions, and what one more unit of capacity is worth in each tier.</summary>
    /// <param name="priority">What ranks the customers, highest first; finite.</param>
    /// <param name="context">The last plan, pins and exclusions.</param>
    /// <param name="valueAtRisk">What is expected to be lost with each customer if nobody cares, such as value × probability of leaving; finite.</param>
    /// <returns>The figures of each tier and of the plan.</returns>
    /// <remarks>Worth of a unit: the customers are assigned again with one more place in the tier, and the change of net is summed over those who moved. Exact, at the price of one assignment for each tier with a capacity.</remarks>
    /// <exception cref="ArgumentException">As <see cref="Assign(ReadOnlySpan{double}, TouchContext, Span{int})"/>, or a value at risk is not finite, or they are too large to add up.</exception>
    /// <exception cref="OverflowException">A tier's cost does not fit a decimal.</exception>
    public TouchEconomics Evaluate(ReadOnlySpan<double> priority, TouchContext context, ReadOnlySpan<double> valueAtRisk)
    {
        int n = priority.Length;
        Throw.IfLengthDiffers(valueAtRisk.Length, n, nameof(valueAtRisk));
        Check(priority, context);
        for (int row = 0; row < n; row++)
        {
            if (!double.IsFinite(valueAtRisk[row]))
                throw Throw.Row(nameof(valueAtRisk), row, "the value at risk", valueAtRisk[row], "finite");
        }

        int[] tier = ArrayPool<int>.Shared.Rent(n), wider = ArrayPool<int>.Shared.Rent(n);
        try
        {
            return Evaluate(priority, context, valueAtRisk, tier.AsSpan(0, n), wider.AsSpan(0, n));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(tier);
            ArrayPool<int>.Shared.Return(wider);
        }
    }

    private TouchEconomics Evaluate(ReadOnlySpan<double> priority, TouchContext context, ReadOnlySpan<double> valueAtRisk, Span<int> tier, Span<int> wider)
    {
        Place(priority, context, tier, widened: NoTier);
        var customers = new int[Tiers.Length];
        var atRisk = new CompensatedSum[Tiers.Length];
        int excluded = 0;
        for (int row = 0; row < tier.Length; row++)
        {
            if (tier[row] == NoTier)
            {
                excluded++;
                continue;
            }

            customers[tier[row]]++;
            atRisk[tier[row]].Add(valueAtRisk[row]);
        }

        foreach (ref readonly CompensatedSum sum in atRisk.AsSpan())
        {
            if (!double.IsFinite(sum.Value))
                throw new ArgumentException("The values at risk are too large to add up in a double.", nameof(valueAtRisk));
        }

        var results = new TouchTierResult[Tiers.Length];
        for (int k = 0; k < results.Length; k++)
        {
            double? worth = null;
            if (Tiers[k].Capacity is { } capacity)
            {
                worth = 0;
                if (customers[k] == capacity)
                {
                    Place(priority, context, wider, widened: k);
                    worth = Change(tier, wider, valueAtRisk);
                }
            }

            results[k] = new TouchTierResult(Tiers[k], customers[k], atRisk[k].Value, worth);
        }

        return new TouchEconomics([.. results], excluded);
    }

    private double Change(ReadOnlySpan<int> before, ReadOnlySpan<int> after, ReadOnlySpan<double> valueAtRisk)
    {
        CompensatedSum kept = default;
        decimal cost = 0;
        for (int row = 0; row < before.Length; row++)
        {
            if (before[row] == after[row])
                continue;
            TouchTier from = Tiers[before[row]], to = Tiers[after[row]];
            kept.Add((to.Uplift - from.Uplift) * valueAtRisk[row]);
            cost += to.CostPerCustomer - from.CostPerCustomer;
        }

        return kept.Value - (double)cost;
    }
}
