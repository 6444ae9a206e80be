using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RetentionMetrics;

/// <summary>
/// Newton steps uphill with step halving. Where the surface curves the wrong way, the size of the curvature is used in place of it, so that every step leads up.
/// </summary>
internal sealed class NewtonAscent(LikelihoodSurface surface, double tolerance)
{
    public int Iterations { get; private set; }

    /// <summary>Climbs from a point until the gradient is as good as 0, no step leads higher, a coordinate reaches its edge or the iterations are used up.</summary>
    /// <param name="here">Where to begin.</param>
    /// <param name="maxIterations">The most steps.</param>
    /// <param name="held">A coordinate that stays as it is, or −1.</param>
    public Evaluation From(Evaluation here, int maxIterations, int held = -1)
    {
        Matrix<double>? information = null;
        for (int step = 0; step < maxIterations; step++)
        {
            double norm = NormOf(here, held);
            if (norm <= tolerance)
                break;
            Iterations++;
            information ??= surface.InformationAt(here, isFinal: false);
            Vector<double> direction = Direction(information, here.Gradient, held);
            double length = Math.Min(1, 2 / Math.Max(direction.AbsoluteMaximum(), 1e-300));
            double noise = 1e-14 * Math.Max(1, Math.Abs(here.Value));
            Evaluation? next = null;
            for (int halving = 0; halving < 40 && next is null; halving++, length /= 2)
            {
                Evaluation there = surface.At(here.Point + (length * direction));
                // Next to the maximum values no longer differ, but gradients do.
                if (there.Value > here.Value + noise || (there.Value >= here.Value - noise && NormOf(there, held) < norm))
                    next = there;
            }

            if (next is null)
                break;
            // Differences of gradients are dear: they serve again while the steps go well.
            if (surface.IsCurved || NormOf(next, held) > norm / 10)
                information = null;
            here = next;
            if (held < 0 && surface.IsAtEdge(here.Point))
                break;
        }

        return here;
    }

    public static bool IsPositiveDefinite(Matrix<double> matrix) =>
        matrix.Enumerate().All(double.IsFinite) && matrix.Evd(Symmetricity.Symmetric).EigenValues.Real().Minimum() > Least(matrix.Diagonal().AbsoluteMaximum());

    private static double NormOf(Evaluation at, int held)
    {
        double norm = 0;
        for (int i = 0; i < at.Gradient.Count; i++)
            norm = i == held ? norm : Math.Max(norm, Math.Abs(at.Gradient[i]));
        return norm;
    }

    private static double Least(double largest) => 1e-10 * Math.Max(1e-3, largest);

    private static Vector<double> Direction(Matrix<double> information, Vector<double> gradient, int held)
    {
        if (held >= 0)
        {
            (information, gradient) = (information.Clone(), gradient.Clone());
            information.ClearRow(held);
            information.ClearColumn(held);
            information[held, held] = 1;
            gradient[held] = 0;
        }

        if (!information.Enumerate().All(double.IsFinite))
            return gradient;
        Evd<double> parts = information.Evd(Symmetricity.Symmetric);
        Vector<double> along = parts.EigenVectors.TransposeThisAndMultiply(gradient);
        double least = Least(information.Diagonal().AbsoluteMaximum());
        return parts.EigenVectors * along.MapIndexed((i, v) => v / Math.Max(least, Math.Abs(parts.EigenValues[i].Real)));
    }
}
