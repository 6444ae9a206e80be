using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>The generalised exponential integral of one order R + 1, scaled: e^y · E_(R+1)(y) = ∫ e^(−yw) (1+w)^−(R+1) dw over w ≥ 0, for R > −1 and any y > 0.</summary>
internal readonly struct ExponentialIntegral
{
    private const double Euler = 0.57721566490153286061;

    // ζ(k) − 1 from k = 2.
    private static readonly double[] ZetaLessOne =
    [
        0.644934066848226436,
        0.202056903159594285,
        0.0823232337111381915,
        0.0369277551433699263,
        0.0173430619844491397,
        0.00834927738192282684,
        0.00407735619794433938,
        0.00200839282608221442,
        0.000994575127818085337,
        0.000494188604119464559,
        0.000246086553308048299,
        0.000122713347578489147,
        0.0000612481350587048293,
        0.0000305882363070204936,
        0.0000152822594086518717,
        7.63719763789976227e-6,
        3.81729326499983986e-6,
        1.90821271655393893e-6,
        9.53962033872796113e-7,
        4.76932986787806463e-7,
        2.3845050272773299e-7,
        1.19219925965311073e-7,
        5.96081890512594796e-8,
        2.98035035146522802e-8,
        1.49015548283650412e-8,
        7.45071178983542949e-9,
    ];

    private readonly double _order; // R
    private readonly double _rest;  // R less the whole number next to it
    private readonly double _slope; // ln Γ(1 − rest) ÷ rest

    public ExponentialIntegral(double order)
    {
        _order = order;
        _rest = order - Math.Round(order);
        _slope = LogGammaSlope(_rest);
    }

    public double Scaled(double y) => y >= 1 || _order >= 50 ? ByContinuedFraction(y) : _order < -0.5 ? ByLowSeries(y) : BySeries(y);

    // ln Γ(1−ε) ÷ ε = γ + Σ_{k≥2} ζ(k) ε^(k−1) ÷ k; without the 1 of each ζ(k), which add up to a logarithm, it converges like (ε/2)^k.
    private static double LogGammaSlope(double rest)
    {
        double logarithm = rest == 0 ? 0 : (-LogOnePlus(-rest) / rest) - 1;
        double sum = 0;
        for (int k = ZetaLessOne.Length + 1; k >= 2; k--)
            sum = (sum + (ZetaLessOne[k - 2] / k)) * rest;
        return Euler + logarithm + sum;
    }

    // The series of order 1 + ε, |ε| ≤ ½, with nothing singular at ε = 0, and the recurrence R·E_(R+1) = e^−y − y·E_R upwards, which damps errors for y < 1.
    private double BySeries(double y)
    {
        double power = _slope + Math.Log(y);
        double sum = _rest == 0 ? -power : -ExpMinusOne(_rest * power) / _rest;
        double term = 1;
        for (int k = 1; k < 30; k++)
        {
            term *= -y / k;
            double next = term / (k - _rest);
            sum -= next;
            if (Math.Abs(next) < 1e-17 * sum)
                break;
        }

        double scaled = Math.Exp(y) * sum;
        for (double order = _rest + 1; order < _order + 0.5; order++)
            scaled = (1 - (y * scaled)) / order;
        return scaled;
    }

    // e^y [(Γ(1+ε) y^−ε − 1) ÷ ε − Σ_{k≥1} (−y)^k ÷ (k!(ε+k))], ε = −R above ½: nothing is near a pole.
    private double ByLowSeries(double y)
    {
        double e = -_order, sum = (Math.Exp(LogGamma(1 + e) - (e * Math.Log(y))) - 1) / e, power = 1;
        for (int k = 1; k < 30; k++)
        {
            power *= -y / k;
            sum -= power / (e + k);
        }

        return Math.Exp(y) * sum;
    }

    // 1 ÷ (y+ν − 1·ν ÷ (y+ν+2 − 2(ν+1) ÷ (y+ν+4 − …))), ν = R + 1, from the front (Lentz).
    private double ByContinuedFraction(double y)
    {
        double b = y + _order + 1, d = 1 / b, c = double.PositiveInfinity, value = d;
        for (int i = 1; i < 10_000; i++)
        {
            double a = -i * (_order + i);
            b += 2;
            d = 1 / (b + (a * d));
            c = b + (a / c);
            double change = c * d;
            value *= change;
            if (Math.Abs(change - 1) < 1e-16)
                break;
        }

        return value;
    }
}
