using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace RetentionMetrics;

public sealed partial class CoxModel
{
    /// <summary>Fits the model by partial likelihood.</summary>
    /// <param name="tenures">The tenures, all in one unit, in any order; late entries and counts are honoured.</param>
    /// <param name="covariates">Their covariates, row by row.</param>
    /// <param name="strata">The label of the stratum of each row, for a baseline of its own; <see langword="null"/> for none.</param>
    /// <param name="ties">How losses at the same time are treated.</param>
    /// <param name="options">Settings of the search; <see langword="null"/> for the defaults.</param>
    /// <returns>The fit.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no covariate, or not one row of covariates or label a tenure.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ties"/> is not a defined value.</exception>
    /// <exception cref="FitException">No trustworthy model was found; see <see cref="TryFit"/>.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static Fit<CoxModel> Fit(IReadOnlyList<Tenure> tenures, CovariateColumns covariates, IReadOnlyList<string>? strata = null, CoxTies ties = CoxTies.Efron, FitOptions? options = null) =>
        Search(tenures, covariates, strata, ties, options ?? FitOptions.Default).OrThrow();

    /// <summary>
    /// Fits the model by partial likelihood, without throwing when the data do not give one: <see cref="FitStatus.NotIdentified"/> when nobody is lost, when a covariate is constant or a combination of others,
    /// or when the likelihood rises for ever as a coefficient runs to infinity because a covariate separates the lost from the others. The reason names the covariate.
    /// </summary>
    /// <param name="tenures">As for <see cref="Fit"/>.</param>
    /// <param name="covariates">As for <see cref="Fit"/>.</param>
    /// <param name="strata">As for <see cref="Fit"/>.</param>
    /// <param name="ties">As for <see cref="Fit"/>.</param>
    /// <param name="options">As for <see cref="Fit"/>.</param>
    /// <param name="fit">The outcome, always set.</param>
    /// <returns>Whether there is a model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Fit"/>.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static bool TryFit(IReadOnlyList<Tenure> tenures, CovariateColumns covariates, IReadOnlyList<string>? strata, CoxTies ties, FitOptions? options, out Fit<CoxModel> fit)
    {
        fit = Search(tenures, covariates, strata, ties, options ?? FitOptions.Default);
        return fit.Model is not null;
    }

    private static Fit<CoxModel> Search(IReadOnlyList<Tenure> tenures, CovariateColumns covariates, IReadOnlyList<string>? strata, CoxTies ties, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        if (covariates.Names.IsEmpty)
            throw new ArgumentException("There is no covariate.", nameof(covariates));
        Throw.IfLengthDiffers(covariates.Count, tenures.Count, nameof(covariates));
        if (!Enum.IsDefined(ties))
            throw Throw.Undefined(ties);
        (long customers, long lost) = (0, 0);
        for (int i = 0; i < tenures.Count; i++)
        {
            customers = checked(customers + tenures[i].Count);
            lost += tenures[i].Lost ? tenures[i].Count : 0;
        }

        var scale = new CoxScale(tenures, covariates);
        var rows = new CoxRows(tenures, covariates, strata, ties, scale);
        if (lost == 0)
            return MaximumLikelihood.NotIdentified<CoxModel>(customers, 0, tenures.Count == 0 ? "There are no customers." : "No customer was lost.");
        var search = new CoxSearch(rows, covariates.Names, scale, lost, options);
        return search.Failure is { } failure
            ? new Fit<CoxModel>(failure.Status, null, null, customers, 0, [], failure.GradientNorm, failure.Iterations, failure.Starts, failure.Reason)
            : search.Result(customers, ties);
    }

    private sealed class Searched(double[] gamma)
    {
        public double[] Gamma => gamma;
    }

    /// <summary>The search over the coefficients of the scaled covariates, and the way back to their own units.</summary>
    private sealed class CoxSearch
    {
        private readonly CoxRows _rows;
        private readonly ImmutableArray<string> _names;
        private readonly CoxScale _scale;
        private readonly CoxLikelihood _likelihood;
        private readonly double _atZero;
        private readonly double _score;
        private readonly Fit<Searched> _fit;

        public CoxSearch(CoxRows rows, ImmutableArray<string> names, CoxScale scale, long lost, FitOptions options)
        {
            (_rows, _names, _scale, Lost) = (rows, names, scale, lost);
            int width = names.Length;
            _likelihood = new CoxLikelihood(rows);
            double[] gradient = new double[width], hessian = new double[width * width];
            _atZero = _likelihood.At(new double[width], gradient, hessian);
            double[,] information = Square(hessian, width);
            if (Redundant(information) is { } reason)
            {
                _fit = MaximumLikelihood.NotIdentified<Searched>(lost, 0, reason);
                return;
            }

            _score = QuadraticForm.Of(gradient, information, QuadraticForm.DiagonalOf(information)).Value;
            _fit = MaximumLikelihood.Fit<Searched>(
                [.. names], [new double[width]], lost, 0, options, (gamma, g) => _likelihood.At(gamma, g, new double[width * width]), at => new Searched(at), unrestricted: width, curved: _likelihood.At);
            if (Runaway() is { } runaway)
                _fit = new Fit<Searched>(FitStatus.NotIdentified, null, null, lost, 0, [], _fit.GradientNorm, _fit.Iterations, _fit.Starts, runaway);
        }

        public long Lost { get; }

        public Fit<Searched>? Failure => _fit.Model is null ? _fit : null;

