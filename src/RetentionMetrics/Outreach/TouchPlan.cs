using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Gives costly human attention to the customers where it is worth most: tiers are filled from the top in order of priority, up to their capacity.</summary>
/// <remarks>
/// Nobody stands above a customer with a higher priority; ties go by row, and rows of a <see cref="CustomerBase"/> are in id order, so the result does not depend on the order of input.
/// A customer below a tier's minimum priority goes on to the next tier, even when the tier is not full. Immutable.
/// </remarks>
public sealed class TouchPlan
{
    /// <summary>Makes a plan.</summary>
    /// <param name="tiers">The tiers from the highest to the lowest, at least one, with distinct names. The last takes everybody who is left: it has no capacity and no minimum.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tiers"/> or a tier is null.</exception>
    /// <exception cref="ArgumentException">There is no tier, two share a name, or the last has a capacity or a minimum.</exception>
    public TouchPlan(params TouchTier[] tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        if (tiers.Length == 0)
            throw new ArgumentException("A plan needs at least one tier.", nameof(tiers));
        foreach (TouchTier tier in tiers)
            ArgumentNullException.ThrowIfNull(tier, nameof(tiers));
        if (tiers.DistinctBy(t => t.Name, StringComparer.Ordinal).Count() < tiers.Length)
            throw new ArgumentException("Two tiers have the same name.", nameof(tiers));
        if (tiers[^1].Capacity is not null || tiers[^1].MinimumPriority is not null)
            throw new ArgumentException("The last tier takes everybody who is left: it must have no capacity and no minimum priority.", nameof(tiers));
        Tiers = [.. tiers];
    }

    /// <summary>The tiers from the highest to the lowest.</summary>
    public ImmutableArray<TouchTier> Tiers { get; }

    /// <summary>Assigns a tier to every customer.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer.</param>
    /// <exception cref="ArgumentException">A priority is not finite (the message names the row), or <paramref name="tier"/> has not one element a row.</exception>
    public void Assign(ReadOnlySpan<double> priority, Span<int> tier) => Assign(priority, tier, default);

    /// <summary>Assigns a tier to every customer, with the reason.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer.</param>
    /// <param name="reason">Gets the reason of each customer; empty when none are wanted.</param>
    /// <exception cref="ArgumentException">A priority is not finite (the message names the row), or a destination has not one element a row.</exception>
    public void Assign(ReadOnlySpan<double> priority, Span<int> tier, Span<TouchReason> reason)
    {
        int n = priority.Length;
        Throw.IfLengthDiffers(tier.Length, n, nameof(tier));
        if (!reason.IsEmpty)
            Throw.IfLengthDiffers(reason.Length, n, nameof(reason));
        var order = new (double Key, int Row)[n];
        for (int row = 0; row < n; row++)
        {
            if (!double.IsFinite(priority[row]))
                throw Throw.Row(nameof(priority), row, "the priority", priority[row], "finite");
            order[row] = (-priority[row], row);
        }

        Array.Sort(order);
        int current = 0, taken = 0;
        var basis = TouchBasis.Highest;
        for (int rank = 1; rank <= n; rank++)
        {
            (double key, int row) = order[rank - 1];
            // Priorities fall along the loop: a tier once left is closed to all that follow.
            while (taken >= (Tiers[current].Capacity ?? int.MaxValue) || -key < (Tiers[current].MinimumPriority ?? double.NegativeInfinity))
            {
                basis = taken >= (Tiers[current].Capacity ?? int.MaxValue) ? TouchBasis.HigherTierFull : TouchBasis.BelowMinimum;
                current++;
                taken = 0;
            }

            taken++;
            tier[row] = current;
            if (!reason.IsEmpty)
                reason[row] = new TouchReason(basis, rank, n);
        }
    }
}
