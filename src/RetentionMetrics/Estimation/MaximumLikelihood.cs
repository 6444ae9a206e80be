using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace RetentionMetrics;

/// <summary>
/// Finds the maximum of a likelihood of a few parameters: a quasi-Newton search over the logarithms of the positive ones, and over the unrestricted ones as they are,
/// from several starts, then Newton steps on a Hessian differenced from the analytic gradient. Deterministic.
/// </summary>
internal static class MaximumLikelihood
{
    /// <summary>Beyond e^±14 a parameter has run to the edge: the likelihood no longer feels it.</summary>
    private const double Edge = 14;

    /// <summary>Nothing is evaluated beyond e^±16: there the gamma functions of the likelihoods would cancel to noise.</summary>
    private const double Bound = 16;

    /// <summary>Adds ∂ ln L ÷ ∂ ln θ (∂ ln L ÷ ∂ θ for an unrestricted θ) to <paramref name="gradient"/>, which is zeroed, and returns ln L.</summary>
    public delegate double Objective(ReadOnlySpan<double> parameters, Span<double> gradient);

    // refuse gives the reason where the parameters are a maximum, but not of a model that can be used, and null elsewhere; only then make is called.
    // The last `unrestricted` parameters may be any real numbers (coefficients of covariates, say); the others are greater than 0.
    public static Fit<TModel> Fit<TModel>(
        ReadOnlySpan<string> names,
        double[][] starts,
        long customers,
        long excluded,
        FitOptions options,
        Objective objective,
        Func<double[], TModel> make,
        Func<double[], string?>? refuse = null,
        int unrestricted = 0)
        where TModel : class
    {
        int positive = names.Length - unrestricted;
        var search = new Search(objective, customers, names.Length, positive, options);
        // The likeliest start first; the others only when it leads to no maximum.
        Matrix<double>? information = null;
        int tried = 0;
        foreach (double[] start in starts.OrderByDescending(search.ValueAt))
        {
            tried++;
            search.QuasiNewton(search.CoordinatesOf(start));
            information = search.Polish();
            if (information is not null && search.GradientNorm <= options.GradientTolerance && !search.IsAtEdge)
                break; // an interior maximum
        }

        double norm = search.GradientNorm;
        if (!double.IsFinite(search.Best))
            return NoModel(FitStatus.NumericalFailure, "The likelihood could not be evaluated.");

        string? edge = null;
        if (information is null || norm > Math.Max(options.GradientTolerance, 1e-7) || search.IsAtEdge)
        {
            edge = norm < 1e-4 ? search.EdgeOf(names) : null;
            if (edge is null)
            {
                return search.IsExhausted
                    ? NoModel(FitStatus.IterationLimit, string.Create(CultureInfo.InvariantCulture, $"The limit of {options.MaxIterations} iterations was reached."))
                    : NoModel(FitStatus.NotIdentified, "The likelihood is flat: the data cannot tell the parameters apart.");
            }
        }

        double[] values = ParametersAt(search.Point.AsArray(), positive);
        if (refuse?.Invoke(values) is { } refusal)
            return NoModel(FitStatus.NotIdentified, refusal);
        TModel model = make(values);
        Matrix<double>? covariance = edge is null ? information!.Inverse() : null;
        var parameters = ImmutableArray.CreateBuilder<FittedParameter>(names.Length);
        for (int i = 0; i < names.Length; i++)
            parameters.Add(new FittedParameter(names[i], values[i], covariance is null ? null : Math.Sqrt(covariance[i, i]), isUnrestricted: i >= positive));
        return new Fit<TModel>(
            edge is null ? FitStatus.Converged : FitStatus.Boundary,
            model,
            search.Best * customers,
            customers,
            excluded,
            parameters.MoveToImmutable(),
            norm,
            search.Iterations,
            tried,
            edge is null ? "An interior maximum was found." : $"The likelihood is as high with {edge}: standard errors are not given.",
            new FitGround<TModel>(search.Point.ToArray(), covariance?.ToArray(), at => make(ParametersAt(at, positive))));

        Fit<TModel> NoModel(FitStatus status, string reason) =>
            new(status, null, null, customers, excluded, [], double.IsFinite(norm) ? norm : 0, search.Iterations, tried, reason);
    }

