using System.Buffers;
using System.Numerics;

namespace RetentionMetrics;

/// <summary>Ascending edges that part numbers into intervals: interval i holds those from edge i − 1 on and below edge i. Which intervals are to be gathered, and how many numbers are in each.</summary>
/// <param name="edges">Room for the edges.</param>
/// <param name="wanted">Room for one more flag than edges.</param>
/// <param name="counts">Room for one more count than edges.</param>
internal ref struct Edges<T>(Span<T> edges, Span<bool> wanted, Span<int> counts)
    where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
{
    private readonly Span<T> _edges = edges;
    private readonly Span<bool> _wanted = wanted;
    private readonly Span<int> _counts = counts;

    /// <summary>Number of edges; there is one interval more.</summary>
    public int Count { get; set; }

    /// <summary>The edges, ascending, no two equal.</summary>
    public readonly ReadOnlySpan<T> Values => _edges[..Count];

    /// <summary>Which intervals are gathered.</summary>
    public readonly ReadOnlySpan<bool> Wanted => _wanted[..(Count + 1)];

    /// <summary>Gets the number of values below each edge, and at the end the number of all.</summary>
    public readonly Span<int> CountsBelow => _counts[..(Count + 1)];

    public readonly T Low(int interval) => _edges[interval - 1];

    public readonly int CountBelow(int interval) => interval == 0 ? 0 : _counts[interval - 1];

    public readonly int CountIn(int interval) => _counts[interval] - CountBelow(interval);

    /// <summary>Whether only one number can be in the interval: it needs no gathering, however many customers share it.</summary>
    public readonly bool IsSingle(int interval) =>
        interval > 0 && (_edges[interval - 1] == T.MaxValue || (interval < Count && _edges[interval] == Next(_edges[interval - 1])));

    /// <summary>The interval that the counts say a rank is in.</summary>
    public readonly int IntervalAt(int rank)
    {
        int interval = 0;
        while (_counts[interval] <= rank)
            interval++;
        return interval;
    }

    /// <summary>Whether all ranks lie in intervals that hold one number or were gathered.</summary>
    public readonly bool Hold(ReadOnlySpan<int> ranks, int gathered)
    {
        foreach (int rank in ranks)
        {
            int interval = IntervalAt(rank);
            if (!IsSingle(interval) && (gathered < 0 || !_wanted[interval]))
                return false;
        }

        return true;
    }

    /// <summary>Wants exactly the intervals that ranks lie in, and says how many numbers those are.</summary>
    public readonly int WantOnly(ReadOnlySpan<int> ranks)
    {
        _wanted.Clear();
        int sum = 0;
        foreach (int rank in ranks)
        {
            int interval = IntervalAt(rank);
            if (_wanted[interval] || IsSingle(interval))
                continue;
            _wanted[interval] = true;
            sum += CountIn(interval);
        }

        return sum;
    }

    /// <summary>Numbers below an interval that were not gathered.</summary>
    public readonly int SkippedBelow(int interval)
    {
        int skipped = 0;
        for (int i = 0; i < interval; i++)
            skipped += _wanted[i] ? 0 : CountIn(i);
        return skipped;
    }

    /// <summary>Guesses edges on both sides of each rank from a sample, and says how much room what lies between them will need, slack not counted.</summary>
    public int Guess(ReadOnlySpan<T> values, ReadOnlySpan<int> ranks)
    {
        // n^⅔: then the sample and what is gathered by it are about equally many.
        int n = values.Length, size = (int)Math.Cbrt((double)n * n);
        T[] rented = ArrayPool<T>.Shared.Rent(size);
        Span<T> sample = rented.AsSpan(0, size);
        Pick(values, sample);
        sample.Sort();

        Span<int> from = stackalloc int[ranks.Length], to = stackalloc int[ranks.Length];
        Count = 0;
        long between = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            // Three standard errors of a binomial count.
            double share = (ranks[i] + 0.5) / n, spread = 1 + (3 * Math.Sqrt(size * share * (1 - share)));
            from[i] = (int)Math.Max(-1, Math.Floor((size * share) - spread));
            to[i] = (int)Math.Min(size, Math.Ceiling((size * share) + spread));
            Add(sample, from[i]);
            Add(sample, to[i]);
            between += to[i] - from[i];
        }

        SortEdges();
        _wanted.Clear();
        for (int i = 0; i < ranks.Length; i++)
        {
            int low = from[i] < 0 ? 0 : IntervalOf(sample[from[i]]), high = to[i] >= size ? Count + 1 : IntervalOf(sample[to[i]]);
            for (int k = low; k < high; k++)
                _wanted[k] = !IsSingle(k);
        }

        ArrayPool<T>.Shared.Return(rented);
        return (int)Math.Min(n, (long)(1.25 * n / size * between));
    }

    /// <summary>Takes one value from each of as many equal stretches, at a place in it that has no rhythm: a rhythm in the rows must not meet one in the sample.</summary>
    internal static void Pick(ReadOnlySpan<T> values, Span<T> sample)
    {
        ulong state = 0x9E3779B97F4A7C15;
        for (int i = 0; i < sample.Length; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407; // Knuth's multiplier: the top bits are well mixed
            long start = (long)values.Length * i / sample.Length, end = (long)values.Length * (i + 1) / sample.Length;
            sample[i] = values[(int)(start + (long)((state >> 40) * (ulong)(end - start) >> 24))];
        }
    }

    private static T Next(T value) => typeof(T) == typeof(double) ? T.CreateTruncating(Math.BitIncrement(double.CreateTruncating(value)) + 0.0) : value + T.One; // never −0

    // A value that the sample has several times gets an interval of its own.
    private void Add(ReadOnlySpan<T> sample, int at)
    {
        if ((uint)at >= (uint)sample.Length)
            return;
        T edge = sample[at] + T.Zero;
        _edges[Count++] = edge;
        bool isTied = (at > 1 && sample[at - 2] == edge) || (at + 2 < sample.Length && sample[at + 2] == edge);
        if (isTied && edge < T.MaxValue)
            _edges[Count++] = Next(edge);
    }

    private void SortEdges()
    {
        Span<T> all = _edges[..Count];
        all.Sort();
        int n = 0;
        foreach (T edge in all)
        {
            if (n == 0 || all[n - 1] < edge)
                all[n++] = edge;
        }

        Count = n;
    }

    private readonly int IntervalOf(T value)
    {
        int interval = 0;
        while (interval < Count && _edges[interval] <= value)
            interval++;
        return interval;
    }
}
