using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetentionMetrics;

/// <summary>The one pass of <see cref="OrderStatistics"/> over the numbers: counts those below each edge, and copies those in wanted intervals.</summary>
internal static class EdgePass
{
    /// <summary>Room that the scratch must have beyond what is gathered: a block is only gathered where all of it would fit.</summary>
    public const int Slack = Block + 16;

    private const int Block = 1_024; // stays in the first cache while edge after edge goes over it

    /// <summary>Counts and gathers.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="edges">The edges; gets the counts.</param>
    /// <param name="gathered">Gets the numbers in wanted intervals, in order of the rows.</param>
    /// <returns>How many were gathered; −1 when they did not fit. The counts are right all the same.</returns>
    public static int Run<T>(ReadOnlySpan<T> values, Edges<T> edges, Span<T> gathered)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        edges.CountsBelow.Clear();
        return Add(values, edges, gathered, 0);
    }

    /// <summary>Counts and gathers more numbers.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="edges">The edges; their counts are added to.</param>
    /// <param name="gathered">Gets the numbers in wanted intervals.</param>
    /// <param name="at">How many were gathered before; −1 when they did not fit.</param>
    /// <returns>How many are gathered now; −1 when they did not fit. The counts are right all the same.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called seldom, with many rows: there would be no time to tier up
    public static int Add<T>(ReadOnlySpan<T> values, Edges<T> edges, Span<T> gathered, int at)
        where T : unmanaged, IBinaryNumber<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> edge = edges.Values;
        ReadOnlySpan<bool> wanted = edges.Wanted;
        Span<int> below = edges.CountsBelow;
        int lanes = LanesOf<T>();
        Span<uint> inside = stackalloc uint[Block]; // a bit a lane
        for (int start = 0; start < values.Length; start += Block)
        {
            ReadOnlySpan<T> block = values.Slice(start, Math.Min(Block, values.Length - start));
            Span<uint> masks = inside[..(block.Length / lanes)];
            ReadOnlySpan<T> rest = block[(masks.Length * lanes)..];
            masks.Fill(wanted[^1] ? uint.MaxValue >>> (32 - lanes) : 0);
            for (int e = 0; e < edge.Length; e++)
            {
                // A number is below all edges above it: where wanted and unwanted intervals meet at an edge, being below it turns the answer over.
                below[e] += wanted[e] == wanted[e + 1] ? CountBelow(block, edge[e], masks.Length) : CountBelowAndTurn(block, edge[e], masks);
                foreach (T value in rest)
                    below[e] += value < edge[e] ? 1 : 0;
            }

            if (at < 0 || at + Slack > gathered.Length)
            {
                at = -1;
                continue;
            }

            at = Gather(block, masks, gathered, at);
            foreach (T value in rest)
            {
                int interval = 0;
                while (interval < edge.Length && edge[interval] <= value)
                    interval++;
                gathered[at] = value;
                at += wanted[interval] ? 1 : 0;
            }
        }

        below[^1] += values.Length;
        return at;
    }

    private static int LanesOf<T>() => Vector512.IsHardwareAccelerated ? Vector512<T>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<T>.Count
        : Vector128.IsHardwareAccelerated ? Vector128<T>.Count
        : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint MaskBelow<T>(ref T values, T edge)
        where T : unmanaged, IBinaryNumber<T>
    {
        if (Vector512.IsHardwareAccelerated)
            return (uint)Vector512.LessThan(Vector512.LoadUnsafe(ref values), Vector512.Create(edge)).ExtractMostSignificantBits();
        if (Vector256.IsHardwareAccelerated)
            return Vector256.LessThan(Vector256.LoadUnsafe(ref values), Vector256.Create(edge)).ExtractMostSignificantBits();
        if (Vector128.IsHardwareAccelerated)
            return Vector128.LessThan(Vector128.LoadUnsafe(ref values), Vector128.Create(edge)).ExtractMostSignificantBits();
        return values < edge ? 1u : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountBelow<T>(ReadOnlySpan<T> block, T edge, int steps)
        where T : unmanaged, IBinaryNumber<T>
    {
        ref T first = ref MemoryMarshal.GetReference(block);
        int count = 0;
        for (int i = 0; i < steps; i++)
            count += BitOperations.PopCount(MaskBelow(ref Unsafe.Add(ref first, i * LanesOf<T>()), edge));
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountBelowAndTurn<T>(ReadOnlySpan<T> block, T edge, Span<uint> masks)
        where T : unmanaged, IBinaryNumber<T>
    {
        ref T first = ref MemoryMarshal.GetReference(block);
        int count = 0;
        for (int i = 0; i < masks.Length; i++)
        {
            uint mask = MaskBelow(ref Unsafe.Add(ref first, i * LanesOf<T>()), edge);
            masks[i] ^= mask;
            count += BitOperations.PopCount(mask);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Gather<T>(ReadOnlySpan<T> block, ReadOnlySpan<uint> masks, Span<T> gathered, int at)
        where T : unmanaged, IBinaryNumber<T>
    {
        ref T first = ref MemoryMarshal.GetReference(block), to = ref MemoryMarshal.GetReference(gathered);
        for (int i = 0; i < masks.Length; i++)
        {
            uint mask = masks[i];
            if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
            {
                // No branch on the mask, which nobody can predict: the wanted lanes move to the front, all are stored, the next overwrite the rest.
                Front(Vector512.LoadUnsafe(ref first, (nuint)(i * LanesOf<T>())), mask).StoreUnsafe(ref to, (nuint)at);
                at += BitOperations.PopCount(mask);
                continue;
            }

            for (; mask != 0; mask &= mask - 1)
                Unsafe.Add(ref to, at++) = Unsafe.Add(ref first, (i * LanesOf<T>()) + BitOperations.TrailingZeroCount(mask));
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Front<T>(Vector512<T> values, uint mask)
    {
        if (typeof(T) == typeof(double))
        {
            Vector512<long> lane = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
            Vector512<long> isWanted = Vector512.Equals(Vector512.Create((long)mask) & lane, lane);
            return Avx512F.Compress(Vector512<double>.Zero, isWanted.AsDouble(), values.AsDouble()).As<double, T>();
        }

        Vector512<int> bit = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768);
        return Avx512F.Compress(Vector512<int>.Zero, Vector512.Equals(Vector512.Create((int)mask) & bit, bit), values.AsInt32()).As<int, T>();
    }
}
