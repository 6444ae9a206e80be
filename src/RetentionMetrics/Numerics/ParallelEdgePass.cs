using System.Numerics;

namespace RetentionMetrics;

/// <summary>
/// <see cref="EdgePass"/> on several threads. Each takes every so many-th chunk of the rows, so that all see about the same numbers however the rows are ordered, and has counts and a stretch of the scratch of its own;
/// then the counts are added and what was gathered is moved together. Counts are whole numbers, and what is gathered is sorted afterwards: the result is that of one thread.
/// </summary>
internal sealed class ParallelEdgePass<T>
    where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
{
    private const int Chunk = 1 << 14; // rows; a cancellation is looked at before each
    private const int FewRows = 1 << 16; // too few to wake another thread for

    private readonly ReadOnlyMemory<T> _values;
    private readonly ParallelOptions _options;
    private readonly int _threads;
    private int[] _counts = []; // of each thread and interval, as of the last pass

    private ParallelEdgePass(ReadOnlyMemory<T> values, ParallelOptions options)
    {
        _values = values;
        _options = options;
        _threads = Math.Min(RowSlices.ThreadsOf(options), values.Length / Chunk);
    }

    /// <summary>Room that the scratch must have beyond what is gathered.</summary>
    public int Slack => _threads * EdgePass.Slack;

    /// <summary>The pass over many values; <see langword="null"/> when there are no options, or too few values for several threads.</summary>
    public static ParallelEdgePass<T>? For(ReadOnlyMemory<T> values, ParallelOptions? options) =>
        options is null || values.Length <= FewRows ? null : new ParallelEdgePass<T>(values, options);

    /// <summary>Forgets the pass before: the next one has other edges.</summary>
    public void Begin() => _counts = [];

    /// <inheritdoc cref="EdgePass.Run{T}"/>
    public int Run(Edges<T> edges, T[] gathered)
    {
        T[] edge = edges.Values.ToArray();
        bool[] wanted = edges.Wanted.ToArray();
        int width = wanted.Length;
        int[] starts = Starts(wanted, gathered.Length), ends = new int[_threads];
        _counts = new int[_threads * width];
        Parallel.For(0, _threads, _options, thread =>
        {
            var own = new Edges<T>(edge, wanted, _counts.AsSpan(thread * width, width)) { Count = edge.Length };
            Span<T> to = gathered.AsSpan(starts[thread]..starts[thread + 1]);
            int at = 0;
            for (long start = (long)thread * Chunk; start < _values.Length; start += (long)_threads * Chunk)
            {
                _options.CancellationToken.ThrowIfCancellationRequested();
                at = EdgePass.Add(_values.Span.Slice((int)start, (int)Math.Min(Chunk, _values.Length - start)), own, to, at);
            }

            ends[thread] = at;
        });

        Span<int> below = edges.CountsBelow;
        below.Clear();
        for (int i = 0; i < _counts.Length; i++)
            below[i % width] += _counts[i];
        int sum = 0;
        for (int thread = 0; thread < _threads; thread++)
        {
            if (ends[thread] < 0)
                return -1;
            gathered.AsSpan(starts[thread], ends[thread]).CopyTo(gathered.AsSpan(sum));
            sum += ends[thread];
        }

        return sum;
    }

    // The first pass gives all threads the same room; a second one knows how much each will need.
    private int[] Starts(bool[] wanted, int room)
    {
        var starts = new int[_threads + 1];
        for (int thread = 1; thread < _threads; thread++)
        {
            if (_counts.Length == 0)
            {
                starts[thread] = (int)((long)room * thread / _threads);
                continue;
            }

            ReadOnlySpan<int> below = _counts.AsSpan((thread - 1) * wanted.Length, wanted.Length);
            starts[thread] = starts[thread - 1] + EdgePass.Slack;
            for (int k = 0; k < wanted.Length; k++)
                starts[thread] += wanted[k] ? below[k] - (k == 0 ? 0 : below[k - 1]) : 0;
        }

        starts[_threads] = room;
        return starts;
    }
}
