namespace RetentionMetrics;

/// <summary>Sorts finite numbers with what belongs to each.</summary>
internal static class NumberSort
{
    private const int Few = 16;

    /// <summary>
    /// Deals the keys into about half as many equal intervals and sorts each: linear time for keys that are spread out, that of the framework's sort for keys that are not.
    /// </summary>
    /// <param name="keys">Finite numbers.</param>
    /// <param name="rest">One element a key, moved with it; or empty. Elements of equal keys end in any order.</param>
    public static void Sort<TRest>(Span<double> keys, Span<TRest> rest)
    {
        if (keys.Length < 8 * Few)
        {
            SortRun(keys, rest);
            return;
        }

        double least = keys[0], most = keys[0];
        foreach (double key in keys)
        {
            least = Math.Min(least, key);
            most = Math.Max(most, key);
        }

        int intervals = keys.Length / 2;
        double scale = intervals / (most - least);
        if (!double.IsFinite(scale) || !(scale > 0))
        {
            SortRun(keys, rest);
            return;
        }

        // Subtracting and multiplying round monotonically: an interval's keys are all at or below those of the next.
        int[] ends = new int[intervals + 1];
        foreach (double key in keys)
            ends[IntervalOf(key)]++;
        for (int k = 0, sum = 0; k < ends.Length; k++)
            (ends[k], sum) = (sum, sum + ends[k]); // for now the starts
        double[] dealt = new double[keys.Length];
        var dealtRest = new TRest[rest.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            int at = ends[IntervalOf(keys[i])]++;
            dealt[at] = keys[i];
            if (dealtRest.Length > 0)
                dealtRest[at] = rest[i];
        }

        dealt.CopyTo(keys);
        dealtRest.CopyTo(rest);
        for (int k = 0, start = 0; k < ends.Length; start = ends[k++])
        {
            if (ends[k] - start > 1)
                SortRun(keys[start..ends[k]], rest.IsEmpty ? rest : rest[start..ends[k]]);
        }

        int IntervalOf(double key) => (int)((key - least) * scale);
    }

    private static void SortRun<TRest>(Span<double> keys, Span<TRest> rest)
    {
        if (keys.Length > Few)
        {
            if (rest.IsEmpty)
                keys.Sort();
            else
                keys.Sort(rest);
            return;
        }

        for (int i = 1; i < keys.Length; i++)
        {
            double key = keys[i];
            TRest? moved = rest.IsEmpty ? default : rest[i];
            int at = i;
            for (; at > 0 && keys[at - 1] > key; at--)
            {
                keys[at] = keys[at - 1];
                if (!rest.IsEmpty)
                    rest[at] = rest[at - 1];
            }

            keys[at] = key;
            if (!rest.IsEmpty)
                rest[at] = moved!;
        }
    }
}
