using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetentionMetrics;

/// <summary>The arithmetic of RFM scores: how many of up to nine bounds each value exceeds. Both edges come down to "greater than": at or above a bound is greater than the number before it.</summary>
/// <remarks>Scores are whole numbers, so that rows one by one, in vectors of any length and in any slices give the same.</remarks>
internal struct RfmKernel
{
    private const int Few = 2_048;

    private readonly int _bounds;
    private readonly int _top;
    private Nine<int> _r;
    private Nine<int> _f;
    private Nine<double> _m;

    /// <summary>Makes a kernel whose bounds nothing exceeds.</summary>
    /// <param name="bounds">Number of bounds of each part, 0 to 9.</param>
    public RfmKernel(int bounds)
    {
        _bounds = bounds;
        _top = bounds + 1;
        ((Span<int>)_r).Fill(int.MaxValue);
        ((Span<int>)_f).Fill(int.MaxValue);
        ((Span<double>)_m).Fill(double.PositiveInfinity);
    }

    /// <summary>Makes the kernel of cuts.</summary>
    public RfmKernel(RfmCuts cuts)
        : this(cuts.Bins - 1)
    {
        for (int k = 0; k < _bounds; k++)
        {
            _r[k] = WholeBound(cuts.DaysSinceLastPurchase[k], cuts.Edge);
            _f[k] = WholeBound(cuts.PurchaseCount[k], cuts.Edge);
            _m[k] = cuts.Edge == BinEdge.RightClosed ? cuts.TotalSpend[k] : Math.BitDecrement(cuts.TotalSpend[k]);
        }
    }

    /// <summary>Days that lower the recency score by one when they are exceeded.</summary>
    [UnscopedRef]
    public Span<int> R => _r;

    /// <summary>Purchase counts that raise the frequency score by one when they are exceeded.</summary>
    [UnscopedRef]
    public Span<int> F => _f;

    /// <summary>Amounts that raise the monetary score by one when they are exceeded.</summary>
    [UnscopedRef]
    public Span<double> M => _m;

    /// <summary>Scores one customer.</summary>
    public readonly RfmScore Score(int days, int count, double spend)
    {
        int r = 0, f = 0, m = 0;
        for (int k = 0; k < _bounds; k++) // always all of them: there is no branch to mispredict
        {
            r += days > _r[k] ? 1 : 0;
            f += count > _f[k] ? 1 : 0;
            m += spend > _m[k] ? 1 : 0;
        }

        return new((byte)(_top - r), (byte)(1 + f), (byte)(1 + m));
    }

    /// <summary>Scores many customers.</summary>
    public readonly void Score(ReadOnlySpan<int> days, ReadOnlySpan<int> counts, ReadOnlySpan<double> spend, Span<RfmScore> destination)
    {
        // To compile the vectors takes as long as to score some million customers one by one: few are not worth it.
        int row = destination.Length > Few ? ScoreVectors(days, counts, spend, destination) : 0;
        for (; row < destination.Length; row++)
            destination[row] = Score(days[row], counts[row], spend[row]);
    }

    // Returns how many it scored: the last rows are left.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the first call may be the only one, on millions of rows
    private readonly int ScoreVectors(ReadOnlySpan<int> days, ReadOnlySpan<int> counts, ReadOnlySpan<double> spend, Span<RfmScore> destination)
    {
        ref int r = ref MemoryMarshal.GetReference(days), f = ref MemoryMarshal.GetReference(counts);
        ref double m = ref MemoryMarshal.GetReference(spend);
        ref byte to = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(destination));
        int row = 0, n = destination.Length;

        // A step packs its rows' scores into ints and stores three bytes of each four. The store is a whole vector, so that it ends up to 16 bytes behind the step's own rows:
        // the next step overwrites those, and the last rows, which have no next step, are left.
        if (Vector512.IsHardwareAccelerated)
        {
            for (; row <= n - 22; row += 16)
            {
                Fetch(ref r, ref f, ref m, row);
                Store(Packed512(ref Unsafe.Add(ref r, row), ref Unsafe.Add(ref f, row), ref Unsafe.Add(ref m, row)), ref Unsafe.Add(ref to, 3 * row));
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; row <= n - 10; row += 8)
                Store(Packed256(ref Unsafe.Add(ref r, row), ref Unsafe.Add(ref f, row), ref Unsafe.Add(ref m, row)), ref Unsafe.Add(ref to, 3 * row));
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            for (; row <= n - 6; row += 4)
                Store(Packed128(ref Unsafe.Add(ref r, row), ref Unsafe.Add(ref f, row), ref Unsafe.Add(ref m, row)), ref Unsafe.Add(ref to, 3 * row));
        }