        public Fit<CoxModel> Result(long customers, CoxTies ties)
        {
            int width = _names.Length;
            double[] gamma = _fit.Model.Gamma, unit = [.. Enumerable.Range(0, width).Select(_scale.UnitOf)], beta = [.. gamma.Select((g, c) => g / unit[c])];
            double[,] covariance = new double[width, width];
            for (int c = 0; c < width; c++)
            {
                for (int d = 0; d < width; d++)
                    covariance[c, d] = _fit.Covariance(_names[c], _names[d])!.Value / unit[c] / unit[d];
            }

            for (int c = 0; c < width; c++)
            {
                // Beyond the range of a double, or so small that digits are gone.
                if (!double.IsFinite(beta[c]) || !double.IsNormal(covariance[c, c]))
                {
                    return new Fit<CoxModel>(
                        FitStatus.NumericalFailure, null, null, customers, 0, [], _fit.GradientNorm, _fit.Iterations, _fit.Starts, $"The variance of the coefficient of {_names[c]} is beyond the range of a double: give the covariate in another unit.");
                }
            }

            double[] gradient = new double[width], hessian = new double[width * width];
            double at = _likelihood.At(gamma, gradient, hessian), wald = 0;
            for (int c = 0; c < width; c++)
            {
                for (int d = 0; d < width; d++)
                    wald -= gamma[c] * hessian[(c * width) + d] * gamma[d];
            }

            var tests = new CoxTests(customers, Lost, _atZero, new ChiSquareTest(2 * (at - _atZero), width), new ChiSquareTest(wald, width), new ChiSquareTest(_score, width));
            var baseline = new CoxBaselines(_rows, unit);
            _rows.Walk(gamma, ref baseline);
            var plain = new CoxModel(_names, beta, _scale.Means, baseline.Made(), ties);
            var model = new CoxModel(plain, beta, covariance, tests);
            return new Fit<CoxModel>(
                _fit.Status,
                model,
                at,
                customers,
                0,
                [.. _names.Select((name, c) => new FittedParameter(name, beta[c], Math.Sqrt(covariance[c, c]), isUnrestricted: true, _fit.Parameters[c].ProfileInterval is { } ends ? (ends.Lower / unit[c], ends.Upper / unit[c]) : null))],
                _fit.GradientNorm,
                _fit.Iterations,
                _fit.Starts,
                _fit.Reason,
                new FitGround<CoxModel>(beta, covariance, other => new CoxModel(plain, other, covariance, tests)));
        }

        private static double[,] Square(double[] hessian, int width)
        {
            double[,] information = new double[width, width];
            for (int c = 0; c < width; c++)
            {
                for (int d = 0; d < width; d++)
                    information[c, d] = -hessian[(c * width) + d];
            }

            return information;
        }

        /// <summary>Why some covariate cannot have a coefficient of its own; null when each can. What cannot be told apart at coefficients of 0 cannot be at any.</summary>
        private string? Redundant(double[,] information)
        {
            int n = _names.Length;
            double[,] root = new double[n, n]; // Cholesky: the diagonal is what is left of a covariate when the ones before it are known
            for (int i = 0; i < n; i++)
            {
                if (_scale.IsConstant(i))
                    return $"The covariate {_names[i]} is the same for all customers.";
                if (!(information[i, i] > 1e-12 * Lost))
                    return $"The covariate {_names[i]} is the same for all customers who are at risk together.";
                for (int j = 0; j <= i; j++)
                {
                    double sum = information[i, j];
                    for (int m = 0; m < j; m++)
                        sum -= root[i, m] * root[j, m];
                    if (i != j)
                        root[i, j] = sum / root[j, j];
                    else if (sum < 1e-9 * information[i, i])
                        return $"The covariate {_names[i]} is a linear combination of {string.Join(", ", _names.Take(i))} and a constant.";
                    else
                        root[i, i] = Math.Sqrt(sum);
                }
            }

            return null;
        }

        /// <summary>
        /// Why there is no maximum: in some direction the likelihood never falls, whatever the distance. The direction is looked for where the search ended: that of the least curvature, and the one that the next step would take.
        /// </summary>
        private string? Runaway()
        {
            int width = _names.Length;
            double[] best = _likelihood.BestPoint, gradient = new double[width], hessian = new double[width * width];
            double enough = _likelihood.At(best, gradient, hessian) - 0.01;
            if (!Array.TrueForAll(hessian, double.IsFinite))
                return null;
            Evd<double> parts = Matrix<double>.Build.DenseOfArray(Square(hessian, width)).Evd(Symmetricity.Symmetric);
            Vector<double> flat = parts.EigenVectors.Column(0), along = parts.EigenVectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(gradient));
            Vector<double> step = parts.EigenVectors * along.MapIndexed((i, v) => v / Math.Max(1e-300, Math.Abs(parts.EigenValues[i].Real)));
            if (flat.DotProduct(Vector<double>.Build.Dense(best)) < 0)
                flat = -flat; // outwards first
            foreach (Vector<double> direction in (Vector<double>[])[flat, step, -flat])
            {
                double longest = direction.AbsoluteMaximum();
                if (!(longest > 0) || !double.IsFinite(longest))
                    continue;
                double[] there = [.. best.Select((b, c) => b + (10 * direction[c] / longest))];
                if (!(_likelihood.At(there, new double[width], new double[width * width]) >= enough))
                    continue;
                string[] running = [.. Enumerable.Range(0, width).Where(c => Math.Abs(direction[c]) > longest / 2).Select(c => $"{_names[c]} to {(direction[c] > 0 ? "+∞" : "−∞")}")];
                return $"The likelihood rises for ever as the coefficients run away ({string.Join(", ", running)}): the covariates separate the customers lost from the others at risk, and no finite coefficient fits best.";
            }

            return null;
        }
    }
}
