namespace RetentionMetrics;

public sealed partial class TouchPlan
{
    /// <summary>Assigns a tier to every customer, on several threads. Each gets the tier that one thread gives it.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">A priority is not finite (the message names the row), or <paramref name="tier"/> has not one element a row or is memory of the priorities.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; what <paramref name="tier"/> holds then is no plan.</exception>
    public void Assign(ReadOnlyMemory<double> priority, Memory<int> tier, ParallelOptions options) => Assign(priority, default, tier, options);

    /// <summary>Assigns tiers with regard to the last plan, pins and exclusions, on several threads. Each customer gets the tier that one thread gives it.</summary>
    /// <param name="priority">What ranks the customers, highest first, such as the lifetime value; finite.</param>
    /// <param name="context">The last plan, pins and exclusions.</param>
    /// <param name="tier">Gets the index in <see cref="Tiers"/> of each customer, or <see cref="NoTier"/> for those excluded. Not the memory of the last plan.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <remarks>The rules are those of <see cref="Assign(ReadOnlySpan{double}, TouchContext, Span{int})"/>. Reasons need all customers in order of priority, which one thread finds.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">As there.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; what <paramref name="tier"/> holds then is no plan.</exception>
    public void Assign(ReadOnlyMemory<double> priority, TouchContext context, Memory<int> tier, ParallelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckDestinations(priority.Span, context, tier.Span, []);
        if (context.Previous.Length > 0)
            Throw.IfLengthDiffers(context.Previous.Length, priority.Length, nameof(context));
        var rows = new TouchRows(this, priority, context.Previous, tier, options);
        rows.Check();
        Place(priority.Span, context, tier.Span, widened: NoTier, rows);
    }

    /// <summary>The rows of one assignment, for work on slices of them on several threads: each method does what its namesake does for all rows.</summary>
    private sealed class TouchRows(TouchPlan plan, ReadOnlyMemory<double> priority, ReadOnlyMemory<int> previous, Memory<int> tier, ParallelOptions options)
    {
        public ReadOnlyMemory<double> Priority => priority;

        public ParallelOptions Options => options;

        public void Check() => RowSlices.Run(
            priority.Length,
            (start, length) => plan.CheckRows(priority.Span.Slice(start, length), previous.IsEmpty ? [] : previous.Span.Slice(start, length)),
            options);

        public void Mark(double[] upTo, double[] after, int[] turn) => RowSlices.Run(
            priority.Length,
            (start, length) => TouchPlan.Mark(start, start + length, priority.Span, upTo, after, turn, tier.Span),
            options);

        public int Write(int k, double least, Memory<double> counted)
        {
            int found = 0;
            RowSlices.Run(
                priority.Length,
                (start, length) =>
                {
                    var race = new Race(priority.Span.Slice(start, length), previous.Span.Slice(start, length), plan.Hysteresis, k, least);
                    Interlocked.Add(ref found, race.Write(tier.Span.Slice(start, length), counted.Span.Slice(start, length)));
                },
                options);
            return found;
        }

        public void TakeAbove(int k, double edge, ReadOnlyMemory<double> counted) => RowSlices.Run(
            priority.Length,
            (start, length) => Race.TakeAbove(k, edge, counted.Span.Slice(start, length), tier.Span.Slice(start, length)),
            options);
    }
}
