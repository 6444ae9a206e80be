using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>The polynomial of degree 15 through a function's values at 16 Chebyshev points of −1…1.</summary>
/// <remarks>
/// A function that is analytic and at most M within the ellipse of foci ±1 and half-axes that add up to ρ is met to 4M ρ^−15 ÷ (ρ−1) (Trefethen, Approximation Theory and Approximation Practice, theorem 8.2).
/// </remarks>
internal static class ChebyshevFit
{
    public const int Points = 16;

    private static readonly double[] NodesDown = [.. Enumerable.Range(0, Points).Select(j => Math.Cos(Math.PI * (j + 0.5) / Points))];

    // Row j: what the value at point j adds to the coefficients of T_0 … T_15.
    private static readonly double[] Cosines =
        [.. Enumerable.Range(0, Points * Points).Select(i => (i % Points == 0 ? 1.0 : 2.0) / Points * Math.Cos(Math.PI * (i % Points) * ((i / Points) + 0.5) / Points))];

    // Row n: T_n by powers.
    private static readonly double[] Powers = MakePowers();

    /// <summary>The points, downwards from 1.</summary>
    public static ReadOnlySpan<double> Nodes => NodesDown;

    /// <summary>From the values at <see cref="Nodes"/> to the coefficients of v⁰ … v¹⁵.</summary>
    // First those of Chebyshev's polynomials: they fall so fast that the large numbers of the second step meet only small ones.
    public static void ToCoefficients(ReadOnlySpan<double> values, Span<double> coefficients)
    {
        Span<double> ofChebyshev = stackalloc double[Points];
        Combine(values, Cosines, ofChebyshev);
        Combine(ofChebyshev, Powers, coefficients);
    }

    /// <summary>The polynomial at v: even and odd powers in two chains of half the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(ref double c, double v)
    {
        double w = v * v, even = Unsafe.Add(ref c, Points - 2), odd = Unsafe.Add(ref c, Points - 1);
        for (int n = Points - 4; n >= 0; n -= 2)
        {
            even = Math.FusedMultiplyAdd(even, w, Unsafe.Add(ref c, n));
            odd = Math.FusedMultiplyAdd(odd, w, Unsafe.Add(ref c, n + 1));
        }

        return Math.FusedMultiplyAdd(odd, v, even);
    }

    private static void Combine(ReadOnlySpan<double> factors, ReadOnlySpan<double> rows, Span<double> sums)
    {
        Vector512<double> low = Vector512<double>.Zero, high = Vector512<double>.Zero;
        for (int j = 0; j < Points; j++)
        {
            ReadOnlySpan<double> row = rows.Slice(j * Points, Points);
            low = Vector512.FusedMultiplyAdd(Vector512.Create(factors[j]), Vector512.Create(row), low);
            high = Vector512.FusedMultiplyAdd(Vector512.Create(factors[j]), Vector512.Create(row[8..]), high);
        }

        low.CopyTo(sums);
        high.CopyTo(sums[8..]);
    }

    // T_(n+1) = 2v T_n − T_(n−1): whole numbers, exact.
    private static double[] MakePowers()
    {
        var rows = new double[Points * Points];
        rows[0] = 1;
        rows[Points + 1] = 1;
        for (int n = 2; n < Points; n++)
        {
            for (int k = 0; k < Points; k++)
                rows[(n * Points) + k] = (k == 0 ? 0 : 2 * rows[((n - 1) * Points) + k - 1]) - rows[((n - 2) * Points) + k];
        }

        return rows;
    }
}
