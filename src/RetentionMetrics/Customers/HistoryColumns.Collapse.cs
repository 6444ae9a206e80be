namespace RetentionMetrics;

public readonly partial struct HistoryColumns
{
    /// <summary>The distinct (x, t_x, T) rows with the number of customers of each: all that a purchase model's likelihood needs, and usually far fewer rows.</summary>
    /// <returns>Columns with counts and without spend and gaps, ordered by x, t_x and T; rows with count 0 are dropped.</returns>
    /// <exception cref="OverflowException">The counts of equal rows add up to more than fits a long.</exception>
    public HistoryColumns Collapse()
    {
        (int[] x, int[] starts) = Groups();
        int rows = starts[^1];
        double[] tx = new double[rows], t = new double[rows];
        long[] n = Counts.IsEmpty ? [] : new long[rows];
        Deal(x, starts, tx, t, n);

        // A group has one x: it is in order once it is sorted by t_x and T. The result is the same whatever thread sorts which group.
        if (rows < 1 << 14)
        {
            for (int g = 0; g < x.Length; g++)
                SortGroup(x[g], tx.AsSpan(starts[g]..starts[g + 1]), t.AsSpan(starts[g]..starts[g + 1]), n.Length == 0 ? [] : n.AsSpan(starts[g]..starts[g + 1]));
        }
        else
        {
            int[] largestFirst = [.. Enumerable.Range(0, x.Length).OrderByDescending(g => starts[g + 1] - starts[g])];
            int next = -1;
            Parallel.For(0, Math.Min(Environment.ProcessorCount, x.Length), _ =>
            {
                for (int i = Interlocked.Increment(ref next); i < largestFirst.Length; i = Interlocked.Increment(ref next))
                {
                    int from = starts[largestFirst[i]], to = starts[largestFirst[i] + 1];
                    SortGroup(x[largestFirst[i]], tx.AsSpan(from..to), t.AsSpan(from..to), n.Length == 0 ? [] : n.AsSpan(from..to));
                }
            });
        }

        return Merge(x, starts, tx, t, n);
    }

    /// <summary>The distinct frequencies of the rows that count, in order, and where the rows of each will begin; one more start ends the last.</summary>
    private (int[] X, int[] Starts) Groups()
    {
        ReadOnlySpan<int> x = Frequency.Span;
        ReadOnlySpan<long> counts = Counts.Span;
        int most = 0;
        foreach (int f in x)
            most = Math.Max(most, f);
        // A table over all frequencies while it is no larger than the data; else a dictionary of those that are there.
        if (most <= Math.Max(1 << 12, x.Length))
        {
            int[] sizes = new int[most + 1];
            for (int i = 0; i < x.Length; i++)
                sizes[x[i]] += counts.IsEmpty || counts[i] != 0 ? 1 : 0;
            return Laid(Enumerable.Range(0, sizes.Length).Where(f => sizes[f] > 0).Select(f => (f, sizes[f])));
        }

        var found = new Dictionary<int, int>();
        for (int i = 0; i < x.Length; i++)
        {
            if (counts.IsEmpty || counts[i] != 0)
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(found, x[i], out _)++;
        }

        return Laid(found.Select(f => (f.Key, f.Value)).OrderBy(f => f.Key));

        static (int[] X, int[] Starts) Laid(IEnumerable<(int X, int Size)> groups)
        {
            (int X, int Size)[] all = [.. groups];
            int[] starts = new int[all.Length + 1];
            for (int g = 0; g < all.Length; g++)
                starts[g + 1] = starts[g] + all[g].Size;
            return (Array.ConvertAll(all, g => g.X), starts);
        }
    }

    /// <summary>Puts each row that counts into its group (a counting sort by x).</summary>
    private void Deal(int[] groups, int[] starts, double[] txs, double[] ts, long[] ns)
    {
        ReadOnlySpan<int> x = Frequency.Span;
        ReadOnlySpan<double> tx = Recency.Span, t = Age.Span;
        ReadOnlySpan<long> counts = Counts.Span;
        int[] next = [.. starts];
        bool isDense = groups.Length > 0 && groups[^1] <= Math.Max(1 << 12, x.Length);
        int[] groupOf = new int[isDense ? groups[^1] + 1 : 0];
        for (int g = 0; g < groups.Length && isDense; g++)
            groupOf[groups[g]] = g;
        for (int i = 0; i < x.Length; i++)
        {
            if (!counts.IsEmpty && counts[i] == 0)
                continue;
            int at = next[isDense ? groupOf[x[i]] : Array.BinarySearch(groups, x[i])]++;
            txs[at] = tx[i] + 0.0; // −0 becomes 0, which it equals
            ts[at] = t[i] + 0.0;
            if (ns.Length > 0)
                ns[at] = counts[i];
        }
    }

    private static void SortGroup(int x, Span<double> tx, Span<double> t, Span<long> n)
    {
        if (x == 0)
        {
            SortByAge(t, n); // t_x is 0
            return;
        }

        if (n.IsEmpty)
        {
            NumberSort.Sort(tx, t);
        }
        else
        {
            var rest = new (double T, long N)[t.Length];
            for (int i = 0; i < rest.Length; i++)
                rest[i] = (t[i], n[i]);
            NumberSort.Sort(tx, rest.AsSpan());
            for (int i = 0; i < rest.Length; i++)
                (t[i], n[i]) = rest[i];
        }

        for (int start = 0, end; start < tx.Length; start = end)
        {
            for (end = start + 1; end < tx.Length && tx[end].Equals(tx[start]);)
                end++;
            if (end - start > 1)
                SortByAge(t[start..end], n.IsEmpty ? n : n[start..end]);
        }
    }

    private static void SortByAge(Span<double> t, Span<long> n)
    {
        NumberSort.Sort(t, n);
    }

    /// <summary>One row for each run of equal ones.</summary>
    private HistoryColumns Merge(int[] x, int[] starts, double[] tx, double[] t, long[] n)
    {
        int distinct = 0;
        for (int g = 0; g < x.Length; g++)
        {
            for (int i = starts[g]; i < starts[g + 1]; i++)
                distinct += IsNew(i, g) ? 1 : 0;
        }

        int[] frequency = new int[distinct];
        long[] counts = new long[distinct];
        int at = -1;
        for (int g = 0; g < x.Length; g++)
        {
            for (int i = starts[g]; i < starts[g + 1]; i++)
            {
                if (IsNew(i, g))
                    (frequency[++at], tx[at], t[at]) = (x[g], tx[i], t[i]); // never ahead of i
                checked { counts[at] += n.Length == 0 ? 1 : n[i]; }
            }
        }

        // The few distinct rows of many are copied, so that they do not hold on to the memory of all.
        return distinct < t.Length / 2
            ? new HistoryColumns(frequency, tx.AsSpan(0, distinct).ToArray(), t.AsSpan(0, distinct).ToArray(), default, counts, Unit)
            : new HistoryColumns(frequency, tx.AsMemory(0, distinct), t.AsMemory(0, distinct), default, counts, Unit);

        bool IsNew(int i, int g) => i == starts[g] || !(tx[i].Equals(tx[i - 1]) && t[i].Equals(t[i - 1]));
    }
}
