namespace RetentionMetrics;

/// <summary>A weight over the whole line and a value under it, both smooth.</summary>
internal interface ILineIntegrand
{
    /// <summary>ln of the weight, up to a constant; it falls off at least exponentially on both sides.</summary>
    double LogWeight(double s);

    double Value(double s);
}

/// <summary>Means under a weight over the whole line, by the trapezoidal rule in v with s = centre + width · sinh v: its error squares each time the step is halved.</summary>
internal static class LineMean
{
    /// <summary>∫ weight · value ÷ ∫ weight: the weight needs no constant. Relative accuracy about 1e-13.</summary>
    /// <param name="integrand">Weight and value.</param>
    /// <param name="center">About where the weight is largest.</param>
    /// <param name="width">About how wide it is there, at most 1.</param>
    /// <param name="settled">The relative change by a halved step that ends it: the error is then about its square, over how much of the mean varies with the value.</param>
    public static double Of<TIntegrand>(TIntegrand integrand, double center, double width, double settled = 1e-8)
        where TIntegrand : ILineIntegrand, allows ref struct
    {
        double reference = integrand.LogWeight(center), values = 0, weights = 0, before = double.NaN;
        Add(integrand, center, width, reference, 0, ref weights, ref values);
        for (double h = 0.5; ; h /= 2)
        {
            // On the first round every node but the middle one, later only those in between.
            double stride = h.Equals(0.5) ? h : 2 * h;
            for (double v = h; v < 14 && Add(integrand, center, width, reference, v, ref weights, ref values);)
                v += stride;
            for (double v = -h; v > -14 && Add(integrand, center, width, reference, v, ref weights, ref values);)
                v -= stride;
            double mean = values / weights;
            if ((h <= 0.125 && Math.Abs(mean - before) <= settled * Math.Abs(mean)) || h < 0.003)
                return mean;
            before = mean;
        }
    }

    // One node; whether it still counts.
    private static bool Add<TIntegrand>(TIntegrand integrand, double center, double width, double reference, double v, ref double weights, ref double values)
        where TIntegrand : ILineIntegrand, allows ref struct
    {
        double s = center + (width * Math.Sinh(v));
        double weight = Math.Exp(integrand.LogWeight(s) - reference) * Math.Cosh(v);
        if (weight == 0)
            return false;
        double value = weight * integrand.Value(s);
        weights += weight;
        values += value;
        // Values are about 1 at most where they can be tiny, and may be tiny where the weight is largest.
        return weight > 1e-18 * Math.Min(weights, values) || value > 1e-18 * values;
    }
}
