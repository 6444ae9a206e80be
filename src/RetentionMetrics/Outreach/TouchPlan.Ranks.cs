using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RetentionMetrics;

public sealed partial class TouchPlan
{
    /// <summary>
    /// Places customers when there is no last plan. Then all tiers rank them alike, so that each takes a stretch of one order of priority whose end is known beforehand:
    /// one selection finds the priorities at the ends, one pass compares with them. Nothing is sorted.
    /// </summary>
    /// <param name="priority">The priorities.</param>
    /// <param name="apart">Customers who do not compete: excluded or pinned.</param>
    /// <param name="slots">Places of each tier, those of the pins taken off.</param>
    /// <param name="tier">Holds <see cref="Unplaced"/> for those who compete, and gets everybody's tier.</param>
    /// <param name="parallel">The same rows on several threads, or <see langword="null"/>.</param>
    private void PlaceByRank(ReadOnlySpan<double> priority, int apart, ReadOnlySpan<long> slots, Span<int> tier, TouchRows? parallel)
    {
        double[] rented = [];
        ReadOnlySpan<double> competing = priority;
        ParallelEdgePass<double>? pass = null;
        if (apart > 0)
        {
            rented = ArrayPool<double>.Shared.Rent(priority.Length);
            int n = 0;
            for (int row = 0; row < priority.Length; row++)
            {
                rented[n] = priority[row];
                n += tier[row] == Unplaced ? 1 : 0; // no branch: who competes is in no order
            }

            competing = rented.AsSpan(0, n);
            pass = ParallelEdgePass<double>.For(rented.AsMemory(0, n), parallel?.Options);
        }
        else if (parallel is not null)
        {
            pass = ParallelEdgePass<double>.For(parallel.Priority, parallel.Options);
        }

        // A customer stands below a tier when its priority is less than the tier's edge. Rows up to the tier's last place among equals have a lower edge than those after it.
        int edges = Tiers.Length - 1;
        Span<double> upTo = edges <= 64 ? stackalloc double[edges] : new double[edges], after = edges <= 64 ? stackalloc double[edges] : new double[edges];
        Span<int> turn = edges <= 64 ? stackalloc int[edges] : new int[edges];
        try
        {
            FindEdges(competing, slots, upTo, turn, pass);
        }
        finally
        {
            if (rented.Length > 0)
                ArrayPool<double>.Shared.Return(rented);
        }

        for (int k = 0; k < edges; k++)
        {
            after[k] = upTo[k];
            if (turn[k] == 0)
                continue;
            int places = turn[k];
            turn[k] = 0;
            for (; places > 0; turn[k]++)
                places -= (priority[turn[k]] == upTo[k] ? 1 : 0) & (tier[turn[k]] == Unplaced ? 1 : 0);
            after[k] = Math.BitIncrement(upTo[k]); // equals are less than that
        }

        if (parallel is null)
            Mark(0, tier.Length, priority, upTo, after, turn, tier);
        else
            parallel.Mark(upTo.ToArray(), after.ToArray(), turn.ToArray());
    }

    // Rows of a slice, stretch by stretch with the same edges.
    private static void Mark(int start, int to, ReadOnlySpan<double> priority, ReadOnlySpan<double> upTo, ReadOnlySpan<double> after, ReadOnlySpan<int> turn, Span<int> tier)
    {
        int edges = turn.Length;
        Span<double> edge = edges <= 64 ? stackalloc double[edges] : new double[edges];
        while (start < to)
        {
            int end = to;
            for (int k = 0; k < edges; k++)
            {
                edge[k] = start < turn[k] ? upTo[k] : after[k];
                if (start < turn[k])
                    end = Math.Min(end, turn[k]);
            }

            CountAbove(priority[start..end], edge, tier[start..end]);
            start = end;
        }
    }

    /// <summary>The rank, from the top, at which each tier but the last ends.</summary>
    private void FindEnds(ReadOnlySpan<double> competing, ReadOnlySpan<long> slots, Span<int> ends)
    {
        int n = competing.Length, before = 0;
        for (int k = 0; k < ends.Length; k++)
        {
            // Places are taken in order of priority: down to the capacity or to the minimum, and none is given back.
            int most = Tiers[k].MinimumPriority is { } least ? n - NumberScan.CountBelow(competing, least) : n;
            before = ends[k] = Math.Max(before, (int)Math.Min(before + slots[k], most));
        }
    }

    /// <summary>The lowest priority with a place in each tier or one above it; and, where not all who have it find a place, how many do.</summary>
    private void FindEdges(ReadOnlySpan<double> competing, ReadOnlySpan<long> slots, Span<double> edge, Span<int> ties, ParallelEdgePass<double>? pass)
    {
        int n = competing.Length, edges = edge.Length;
        Span<int> ends = edges <= 64 ? stackalloc int[edges] : new int[edges], ranks = edges <= 64 ? stackalloc int[edges] : new int[edges];
        FindEnds(competing, slots, ends);
        int found = 0;
        for (int k = edges - 1; k >= 0; k--) // from the lowest priority up
        {
            if (ends[k] > 0 && ends[k] < n)
                ranks[found++] = n - ends[k];
        }

        Span<OrderStatistic<double>> statistics = edges <= 64 ? stackalloc OrderStatistic<double>[edges] : new OrderStatistic<double>[edges];
        OrderStatistics.Select(competing, ranks[..found], statistics, pass);
        for (int k = 0; k < edges; k++)
        {
            ties[k] = 0;
            if (ends[k] == 0 || ends[k] == n)
            {
                edge[k] = ends[k] == 0 ? double.PositiveInfinity : double.NegativeInfinity; // nobody, everybody
                continue;
            }

            OrderStatistic<double> last = statistics[--found];
            edge[k] = last.Value;
            int places = ends[k] - last.Above(n);
            ties[k] = places < last.Equal ? places : 0;
        }
    }

    /// <summary>How many tiers stand above each customer: the edges that its priority is less than.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called once, with many rows: there would be no time to tier up
    private static void CountAbove(ReadOnlySpan<double> priority, ReadOnlySpan<double> edges, Span<int> tier)
    {
        int row = 0, lanes = Vector<double>.Count;
        for (; Vector.IsHardwareAccelerated && row <= priority.Length - (2 * lanes); row += 2 * lanes)
        {
            Vector<double> first = new(priority[row..]), second = new(priority[(row + lanes)..]);
            Vector<long> ofFirst = Vector<long>.Zero, ofSecond = Vector<long>.Zero;
            foreach (double edge in edges)
            {
                // A comparison that holds is −1.
                ofFirst -= Vector.LessThan(first, new Vector<double>(edge));
                ofSecond -= Vector.LessThan(second, new Vector<double>(edge));
            }

            Vector.Narrow(ofFirst, ofSecond).CopyTo(tier[row..]);
        }

        for (; row < priority.Length; row++)
        {
            int above = 0;
            foreach (double edge in edges)
                above += priority[row] < edge ? 1 : 0;
            tier[row] = above;
        }
    }
}
