using MathNet.Numerics.Distributions;

namespace RetentionMetrics;

/// <summary>Two-sided quantiles of Student's t.</summary>
internal static class StudentQuantile
{
    public static double Of(ConfidenceLevel level, double degreesOfFreedom) =>
        degreesOfFreedom > 1e7 ? level.Z : StudentT.InvCDF(0, 1, degreesOfFreedom, (1 + level.Level) / 2);
}