    /// <summary>The outcome when the data cannot identify the model, found before any search.</summary>
    public static Fit<TModel> NotIdentified<TModel>(long customers, long excluded, string reason)
        where TModel : class => new(FitStatus.NotIdentified, null, null, customers, excluded, [], 0, 0, 0, reason);

    // From the coordinates of the search to the parameters.
    private static double[] ParametersAt(double[] point, int positive)
    {
        double[] parameters = [.. point];
        for (int i = 0; i < positive; i++)
            parameters[i] = Math.Exp(point[i]);
        return parameters;
    }

    private sealed class Search(Objective objective, long customers, int dimension, int positive, FitOptions options)
    {
        public Vector<double> Point { get; private set; } = Vector<double>.Build.Dense(dimension);

        /// <summary>The mean log-likelihood at <see cref="Point"/>: a mean, so that tolerances do not depend on the size of the data.</summary>
        public double Best { get; private set; } = double.NegativeInfinity;

        public double GradientNorm { get; private set; } = double.PositiveInfinity;

        public int Iterations { get; private set; }

        public bool IsExhausted => Iterations >= options.MaxIterations;

        /// <summary>Whether a positive parameter has run to an edge. An unrestricted one has none.</summary>
        public bool IsAtEdge => Point.Take(positive).Any(v => Math.Abs(v) >= Edge);

        public Vector<double> CoordinatesOf(double[] parameters) => Vector<double>.Build.Dense(dimension, i => i < positive ? Math.Log(parameters[i]) : parameters[i]);

        private Vector<double> Clamped(Vector<double> point) => Vector<double>.Build.Dense(dimension, i => i < positive ? Math.Clamp(point[i], -Bound, Bound) : point[i]);

        public void QuasiNewton(Vector<double> start)
        {
            if (IsExhausted)
                return;
            var function = ObjectiveFunction.Gradient(point =>
            {
                (double value, Vector<double> gradient) = Evaluate(point);
                return (-value, -gradient);
            });
            try
            {
                MinimizationResult result = new BfgsMinimizer(1e-6, 1e-12, 1e-13, Math.Max(1, options.MaxIterations - Iterations)).FindMinimum(function, start);
                Iterations += result.Iterations;
            }
            catch (OptimizationException)
            {
                // A failed line search or the limit: the best point seen is kept, and the Newton steps go on from it.
                Iterations += 10;
            }
        }

        /// <summary>Newton steps with step halving. Returns the observed information (over log parameters, of all customers), or null where it is not positive definite.</summary>
        public Matrix<double>? Polish()
        {
            if (!double.IsFinite(Best))
                return null;
            for (int step = 0; step < 50; step++)
            {
                Vector<double> gradient = Evaluate(Point).Gradient;
                GradientNorm = gradient.AbsoluteMaximum();
                if (GradientNorm <= Math.Min(1e-11, options.GradientTolerance) || IsExhausted)
                    break;
                Matrix<double> information = Information(isFinal: false);
                Iterations++;
                // Far from the maximum the matrix is lifted until it is positive definite (Levenberg).
                double lift = 0;
                Matrix<double> lifted = information;
                while (!IsPositiveDefinite(lifted) && lift < 1e8)
                {
                    lift = lift == 0 ? 1e-6 : lift * 10;
                    lifted = information + (lift * Matrix<double>.Build.DenseIdentity(dimension));
                }

                Vector<double> direction = lifted.Solve(gradient);
                double length = Math.Min(1, 2 / Math.Max(direction.AbsoluteMaximum(), 1e-300));
                double before = Best;
                bool moved = false;
                for (int halving = 0; halving < 40 && !moved; halving++, length /= 2)
                {
                    Vector<double> there = Point + (length * direction);
                    (double value, Vector<double> slope) = Evaluate(there);
                    // Next to the maximum values no longer differ, but gradients do.
                    moved = value > before || (value >= before - 1e-14 && slope.AbsoluteMaximum() < GradientNorm);
                    if (moved)
                        (Point, Best) = (Clamped(there), value);
                }

                if (!moved || IsAtEdge)
                    break;
            }

            GradientNorm = Evaluate(Point).Gradient.AbsoluteMaximum();
            Matrix<double> final = Information(isFinal: true);
            return IsPositiveDefinite(final) ? final * customers : null;
        }