        return row;
    }

    // The processor reads ahead by itself, but only to the end of a page: with three columns it would wait three times a page. A hint may be wrong, so no address is too far.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Fetch(ref int days, ref int counts, ref double spend, int row)
    {
        const int Ahead = 512;
        if (!Sse.IsSupported)
            return;
        int* d = (int*)Unsafe.AsPointer(ref days) + row + Ahead, c = (int*)Unsafe.AsPointer(ref counts) + row + Ahead;
        double* s = (double*)Unsafe.AsPointer(ref spend) + row + Ahead;
        Sse.Prefetch0(d);
        Sse.Prefetch0(c);
        Sse.Prefetch0(s);
        Sse.Prefetch0(s + 8);
    }

    // A comparison gives −1 where it holds: the sums are minus the numbers of bounds exceeded. Sixteen rows, then the same for eight and four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector512<int> Packed512(ref int days, ref int counts, ref double spend)
    {
        Vector512<int> d = Vector512.LoadUnsafe(ref days), c = Vector512.LoadUnsafe(ref counts), r = Vector512.Create(_top), f = default;
        Vector512<double> s0 = Vector512.LoadUnsafe(ref spend), s1 = Vector512.LoadUnsafe(ref spend, 8);
        Vector512<long> m0 = default, m1 = default;
        for (int k = 0; k < _bounds; k++)
        {
            Vector512<double> bound = Vector512.Create(_m[k]);
            r += Vector512.GreaterThan(d, Vector512.Create(_r[k]));
            f += Vector512.GreaterThan(c, Vector512.Create(_f[k]));
            m0 += Vector512.GreaterThan(s0, bound).AsInt64();
            m1 += Vector512.GreaterThan(s1, bound).AsInt64();
        }

        return r + ((Vector512<int>.One - f) << 8) + ((Vector512<int>.One - Vector512.Narrow(m0, m1)) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<int> Packed256(ref int days, ref int counts, ref double spend)
    {
        Vector256<int> d = Vector256.LoadUnsafe(ref days), c = Vector256.LoadUnsafe(ref counts), r = Vector256.Create(_top), f = default;
        Vector256<double> s0 = Vector256.LoadUnsafe(ref spend), s1 = Vector256.LoadUnsafe(ref spend, 4);
        Vector256<long> m0 = default, m1 = default;
        for (int k = 0; k < _bounds; k++)
        {
            Vector256<double> bound = Vector256.Create(_m[k]);
            r += Vector256.GreaterThan(d, Vector256.Create(_r[k]));
            f += Vector256.GreaterThan(c, Vector256.Create(_f[k]));
            m0 += Vector256.GreaterThan(s0, bound).AsInt64();
            m1 += Vector256.GreaterThan(s1, bound).AsInt64();
        }

        return r + ((Vector256<int>.One - f) << 8) + ((Vector256<int>.One - Vector256.Narrow(m0, m1)) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector128<int> Packed128(ref int days, ref int counts, ref double spend)
    {
        Vector128<int> d = Vector128.LoadUnsafe(ref days), c = Vector128.LoadUnsafe(ref counts), r = Vector128.Create(_top), f = default;
        Vector128<double> s0 = Vector128.LoadUnsafe(ref spend), s1 = Vector128.LoadUnsafe(ref spend, 2);
        Vector128<long> m0 = default, m1 = default;
        for (int k = 0; k < _bounds; k++)
        {
            Vector128<double> bound = Vector128.Create(_m[k]);
            r += Vector128.GreaterThan(d, Vector128.Create(_r[k]));
            f += Vector128.GreaterThan(c, Vector128.Create(_f[k]));
            m0 += Vector128.GreaterThan(s0, bound).AsInt64();
            m1 += Vector128.GreaterThan(s1, bound).AsInt64();
        }

        return r + ((Vector128<int>.One - f) << 8) + ((Vector128<int>.One - Vector128.Narrow(m0, m1)) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> packed, ref byte to)
    {
        if (Avx512Vbmi.IsSupported)
        {
            Vector512.Shuffle(packed.AsByte(), Vector512.Create(
                (byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30, 32, 33, 34, 36, 37, 38, 40, 41,
                42, 44, 45, 46, 48, 49, 50, 52, 53, 54, 56, 57, 58, 60, 61, 62, 3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51, 55, 59, 63)).StoreUnsafe(ref to);
            return;
        }

        Store(packed.GetLower(), ref to);
        Store(packed.GetUpper(), ref Unsafe.Add(ref to, 24));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> packed, ref byte to)
    {
        Store(packed.GetLower(), ref to);
        Store(packed.GetUpper(), ref Unsafe.Add(ref to, 12));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<int> packed, ref byte to) =>
        Vector128.Shuffle(packed.AsByte(), Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 7, 11, 15)).StoreUnsafe(ref to);

    // For whole v: cut < v is ⌊cut⌋ < v, and cut ≤ v is ⌈cut⌉ − 1 < v. The values are at least 0.
    private static int WholeBound(double cut, BinEdge edge) => (int)Math.Clamp(edge == BinEdge.RightClosed ? Math.Floor(cut) : Math.Ceiling(cut) - 1, -1, int.MaxValue);

    [InlineArray(RfmScore.MaxBins - 1)]
    private struct Nine<T>
    {
        private T _first;
    }
}
