using System.Runtime.Intrinsics;
using static RetentionMetrics.SpecialFunctions;

namespace RetentionMetrics;

/// <summary>
/// What comes first, the next purchase or leaving, for a customer who is active at y: the waiting times are Pareto, with survival functions
/// ((α+y) ÷ (α+y+v))^w and ((β+y) ÷ (β+y+v))^s.
/// </summary>
/// <remarks>
/// With u = |α−β| ÷ (min(α,β) + y) the two chances are, for α ≥ β, s · (1+u) · f(s+1) that it leaves and w · f(s) that it buys; for α &lt; β, s · f(w) and w · (1+u) · f(w+1);
/// f(b) = ₂F₁(1, b; w+s+1; −u) ÷ (w+s). Both are positive without a subtraction, and equal to s ÷ (w+s) and w ÷ (w+s) at α = β.
/// </remarks>
internal readonly struct ParetoRace(double alpha, double s, double beta)
{
    private readonly double _gap = Math.Abs(alpha - beta);
    private readonly double _least = Math.Min(alpha, beta);

    // Enough for every y, and the same for all: no branch to be guessed wrong.
    private readonly int _pairs = Math.Abs(alpha - beta) <= Hypergeometric.Small * Math.Min(alpha, beta) ? Hypergeometric.Pairs(Math.Abs(alpha - beta) / Math.Min(alpha, beta)) : 0;

    // 200 digits are beyond any difference that it could make.
    private double Gap(double y) => Math.Min(1e200, _gap / (_least + y));

    /// <summary>The chance that a customer active at y leaves before it buys.</summary>
    public double Leaves(double w, double y)
    {
        double u = Gap(y), c = w + s + 1;
        return alpha >= beta ? s * (1 + u) * Fraction(s + 1, c, u) : s * Fraction(w, c, u);
    }

    /// <summary>The chance that it buys before it leaves.</summary>
    public double Buys(double w, double y)
    {
        double u = Gap(y), c = w + s + 1;
        return alpha >= beta ? w * Fraction(s, c, u) : w * (1 + u) * Fraction(w + 1, c, u);
    }

    /// <summary>Whether the chances of eight customers, with w up to 10¹⁰, can be had at once.</summary>
    public bool IsShort => _pairs > 0;

    /// <summary><see cref="Leaves(double, double)"/> of eight customers.</summary>
    public Vector512<double> Leaves(Vector512<double> w, Vector512<double> y)
    {
        Vector512<double> u = Vector512.Create(_gap) / (Vector512.Create(_least) + y), d = w + Vector512.Create(s);
        return alpha >= beta
            ? (Vector512<double>.One + u) * s * Hypergeometric.Short(Vector512.Create(s + 1), d, u, _pairs)
            : Hypergeometric.Short(w, d, u, _pairs) * s;
    }

    /// <summary><see cref="Buys(double, double)"/> of eight customers.</summary>
    public Vector512<double> Buys(Vector512<double> w, Vector512<double> y)
    {
        Vector512<double> u = Vector512.Create(_gap) / (Vector512.Create(_least) + y), d = w + Vector512.Create(s);
        return alpha >= beta
            ? w * Hypergeometric.Short(Vector512.Create(s), d, u, _pairs)
            : w * (Vector512<double>.One + u) * Hypergeometric.Short(w + Vector512<double>.One, d, u, _pairs);
    }

    /// <summary>ln of the chance that a customer active at <paramref name="from"/> neither bought nor left in the time after it: −w ln(1 + time ÷ (α+from)) − s ln(1 + time ÷ (β+from)).</summary>
    public double LogSilence(double w, double from, double time) => -(w * LogOnePlus(time / (alpha + from))) - (s * LogOnePlus(time / (beta + from)));

    private double Fraction(double b, double c, double u) => _pairs > 0 && c < 1e10 ? Hypergeometric.Short(b, c, u, _pairs) : Hypergeometric.Fraction(b, c, u);
}