        private (double Value, Vector<double> Gradient) Evaluate(Vector<double> point)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            Span<double> parameters = stackalloc double[dimension];
            Span<double> gradient = stackalloc double[dimension];
            gradient.Clear();
            point = Clamped(point);
            for (int i = 0; i < dimension; i++)
                parameters[i] = i < positive ? Math.Exp(point[i]) : point[i];
            double value = objective(parameters, gradient) / customers;
            var slope = Vector<double>.Build.Dense(dimension);
            bool isFinite = double.IsFinite(value);
            for (int i = 0; i < dimension; i++)
            {
                slope[i] = gradient[i] / customers;
                isFinite &= double.IsFinite(slope[i]);
            }

            if (!isFinite)
                return (double.MinValue / 4, slope.Map(v => double.IsFinite(v) ? v : 0));
            if (value > Best)
                (Point, Best) = (point, value);
            return (value, slope);
        }

        /// <summary>
        /// The parameter that has run to an edge of its range, or that can run to one edge and not to the other without the log-likelihood falling by more than a hundredth: no test could tell.
        /// Null when there is none.
        /// </summary>
        public string? EdgeOf(ReadOnlySpan<string> names)
        {
            double enough = Best - (0.01 / customers);
            Vector<double> point = Point;
            for (int i = 0; i < positive; i++)
            {
                if (Math.Abs(point[i]) >= Edge)
                    return point[i] < 0 ? $"{names[i]} → 0" : $"{names[i]} → ∞";
            }

            for (int i = 0; i < positive; i++)
            {
                bool low = IsGood(i, -Edge), high = IsGood(i, Edge);
                if (low != high)
                    return low ? $"{names[i]} → 0" : $"{names[i]} → ∞";
            }

            return null;

            bool IsGood(int i, double at)
            {
                Vector<double> there = point.Clone();
                there[i] = at;
                return Evaluate(there).Value >= enough;
            }
        }

        public double ValueAt(double[] parameters) => Evaluate(CoordinatesOf(parameters)).Value;

        // Minus the Hessian, by central differences of the gradient, made symmetric: of second order on the way, of fourth order at the end, where standard errors are read off.
        private Matrix<double> Information(bool isFinal)
        {
            const double h = 1e-3;
            Vector<double> at = Point;
            var information = Matrix<double>.Build.Dense(dimension, dimension);
            for (int i = 0; i < dimension; i++)
            {
                var step = Vector<double>.Build.Dense(dimension);
                step[i] = h;
                Vector<double> near = Evaluate(at - step).Gradient - Evaluate(at + step).Gradient;
                if (!isFinal)
                {
                    information.SetColumn(i, near / (2 * h));
                    continue;
                }

                Vector<double> far = Evaluate(at - (2 * step)).Gradient - Evaluate(at + (2 * step)).Gradient;
                information.SetColumn(i, ((8 * near) - far) / (12 * h));
            }

            return (information + information.Transpose()) / 2;
        }

        private static bool IsPositiveDefinite(Matrix<double> matrix) =>
            matrix.Enumerate().All(double.IsFinite) && matrix.Evd(Symmetricity.Symmetric).EigenValues.Real().Minimum() > 1e-10 * Math.Max(1e-3, matrix.Diagonal().AbsoluteMaximum());
    }
}
