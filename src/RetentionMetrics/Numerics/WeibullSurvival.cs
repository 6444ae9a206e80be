using MathNet.Numerics.Integration;

namespace RetentionMetrics;

/// <summary>Survival B(a, b + t^c) ÷ B(a, b): of someone who stays with probability q^(t^c), q being Beta(b, a); c = 1 is <see cref="BetaSurvival"/>. Ratios and sums of any length.</summary>
internal readonly struct WeibullSurvival(double a, double b, double c)
{
    private const int Nodes = 32;

    private static readonly GaussLegendreRule Rule = new(-1, 1, Nodes);

    // Gregory's coefficients of the first and later differences.
    private static readonly double[] Gregory = [1.0 / 12, 1.0 / 24, 19.0 / 720, 3.0 / 160, 863.0 / 60480, 275.0 / 24192, 33953.0 / 3628800, 8183.0 / 1036800];

    /// <summary>ln S(n + ahead) ÷ S(n), to a few units in the last place of itself.</summary>
    public double Log(double n, double ahead) =>
        ahead == 0 ? 0
        : n == 0 ? FromStart(Math.Pow(ahead, c), c * Math.Log(ahead))
        : FromTenure(n, c * SpecialFunctions.LogOnePlus(ahead / n));

    /// <summary>Σ over k = 1…horizon of (1+d)^−k · S(n+k) ÷ S(n); the horizon may be +∞ where d > 0 or ac > 1.</summary>
    /// <remarks>
    /// Terms are added one by one while they change fast; the rest is Gregory's sum formula over an integral in ln t, by Gauss and Legendre on pieces on which the
    /// integrand changes by a few powers of e. The integral ends where nothing is left to add, or where survival has become the power t^(−ac), whose integral is known.
    /// </remarks>
    public double Sum(double n, double horizon, double d)
    {
        double delta = SpecialFunctions.LogOnePlus(d), smooth = 128 * Math.Max(1, c / 3), before = 0;
        CompensatedSum sum = default;
        double k = 1;
        for (; k <= horizon; k++)
        {
            double log = Log(n, k), term = Math.Exp(log - (delta * k));
            if (n + k >= smooth && before - log + delta <= 0.02 && horizon - k >= 4 * Nodes)
                break;
            sum.Add(term);
            if (term * (n + k) * 1e3 <= 1e-17 * sum.Value)
                return sum.Value;
            before = log;
        }

        if (k > horizon)
            return sum.Value;
        double last = double.IsInfinity(horizon) ? 0 : Term(n, horizon, delta);
        return sum.Value + Integral(n, k, horizon, delta, sum.Value) + ((Term(n, k, delta) + last) / 2)
            + EndCorrection(n, k, 1, delta) + (double.IsInfinity(horizon) ? 0 : EndCorrection(n, horizon, -1, delta));
    }

    private double Term(double n, double k, double delta) => Math.Exp(Log(n, k) - (delta * k));

    // −Σ G_j · the j-th difference inwards: Δ at the lower end, and with its signs turned, ∇ at the upper one.
    private double EndCorrection(double n, double k, int inwards, double delta)
    {
        Span<double> values = stackalloc double[Gregory.Length + 1];
        for (int i = 0; i < values.Length; i++)
            values[i] = Term(n, k + (inwards * i), delta);
        double correction = 0;
        for (int j = 1; j < values.Length; j++)
        {
            for (int i = 0; i < values.Length - j; i++)
                values[i] = values[i + 1] - values[i];
            correction -= (j % 2 == 0 ? -1 : 1) * Gregory[j - 1] * values[0];
        }

        return correction;
    }

    private double Integral(double n, double from, double to, double delta, double sumSoFar)
    {
        CompensatedSum sum = default;
        double end = Math.Log(n + to);
        for (double u = Math.Log(n + from); u < end;)
        {
            double slope = 1 + ((LogAt(n, u + 0.01) - LogAt(n, u)) * 100), decay = delta == 0 ? 0 : delta * Math.Exp(u);
            double length = Math.Min(Math.Min(2 / c, 8 / Math.Max(1e-300, Math.Abs(slope) + decay)), delta > 0 ? 1 : double.PositiveInfinity);
            double upper = end - u <= length * 1.001 ? end : u + length, half = (upper - u) / 2, middle = (upper + u) / 2;
            double piece = 0;
            for (int i = 0; i < Nodes; i++)
                piece += Rule.GetWeight(i) * Integrand(n, middle + (half * Rule.GetAbscissa(i)), delta);
            sum.Add(half * piece);
            u = upper;
            double rest = Integrand(n, u, delta);
            if (double.IsInfinity(end) && delta == 0 && c * u > 40 + Math.Log((1 + a) * (1 + a + b)))
                return sum.Value + (rest / ((a * c) - 1));
            if (slope - decay < 0 && rest <= 1e-18 * (decay - slope) * (sumSoFar + sum.Value))
                break;
        }

        return sum.Value;
    }

    // e^u steps of survival and discount at t = e^u − n, and the e^u of the substitution.
    private double Integrand(double n, double u, double delta) => Math.Exp(LogAt(n, u) + u - (delta == 0 ? 0 : delta * (Math.Exp(u) - n)));

    private double LogAt(double n, double u) => n == 0 ? FromStart(Math.Exp(c * u), c * u) : FromTenure(n, c * (u - Math.Log(n)));

    private double FromStart(double power, double logPower) => BetaSurvival.Log(a, b, power, logPower);

    // growth is ln of ((n + ahead) ÷ n)^c.
    private double FromTenure(double n, double growth)
    {
        double reached = Math.Pow(n, c);
        return reached > 1e17 * (1 + a) * (1 + a + b) ? -a * growth
            : BetaSurvival.Log(a, b + reached, reached * SpecialFunctions.ExpMinusOne(growth), (c * Math.Log(n)) + growth);
    }
}
