using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RetentionMetrics;

public readonly partial record struct ChurnTally
{
    /// <summary>Counts the churn of a period from one stay a customer: what <see cref="Count(IEnumerable{Subscription}, DateOnly, DateOnly, ChurnOptions?)"/> gives for one subscription a row, at the speed of memory. Allocates nothing.</summary>
    /// <param name="stays">The stays, in any order.</param>
    /// <param name="from">First day of the period [from, to).</param>
    /// <param name="to">The day after it. An end on that day belongs to the period.</param>
    /// <param name="options">
    /// The denominator, the pause limit and the last day known; <see langword="null"/> takes the defaults. With a pause limit and a last day known, who has ended no longer before that day than the limit is on a pause and not lost.
    /// </param>
    /// <returns>The tally.</returns>
    /// <exception cref="ArgumentException">The denominator is <see cref="ChurnDenominator.DueForRenewal"/>: stays have no billing periods.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is not after <paramref name="from"/>, or is after the last day known, or an option is out of range.</exception>
    public static ChurnTally Count(StayColumns stays, DateOnly from, DateOnly to, ChurnOptions? options = null)
    {
        options = Checked(options, from, to);
        if (options.Denominator == ChurnDenominator.DueForRenewal)
            throw new ArgumentException("Stays have no billing periods: who is due for renewal is counted from subscriptions.", nameof(options));
        bool daily = options.Denominator == ChurnDenominator.MeanOfDays;
        // A gap still open on the last day known is a pause until it is longer than the limit.
        long firstPause = options is { PauseLimitDays: { } limit, AsOf: { } asOf } ? asOf.DayNumber + 1L - limit : long.MaxValue;
        var kernel = new StayKernel(
            from.DayNumber, to.DayNumber, lastStart: options.Denominator == ChurnDenominator.AtStart ? from.DayNumber : to.DayNumber - 1, lastEnd: (int)Math.Max(-1, Math.Min(to.DayNumber, firstPause - 1)), daily);
        kernel.Add(stays.Start.Span, stays.End.Span, MemoryMarshal.Cast<EndReason, int>(stays.Reason.Span));
        return new ChurnTally(options.Denominator, kernel.Base, kernel.Lost, kernel.Voluntary, kernel.Involuntary, daily ? to.DayNumber - from.DayNumber : 0, from, to, options.PauseLimitDays);
    }

    private static ChurnOptions Checked(ChurnOptions? options, DateOnly from, DateOnly to)
    {
        Throw.IfLessThanOrEqual(to, from);
        options ??= DefaultOptions;
        if (options.Denominator is < ChurnDenominator.AtStart or > ChurnDenominator.DueForRenewal)
            throw Throw.Undefined(options.Denominator, nameof(options));
        Throw.IfNegative(options.PauseLimitDays ?? 0, nameof(options));
        if (options.AsOf is { } asOf)
            Throw.IfGreaterThan(to, asOf);
        return options;
    }

    /// <summary>The counts of one period, several stays at a time. Who is there and who is lost are numbers, 0 or −1, that are added or masked with: stays are in no order, so branches on them would be mispredicted.</summary>
    private struct StayKernel(int from, int to, int lastStart, int lastEnd, bool daily)
    {
        private const int Block = 32; // vectors of at most 16 lanes: the days of 512 stays of 10,000 years fit an int

        public long Base { get; private set; }

        public long Lost { get; private set; }

        public long Voluntary { get; private set; }

        public long Involuntary { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called once, with many rows: there would be no time to tier up
        public void Add(ReadOnlySpan<int> start, ReadOnlySpan<int> end, ReadOnlySpan<int> reason)
        {
            int done = 0, step = Block * Vector<int>.Count;
            for (; Vector.IsHardwareAccelerated && start.Length - done >= Vector<int>.Count; done += Math.Min(step, (start.Length - done) / Vector<int>.Count * Vector<int>.Count))
            {
                int length = Math.Min(step, (start.Length - done) / Vector<int>.Count * Vector<int>.Count);
                AddVectors(
                    MemoryMarshal.Cast<int, Vector<int>>(start.Slice(done, length)),
                    MemoryMarshal.Cast<int, Vector<int>>(end.Slice(done, length)),
                    reason.IsEmpty ? [] : MemoryMarshal.Cast<int, Vector<int>>(reason.Slice(done, length)));
            }

            for (int row = done; row < start.Length; row++)
            {
                bool isThere = start[row] <= lastStart && end[row] > Math.Max(from, start[row]), isLost = isThere && end[row] <= lastEnd;
                if (isThere)
                    Base += daily ? Math.Min(end[row], to) - Math.Max(start[row], from) : 1;
                Lost += isLost ? 1 : 0;
                Voluntary += isLost && !reason.IsEmpty && reason[row] == (int)EndReason.Voluntary ? 1 : 0;
                Involuntary += isLost && !reason.IsEmpty && reason[row] == (int)EndReason.Involuntary ? 1 : 0;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddVectors(ReadOnlySpan<Vector<int>> start, ReadOnlySpan<Vector<int>> end, ReadOnlySpan<Vector<int>> reason)
        {
            Vector<int> first = new(from), last = new(to), latest = new(lastStart), until = new(lastEnd);
            Vector<int> @base = Vector<int>.Zero, lost = Vector<int>.Zero, voluntary = Vector<int>.Zero, involuntary = Vector<int>.Zero;
            for (int i = 0; i < start.Length; i++)
            {
                Vector<int> isThere = Vector.LessThanOrEqual(start[i], latest) & Vector.GreaterThan(end[i], Vector.Max(first, start[i]));
                Vector<int> isLost = isThere & Vector.LessThanOrEqual(end[i], until);
                @base += isThere & (daily ? Vector.Min(end[i], last) - Vector.Max(start[i], first) : Vector<int>.One);
                lost -= isLost;
                if (i < reason.Length)
                {
                    voluntary -= isLost & Vector.Equals(reason[i], new Vector<int>((int)EndReason.Voluntary));
                    involuntary -= isLost & Vector.Equals(reason[i], new Vector<int>((int)EndReason.Involuntary));
                }
            }

            Base += Vector.Sum(@base);
            Lost += Vector.Sum(lost);
            Voluntary += Vector.Sum(voluntary);
            Involuntary += Vector.Sum(involuntary);
        }
    }
}
