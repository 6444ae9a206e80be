using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace RetentionMetrics;

/// <summary>
/// Finds the maximum of a likelihood of a few parameters over the logarithms of the positive ones and the unrestricted ones as they are: Newton steps where the likelihood gives its
/// second derivatives, else a quasi-Newton search, from several starts, finished by Newton steps. Deterministic.
/// </summary>
internal static class MaximumLikelihood
{
    /// <summary>Adds ∂ ln L ÷ ∂ ln θ (∂ ln L ÷ ∂ θ for an unrestricted θ) to <paramref name="gradient"/>, which is zeroed, and returns ln L.</summary>
    public delegate double Objective(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>Like <see cref="Objective"/>, and sets <paramref name="hessian"/> to the second derivatives over the same coordinates, a row after another.</summary>
    public delegate double CurvedObjective(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> hessian);

    /// <summary>ln L over so many customers; <see cref="Curved"/> is taken for both where it is there.</summary>
    public sealed record Likelihood(long Customers, Objective Objective, CurvedObjective? Curved = null);

    // refuse gives the reason where the parameters are a maximum, but not of a model that can be used, and null elsewhere; only then make is called.
    // The last `unrestricted` parameters may be any real numbers (coefficients of covariates, say); the others are greater than 0.
    // A sketch is the likelihood of a part of many customers: its maximum is cheap and close to that of all.
    public static Fit<TModel> Fit<TModel>(
        ReadOnlySpan<string> names,
        double[][] starts,
        long customers,
        long excluded,
        FitOptions options,
        Objective objective,
        Func<double[], TModel> make,
        Func<double[], string?>? refuse = null,
        int unrestricted = 0,
        CurvedObjective? curved = null,
        Likelihood? sketch = null)
        where TModel : class
    {
        int positive = names.Length - unrestricted;
        var search = new Search(new LikelihoodSurface(new Likelihood(customers, objective, curved), names.Length, positive, options.CancellationToken), options);
        if (sketch is not null)
        {
            var sketched = new Search(new LikelihoodSurface(sketch, names.Length, positive, options.CancellationToken), options);
            sketched.Run(starts);
            if (sketched.IsInterior)
                search.Near(sketched);
        }

        if (!search.IsInterior)
            search.Run(starts);
        double norm = search.GradientNorm;
        if (search.Best is not { } best)
            return NoModel(FitStatus.NumericalFailure, "The likelihood could not be evaluated.");

        string? edge = null;
        if (search.Information is null || norm > Math.Max(options.GradientTolerance, 1e-7) || search.Surface.IsAtEdge(best.Point))
        {
            edge = norm < 1e-4 ? search.EdgeOf(names) : null;
            if (edge is null)
            {
                return search.IsExhausted
                    ? NoModel(FitStatus.IterationLimit, string.Create(CultureInfo.InvariantCulture, $"The limit of {options.MaxIterations} iterations was reached (FitOptions.MaxIterations)."))
                    : NoModel(FitStatus.NotIdentified, norm < 1e-4
                        ? "The likelihood is flat: the data cannot tell the parameters apart."
                        : string.Create(CultureInfo.InvariantCulture, $"No maximum was found: the likelihood still rises where the search ended, with gradient {norm:0.0e+0}."));
            }

            best = search.Best;
        }

        double[] values = search.Surface.ParametersAt(best.Point);
        if (refuse?.Invoke(values) is { } refusal)
            return NoModel(FitStatus.NotIdentified, refusal);
        TModel model = make(values);
        Matrix<double>? covariance = edge is null ? (search.Information! * customers).Inverse() : null;
        var builder = ImmutableArray.CreateBuilder<FittedParameter>(names.Length);
        for (int i = 0; i < names.Length; i++)
        {
            double? error = covariance is null ? null : Math.Sqrt(covariance[i, i]);
            builder.Add(new FittedParameter(names[i], values[i], error, isUnrestricted: i >= positive, ProfileLikelihood.Interval(search.Surface, best, i, error, options)));
        }

        ImmutableArray<FittedParameter> parameters = builder.MoveToImmutable();
        return new Fit<TModel>(
            edge is null ? FitStatus.Converged : FitStatus.Boundary,
            model,
            best.Value * customers,
            customers,
            excluded,
            parameters,
            norm,
            search.Iterations,
            search.Tried,
            edge is null ? "An interior maximum was found." + WeakOf(parameters) : $"The likelihood is as high with {edge}: standard errors are not given.",
            new FitGround<TModel>([.. best.Point], covariance?.ToArray(), at => make(search.Surface.ParametersAt(at))));

        Fit<TModel> NoModel(FitStatus status, string reason) =>
            new(status, null, null, customers, excluded, [], double.IsFinite(norm) ? norm : 0, search.Iterations, search.Tried, reason);
    }

    /// <summary>The outcome when the data cannot identify the model, found before any search.</summary>
    public static Fit<TModel> NotIdentified<TModel>(long customers, long excluded, string reason)
        where TModel : class => new(FitStatus.NotIdentified, null, null, customers, excluded, [], 0, 0, 0, reason);

    // A standard error of 1 over the logarithm is a factor of e either way.
    private static string WeakOf(ImmutableArray<FittedParameter> parameters)
    {
        string weak = string.Join(", ", parameters.Where(p => p.StandardErrorOfLog > 1).Select(p => p.Name));
        return weak.Length == 0 ? "" : $" Weakly identified: {weak} (a standard error of more than a factor of e).";
    }

    private sealed class Search(LikelihoodSurface surface, FitOptions options)
    {
        public LikelihoodSurface Surface => surface;

        /// <summary>The best point seen; null before any could be evaluated.</summary>
        public Evaluation? Best { get; private set; }

        /// <summary>Minus the Hessian of the mean at <see cref="Best"/>; null where it is not positive definite.</summary>
        public Matrix<double>? Information { get; private set; }

        public double GradientNorm { get; private set; } = double.PositiveInfinity;

        public int Iterations { get; private set; }

        public int Tried { get; private set; }

        public bool IsExhausted => Iterations >= options.MaxIterations;

        public bool IsInterior => Information is not null && GradientNorm <= options.GradientTolerance && !surface.IsAtEdge(Best!.Point);

        /// <summary>The likeliest start first; the others only when it leads to no interior maximum.</summary>
        public void Run(double[][] starts)
        {
            foreach (Evaluation start in starts.Select(s => At(surface.CoordinatesOf(s))).OrderByDescending(e => e.Value).ToArray())
            {
                Tried++;
                if (surface.IsCurved && Tried == 1)
                    Polish();
                if (!IsInterior)
                {
                    QuasiNewton(start.Point);
                    Polish();
                }

                if (IsInterior)
                    break;
            }
        }

        /// <summary>Goes on from the end of another search.</summary>
        public void Near(Search other)
        {
            (Iterations, Tried) = (other.Iterations, other.Tried);
            At(other.Best!.Point);
            Polish();
        }

        /// <summary>
        /// The parameter that has run to an edge of its range, or that can run to one edge and not to the other without the log-likelihood falling by more than a hundredth: no test could tell.
        /// Null when there is none.
        /// </summary>
        public string? EdgeOf(ReadOnlySpan<string> names)
        {
            Vector<double> point = Best!.Point;
            double enough = Best.Value - (0.01 / surface.Customers);
            for (int i = 0; i < surface.Positive; i++)
            {
                if (Math.Abs(point[i]) >= LikelihoodSurface.Edge)
                    return point[i] < 0 ? $"{names[i]} → 0" : $"{names[i]} → ∞";
                bool low = IsGood(i, -LikelihoodSurface.Edge), high = IsGood(i, LikelihoodSurface.Edge);
                if (low != high)
                    return low ? $"{names[i]} → 0" : $"{names[i]} → ∞";
            }

            return null;

            bool IsGood(int i, double at)
            {
                Vector<double> there = point.Clone();
                there[i] = at;
                return At(there).Value >= enough;
            }
        }

        private Evaluation At(Vector<double> point)
        {
            Evaluation there = surface.At(point);
            if (there.Value > (Best?.Value ?? double.MinValue / 8))
                Best = there;
            return there;
        }

        private void QuasiNewton(Vector<double> start)
        {
            if (IsExhausted)
                return;
            var function = ObjectiveFunction.Gradient(point =>
            {
                Evaluation there = At(point);
                return (-there.Value, -there.Gradient);
            });
            try
            {
                MinimizationResult result = new BfgsMinimizer(1e-6, 1e-12, 1e-13, Math.Max(1, options.MaxIterations - Iterations)).FindMinimum(function, start);
                Iterations += result.Iterations;
            }
            catch (OptimizationException)
            {
                // A failed line search or the limit: the best point seen is kept, and the Newton steps go on from it.
                Iterations = Math.Min(Iterations + 10, options.MaxIterations);
            }
        }

        private void Polish()
        {
            if (Best is null)
                return;
            var newton = new NewtonAscent(surface, Math.Min(1e-11, options.GradientTolerance));
            Best = newton.From(Best, Math.Min(50, Math.Max(0, options.MaxIterations - Iterations)));
            Iterations += newton.Iterations;
            GradientNorm = Best.Gradient.AbsoluteMaximum();
            Matrix<double> information = surface.InformationAt(Best, isFinal: true);
            Information = NewtonAscent.IsPositiveDefinite(information) ? information : null;
        }
    }
}
