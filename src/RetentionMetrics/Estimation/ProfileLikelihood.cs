using MathNet.Numerics.LinearAlgebra;

namespace RetentionMetrics;

/// <summary>
/// Profile-likelihood intervals: the values of one parameter at which the log-likelihood, at its highest over all others, is no more than z² ÷ 2 below the maximum
/// (Venzon and Moolgavkar 1988). They need no standard error and may be lopsided.
/// </summary>
internal static class ProfileLikelihood
{
    /// <summary>The interval of one parameter, or null when the options ask for none. An end is null where the profile never falls far enough.</summary>
    public static (double? Lower, double? Upper)? Interval(LikelihoodSurface surface, Evaluation best, int coordinate, double? standardError, FitOptions options)
    {
        if (options.ProfileLevel is not { } level)
            return null;
        double step = level.Z * (standardError is { } se && se < 2 ? se : 0.25);
        return (End(surface, best, coordinate, level.Z, -step), End(surface, best, coordinate, level.Z, step));
    }

    private static double? End(LikelihoodSurface surface, Evaluation best, int coordinate, double z, double step)
    {
        bool isPositive = coordinate < surface.Positive;
        double start = best.Point[coordinate];
        // The signed root of twice the fall is nearly a straight line in the coordinate: the rule of false position finds z in a few steps.
        (double At, double Root) inside = (0, -z), outside = default;
        Evaluation last = best;
        for (int widening = 0; ; widening++, step *= 1.5)
        {
            if (widening == 40 || (isPositive && Math.Abs(start + step) >= LikelihoodSurface.Edge && Math.Abs(start + step) > Math.Abs(start)))
                return null;
            if (Root(step) is not { } root)
                return null;
            if (root >= 0)
            {
                outside = (step, root);
                break;
            }

            inside = (step, root);
        }

        double at = outside.At;
        int side = 0;
        for (int i = 0; i < 60; i++)
        {
            at = ((inside.At * outside.Root) - (outside.At * inside.Root)) / (outside.Root - inside.Root);
            if (Root(at) is not { } root)
                return null;
            if (Math.Abs(root) < 1e-9 || Math.Abs(outside.At - inside.At) < 1e-13 * Math.Abs(at))
                break;
            if (root > 0)
            {
                outside = (at, root);
                if (side == 1)
                    inside.Root /= 2; // the Illinois rule: an end that stays is worth half
                side = 1;
            }
            else
            {
                inside = (at, root);
                if (side == -1)
                    outside.Root /= 2;
                side = -1;
            }
        }

        return isPositive ? Math.Exp(start + at) : start + at;

        // √(2 · fall) − z of the profile at an offset of the coordinate; null where it cannot be evaluated.
        double? Root(double offset)
        {
            Vector<double> point = last.Point.Clone();
            point[coordinate] = start + offset;
            Evaluation there = surface.At(point);
            if (!(there.Value > double.MinValue / 8))
                return null;
            last = new NewtonAscent(surface, 1e-10).From(there, 60, coordinate);
            return Math.Sqrt(Math.Max(0, 2 * surface.Customers * (best.Value - last.Value))) - z;
        }
    }
}
