using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

internal readonly partial struct BetaGeometricKernel
{
    // Customers with more opportunities than these are left to the quadrature of ActiveBuyer: it costs as much as about a thousand terms.
    private const double LargestShape = 200;
    private const double MostOpportunities = 100;
    private const double LongestHorizon = 16; // in units of α + T
    private const int MaxTerms = 1024;        // a multiple of 4

    // The coefficients of frequencies 0 to 15 are kept for a batch of customers: a row of 16 for each term.
    private const int KeptFrequencies = 16;
    private const int KeptTerms = 256;

    private static readonly double[] Reciprocals = [.. Enumerable.Range(0, MaxTerms + 1).Select(n => 1.0 / Math.Max(1, n))];

    public int TableLength => KeptTerms * KeptFrequencies;

    /// <summary>1 ÷ (1 + a ÷ (B−1) · ((α+T) ÷ (α+t_x))^(r+x)), as (B−1) ÷ (B−1 + a·…).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> ProbabilityAlive(Vector512<double> x, Vector512<double> tx, Vector512<double> t)
    {
        Vector512<double> logSpan = LaneFunctions.LogOnePlus((t - tx) / (Vector512.Create(alpha) + tx));
        Vector512<double> grown = Vector512.Create(a) * LaneFunctions.Exp((Vector512.Create(r) + x) * logSpan);
        Vector512<double> stay = x + Vector512.Create(b + _first - 1), alive = stay / (stay + grown);
        return leavesAtOnce ? alive : Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), Vector512<double>.One, alive);
    }

    /// <summary>
    /// P(alive) · (1−z)^R · Σ_{n≥1} D_n zⁿ, D_n = (R)_n ÷ n! · Σ_{j&lt;n} (B)_j ÷ (a+B)_j, z = t ÷ (A+t): the purchases that n opportunities bring, averaged over their number.
    /// All terms are positive. D_n depends on x alone, so that a table of it serves many customers.
    /// </summary>
    public Vector512<double> ExpectedPurchases(Vector512<double> x, Vector512<double> tx, Vector512<double> t, double horizon, ReadOnlySpan<double> table)
    {
        if (horizon == 0)
            return Vector512<double>.Zero;
        Vector512<double> shape = Vector512.Create(r) + x, tau = Vector512.Create(horizon) / (Vector512.Create(alpha) + t);
        Vector512<double> few = Vector512.LessThanOrEqual(tau, Vector512.Create(LongestHorizon))
            & Vector512.LessThanOrEqual(shape, Vector512.Create(LargestShape)) & Vector512.LessThanOrEqual(shape * tau, Vector512.Create(MostOpportunities));
        tau &= few; // 0 in the other lanes: there the series is over at once
        Vector512<double> z = tau / (Vector512<double>.One + tau);
        Vector512<double> sum = Vector512<double>.Zero;
        if (table.IsEmpty || Vector512.GreaterThanOrEqualAny(x, Vector512.Create((double)KeptFrequencies)) || !Kept(x, shape, z, table, ref sum))
            sum = Series(x, shape, z);
        Vector512<double> active = sum * LaneFunctions.Exp(-shape * LaneFunctions.LogOnePlus(tau));
        if (!Vector512.EqualsAll(few.AsInt64(), Vector512<long>.AllBitsSet))
        {
            for (int lane = 0; lane < Vector512<double>.Count; lane++)
            {
                if (few[lane] == 0)
                    active = active.WithElement(lane, Active(x[lane], t[lane]).ExpectedPurchases(horizon));
            }
        }

        return ProbabilityAlive(x, tx, t) * active;
    }

    /// <summary>Fills the table of D_n: term after term, the frequencies 0 to 15.</summary>
    public void FillTable(Span<double> table)
    {
        for (int x = 0; x < KeptFrequencies; x += Vector512<double>.Count)
        {
            Coefficients coefficients = CoefficientsOf(Vector512<double>.Indices + Vector512.Create((double)x));
            for (int n = 1; n <= KeptTerms; n += 4)
            {
                coefficients.Next(n, out Vector512<double> d0, out Vector512<double> d1, out Vector512<double> d2, out Vector512<double> d3);
                d0.CopyTo(table[(((n - 1) * KeptFrequencies) + x)..]);
                d1.CopyTo(table[((n * KeptFrequencies) + x)..]);
                d2.CopyTo(table[(((n + 1) * KeptFrequencies) + x)..]);
                d3.CopyTo(table[(((n + 2) * KeptFrequencies) + x)..]);
            }
        }
    }

    private Vector512<double> Series(Vector512<double> x, Vector512<double> shape, Vector512<double> z)
    {
        var sum = new PowerSeries(shape, z);
        Coefficients coefficients = CoefficientsOf(x);
        for (int n = 1; n < MaxTerms; n += 4)
        {
            coefficients.Next(n, out Vector512<double> d0, out Vector512<double> d1, out Vector512<double> d2, out Vector512<double> d3);
            if (!sum.Add(n, d0, d1, d2, d3))
                break;
        }

        return sum.Value;
    }

    // The same with coefficients from the table; false if they do not suffice.
    private static bool Kept(Vector512<double> x, Vector512<double> shape, Vector512<double> z, ReadOnlySpan<double> table, ref Vector512<double> value)
    {
        var sum = new PowerSeries(shape, z);
        Vector512<long> frequency = Vector512.ConvertToInt64(x), column = frequency & Vector512.Create(7L);
        Vector512<double> isHigh = Vector512.GreaterThan(frequency, Vector512.Create(7L)).AsDouble();
        ReadOnlySpan<Vector512<double>> rows = MemoryMarshal.Cast<double, Vector512<double>>(table);
        for (int n = 1; n <= KeptTerms; n += 4)
        {
            ReadOnlySpan<Vector512<double>> four = rows.Slice((n - 1) * 2, 8);
            if (!sum.Add(n, At(four[0], four[1]), At(four[2], four[3]), At(four[4], four[5]), At(four[6], four[7])))
            {
                value = sum.Value;
                return true;
            }
        }

        return false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector512<double> At(Vector512<double> low, Vector512<double> high) =>
            Vector512.ConditionalSelect(isHigh, Vector512.ShuffleNative(high, column), Vector512.ShuffleNative(low, column));
    }

    private Coefficients CoefficientsOf(Vector512<double> x) => new(Vector512.Create(r) + x, Vector512.Create(b + _first) + x, a);

    /// <summary>D_1, D_2, … of eight frequencies, four a step: they share one division.</summary>
    private struct Coefficients(Vector512<double> shape, Vector512<double> stay, double leave)
    {
        private readonly Vector512<double> _all = stay + Vector512.Create(leave);
        private Vector512<double> _ways = Vector512<double>.One;      // (R)_n ÷ n!
        private Vector512<double> _stays = Vector512<double>.One;     // (B)_n ÷ (a+B)_n
        private Vector512<double> _purchases = Vector512<double>.One; // the sum of those before

        public void Next(int n, out Vector512<double> d0, out Vector512<double> d1, out Vector512<double> d2, out Vector512<double> d3)
        {
            Vector512<double> n0 = Vector512.Create(n - 1.0), n1 = n0 + Vector512<double>.One, n2 = n1 + Vector512<double>.One, n3 = n2 + Vector512<double>.One;
            Vector512<double> all0 = _all + n0, all1 = _all + n1, all2 = _all + n2, all3 = _all + n3;
            Vector512<double> first = all0 * all1, second = all2 * all3, inverse = Vector512<double>.One / (first * second);
            Vector512<double> inverseFirst = inverse * second, inverseSecond = inverse * first;
            d0 = Step(n, n0, inverseFirst * all1);
            d1 = Step(n + 1, n1, inverseFirst * all0);
            d2 = Step(n + 2, n2, inverseSecond * all3);
            d3 = Step(n + 3, n3, inverseSecond * all2);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<double> Step(int n, Vector512<double> before, Vector512<double> inverseAll)
        {
            _ways *= (shape + before) * Reciprocals[n];
            Vector512<double> d = _ways * _purchases;
            _stays *= (stay + before) * inverseAll;
            _purchases += _stays;
            return d;
        }
    }

    /// <summary>Σ D_n zⁿ, four terms a step. A lane that has converged is frozen, so that the others' steps do not touch it.</summary>
    private struct PowerSeries(Vector512<double> shape, Vector512<double> z)
    {
        private readonly Vector512<double> _shape = shape;
        private readonly Vector512<double> _z = z;
        private readonly Vector512<double> _cube = z * z * z;
        private Vector512<double> _power = z;
        private Vector512<double> _open = Vector512<double>.AllBitsSet;

        public Vector512<double> Value { get; private set; } = Vector512<double>.Zero;

        /// <summary>Adds the terms from n to n + 3, and says whether more are needed.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Add(int n, Vector512<double> d0, Vector512<double> d1, Vector512<double> d2, Vector512<double> d3)
        {
            Vector512<double> four = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(d3, _z, d2), _z, d1), _z, d0);
            Value = Vector512.ConditionalSelect(_open, Vector512.FusedMultiplyAdd(four, _power, Value), Value);
            _power *= _cube;
            // From here on the terms fall at least as fast as the geometric series of this ratio.
            Vector512<double> ratio = _z * (_shape + Vector512.Create(n + 3.0)) * Reciprocals[n + 3];
            _open &= Vector512.GreaterThan(_power * d3 * ratio, Value * (Vector512<double>.One - ratio) * 1e-17);
            _power *= _z;
            return !Vector512.EqualsAll(_open.AsInt64(), Vector512<long>.Zero);
        }
    }
}
