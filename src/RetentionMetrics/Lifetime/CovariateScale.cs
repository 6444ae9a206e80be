using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Mean and standard deviation of each covariate over the customers that take part, and the way back from parameters that were searched in these units.</summary>
internal sealed class CovariateScale
{
    private readonly ImmutableArray<string> _names;
    private readonly double[] _mean;
    private readonly double[] _deviation; // 0 where all are alike
    private readonly double[,] _correlation;

    public CovariateScale(HistoryColumns columns, CovariateColumns covariates)
    {
        _names = covariates.Names;
        int width = _names.Length;
        _mean = new double[width];
        _deviation = new double[width];
        _correlation = new double[width, width];
        ReadOnlySpan<long> counts = columns.Counts.Span;
        ReadOnlySpan<double> z = covariates.Values.Span;
        double customers = columns.Customers;
        for (int c = 0; c < width; c++)
        {
            CompensatedSum sum = default;
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int i = 0; i < columns.Count; i++)
            {
                double n = counts.IsEmpty ? 1 : counts[i], value = z[(i * width) + c];
                if (n == 0)
                    continue;
                sum.Add(n / customers * value);
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }

            _mean[c] = sum.Value;
            CompensatedSum squares = default;
            for (int i = 0; low < high && i < columns.Count; i++)
            {
                double d = z[(i * width) + c] - _mean[c];
                squares.Add((counts.IsEmpty ? 1 : counts[i]) / customers * d * d);
            }

            _deviation[c] = low < high ? Math.Sqrt(squares.Value) : 0;
        }

        for (int c = 0; c < width; c++)
        {
            for (int d = 0; d <= c; d++)
            {
                CompensatedSum products = default;
                for (int i = 0; i < columns.Count; i++)
                    products.Add((counts.IsEmpty ? 1 : counts[i]) / customers * Scaled(c, z[(i * width) + c]) * Scaled(d, z[(i * width) + d]));
                _correlation[c, d] = _correlation[d, c] = products.Value;
            }
        }
    }

    public double Scaled(int covariate, double value) => _deviation[covariate] == 0 ? 0 : (value - _mean[covariate]) / _deviation[covariate];

    /// <summary>Why some covariate cannot have a coefficient of its own: it is constant, or the ones before it say the same. Null when each can.</summary>
    public string? Redundant(int[] used)
    {
        int n = used.Length;
        var root = new double[n, n]; // Cholesky: the diagonal is what is left of a covariate when the ones before it are known
        for (int i = 0; i < n; i++)
        {
            if (_deviation[used[i]] == 0)
                return $"The covariate {_names[used[i]]} is the same for all customers.";
            for (int j = 0; j <= i; j++)
            {
                double sum = _correlation[used[i], used[j]];
                for (int m = 0; m < j; m++)
                    sum -= root[i, m] * root[j, m];
                if (i != j)
                    root[i, j] = sum / root[j, j];
                else if (sum < 1e-9)
                    return $"The covariate {_names[used[i]]} is a linear combination of {string.Join(", ", used.Take(i).Select(u => _names[u]))} and a constant.";
                else
                    root[i, i] = Math.Sqrt(sum);
            }
        }

        return null;
    }

    /// <summary>From parameters in the search's units to those at covariates of 0 and coefficients per unit of each covariate.</summary>
    public double[] Restored(double[] searched, ImmutableArray<CovariateSearch.Effect> effects, int plains)
    {
        double[] restored = [.. searched];
        for (int e = 0; e < effects.Length; e++)
        {
            (_, int parameter, int sign, int c) = effects[e];
            double gamma = searched[plains + e] / _deviation[c];
            restored[plains + e] = gamma;
            restored[parameter] *= Math.Exp(-sign * gamma * _mean[c]);
        }

        return restored;
    }

    /// <summary>The same fit with its parameters restored. The way back is linear in the coordinates of the search, and so the covariance goes with it exactly.</summary>
    public Fit<TModel> Restored<TModel>(Fit<TModel> fit, string[] names, ImmutableArray<CovariateSearch.Effect> effects, int plains)
        where TModel : class
    {
        int n = names.Length;
        double[] values = Restored([.. fit.Parameters.Select(p => p.Value)], effects, plains);
        bool hasErrors = fit.Covariance(names[0], names[0]) is not null;
        double[,] before = new double[n, n], jacobian = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            jacobian[i, i] = i < plains ? 1 : 1 / _deviation[effects[i - plains].Covariate];
            for (int j = 0; hasErrors && j < n; j++)
                before[i, j] = fit.Covariance(names[i], names[j])!.Value;
        }

        for (int e = 0; e < effects.Length; e++)
            jacobian[effects[e].Parameter, plains + e] -= effects[e].Sign * _mean[effects[e].Covariate] / _deviation[effects[e].Covariate];

        double[,] covariance = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int p = 0; p < n; p++)
                {
                    for (int q = 0; q < n; q++)
                        covariance[i, j] += jacobian[i, p] * before[p, q] * jacobian[j, q];
                }
            }
        }

        double[] point = [.. values.Select((v, i) => i < plains ? Math.Log(v) : v)];
        return fit.Transformed(
            [.. names.Select((name, i) => new FittedParameter(name, values[i], hasErrors ? Math.Sqrt(covariance[i, i]) : null, isUnrestricted: i >= plains, ProfileOf(i)))],
            point,
            hasErrors ? covariance : null,
            at =>
            {
                // Back to the search's coordinates, whose models are made already.
                double[] searched = [.. at];
                for (int e = 0; e < effects.Length; e++)
                {
                    (_, int parameter, int sign, int c) = effects[e];
                    searched[plains + e] = at[plains + e] * _deviation[c];
                    searched[parameter] += sign * at[plains + e] * _mean[c];
                }

                return searched;
            });

        // A plain parameter that covariates act on is no coordinate of the search: its profile is not known.
        (double?, double?)? ProfileOf(int i) =>
            fit.Parameters[i].ProfileInterval is not { } ends || effects.Any(e => e.Parameter == i) ? null
            : i < plains ? ends
            : (ends.Lower / _deviation[effects[i - plains].Covariate], ends.Upper / _deviation[effects[i - plains].Covariate]);
    }
}
