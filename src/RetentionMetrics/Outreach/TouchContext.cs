namespace RetentionMetrics;

/// <summary>What a plan has to respect besides priorities: the last plan, customers fixed by hand, and customers to leave alone.</summary>
/// <remarks>The struct refers to the caller's memory and does not copy it. It is checked against the plan and the rows by <see cref="TouchPlan.Assign(ReadOnlySpan{double}, TouchContext, Span{int})"/>. <c>default</c> is none of the three.</remarks>
public readonly struct TouchContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="previous">The tier of each customer in the last plan, <see cref="TouchPlan.NoTier"/> for one who was not in it; empty when there is no last plan. <see cref="CustomerBase.Align"/> joins one by customer id.</param>
    /// <param name="pins">Customers fixed to a tier. They count against its capacity, whatever their priority and its minimum.</param>
    /// <param name="exclusions">Rows of the customers who get no tier at all; a row may be named twice.</param>
    public TouchContext(ReadOnlyMemory<int> previous = default, ReadOnlyMemory<TouchPin> pins = default, ReadOnlyMemory<int> exclusions = default)
    {
        Previous = previous;
        Pins = pins;
        Exclusions = exclusions;
    }

    /// <summary>The tier of each customer in the last plan, or empty.</summary>
    public ReadOnlyMemory<int> Previous { get; }

    /// <summary>Customers fixed to a tier.</summary>
    public ReadOnlyMemory<TouchPin> Pins { get; }

    /// <summary>Rows of the customers who get no tier.</summary>
    public ReadOnlyMemory<int> Exclusions { get; }
}
