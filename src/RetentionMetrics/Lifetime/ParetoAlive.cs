using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

/// <summary>
/// P(alive) of Pareto/NBD for the frequencies 0 to 15, where α and β are near each other, by polynomials that one batch of customers makes for itself.
/// </summary>
/// <remarks>
/// With g(y) = ((α+y) ÷ (β+y))^s and F the chance that a customer active at y leaves before it buys, P(alive) = g(T) ÷ (g(T) − gF(T) + ((α+T) ÷ (α+t_x))^(w+s) · gF(t_x)), w = r + x.
/// Of v = 2m ÷ (m+y) − 1, m = (α+β) ÷ 2, which is within ±1, both g and gF are analytic but where y is between −α and −β: with d = |β−α|, that is where |v| is at least 4m ÷ d − 1.
/// At −0.3 α ≤ β−α ≤ 0.4 α sixteen coefficients suffice, and ten where α and β differ by a tenth.
/// </remarks>
internal readonly struct ParetoAlive(double r, double alpha, double s, double beta)
{
    private const int Frequencies = 16;

    // Rows of seventeen: the coefficients of v⁰ for all frequencies and that of g, those of v¹, …
    private const int Row = Frequencies + 1;

    private readonly double _middle = 0.5 * (alpha + beta);
    private readonly int _terms = TermsOf(alpha, s, beta);

    public int TableLength => Row * _terms;

    /// <summary>Whether the polynomials keep their digits over the whole range.</summary>
    // The larger s is, the more g changes.
    public bool IsNear => (beta - alpha) * Math.Max(1, s) <= 0.4 * alpha && (alpha - beta) * Math.Max(1, s) <= 0.3 * alpha;

    // |v| ± √(v² − 1) adds up the half-axes of the ellipse; the powers of s that g is made of take their part of it.
    private static int TermsOf(double alpha, double s, double beta)
    {
        double v = (2 * (alpha + beta) / Math.Abs(alpha - beta)) - 1, axes = (v + Math.Sqrt((v * v) - 1)) / Math.Max(1, s);
        return axes > 10 ? Math.Min(ChebyshevFit.Points, 1 + (int)Math.Ceiling(37 / Math.Log(axes))) : ChebyshevFit.Points; // e^−37 is the rounding of a double
    }

    public void Fill(ParetoRace race, Span<double> table)
    {
        // Row x of the values and of the coefficients is that of frequency x, the last one that of g.
        Span<double> values = stackalloc double[Row * ChebyshevFit.Points], coefficients = stackalloc double[ChebyshevFit.Points];
        for (int j = 0; j < ChebyshevFit.Points; j++)
        {
            double v = ChebyshevFit.Nodes[j], y = _middle * (1 - v) / (1 + v), g = Math.Exp(-s * SpecialFunctions.LogOnePlus((beta - alpha) / (alpha + y)));
            for (int x = 0; x < Frequencies; x += Vector512<double>.Count)
            {
                Vector512<double> leaves = race.Leaves(Vector512<double>.Indices + Vector512.Create(r + x), Vector512.Create(y)) * g;
                for (int k = 0; k < Vector512<double>.Count; k++)
                    values[((x + k) * ChebyshevFit.Points) + j] = leaves[k];
            }

            values[(Frequencies * ChebyshevFit.Points) + j] = g;
        }

        for (int x = 0; x < Row; x++)
        {
            ChebyshevFit.ToCoefficients(values.Slice(x * ChebyshevFit.Points, ChebyshevFit.Points), coefficients, _terms);
            for (int n = 0; n < _terms; n++)
                table[(n * Row) + x] = coefficients[n];
        }
    }

    // Powers of two. The error of e^power grows with the power: who has been silent that long goes the direct way.
    private const double LargestPower = 92;

    /// <summary>P(alive) of those whom the table <see cref="Serves"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Of(Vector512<double> power, Vector512<double> x, Vector512<double> tx, Vector512<double> t, ReadOnlySpan<double> table)
    {
        Vector512<double> low = Vector512.Create(_middle) + tx, high = Vector512.Create(_middle) + t, twice = Vector512.Create(_middle + _middle) / (low * high);
        Vector512<double> atTx = Vector512.FusedMultiplyAdd(high, twice, Vector512.Create(-1.0)), atT = Vector512.FusedMultiplyAdd(low, twice, Vector512.Create(-1.0));
        Vector512<double> before = Vector512<double>.Zero, now = Vector512<double>.Zero, g = Vector512<double>.Zero;
        Vector512<long> frequency = Lanes.LowBits(x);
        ref double first = ref MemoryMarshal.GetReference(table);
        for (int n = table.Length - Row; n >= 0; n -= Row)
        {
            ref double row = ref Unsafe.Add(ref first, n);
            Vector512<double> c = Lanes.Lookup(ref row, frequency);
            before = Vector512.FusedMultiplyAdd(before, atTx, c);
            now = Vector512.FusedMultiplyAdd(now, atT, c);
            g = Vector512.FusedMultiplyAdd(g, atT, Vector512.Create(Unsafe.Add(ref row, Frequencies)));
        }

        Vector512<double> alive = Vector512.Min(g / Vector512.FusedMultiplyAdd(LaneFunctions.PowerOfTwo(power), before, g - now), Vector512<double>.One);
        return Vector512.ConditionalSelect(Vector512.Equals(t, tx), Vector512<double>.One, alive);
    }

    /// <summary>((α+T) ÷ (α+t_x))^(w+s) as a power of two, from the logarithm of the quotient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Power(Vector512<double> logSpan, Vector512<double> x) => (x + Vector512.Create(r + s)) * logSpan;

    /// <summary>Which customers the table serves: the numbers of the others mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Serves(Vector512<double> power, Vector512<double> x) =>
        Vector512.LessThan(x, Vector512.Create((double)Frequencies)) & Vector512.LessThan(power, Vector512.Create(LargestPower));
}
