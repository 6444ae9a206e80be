using MathNet.Numerics.LinearAlgebra;

namespace RetentionMetrics;

/// <summary>A point of the search with the mean log-likelihood there, its gradient and, where the likelihood gives its own second derivatives, minus those.</summary>
internal sealed record Evaluation(Vector<double> Point, double Value, Vector<double> Gradient, Matrix<double>? Information);

/// <summary>
/// The mean log-likelihood over the coordinates of the search: logarithms of positive parameters, the others as they are.
/// A mean, so that tolerances do not depend on the size of the data.
/// </summary>
internal sealed class LikelihoodSurface(MaximumLikelihood.Likelihood likelihood, int dimension, int positive, CancellationToken cancellation)
{
    /// <summary>Beyond e^±14 a parameter has run to the edge: the likelihood no longer feels it.</summary>
    public const double Edge = 14;

    /// <summary>Nothing is evaluated beyond e^±16: there the gamma functions of the likelihoods would cancel to noise.</summary>
    private const double Bound = 16;

    public long Customers => likelihood.Customers;

    public int Positive => positive;

    /// <summary>Whether second derivatives come with each evaluation.</summary>
    public bool IsCurved => likelihood.Curved is not null;

    /// <summary>Whether a positive parameter has run to an edge. An unrestricted one has none.</summary>
    public bool IsAtEdge(Vector<double> point) => point.Take(positive).Any(v => Math.Abs(v) >= Edge);

    public Vector<double> CoordinatesOf(double[] parameters) => Vector<double>.Build.Dense(dimension, i => i < positive ? Math.Log(parameters[i]) : parameters[i]);

    public double[] ParametersAt(IList<double> point)
    {
        double[] parameters = new double[dimension];
        for (int i = 0; i < dimension; i++)
            parameters[i] = i < positive ? Math.Exp(point[i]) : point[i];
        return parameters;
    }

    public Evaluation At(Vector<double> point)
    {
        cancellation.ThrowIfCancellationRequested();
        point = Vector<double>.Build.Dense(dimension, i => i < positive ? Math.Clamp(point[i], -Bound, Bound) : point[i]);
        double[] parameters = ParametersAt(point), gradient = new double[dimension], hessian = new double[IsCurved ? dimension * dimension : 0];
        double value = (likelihood.Curved is null ? likelihood.Objective(parameters, gradient) : likelihood.Curved(parameters, gradient, hessian)) / Customers;
        if (!double.IsFinite(value) || !Array.TrueForAll(gradient, double.IsFinite) || !Array.TrueForAll(hessian, double.IsFinite))
            return new Evaluation(point, double.MinValue / 4, Vector<double>.Build.Dense(dimension), null);
        return new Evaluation(
            point,
            value,
            Vector<double>.Build.Dense(Array.ConvertAll(gradient, v => v / Customers)),
            IsCurved ? Matrix<double>.Build.Dense(dimension, dimension, Array.ConvertAll(hessian, v => -v / Customers)) : null);
    }

    /// <summary>
    /// Minus the Hessian: the likelihood's own, or by central differences of the gradient, made symmetric. Those are of second order on the way and,
    /// at the end, where standard errors are read off, of fourth order; over many customers, whose sums have little noise, of second order with a shorter step.
    /// </summary>
    public Matrix<double> InformationAt(Evaluation at, bool isFinal)
    {
        if (at.Information is not null)
            return at.Information;
        bool isFourth = isFinal && Customers <= 100_000;
        double h = isFinal && !isFourth ? 1e-4 : 1e-3;
        var information = Matrix<double>.Build.Dense(dimension, dimension);
        for (int i = 0; i < dimension; i++)
        {
            var step = Vector<double>.Build.Dense(dimension);
            step[i] = h;
            Vector<double> near = At(at.Point - step).Gradient - At(at.Point + step).Gradient;
            if (!isFourth)
            {
                information.SetColumn(i, near / (2 * h));
                continue;
            }

            Vector<double> far = At(at.Point - (2 * step)).Gradient - At(at.Point + (2 * step)).Gradient;
            information.SetColumn(i, ((8 * near) - far) / (12 * h));
        }

        return (information + information.Transpose()) / 2;
    }
}
