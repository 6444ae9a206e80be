using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static RetentionMetrics.LaneFunctions;
using static RetentionMetrics.Lanes;

namespace RetentionMetrics;

/// <summary>
/// What the likelihood of the BG/NBD and the MBG/NBD sums over rows, four rows at a time. Rows of one frequency stand together, and for them r+x and the odds' first factor are constants.
/// All terms are written so that nothing cancels: in T ÷ α, in (T−t_x) ÷ (α+t_x) and in the probability to have left.
/// </summary>
internal sealed class BetaGeometricRows(
    ReadOnlyMemory<double> recency,
    ReadOnlyMemory<double> age,
    double[] weights,
    int[] frequencies,
    int[] starts,
    double r,
    double alpha,
    double a,
    double b,
    bool leavesAtOnce) : IRowSums
{
    /// <summary>The number of sums: the value, four first derivatives and ten second ones, some to be divided by a or to be negated.</summary>
    public const int Sums = 15;

    public int Width => Sums;

    public void Add(int start, int end, Span<double> sums)
    {
        int group = Array.BinarySearch(starts, start);
        for (group = group < 0 ? ~group - 1 : group; start < end; group++)
        {
            int stop = Math.Min(end, starts[group + 1]);
            int x = frequencies[group];
            if (x == 0 && !leavesAtOnce)
                AddStaying(start, stop, sums);
            else
                AddLeaving(x, start, stop, sums);
            start = stop;
        }
    }

    // Customers who cannot have left: r ln(α ÷ (α+T)). Optimised from the first call: a first fit is often the only one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddStaying(int start, int end, Span<double> sums)
    {
        ReadOnlySpan<double> ages = age.Span;
        Vector256<double> one = Vector256<double>.One, perAlpha = Vector256.Create(1 / alpha), alphas = Vector256.Create(alpha);
        Vector256<double> sLog = default, sShare = default, sSquare = default;
        for (int i = start; i < end; i += 4)
        {
            Vector256<double> n = Weights(weights, i, end), t = Load(ages, i, end);
            Vector256<double> g = t * perAlpha, ofA = one / (alphas + t), share = g * ofA * n;
            sLog += n * LogOnePlus(g);
            sShare += share;
            sSquare += share * ofA * (g + one + one);
        }

        double log = Vector256.Sum(sLog), shares = Vector256.Sum(sShare);
        sums[0] -= r * log;
        sums[1] -= log;
        sums[2] += r * shares;
        sums[6] += shares;
        sums[9] -= r * Vector256.Sum(sSquare);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLeaving(int x, int start, int end, Span<double> sums)
    {
        ReadOnlySpan<double> ages = age.Span, recencies = recency.Span;
        double shape = r + x, ofB = 1 / (b + x - 1);
        Vector256<double> one = Vector256<double>.One, perAlpha = Vector256.Create(1 / alpha), alphas = Vector256.Create(alpha);
        Vector256<double> shapes = Vector256.Create(shape), logOdds = Vector256.Create(Math.Log(a * ofB));
        Vector256<double> sLog = default, sSoft = default, sInverse = default, sShare = default, sSquare = default, sInverse2 = default;
        Vector256<double> sLeft = default, sLeftSpan = default, sLeftD = default, sLeftD2 = default;
        Vector256<double> sQ = default, sQSpan = default, sQSpan2 = default, sQD = default, sQSpanD = default, sQD2 = default;
        for (int i = start; i < end; i += 4)
        {
            Vector256<double> n = Weights(weights, i, end), t = Load(ages, i, end), tx = Load(recencies, i, end);
            Vector256<double> g = t * perAlpha, ofA = one / (alphas + t), ofS = one / (alphas + tx), wait = (t - tx) * ofS;
            Vector256<double> share = g * ofA * n, span = LogOnePlus(wait), d = wait * ofA; // d = 1 ÷ (α+t_x) − 1 ÷ (α+T) = −∂ span ÷ ∂ α
            sLog += n * LogOnePlus(g);
            sInverse += n * ofA;
            sInverse2 += n * ofA * ofA;
            sShare += share;
            sSquare += share * ofA * (g + one + one);

            // left = 1 ÷ (1 + e^−odds), q = left · (1 − left), ln(1 + e^odds): from e^−|odds|, which cannot overflow.
            Vector256<double> odds = logOdds + (shapes * span), e = LaneFunctions.Exp(-Vector256.Abs(odds)), inverse = one / (one + e);
            Vector256<double> left = n * inverse * Vector256.ConditionalSelect(Vector256.GreaterThan(odds, Vector256<double>.Zero), one, e), q = n * e * inverse * inverse;
            sSoft += n * (Vector256.Max(odds, Vector256<double>.Zero) + LaneFunctions.LogOnePlus(e));
            Vector256<double> leftD = left * d, qSpan = q * span, qD = q * d;
            sLeft += left;
            sLeftSpan += left * span;
            sLeftD += leftD;
            sLeftD2 += leftD * (ofA + ofS);
            sQ += q;
            sQSpan += qSpan;
            sQSpan2 += qSpan * span;
            sQD += qD;
            sQSpanD += qD * span;
            sQD2 += qD * d;
        }

        double log = Vector256.Sum(sLog), shares = Vector256.Sum(sShare), lefts = Vector256.Sum(sLeft), leftDs = Vector256.Sum(sLeftD);
        double qs = Vector256.Sum(sQ), qSpans = Vector256.Sum(sQSpan), qDs = shape * Vector256.Sum(sQD);
        sums[0] += Vector256.Sum(sSoft) - (shape * log);
        sums[1] += Vector256.Sum(sLeftSpan) - log;
        sums[2] += (r * shares) - (x * Vector256.Sum(sInverse)) - (shape * leftDs);
        sums[3] += lefts;
        sums[4] += ofB * lefts;
        sums[5] += Vector256.Sum(sQSpan2);
        sums[6] += shares - leftDs - (shape * Vector256.Sum(sQSpanD));
        sums[7] += qSpans;
        sums[8] += ofB * qSpans;
        sums[9] += (x * Vector256.Sum(sInverse2)) - (r * Vector256.Sum(sSquare)) + (shape * Vector256.Sum(sLeftD2)) + (shape * shape * Vector256.Sum(sQD2));
        sums[10] -= qDs;
        sums[11] -= ofB * qDs;
        sums[12] += qs;
        sums[13] += ofB * qs;
        sums[14] += ofB * ofB * (lefts + qs);
    }
}
