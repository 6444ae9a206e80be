using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RetentionMetrics;

/// <summary>
/// P(alive) of Pareto/NBD for the frequencies 0 to 15, where α and β are near each other, by polynomials that one batch of customers makes for itself.
/// </summary>
/// <remarks>
/// With g(y) = ((α+y) ÷ (β+y))^s and F the chance that a customer active at y leaves before it buys, P(alive) = g(T) ÷ (g(T) − gF(T) + ((α+T) ÷ (α+t_x))^(w+s) · gF(t_x)), w = r + x.
/// Of v = 2α ÷ (α+y) − 1, which is within ±1, both g and gF are analytic but where α+y is between 0 and α−β: at −0.3 α ≤ β−α ≤ 0.4 α that is no nearer than |v| = 5.6, and sixteen coefficients suffice.
/// </remarks>
internal readonly struct ParetoAlive(double r, double alpha, double s, double beta)
{
    private const int Frequencies = 16;

    // Rows of sixteen: the coefficients of v⁰ for all frequencies, those of v¹, …; the last row is that of g.
    private const int GRow = ChebyshevFit.Points * Frequencies;

    public const int TableLength = GRow + ChebyshevFit.Points;

    /// <summary>Whether the polynomials keep their digits over the whole range.</summary>
    // The larger s is, the more g changes.
    public bool IsNear => (beta - alpha) * Math.Max(1, s) <= 0.4 * alpha && (alpha - beta) * Math.Max(1, s) <= 0.3 * alpha;

    public void Fill(ParetoRace race, Span<double> table)
    {
        Span<double> g = table[GRow..], leaves = stackalloc double[GRow], values = stackalloc double[ChebyshevFit.Points];
        for (int j = 0; j < ChebyshevFit.Points; j++)
        {
            double v = ChebyshevFit.Nodes[j], y = alpha * (1 - v) / (1 + v);
            values[j] = Math.Exp(-s * SpecialFunctions.LogOnePlus((beta - alpha) / (alpha + y)));
            for (int x = 0; x < Frequencies; x += Vector512<double>.Count)
                (race.Leaves(Vector512<double>.Indices + Vector512.Create(r + x), Vector512.Create(y)) * values[j]).CopyTo(leaves[((j * Frequencies) + x)..]);
        }

        ChebyshevFit.ToCoefficients(values, g);
        Span<double> coefficients = stackalloc double[ChebyshevFit.Points];
        for (int x = 0; x < Frequencies; x++)
        {
            for (int j = 0; j < ChebyshevFit.Points; j++)
                values[j] = leaves[(j * Frequencies) + x];
            ChebyshevFit.ToCoefficients(values, coefficients);
            for (int n = 0; n < ChebyshevFit.Points; n++)
                table[(n * Frequencies) + x] = coefficients[n];
        }
    }

    // The error of e^power grows with the power: who has been silent that long goes the direct way.
    private const double LargestPower = 64;

    /// <summary>P(alive), and which lanes the table serves: the others' numbers mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Of(Vector512<double> x, Vector512<double> tx, Vector512<double> t, ReadOnlySpan<double> table, out Vector512<double> served)
    {
        Vector512<double> low = Vector512.Create(alpha) + tx, high = Vector512.Create(alpha) + t, twice = Vector512.Create(2 * alpha) / (low * high);
        Vector512<double> atTx = Vector512.FusedMultiplyAdd(high, twice, Vector512.Create(-1.0)), atT = Vector512.FusedMultiplyAdd(low, twice, Vector512.Create(-1.0));
        Vector512<double> before = Vector512<double>.Zero, now = Vector512<double>.Zero, g = Vector512<double>.Zero;
        Vector512<long> frequency = Lanes.LowBits(x, Frequencies - 1);
        ref double first = ref MemoryMarshal.GetReference(table);
        for (int n = ChebyshevFit.Points - 1; n >= 0; n--)
        {
            Vector512<double> c = Lookup(ref Unsafe.Add(ref first, n * Frequencies), frequency);
            before = Vector512.FusedMultiplyAdd(before, atTx, c);
            now = Vector512.FusedMultiplyAdd(now, atT, c);
            g = Vector512.FusedMultiplyAdd(g, atT, Vector512.Create(Unsafe.Add(ref first, GRow + n)));
        }

        Vector512<double> power = (x + Vector512.Create(r + s)) * LaneFunctions.LogSpan(alpha, tx, t);
        served = Vector512.LessThan(x, Vector512.Create((double)Frequencies)) & Vector512.LessThan(power, Vector512.Create(LargestPower));
        Vector512<double> alive = Vector512.Min(g / Vector512.FusedMultiplyAdd(LaneFunctions.Grow(power), before, g - now), Vector512<double>.One);
        return Vector512.ConditionalSelect(Vector512.Equals(t, tx), Vector512<double>.One, alive);
    }

    // The processor picks among sixteen numbers at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Lookup(ref double row, Vector512<long> index) => Avx512F.IsSupported
        ? Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref row), index, Vector512.LoadUnsafe(ref row, 8))
        : Vector512.Create(At(ref row, index, 0), At(ref row, index, 1), At(ref row, index, 2), At(ref row, index, 3), At(ref row, index, 4), At(ref row, index, 5), At(ref row, index, 6), At(ref row, index, 7));

    private static double At(ref double row, Vector512<long> index, int lane) => Unsafe.Add(ref row, (int)index[lane]);
}
