namespace RetentionMetrics;

/// <summary>Tenures sorted by stratum and duration, with those that came under observation late once more in order of their entry.</summary>
internal sealed class StratifiedRows
{
    private readonly int[][] _late; // positions in order of entry, for each stratum

    private StratifiedRows(string[] names, int[] rows, Tenure[] tenures, (int Start, int End)[] strata)
    {
        Names = names;
        Rows = rows;
        Tenures = tenures;
        Strata = strata;
        _late = new int[strata.Length][];
        for (int s = 0; s < strata.Length; s++)
        {
            var late = new List<int>();
            for (int i = strata[s].Start; i < strata[s].End; i++)
            {
                if (tenures[i].Entry > 0)
                    late.Add(i);
            }

            // A stable order, so that sums do not depend on the sort.
            late.Sort((a, b) => tenures[a].Entry.CompareTo(tenures[b].Entry) is not 0 and var c ? c : a.CompareTo(b));
            _late[s] = [.. late];
        }
    }

    /// <summary>The strata's labels in ordinal order; a single empty one without strata.</summary>
    public string[] Names { get; }

    /// <summary>The caller's row of each position.</summary>
    public int[] Rows { get; }

    /// <summary>The tenure of each position.</summary>
    public Tenure[] Tenures { get; }

    /// <summary>The positions of each stratum.</summary>
    public (int Start, int End)[] Strata { get; }

    /// <summary>Sorts the rows.</summary>
    /// <param name="tenures">One a row.</param>
    /// <param name="strata">The caller's labels, or null.</param>
    /// <param name="content">A number made of what each row holds, by which rows of equal stratum and duration are sorted, so that no sum depends on the caller's order; null when that does not matter.</param>
    public static StratifiedRows Of(IReadOnlyList<Tenure> tenures, IReadOnlyList<string>? strata, ulong[]? content = null)
    {
        int n = tenures.Count;
        (string[] names, int[] stratumOf) = strata is null ? ([""], new int[n]) : Labels.Of(strata, n, nameof(strata));
        int[] ends = new int[names.Length];
        foreach (int s in stratumOf)
            ends[s]++;
        var ranges = new (int Start, int End)[names.Length];
        for (int s = 0, sum = 0; s < names.Length; s++)
        {
            ranges[s] = (sum, sum + ends[s]);
            (ends[s], sum) = (sum, sum + ends[s]); // for now where the next row goes
        }

        int[] rows = new int[n];
        double[] times = new double[n];
        for (int i = 0; i < n; i++)
        {
            int at = ends[stratumOf[i]]++;
            (rows[at], times[at]) = (i, tenures[i].Duration);
        }

        foreach ((int start, int end) in ranges)
        {
            NumberSort.Sort(times.AsSpan(start, end - start), rows.AsSpan(start, end - start));
            for (int i = start, next; content is not null && i < end; i = next)
            {
                for (next = i + 1; next < end && times[next].Equals(times[i]); next++)
                {
                }

                if (next - i == 1)
                    continue;
                Span<int> equal = rows.AsSpan(i, next - i);
                ulong[] keys = new ulong[equal.Length];
                for (int k = 0; k < keys.Length; k++)
                    keys[k] = content[equal[k]];
                keys.AsSpan().Sort(equal);
            }
        }

        return new StratifiedRows(names, rows, Array.ConvertAll(rows, r => tenures[r]), ranges);
    }

    /// <summary>The positions of a stratum's late entries, in order of entry.</summary>
    public ReadOnlySpan<int> EntriesOf(int stratum) => _late[stratum];

    /// <summary>Adds one number to a row's content. The same everywhere and always, unlike the framework's hash codes.</summary>
    public static ulong Mixed(ulong content, double number)
    {
        content = (content ^ BitConverter.DoubleToUInt64Bits(number)) * 0x9E37_79B9_7F4A_7C15;
        return content ^ (content >> 29);
    }
}
