namespace RetentionMetrics;

/// <summary>Intervals of functions of fitted parameters, from their covariance and first derivatives (the delta method).</summary>
internal static class DeltaMethod
{
    /// <summary>The interval of a measure. <paramref name="variance"/> gives the variance of a function of the measure.</summary>
    public static Estimate Interval(double value, Func<Func<double, double>, double> variance, long n, ConfidenceLevel level)
    {
        if (!double.IsFinite(value))
            throw NotFinite("measure");
        if (value > 0)
        {
            double half = level.Z * Math.Sqrt(variance(Math.Log));
            double upper = value * Math.Exp(half);
            return new Estimate(value, value * Math.Exp(-half), double.IsFinite(upper) ? upper : null, n, level);
        }

        double se = Math.Sqrt(variance(v => v));
        return new Estimate(value, value - (level.Z * se), value + (level.Z * se), n, level);
    }

    /// <summary>gᵀ·Σ·g with the gradient of a measure, on its own scale or its logarithm's, by central differences of fourth order over a tenth of each standard error (at most 1e-3).</summary>
    public static double Variance<TModel>(this FitGround<TModel> ground, Func<TModel, double> measure, Func<double, double> scale)
        where TModel : class
    {
        double[,] covariance = ground.Covariance!;
        double[] gradient = new double[ground.Point.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            // An unrestricted coordinate may be measured in any unit; its standard error knows which.
            double h = Math.Min(Math.Sqrt(covariance[i, i]) / 10, 1e-3);
            gradient[i] = ((8 * (At(i, h) - At(i, -h))) - (At(i, 2 * h) - At(i, -2 * h))) / (12 * h);
        }

        double sum = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            for (int j = 0; j < gradient.Length; j++)
                sum += gradient[i] * covariance[i, j] * gradient[j];
        }

        return Math.Max(0, sum);

        double At(int i, double step)
        {
            double[] point = [.. ground.Point];
            point[i] += step;
            double value = scale(measure(ground.ModelAt(point)));
            return double.IsFinite(value) ? value : throw NotFinite("measure");
        }
    }

    private static ArgumentException NotFinite(string name) => new("The measure must be finite at the fitted model and around it.", name);
}
