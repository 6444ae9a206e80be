using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Gives costly human attention to the customers where it is worth most: tiers are filled from the top in order of priority, up to their capacity.</summary>
/// <remarks>
/// Nobody stands above a customer with a higher priority; ties go by row, and rows of a <see cref="CustomerBase"/> are in id order, so the result does not depend on the order of input.
/// A customer below a tier's minimum priority goes on to the next tier, even when the tier is not full. Pins, exclusions and the last plan bend these rules: see <see cref="TouchContext"/>. Immutable.
/// </remarks>
public sealed partial class TouchPlan
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

    /// <summary>The tier of a customer who has none: −1.</summary>
    public const int NoTier = -1;

    /// <summary>The tiers from the highest to the lowest.</summary>
    public ImmutableArray<TouchTier> Tiers { get; }

    /// <summary>How much better a challenger must be than a customer of the last plan.</summary>
    /// <value><c>default</c>: not at all; the last plan decides ties only.</value>
    public TouchHysteresis Hysteresis { get; init; }

    /// <summary>Assigns a tier to every customer. Allocates nothing for up to 64 tiers.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer.</param>
    /// <exception cref="ArgumentException">A priority is not finite (the message names the row), or <paramref name="tier"/> has not one element a row or is memory of the priorities.</exception>
    public void Assign(ReadOnlySpan<double> priority, Span<int> tier) => Assign(priority, default, tier, []);

    /// <summary>Assigns a tier to every customer, with the reason. Allocates nothing for up to 64 tiers; ranks take scratch of 24 bytes a row from the shared pool.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer.</param>
    /// <param name="reason">Gets the reason of each customer; empty when none are wanted.</param>
    /// <exception cref="ArgumentException">A priority is not finite (the message names the row), or a destination has not one element a row or is memory of an input or of the other.</exception>
    public void Assign(ReadOnlySpan<double> priority, Span<int> tier, Span<TouchReason> reason) => Assign(priority, default, tier, reason);

    /// <summary>Assigns tiers with regard to the last plan, pins and exclusions. Allocates nothing for up to 64 tiers.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="context">The last plan, pins and exclusions.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer, or <see cref="NoTier"/> for those excluded. Not the memory of the last plan.</param>
    /// <remarks>
    /// Excluded customers have no tier. Pinned customers have theirs, and take up capacity. Then each tier from the top takes, of the customers who are left and reach its minimum, those with the highest priority,
    /// where customers who had this tier or a higher one in the last plan count with their priority raised by <see cref="Hysteresis"/>, for the minimum as well. Ties go to customers of the last plan, then by row.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A priority is not finite, a tier of the last plan does not exist, a pin or an exclusion names no row or no tier, a customer is pinned twice or pinned and excluded, a tier has more pins than capacity,
    /// or <paramref name="tier"/> has not one element a row or is memory of the priorities or of the context.
    /// </exception>
    public void Assign(ReadOnlySpan<double> priority, TouchContext context, Span<int> tier) => Assign(priority, context, tier, []);

    /// <summary>Assigns tiers with regard to the last plan, pins and exclusions, with the reason. Allocates nothing for up to 64 tiers; ranks take scratch of 24 bytes a row from the shared pool.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="context">The last plan, pins and exclusions.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer, or <see cref="NoTier"/> for those excluded. Not the memory of the last plan.</param>
    /// <param name="reason">Gets the reason of each customer; empty when none are wanted.</param>
    /// <remarks>The rules are those of <see cref="Assign(ReadOnlySpan{double}, TouchContext, Span{int})"/>.</remarks>
    /// <exception cref="ArgumentException">As there, or <paramref name="reason"/> has not one element a row, or is memory of an input or of <paramref name="tier"/>.</exception>
    public void Assign(ReadOnlySpan<double> priority, TouchContext context, Span<int> tier, Span<TouchReason> reason)
    {
        CheckDestinations(priority, context, tier, reason);
        Check(priority, context);
        Place(priority, context, tier, widened: NoTier);
        if (reason.Length > 0)
            Explain(priority, context, tier, reason);
    }
}
