using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetentionMetrics;

/// <summary>The polynomial of degree 15 through a function's values at 16 Chebyshev points of −1…1.</summary>
/// <remarks>
/// A function that is analytic and at most M within the ellipse of foci ±1 and half-axes that add up to ρ is met to 4M ρ^−15 ÷ (ρ−1) (Trefethen, Approximation Theory and Approximation Practice, theorem 8.2).
/// </remarks>
internal static class ChebyshevFit
{
    public const int Points = 16;

    private static readonly double[] NodesDown = new double[Points];
    private static readonly double[] Cosines = new double[Points * Points]; // row j: what the value at point j adds to the coefficients of T_0 … T_15
    private static readonly double[] Powers = new double[Points * Points];  // row n: T_n by powers

    static ChebyshevFit()
    {
        for (int j = 0; j < Points; j++)
        {
            NodesDown[j] = Math.Cos(Math.PI * (j + 0.5) / Points);
            for (int n = 0; n < Points; n++)
                Cosines[(j * Points) + n] = (n == 0 ? 1.0 : 2.0) / Points * Math.Cos(Math.PI * n * (j + 0.5) / Points);
        }

        // T_(n+1) = 2v T_n − T_(n−1): whole numbers, exact.
        Powers[0] = 1;
        Powers[Points + 1] = 1;
        for (int n = 2; n < Points; n++)
        {
            for (int k = 0; k < Points; k++)
                Powers[(n * Points) + k] = (k == 0 ? 0 : 2 * Powers[((n - 1) * Points) + k - 1]) - Powers[((n - 2) * Points) + k];
        }
    }

    /// <summary>The points, downwards from 1.</summary>
    public static ReadOnlySpan<double> Nodes => NodesDown;

    /// <summary>From the values at <see cref="Nodes"/> to the coefficients of v⁰ … v¹⁵; where fewer terms of Chebyshev's polynomials suffice, the others are left out.</summary>
    // First those of Chebyshev's polynomials: they fall so fast that the large numbers of the second step meet only small ones.
    public static void ToCoefficients(ReadOnlySpan<double> values, Span<double> coefficients, int terms = Points)
    {
        Span<double> ofChebyshev = stackalloc double[Points];
        Combine(values, Cosines, ofChebyshev);
        Combine(ofChebyshev[..terms], Powers, coefficients);
    }

    /// <summary>The polynomial at v. Its halves are folded onto each other, 16 to 8 to 4 to 2 to 1: the chain of operations that wait for each other is short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(ref double c, double v)
    {
        double v2 = v * v, v4 = v2 * v2, v8 = v4 * v4;
        double b0 = Four(ref c, v4, v8), b1 = Four(ref Unsafe.Add(ref c, 1), v4, v8), b2 = Four(ref Unsafe.Add(ref c, 2), v4, v8), b3 = Four(ref Unsafe.Add(ref c, 3), v4, v8);
        return Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(b3, v2, b1), v, Math.FusedMultiplyAdd(b2, v2, b0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Four(ref double c, double v4, double v8) =>
        Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Unsafe.Add(ref c, 12), v8, Unsafe.Add(ref c, 4)), v4, Math.FusedMultiplyAdd(Unsafe.Add(ref c, 8), v8, c));

    /// <summary>Eight polynomials at once, each with coefficients of its own, in a slot of sixteen: the same folds, and the same bits. Only with <see cref="Avx512F"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> At(ref double c, ReadOnlySpan<long> slots, Vector512<double> v)
    {
        Vector512<double> v2 = v * v, v4 = v2 * v2, v8 = v4 * v4;
        // Eight numbers of one polynomial, then four of two, two of four, one of eight.
        Vector512<double> c02 = Fold4(Fold8(ref c, slots, v8, 0), Fold8(ref c, slots, v8, 2), Vector512.Shuffle(v4, Vector512.Create(0L, 0, 0, 0, 2, 2, 2, 2)));
        Vector512<double> c46 = Fold4(Fold8(ref c, slots, v8, 4), Fold8(ref c, slots, v8, 6), Vector512.Shuffle(v4, Vector512.Create(4L, 4, 4, 4, 6, 6, 6, 6)));
        Vector512<double> c13 = Fold4(Fold8(ref c, slots, v8, 1), Fold8(ref c, slots, v8, 3), Vector512.Shuffle(v4, Vector512.Create(1L, 1, 1, 1, 3, 3, 3, 3)));
        Vector512<double> c57 = Fold4(Fold8(ref c, slots, v8, 5), Fold8(ref c, slots, v8, 7), Vector512.Shuffle(v4, Vector512.Create(5L, 5, 5, 5, 7, 7, 7, 7)));
        Vector512<double> even = Vector512.FusedMultiplyAdd(Avx512F.Shuffle4x128(c02, c46, 0b11_01_11_01), Avx512F.UnpackLow(v2, v2), Avx512F.Shuffle4x128(c02, c46, 0b10_00_10_00));
        Vector512<double> odd = Vector512.FusedMultiplyAdd(Avx512F.Shuffle4x128(c13, c57, 0b11_01_11_01), Avx512F.UnpackHigh(v2, v2), Avx512F.Shuffle4x128(c13, c57, 0b10_00_10_00));
        return Vector512.FusedMultiplyAdd(Avx512F.UnpackHigh(even, odd), v, Avx512F.UnpackLow(even, odd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fold8(ref double c, ReadOnlySpan<long> slots, Vector512<double> v8, int lane)
    {
        nuint at = (nuint)slots[lane] * Points;
        return Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref c, at + 8), Vector512.Shuffle(v8, Vector512.Create((long)lane)), Vector512.LoadUnsafe(ref c, at));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fold4(Vector512<double> a, Vector512<double> b, Vector512<double> v4) =>
        Vector512.FusedMultiplyAdd(Avx512F.Shuffle4x128(a, b, 0b11_10_11_10), v4, Avx512F.Shuffle4x128(a, b, 0b01_00_01_00));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(ReadOnlySpan<double> factors, double[] rows, Span<double> sums)
    {
        Vector512<double> low = Vector512<double>.Zero, high = Vector512<double>.Zero;
        ref double first = ref MemoryMarshal.GetArrayDataReference(rows);
        for (int j = 0; j < factors.Length; j++)
        {
            Vector512<double> factor = Vector512.Create(factors[j]);
            low = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref first, (nuint)(j * Points)), low);
            high = Vector512.FusedMultiplyAdd(factor, Vector512.LoadUnsafe(ref first, (nuint)(j * Points) + 8), high);
        }

        low.StoreUnsafe(ref sums[0]);
        high.StoreUnsafe(ref sums[8]);
    }
}
