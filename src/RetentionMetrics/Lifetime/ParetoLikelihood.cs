using System.Runtime.Intrinsics;
using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>The Pareto/NBD's ln L and its gradient over (r, α, s, β), summed over rows, eight rows at a time.</summary>
/// <remarks>
/// The likelihood of silence since t_x is ρ + J, still active or left at some y. With m = min(α,β), M = max(α,β), θ = ln((m+y) ÷ (m+t_x)) and κ = (m+t_x) ÷ (M+t_x),
/// J = sk ∫ e^(−pθ) (1 + κ(e^θ − 1))^−q dθ, where (p, q, k) is (w−1, s+1, κ) for α ≤ β and (s, w, 1) else: smooth, and positive.
/// The gradient needs the means of ln(α+V), 1 ÷ (α+V), ln(β+V), 1 ÷ (β+V) over the moment V of leaving, or T: the same nodes with other weights.
/// The rule is Gauss and Legendre's, with as many nodes as the fall of the integrand and the length of the interval ask for; the part of the interval that adds less than e^−36 is cut off.
/// </remarks>
internal sealed class ParetoLikelihood : IRowSums
{
    private const double Enough = 36;
    private const int TableLength = 1024;

    private readonly HistoryColumns _rows;
    private readonly double _r, _alpha, _s, _beta;

    // ln (r)_x and its derivative over r, for small x.
    private readonly double[] _rising;
    private readonly double[] _slope;

