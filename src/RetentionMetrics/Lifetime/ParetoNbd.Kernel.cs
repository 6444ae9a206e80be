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
        private readonly ParetoAlive _near = new(r, alpha, s, beta);

        // Of a customer without a repeat purchase, of which there are most.
        private readonly double _leavesAtOnce = new ParetoRace(alpha, s, beta).Leaves(r, 0);

        public int AliveTableLength => _isOrdinary && _race.IsShort && _near.IsNear ? _near.TableLength : 0;

        public double Rate => beta;

        public bool KnowsFrequency => false;

        public void FillAliveTable(Span<double> table)
        {
            if (!table.IsEmpty)
                _near.Fill(_race, table);
        }

        public double ProbabilityAlive(int x, double tx, double t) =>
            ProbabilityAlive(Vector512.Create((double)x), Vector512.Create(tx), Vector512.Create(t)).ToScalar();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> LogSpan(Vector512<double> tx, Vector512<double> t) => LaneFunctions.LogSpan(alpha, tx, t);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> ProbabilityAlive(Vector512<double> logSpan, Vector512<double> x, Vector512<double> tx, Vector512<double> t, ReadOnlySpan<double> table)
        {
            if (table.IsEmpty)
                return ProbabilityAlive(x, tx, t);
            Vector512<double> power = _near.Power(logSpan, x), alive = _near.Of(power, x, tx, t, table);
            Vector512<double> served = ParetoAlive.Serves(power, x) & Vector512.LessThan(t, Vector512.Create(Ordinary));
            return Vector512.EqualsAll(served.AsInt64(), Vector512<long>.AllBitsSet) ? alive : Vector512.ConditionalSelect(served, alive, ProbabilityAlive(x, tx, t));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private Vector512<double> ProbabilityAlive(Vector512<double> x, Vector512<double> tx, Vector512<double> t)
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
            horizon == 0 ? 0 : ProbabilityAlive(x, tx, t) * (r + x) / (alpha + t) * ExpectedStay(beta + t, horizon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Pace(Vector512<double> alive, Vector512<double> x, Vector512<double> t) => alive * (Vector512.Create(r) + x) / (Vector512.Create(alpha) + t);

        public double Active(int x, double t, double horizon) => ExpectedStay(beta + t, horizon);

        public void AddActive(int x, ReadOnlySpan<double> rates, Horizons horizons, Span<double> sums)
        {
            for (int k = 0; k < horizons.Ends.Length; k++)
            {
                for (int i = 0; i < rates.Length; i++)
                    sums[i] += horizons.Weights[k] * ExpectedStay(rates[i], horizons.Ends[k]);
            }
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

        // ∫₀^horizon (B ÷ (B+u))^s du, B = β+T, the time that an active customer stays: B (e^((1−s)L) − 1) ÷ (1−s), L = ln(1 + horizon ÷ B).
        private double ExpectedStay(double from, double horizon)
        {
            double l = LogOnePlus(horizon / from), power = (1 - s) * l;
            return from * l * (Math.Abs(power) <= 0.5 ? MeanOfExp(power) : ExpMinusOne(power) / power);
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
