using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

public sealed partial class ParetoNbd
{
    /// <summary>The formulas, each once; both doors call them.</summary>
    // The likelihood is that of silence since t_x: the customer is active and did not buy, or it left before it bought again.
    //   silence = e · C_T + F,   e = ((α+t_x) ÷ (α+T))^(r+x) ((β+t_x) ÷ (β+T))^s,
    // with F the chance that a customer active at t_x leaves before it buys, and C_T the chance that one active at T buys before it leaves:
    // silence until T is leaving before the next purchase, whenever that is, or buying, but only after T. Both terms are positive.
    internal readonly struct Kernel(double r, double alpha, double s, double beta) : IPurchaseKernel, ILaneKernel
    {
        // Ages and parameters whose quotients and powers are far from the ends of a double's range go eight at a time.
        private const double Ordinary = 1e100;
        private readonly bool _isOrdinary = Math.Max(r, s) < 1e9 && Math.Max(alpha, beta) < Ordinary && Math.Min(alpha, beta) > 1 / Ordinary;
        private readonly ParetoRace _race = new(alpha, s, beta);

        // Of a customer without a repeat purchase, of which there are most.
        private readonly double _leavesAtOnce = new ParetoRace(alpha, s, beta).Leaves(r, 0);

        public int TableLength => 0;

        public void FillTable(Span<double> table)
        {
            // Nothing is worth keeping.
        }

        public double ProbabilityAlive(int x, double tx, double t) =>
            ProbabilityAlive(Vector512.Create((double)x), Vector512.Create(tx), Vector512.Create(t)).ToScalar();

        public Vector512<double> ProbabilityAlive(Vector512<double> x, Vector512<double> tx, Vector512<double> t)
        {
            if (!AreOrdinary(t))
                return OneByOne(x, tx, t);
            Vector512<double> w = Vector512.Create(r) + x, time = t - tx;
            Vector512<double> silent = LaneFunctions.Exp(-((w * LaneFunctions.LogOnePlus(time / (Vector512.Create(alpha) + tx))) + (LaneFunctions.LogOnePlus(time / (Vector512.Create(beta) + tx)) * s)));
            Vector512<double> alive = silent / Vector512.FusedMultiplyAdd(silent, _race.Buys(w, t), _race.Leaves(w, tx));
            return Vector512.ConditionalSelect(Vector512.Equals(t, tx), Vector512<double>.One, Vector512.Min(alive, Vector512<double>.One));
        }

        // A lane's way depends on that lane alone: where one is out of the ordinary, it alone is taken out.
        private Vector512<double> OneByOne(Vector512<double> x, Vector512<double> tx, Vector512<double> t)
        {
            Vector512<double> alive = default;
            for (int i = 0; i < Vector512<double>.Count; i++)
            {
                Vector512<double> oneT = Vector512.Create(t[i]);
                alive = alive.WithElement(i, AreOrdinary(oneT)
                    ? ProbabilityAlive(Vector512.Create(x[i]), Vector512.Create(tx[i]), oneT).ToScalar()
                    : AliveByLogs((int)x[i], tx[i], t[i]));
            }

            return alive;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool AreOrdinary(Vector512<double> t) => _isOrdinary && _race.IsShort && Vector512.LessThanAll(t, Vector512.Create(Ordinary));

        private double AliveByLogs(int x, double tx, double t)
        {
            if (t.Equals(tx))
                return 1;
            double w = r + x, silent = Math.Exp(_race.LogSilence(w, tx, t - tx));
            return silent == 0 ? 0 : Math.Min(1, silent / (Leaves(x, tx) + (silent * _race.Buys(w, t))));
        }

        public double ProbabilityAlive(int x, double tx, double t, double ahead) =>
            ProbabilityAlive(x, tx, t) * Math.Exp(-s * LogOnePlus(ahead / (beta + t)));

        public double ExpectedPurchases(int x, double tx, double t, double horizon) =>
            ExpectedPurchases(Vector512.Create((double)x), Vector512.Create(tx), Vector512.Create(t), horizon, []).ToScalar();

        public Vector512<double> ExpectedPurchases(Vector512<double> x, Vector512<double> tx, Vector512<double> t, double horizon, ReadOnlySpan<double> table)
        {
            Vector512<double> purchases = ProbabilityAlive(x, tx, t) * (Vector512.Create(r) + x) / (Vector512.Create(alpha) + t);
            if (AreOrdinary(t) && horizon < Ordinary)
                return purchases * ExpectedStay(t, horizon);
            for (int i = 0; i < Vector512<double>.Count; i++)
            {
                Vector512<double> oneT = Vector512.Create(t[i]);
                purchases = purchases.WithElement(i, purchases[i] * (AreOrdinary(oneT) && horizon < Ordinary ? ExpectedStay(oneT, horizon).ToScalar() : ExpectedStay(t[i], horizon)));
            }

            return purchases;
        }

        public double ProbabilityOfPurchases(int x, double tx, double t, int count, double horizon)
        {
            if (horizon == 0)
                return count == 0 ? 1 : 0;
            double w = r + x;
            if (count > 0)
                return ProbabilityAlive(x, tx, t) * new ParetoBuyer(w, alpha + t, s, beta + t).ProbabilityOfPurchases(count, horizon);
            // Silence until T + horizon against silence until T.
            double leaves = Leaves(x, tx), silent = Math.Exp(_race.LogSilence(w, tx, t - tx)), after = silent * Math.Exp(_race.LogSilence(w, t, horizon));
            return Math.Min(1, (leaves + (after * _race.Buys(w, t + horizon))) / (leaves + (silent * _race.Buys(w, t))));
        }

        public double DiscountedExpectedPurchases(int x, double tx, double t, double discountRate) =>
            ProbabilityAlive(x, tx, t) * (r + x) / (alpha + t) * (beta + t) * new ExponentialIntegral(s - 1).Scaled(discountRate * (beta + t));

        public double LogLikelihood(int x, double tx, double t)
        {
            double w = r + x, until = LogRising(r, x) - (x * Math.Log(alpha + tx)) - (r * LogOnePlus(tx / alpha)) - (s * LogOnePlus(tx / beta));
            double silent = Math.Exp(_race.LogSilence(w, tx, t - tx));
            return t.Equals(tx) ? until : until + Math.Log(Leaves(x, tx) + (silent * _race.Buys(w, t)));
        }

        private double Leaves(int x, double tx) => x == 0 ? _leavesAtOnce : _race.Leaves(r + x, tx);

        // ∫₀^horizon ((β+T) ÷ (β+T+u))^s du, the time that an active customer stays: (β+T) (e^((1−s)L) − 1) ÷ (1−s), L = ln(1 + horizon ÷ (β+T)).
        private double ExpectedStay(double t, double horizon)
        {
            double l = LogOnePlus(horizon / (beta + t)), power = (1 - s) * l;
            return (beta + t) * l * (Math.Abs(power) <= 0.5 ? MeanOfExp(power) : ExpMinusOne(power) / power);
        }

        private Vector512<double> ExpectedStay(Vector512<double> t, double horizon)
        {
            Vector512<double> from = Vector512.Create(beta) + t, l = LaneFunctions.LogOnePlus(Vector512.Create(horizon) / from), power = l * (1 - s);
            Vector512<double> far = (LaneFunctions.Exp(power) - Vector512<double>.One) / power, near = Vector512<double>.Zero;
            foreach (double term in OverFactorial)
                near = Vector512.FusedMultiplyAdd(near, power, Vector512.Create(term));
            return from * l * Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.Abs(power), Vector512.Create(0.5)), far, near);
        }

        // 1 ÷ (n+1)!, downwards from n = 14.
        private static readonly double[] OverFactorial =
        [
            1.0 / 1307674368000, 1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
            1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0,
        ];

        // (e^v − 1) ÷ v = Σ vⁿ ÷ (n+1)!, |v| ≤ 0.5.
        private static double MeanOfExp(double v)
        {
            double sum = 0;
            foreach (double term in OverFactorial)
                sum = (sum * v) + term;
            return sum;
        }
    }
}