    public ParetoLikelihood(HistoryColumns rows, ReadOnlySpan<double> parameters)
    {
        _rows = rows;
        (_r, _alpha, _s, _beta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        int most = rows.Count == 0 ? 0 : rows.Frequency.Span[^1]; // rows are in order of x
        _rising = new double[Math.Min(most + 1, TableLength)];
        _slope = new double[_rising.Length];
        CompensatedSum rising = default, slope = default;
        for (int x = 1; x < _rising.Length; x++)
        {
            rising.Add(Math.Log(_r + x - 1));
            slope.Add(1 / (_r + x - 1));
            _rising[x] = rising.Value;
            _slope[x] = slope.Value;
        }
    }

    /// <summary>ln L and its four derivatives.</summary>
    public int Width => 5;

    public void Add(int start, int end, Span<double> sums)
    {
        ReadOnlySpan<int> frequency = _rows.Frequency.Span[..end];
        ReadOnlySpan<double> recency = _rows.Recency.Span[..end], age = _rows.Age.Span[..end];
        ReadOnlySpan<long> counts = _rows.Counts.Span[..end];
        Span<double> x = stackalloc double[8], n = stackalloc double[8], rising = stackalloc double[8], slope = stackalloc double[8];
        Vector512<double> value = default, dr = default, dAlpha = default, ds = default, dBeta = default;
        for (int i = start; i < end; i += 8)
        {
            for (int lane = 0; lane < 8; lane++)
            {
                bool isRow = i + lane < end;
                int k = isRow ? frequency[i + lane] : 0;
                x[lane] = k;
                n[lane] = isRow ? counts[i + lane] : 0;
                (rising[lane], slope[lane]) = k < _rising.Length ? (_rising[k], _slope[k]) : (LogRising(_r, k), Digamma(_r + k) - Digamma(_r));
            }

            Vector512<double> count = Vector512.Create(n), fx = Vector512.Create(x), tx = Lanes.Load(recency, i), t = Lanes.Load(age, i);
            Silence silence = Of(Vector512.Create(_r) + fx, tx, t);
            value += count * (Vector512.Create(rising) + silence.Log - (fx * LaneFunctions.Log(Vector512.Create(_alpha) + tx))
                - (_r * LaneFunctions.LogOnePlus(tx / _alpha)) - (_s * LaneFunctions.LogOnePlus(tx / _beta)));
            dr += count * (Vector512.Create(slope) - silence.LogAlpha);
            dAlpha += count * (Vector512.Create(_r / _alpha) - ((Vector512.Create(_r) + fx) * silence.OverAlpha));
            ds += count * ((silence.Left / _s) - silence.LogBeta);
            dBeta += count * (Vector512.Create(_s / _beta) - (_s * silence.OverBeta) - silence.LeftOverBeta);
        }

        sums[0] += Vector512.Sum(value);
        sums[1] += Vector512.Sum(dr);
        sums[2] += Vector512.Sum(dAlpha);
        sums[3] += Vector512.Sum(ds);
        sums[4] += Vector512.Sum(dBeta);
    }

    private Silence Of(Vector512<double> w, Vector512<double> tx, Vector512<double> t)
    {
        Vector512<double> one = Vector512<double>.One, s = Vector512.Create(_s);
        bool alphaLess = _alpha <= _beta;
        double least = Math.Min(_alpha, _beta), most = Math.Max(_alpha, _beta);
        Vector512<double> low = Vector512.Create(least) + tx, high = Vector512.Create(most) + tx, kappa = low / high;
        Vector512<double> p = alphaLess ? w - one : s, q = alphaLess ? s + one : w;
        Vector512<double> length = LaneFunctions.LogOnePlus((t - tx) / low), far = LaneFunctions.LogOnePlus((t - tx) / high);
        Vector512<double> active = LaneFunctions.Exp(alphaLess ? -((w * length) + (s * far)) : -((s * length) + (w * far))); // ρ
        Vector512<double> cut = Cut(p, q, kappa, length, (p * length) + (q * far), out double fall);
        GaussLegendre rule = GaussLegendre.Of(Nodes(fall, Lanes.Greatest(cut)));

        Vector512<double> sum = default, sumLow = default, sumHigh = default, overLow = default, overHigh = default;
        for (int k = 0; k < rule.Nodes.Length; k++)
        {
            Vector512<double> theta = rule.Nodes[k] * cut, e = LaneFunctions.Exp(theta), u = Vector512.FusedMultiplyAdd(kappa, e - one, one), log = LaneFunctions.Log(u);
            Vector512<double> f = rule.Weights[k] * LaneFunctions.Exp(-((p * theta) + (q * log))), over = f / (e * u);
            sum += f;
            sumLow = Vector512.FusedMultiplyAdd(f, theta, sumLow);
            sumHigh = Vector512.FusedMultiplyAdd(f, log, sumHigh);
            overLow = Vector512.FusedMultiplyAdd(over, u, overLow);
            overHigh = Vector512.FusedMultiplyAdd(over, e, overHigh);
        }

        Vector512<double> scale = alphaLess ? _s * kappa * cut : _s * cut, left = scale * sum, whole = active + left, g = scale / whole, alive = active / whole;
        // Means of the logarithms are of ln(1 + V ÷ α), so that the gradient does not cancel; those of 1 ÷ (β+V) also over the customers who left alone.
        Vector512<double> logLow = LaneFunctions.LogOnePlus(tx / least) + (alive * length) + (g * sumLow), logHigh = LaneFunctions.LogOnePlus(tx / most) + (alive * far) + (g * sumHigh);
        Vector512<double> leftOverLow = g * overLow / low, leftOverHigh = g * overHigh / high;
        Vector512<double> meanOverLow = leftOverLow + (alive / (Vector512.Create(least) + t)), meanOverHigh = leftOverHigh + (alive / (Vector512.Create(most) + t));
        return alphaLess
            ? new(LaneFunctions.Log(whole), left / whole, logLow, meanOverLow, logHigh, meanOverHigh, leftOverHigh)
            : new(LaneFunctions.Log(whole), left / whole, logHigh, meanOverHigh, logLow, meanOverLow, leftOverLow);
    }

    // Where pθ + q ln(1 + κ(e^θ − 1)) reaches Enough, or the whole length. The function is convex: Newton's steps from beyond stay beyond.
    private static Vector512<double> Cut(Vector512<double> p, Vector512<double> q, Vector512<double> kappa, Vector512<double> length, Vector512<double> fall, out double greatest)
    {
        Vector512<double> one = Vector512<double>.One, slope = p + (q * kappa), enough = Vector512.Create(Enough), cut = length;
        greatest = Lanes.Greatest(fall);
        if (greatest <= Enough)
            return cut;
        Vector512<double> isCut = Vector512.GreaterThan(fall, enough);
        cut = Vector512.ConditionalSelect(isCut & Vector512.GreaterThan(slope * length, enough), enough / slope, length);
        for (int step = 0; step < 40; step++)
        {
            Vector512<double> e = LaneFunctions.Exp(cut), u = one + (kappa * (e - one)), value = (p * cut) + (q * LaneFunctions.Log(u));
            greatest = Lanes.Greatest(value);
            if (greatest <= Enough + 2)
                break;
            Vector512<double> less = cut - ((value - enough) / (p + (q * kappa * e / u)));
            cut = Vector512.ConditionalSelect(Vector512.GreaterThan(value, enough), less, cut);
        }

        return cut;
    }

    /// <summary>How many nodes a fall by e^−fall over this length needs: measured, for 14 digits.</summary>
    private static int Nodes(double fall, double length) =>
        fall <= Enough + 2 && length < 24 ? (int)Math.Ceiling(Math.Max(8 + (0.4 * fall), 2 + (5 * length))) : 128;

    private readonly record struct Silence(
        Vector512<double> Log,
        Vector512<double> Left,
        Vector512<double> LogAlpha,
        Vector512<double> OverAlpha,
        Vector512<double> LogBeta,
        Vector512<double> OverBeta,
        Vector512<double> LeftOverBeta);
}
