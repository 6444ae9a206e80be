using System.Buffers;
using System.Numerics;

namespace RetentionMetrics;

/// <summary>Elements at several ranks of unsorted numbers, exact, without sorting or changing them. No memory but pooled scratch.</summary>
/// <remarks>
/// After Floyd and Rivest (1975): a sorted sample says about where each rank lies. One pass counts the numbers below some edges around it exactly, and gathers the few between them; in those, the same is done again.
/// The counts prove each result. Where the sample was wrong they say between which edges the rank lies, and a second pass gathers those: the sample decides the time, never the result.
/// </remarks>
internal static class OrderStatistics
{
    private const int Few = 1_024; // are simply sorted
    private const int MostRanks = 32; // at a time
    private const int MostEdges = 4 * MostRanks;

    /// <summary>Finds the elements at ranks.</summary>
    /// <param name="values">The numbers, finite, in any order.</param>
    /// <param name="ranks">Ranks from 0, ascending (equal neighbours are allowed), each less than the number of values. To rank from the top, ask for n − 1 − rank.</param>
    /// <param name="found">Gets one element a rank.</param>
    /// <param name="parallel">The pass over the same numbers on several threads, or <see langword="null"/>.</param>
    public static void Select<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> ranks, Span<OrderStatistic<T>> found, ParallelEdgePass<T>? parallel = null)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        for (int start = 0; start < ranks.Length; start += MostRanks)
        {
            int some = Math.Min(MostRanks, ranks.Length - start);
            Find(values, ranks.Slice(start, some), found.Slice(start, some), parallel);
        }
    }

    // Small inputs go by themselves: who has only those need not wait until the rest is compiled.
    private static void Find<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> ranks, Span<OrderStatistic<T>> found, ParallelEdgePass<T>? parallel)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        if (values.Length > Few)
        {
            FindByEdges(values, ranks, found, parallel);
            return;
        }

        T[] copy = ArrayPool<T>.Shared.Rent(values.Length);
        values.CopyTo(copy);
        FindBySorting(copy.AsSpan(0, values.Length), ranks, found);
        ArrayPool<T>.Shared.Return(copy);
    }

    private static void FindByEdges<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> ranks, Span<OrderStatistic<T>> found, ParallelEdgePass<T>? parallel)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        var edges = new Edges<T>(stackalloc T[MostEdges], stackalloc bool[MostEdges + 1], stackalloc int[MostEdges + 1]);
        int slack = parallel?.Slack ?? EdgePass.Slack;
        T[] scratch = ArrayPool<T>.Shared.Rent(Room(edges.Guess(values, ranks), slack));
        try
        {
            parallel?.Begin();
            int gathered = Run(values, edges, scratch, parallel);
            if (!edges.Hold(ranks, gathered))
            {
                int needed = edges.WantOnly(ranks);
                if (scratch.Length - slack < needed)
                {
                    ArrayPool<T>.Shared.Return(scratch);
                    scratch = []; // if there is no memory for more, this is not given back twice
                    scratch = ArrayPool<T>.Shared.Rent(Room(needed, slack));
                }

                gathered = Run(values, edges, scratch, parallel);
            }

            // Less than 0 when there was no room, which matters only to ranks whose numbers had to be gathered.
            Read(edges, ranks, scratch.AsSpan(0, Math.Max(0, gathered)), isParted: gathered <= values.Length / 2, found);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(scratch); // a cancelled pass throws
        }
    }

    private static int Room(int gathered, int slack) => (int)Math.Min(Array.MaxLength, (long)gathered + slack);

    private static int Run<T>(ReadOnlySpan<T> values, Edges<T> edges, T[] scratch, ParallelEdgePass<T>? parallel)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T> => parallel is null ? EdgePass.Run(values, edges, scratch) : parallel.Run(edges, scratch);

    // Finds the elements at ranks when each is in an interval of one number or among those gathered.
    private static void Read<T>(Edges<T> edges, ReadOnlySpan<int> ranks, Span<T> gathered, bool isParted, Span<OrderStatistic<T>> found)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        Span<int> open = stackalloc int[MostRanks], openRanks = stackalloc int[MostRanks], skipped = stackalloc int[MostRanks];
        int n = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            int interval = edges.IntervalAt(ranks[i]);
            if (edges.IsSingle(interval))
            {
                found[i] = new(edges.Low(interval), edges.CountBelow(interval), edges.CountIn(interval));
                continue;
            }

            open[n] = i;
            skipped[n] = edges.SkippedBelow(interval);
            openRanks[n] = ranks[i] - skipped[n];
            n++;
        }

        if (n > 0)
        {
            Span<OrderStatistic<T>> inner = stackalloc OrderStatistic<T>[MostRanks];
            if (isParted)
                Find(gathered, openRanks[..n], inner, null); // few
            else
                FindBySorting(gathered, openRanks[..n], inner); // the edges did not part them: no second try, so that there is always an end
            for (int i = 0; i < n; i++)
                found[open[i]] = inner[i] with { Below = inner[i].Below + skipped[i] };
        }
    }

    private static void FindBySorting<T>(Span<T> values, ReadOnlySpan<int> ranks, Span<OrderStatistic<T>> found)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        values.Sort();
        for (int i = 0; i < ranks.Length; i++)
        {
            T value = values[ranks[i]];
            int below = Partition(values[..ranks[i]], value, orEqual: false), upTo = ranks[i] + Partition(values[ranks[i]..], value, orEqual: true);
            found[i] = new(value + T.Zero, below, upTo - below); // −0 + 0 = 0
        }
    }

    // How many of the sorted values are below one, or at or below it.
    private static int Partition<T>(ReadOnlySpan<T> sorted, T value, bool orEqual)
        where T : unmanaged, IBinaryNumber<T>
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
