using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// A customer of the (M)BG/CNBD-k family who is active now. Phases come at a Poisson rate that is Gamma(shape, rate), and every k-th of them is a purchase; at each purchase it leaves with a chance that is Beta(leave, stay).
/// Since its last purchase j phases have gone by with the probability phases[j], j &lt; k, and given j the rate is Gamma(shape + j, rate).
/// </summary>
/// <remarks>With N phases ahead there are C = ⌊(j + N) ÷ k⌋ opportunities; all of them are survived with probability S(C), S(m) = (stay)_m ÷ (leave+stay)_m, and they bring H(C) = Σ_{m&lt;C} S(m) purchases.</remarks>
internal readonly ref struct RegularBuyer(double shape, double rate, double leave, double stay, double sinceLast, Span<double> phases)
{
    /// <summary>From here on the sum over phases costs more than the integral over the chance of leaving.</summary>
    private const double ManyPhases = 4_000;

    private readonly Span<double> _phases = phases;

    /// <summary>E[Y(t)] = Σ_j phases[j] Σ_n NB(n; shape + j, t ÷ rate) · H(⌊(j+n) ÷ k⌋): all terms are positive.</summary>
    public double ExpectedPurchases(double horizon)
    {
        double odds = Math.Min(horizon / rate, 1e300);
        return IsLong(odds) ? ByLeaving(odds, countsPurchases: true) : BySum(odds).Purchases;
    }

    /// <summary>P(still active after t) = Σ_j phases[j] Σ_n NB(n) · S(⌊(j+n) ÷ k⌋).</summary>
    public double ProbabilityAlive(double ahead)
    {
        double odds = Math.Min(ahead / rate, 1e300);
        return Math.Min(1, IsLong(odds) ? ByLeaving(odds, countsPurchases: false) : BySum(odds).Alive);
    }

    /// <summary>P(Y(t) = n) = P(C = n) · S(n) + P(C ≥ n) · (S(n−1) − S(n)): n opportunities, all survived; or n and more, the n-th of which was the last purchase.</summary>
    public double ProbabilityOfPurchases(int count, double horizon)
    {
        double odds = Math.Min(horizon / rate, 1e300), exactly = 0, atLeast = 0;
        int k = _phases.Length;
        for (int j = 0; j < k; j++)
        {
            double first = ((double)count * k) - j; // phases that the n-th purchase needs
            var events = new NegativeBinomial(shape + j, odds);
            double least = events.Probability(Math.Max(0, first)), mass = least, sum = mass;
            for (double n = Math.Max(0, first) + 1; n < first + k; n++)
            {
                mass *= odds / (1 + odds) * ((shape + j + n - 1) / n);
                sum += mass;
            }

            exactly += _phases[j] * sum;
            atLeast += _phases[j] * (count == 0 ? 1 : events.AtLeast(first, least));
        }

        double all = leave + stay;
        double survived = Math.Exp(LogRising(stay, count) - LogRising(all, count));
        if (count == 0)
            return Math.Min(1, exactly);
        double last = Math.Exp(LogRising(stay, count - 1) - LogRising(all, count - 1)) * leave / (all + count - 1);
        return (exactly * survived) + (Math.Min(1, atLeast) * last);
    }

    /// <summary>
    /// ∫ e^(−δs) dE[Y(s)] = E[φ^(k−j) ÷ (1 − (1−p) φ^k)], φ = λ ÷ (λ+δ) the discount of one phase: two means, over the rate λ and over the chance p, in which nothing cancels. To about 1e-12.
    /// </summary>
    public double DiscountedExpectedPurchases(double discountRate)
    {
        double mean = 0;
        for (int j = 0; j < _phases.Length; j++)
            mean += j * _phases[j];
        var rates = new Rates(shape, rate, leave, stay, sinceLast, discountRate, _phases.Length);
        return LineMean.Of(rates, LogOnePlus(mean / shape), Math.Min(1, 1 / Math.Sqrt(shape)));
    }

    private bool IsLong(double odds)
    {
        double mean = (shape + _phases.Length) * odds;
        return mean + (12 * Math.Sqrt(mean * (1 + odds))) + (40 * (1 + odds)) > ManyPhases;
    }

    /// <summary>Both measures, as sums over phases.</summary>
    internal (double Purchases, double Alive) BySum(double odds)
    {
        double z = odds / (1 + odds), allPurchases = 0, allAlive = 0;
        for (int j = 0; j < _phases.Length; j++)
        {
            // Masses are summed beside the measures and divided out: no power of a large exponent is needed.
            double mean = (shape + j) * odds, mass = 1, total = 1, purchases = 0, alive = 1, expected = 0, survived = 1;
            int until = _phases.Length - j, opportunity = 0;
            for (int n = 0; n < 10_000_000; n++)
            {
                mass *= z * (shape + j + n) / (n + 1);
                if (--until == 0)
                {
                    expected += survived;
                    survived *= (stay + opportunity) / (leave + stay + opportunity);
                    opportunity++;
                    until = _phases.Length;
                }

                total += mass;
                purchases += mass * expected;
                alive += mass * survived;
                if (total > 1e250)
                {
                    mass *= 1e-250;
                    total *= 1e-250;
                    purchases *= 1e-250;
                    alive *= 1e-250;
                }

                // Past the mean the masses fall at least as fast as the geometric series of this ratio, and the purchases grow by at most one a phase.
                double gap = 1 - Math.Max(z, z * (shape + j + n + 1) / (n + 2));
                if (n > mean && mass <= 1e-17 * total * gap && mass * survived <= 1e-17 * alive * gap && mass * (expected + (1 / gap)) <= 1e-17 * purchases * gap)
                    break;
            }

            allPurchases += _phases[j] * (purchases / total);
            allAlive += _phases[j] * (alive / total);
        }

        return (allPurchases, allAlive);
    }

    /// <summary>Either measure, as an integral over the chance of leaving.</summary>
    internal double ByLeaving(double odds, bool countsPurchases)
    {
        Span<double> blocks = stackalloc double[64];
        blocks.Clear();
        int k = _phases.Length;
        for (int j = 0; j < k; j++)
        {
            double mass = Math.Exp(-(shape + j) * LogOnePlus(odds)) * _phases[j];
            for (int n = 0; n + j < k * blocks.Length; n++)
            {
                blocks[(n + j) / k] += mass;
                mass *= odds / (1 + odds) * ((shape + j + n) / (n + 1));
            }
        }

        var chances = new Chances(shape, leave, stay, odds, _phases, blocks, countsPurchases);
        return LineMean.Of(chances, 0, Math.Min(1, Math.Sqrt((1 / leave) + (1 / stay))), settled: 1e-11);
    }

    // ln of the weight of the log odds of Beta(a, b), as a distance s from those of a ÷ b. Seen from the smaller of a and b nothing large cancels.
    private static double LogBetaWeight(double a, double b, double s)
    {
        if (a > b)
            return LogBetaWeight(b, a, -s);
        double share = a / (a + b);
        return (a * s) - ((a + b) * (s > 300 ? s + Math.Log(share) : LogOnePlus(share * ExpMinusOne(s))));
    }

    /// <summary>
    /// Over p, the chance of leaving, with q = 1−p: E[q^C] = p ÷ k · Σ_i θ_i^(j−k+1) ÷ (1−θ_i) · (1 + odds · (1−θ_i))^−(shape+j) over the k-th roots θ_i of q,
    /// and then S = E[q^C] and H = (1 − E[q^C]) ÷ p. Its time does not grow with the number of phases. Near q = 0, where the roots cancel, it is the series Σ P(C=m) q^m.
    /// </summary>
    private readonly ref struct Chances(double shape, double leave, double stay, double odds, Span<double> phases, Span<double> blocks, bool countsPurchases) : ILineIntegrand
    {
        private readonly Span<double> _phases = phases;
        private readonly Span<double> _blocks = blocks;

        public double LogWeight(double s) => LogBetaWeight(leave, stay, s);

        public double Value(double s)
        {
            double ratio = Math.Clamp(leave / stay * Math.Exp(s), 1e-250, 1e250); // p ÷ q; beyond, the value is that of p = 0 or 1
            double p = ratio / (1 + ratio), q = 1 / (1 + ratio);
            int k = _phases.Length;
            if (q <= 0.5 && k > 1)
            {
                double power = 1, sum = 0, term = 0;
                foreach (double block in _blocks)
                {
                    term = block * power;
                    sum += term;
                    power *= q;
                }

                // Where the first masses are below the smallest double the roots do not cancel either: there are too many phases ahead.
                if (sum > 1e-250 && term <= 1e-17 * sum)
                    return countsPurchases ? (1 - sum) / p : sum;
            }

            double step = LogOnePlus(ratio) / k, root = Math.Exp(-step), rest = -ExpMinusOne(-step); // −ln θ, θ and 1−θ of the real root
            double logBase = LogOnePlus(odds * rest);
            // The real root: its factor (1/k) Σ θ^m over m = −(k−j−1)…j is 1 at p = 0, and is summed there as what it differs by.
            double spread = 0, missed = 0, kept = 0;
            bool isNearOne = step * k < 0.5;
            for (int m = 1; m < k; m++)
                spread += ExpMinusOne(step * m);
            for (int j = 0; j < k; j++)
            {
                double logFactor = isNearOne ? LogOnePlus(spread / k) : (step * (k - 1 - j)) + Math.Log(p / (k * rest));
                double log = logFactor - ((shape + j) * logBase);
                missed -= _phases[j] * ExpMinusOne(log);
                kept += _phases[j] * Math.Exp(log);
                spread += ExpMinusOne(-step * (j + 1)) - ExpMinusOne(step * (k - 1 - j));
            }

            double others = Others(root, rest, step, logBase); // ÷ p
            return countsPurchases ? (missed / p) - others : kept + (p * others);
        }

        // The complex roots, each with its conjugate.
        private double Others(double root, double rest, double step, double logBase)
        {
            int k = _phases.Length;
            double sum = 0;
            for (int i = 1; 2 * i <= k; i++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * i / k);
                double half = Math.Sin(Math.PI * i / k);
                double re = rest + (2 * root * half * half), im = -root * sin; // 1 − θ_i
                double baseRe = 1 + (odds * re), baseIm = odds * im;
                double logSize = Math.Log(double.Hypot(baseRe, baseIm)), angle = Math.Atan2(baseIm, baseRe);
                if (shape * (logSize - logBase) > 60)
                    continue;
                // Σ_j phases[j] (θ_i ÷ base)^j by Horner's rule
                double size = Math.Exp(-2 * logSize);
                double xRe = root * ((cos * baseRe) + (sin * baseIm)) * size, xIm = root * ((sin * baseRe) - (cos * baseIm)) * size;
                double polyRe = 0, polyIm = 0;
                for (int j = k - 1; j >= 0; j--)
                    (polyRe, polyIm) = ((polyRe * xRe) - (polyIm * xIm) + _phases[j], (polyRe * xIm) + (polyIm * xRe));
                // θ_i^(1−k) base^(−shape) ÷ (1−θ_i)
                double length = Math.Exp((step * (k - 1)) - (shape * logSize)), turn = (2 * Math.PI * i / k) - (shape * angle);
                (double turnSin, double turnCos) = Math.SinCos(turn);
                double norm = (re * re) + (im * im);
                double factorRe = ((turnCos * re) + (turnSin * im)) / norm, factorIm = ((turnSin * re) - (turnCos * im)) / norm;
                double part = length * ((factorRe * polyRe) - (factorIm * polyIm));
                sum += 2 * i == k ? part : 2 * part;
            }

            return sum / k;
        }
    }

    /// <summary>Over ln λ, measured from that of shape ÷ rate: the gamma density times the chance Σ_{j&lt;k} (λu)^j ÷ j! of having heard nothing since the last purchase.</summary>
    private readonly struct Rates(double shape, double rate, double leave, double stay, double sinceLast, double discountRate, int k) : ILineIntegrand
    {
        public double LogWeight(double s) => (shape * (s - ExpMinusOne(s))) + Phases(s, 1).Log;

        public double Value(double s)
        {
            double lambda = shape / rate * Math.Exp(s);
            double log = -LogOnePlus(discountRate / lambda); // ln φ
            double rest = -ExpMinusOne(k * log);
            return Phases(s, Math.Exp(log)).Share * (rest > 1e-3 ? Fraction(leave, stay, 1 - rest) : LineMean.Of(new Futures(leave, stay, rest), 0, Math.Min(1, Math.Sqrt((1 / leave) + (1 / stay)))));
        }

        // E[1 ÷ (1 − (1−p) y)] = ₂F₁(1, b; a+b; y) by Gauss's continued fraction (Lentz): about 20 ÷ √(1−y) steps.
        private static double Fraction(double a, double b, double y)
        {
            double c = a + b, numerator = 1, denominator = 1 / (1 - (b / c * y)), fraction = denominator;
            for (int n = 1; n < 100_000; n++)
            {
                double even = -n * (a + n - 1) / ((c + (2 * n) - 2) * (c + (2 * n) - 1)) * y;
                denominator = 1 / (1 + (even * denominator));
                numerator = 1 + (even / numerator);
                fraction *= denominator * numerator;
                double odd = -(b + n) * (c + n - 1) / ((c + (2 * n) - 1) * (c + (2 * n))) * y;
                denominator = 1 / (1 + (odd * denominator));
                numerator = 1 + (odd / numerator);
                double factor = denominator * numerator;
                fraction *= factor;
                if (Math.Abs(factor - 1) < 4e-16)
                    break;
            }

            return fraction;
        }

        // ln Σ y^j ÷ j!, and what is left of that sum when its terms are multiplied by φ^(k−j).
        private (double Log, double Share) Phases(double s, double discount)
        {
            double y = shape / rate * Math.Exp(s) * sinceLast, sum = 0, discounted = 0, term = 1;
            if (y > k)
            {
                double power = discount; // from the last phase down: the largest first
                for (int j = k - 1; j >= 0; j--)
                {
                    sum += term;
                    discounted += term * power;
                    term *= j / y;
                    power *= discount;
                }

                return (((k - 1) * Math.Log(y)) - LogRising(1, k - 1) + Math.Log(sum), discounted / sum);
            }

            for (int j = 0; j < k; j++)
            {
                sum += term;
                discounted = (discounted + term) * discount;
                term *= y / (j + 1);
            }

            return (Math.Log(sum), discounted / sum);
        }
    }

    /// <summary>Over p: 1 ÷ (1 − (1−p) φ^k), from 1 − φ^k.</summary>
    private readonly struct Futures(double leave, double stay, double rest) : ILineIntegrand
    {
        public double LogWeight(double s) => LogBetaWeight(leave, stay, s);

        public double Value(double s)
        {
            double ratio = leave / stay * Math.Exp(s);
            return 1 / (rest + ((1 - rest) * (double.IsInfinity(ratio) ? 1 : ratio / (1 + ratio))));
        }
    }
}
