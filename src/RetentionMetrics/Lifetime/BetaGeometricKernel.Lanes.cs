using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RetentionMetrics;

internal readonly partial struct BetaGeometricKernel
{
    // Customers with more opportunities than these are left to the quadrature of ActiveBuyer: it costs as much as about a thousand terms.
    private const double LargestShape = 200;
    private const double MostOpportunities = 100;
    private const double LongestHorizon = 16; // in units of α + T
    private const int MaxTerms = 1024;        // a multiple of 4
    private const int FewTerms = 256;         // with up to 20 opportunities in a time of up to 2 (α + T)

    // Ages and rates whose sums and products are far from the ends of a double's range.
    private const double Ordinary = 1e300;

    public int AliveTableLength => 0;

    public double Rate => alpha;

    public bool KnowsFrequency => true;

    public void FillAliveTable(Span<double> table)
    {
        // Nothing is worth keeping.
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> LogSpan(Vector512<double> tx, Vector512<double> t) => _isOrdinary && Vector512.LessThanOrEqualAll(t, Vector512.Create(Ordinary))
        ? LaneFunctions.LogSpan(alpha, tx, t)
        : OutOfTheOrdinary(tx, t);

    // A lane's way depends on that lane alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Vector512<double> OutOfTheOrdinary(Vector512<double> tx, Vector512<double> t)
    {
        Vector512<double> span = LaneFunctions.LogOnePlus((t - tx) / (Vector512.Create(alpha) + tx)) * 1.4426950408889634074;
        return _isOrdinary ? Vector512.ConditionalSelect(Vector512.LessThanOrEqual(t, Vector512.Create(Ordinary)), LaneFunctions.LogSpan(alpha, tx, t), span) : span;
    }

    /// <summary>1 ÷ (1 + a ÷ (B−1) · ((α+T) ÷ (α+t_x))^(r+x)), as (B−1) ÷ (B−1 + a·…).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> ProbabilityAlive(Vector512<double> logSpan, Vector512<double> x, Vector512<double> tx, Vector512<double> t, ReadOnlySpan<double> table)
    {
        Vector512<double> power = (Vector512.Create(r) + x) * logSpan, stay = x - Vector512.Create(1.0 - _first) + Vector512.Create(b);
        Vector512<double> alive = stay / Vector512.FusedMultiplyAdd(LaneFunctions.PowerOfTwo(power), Vector512.Create(a), stay);
        alive = Vector512.ConditionalSelect(Vector512.GreaterThan(power, Vector512.Create(1022.0)), Vector512<double>.Zero, alive); // beyond the largest double
        return leavesAtOnce ? alive : Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), Vector512<double>.One, alive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<double> Pace(Vector512<double> alive, Vector512<double> x, Vector512<double> t) => alive;

    /// <summary>
    /// (1−z)^R · Σ_{n≥1} D_n zⁿ, D_n = (R)_n ÷ n! · Σ_{j&lt;n} (B)_j ÷ (a+B)_j, z = t ÷ (A+t): the purchases that n opportunities bring, averaged over their number.
    /// All terms are positive; D_n depends on x alone.
    /// </summary>
    public double Active(int x, double t, double horizon)
    {
        double sum = 0, one = 1, rate = alpha + t;
        AddActive(x, new ReadOnlySpan<double>(in rate), new Horizons(new ReadOnlySpan<double>(in horizon), new ReadOnlySpan<double>(in one)), new Span<double>(ref sum));
        return sum;
    }

    /// <summary>The same for one value of A or a multiple of eight, and the weighted sum over horizons: the coefficients serve all.</summary>
    public void AddActive(int x, ReadOnlySpan<double> rates, Horizons horizons, Span<double> sums)
    {
        // One customer with few opportunities needs few coefficients: clearing room for all would take longer than computing them.
        bool isShort = rates.Length == 1 && horizons.Ends.Length == 1 && horizons.Ends[0] <= 2 * rates[0] && (r + x) * horizons.Ends[0] <= 20 * rates[0];
        var coefficients = new Coefficients(r + x, a, b + x + _first, stackalloc double[isShort ? FewTerms : MaxTerms]);
        for (int k = 0; k < horizons.Ends.Length; k++)
        {
            double horizon = horizons.Ends[k], weight = horizons.Weights[k];
            if (weight == 0 || horizon == 0)
                continue;
            if (rates.Length == 1)
                sums[0] += weight * Active(ref coefficients, x, Vector512.Create(rates[0]), horizon).ToScalar();
            for (int i = 0; i + Vector512<double>.Count <= rates.Length; i += Vector512<double>.Count)
                (Vector512.Create(sums[i..]) + (Active(ref coefficients, x, Vector512.Create(rates[i..]), horizon) * weight)).CopyTo(sums[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Active(ref Coefficients coefficients, int x, Vector512<double> rates, double horizon)
    {
        double shape = r + x;
        Vector512<double> one = Vector512<double>.One, tau = Vector512.Create(horizon) / rates;
        Vector512<double> few = Vector512.LessThanOrEqual(tau, Vector512.Create(Math.Min(LongestHorizon, shape <= LargestShape ? MostOpportunities / shape : 0)));
        Vector512<double> near = tau & few; // 0 in the other lanes: there the series is over at once
        Vector512<double> z = near / (one + near), cube = z * z * z, power = z, open = Vector512<double>.AllBitsSet, sum = Vector512<double>.Zero;
        for (int n = 1; n < coefficients.Most; n += 4)
        {
            // A lane that has converged is frozen, so that the others' steps do not touch it.
            ReadOnlySpan<double> d = coefficients.Four(n);
            Vector512<double> last = Vector512.Create(d[3]);
            Vector512<double> four = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(last, z, Vector512.Create(d[2])), z, Vector512.Create(d[1])), z, Vector512.Create(d[0]));
            sum = Vector512.ConditionalSelect(open, Vector512.FusedMultiplyAdd(four, power, sum), sum);
            power *= cube;
            // From here on the terms fall at least as fast as the geometric series of this ratio.
            Vector512<double> ratio = z * ((shape + n + 3) / (n + 3));
            open &= Vector512.GreaterThan(power * last * ratio, sum * (one - ratio) * 1e-17);
            if (Vector512.EqualsAll(open.AsInt64(), Vector512<long>.Zero))
                break;
            power *= z;
        }

        sum *= LaneFunctions.Exp(-shape * LaneFunctions.LogOnePlus(near));
        if (!Vector512.EqualsAll(few.AsInt64(), Vector512<long>.AllBitsSet))
        {
            for (int lane = 0; lane < Vector512<double>.Count; lane++)
            {
                if (few[lane] == 0)
                    sum = sum.WithElement(lane, new ActiveBuyer(shape, rates[lane], a, b + x + _first).ExpectedPurchases(horizon));
            }
        }

        return sum;
    }

    /// <summary>D_1, D_2, … of one frequency, made as they are asked for.</summary>
    private ref struct Coefficients(double shape, double leave, double stay, Span<double> terms)
    {
        private readonly Span<double> _terms = terms;

        public readonly int Most => _terms.Length;

        private int _known;
        private double _ways = 1;      // (R)_n ÷ n!
        private double _stays = 1;     // (B)_n ÷ (a+B)_n
        private double _purchases = 1; // the sum of those before

        /// <summary>D_n … D_(n+3).</summary>
        public ReadOnlySpan<double> Four(int n)
        {
            if (_known < n + 3)
                Extend(n + 3);
            return _terms.Slice(n - 1, 4);
        }

        private void Extend(int end)
        {
            while (_known < end)
            {
                double before = _known++;
                _ways *= (shape + before) / _known;
                _terms[_known - 1] = _ways * _purchases;
                _stays *= (stay + before) / (stay + leave + before);
                _purchases += _stays;
            }
        }
    }
}
