using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Mean and standard deviation of each covariate: the search runs in these units, so that neither an offset nor a scale of the covariates costs digits.</summary>
internal sealed class CoxScale
{
    private readonly int[] _exponent; // powers of two cost no digits, and keep squares within range
    private readonly double[] _mean; // of value ÷ 2^exponent
    private readonly double[] _deviation; // likewise; 0 where all are alike

    public CoxScale(IReadOnlyList<Tenure> tenures, CovariateColumns covariates)
    {
        int width = covariates.Names.Length;
        (_exponent, _mean, _deviation) = (new int[width], new double[width], new double[width]);
        ReadOnlySpan<double> values = covariates.Values.Span;
        double customers = 0;
        for (int i = 0; i < tenures.Count; i++)
            customers += tenures[i].Count;
        for (int c = 0; c < width; c++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (int i = 0; i < tenures.Count; i++)
            {
                low = Math.Min(low, values[(i * width) + c]);
                high = Math.Max(high, values[(i * width) + c]);
            }

            double most = Math.Max(Math.Abs(low), Math.Abs(high));
            _exponent[c] = most > 0 ? Math.ILogB(most) : 0;
            if (!(low < high))
            {
                _mean[c] = tenures.Count == 0 ? 0 : Math.ScaleB(low, -_exponent[c]);
                continue;
            }

            // Differences to the lowest are exact, or nearly so, however large the offset.
            double offset = Math.ScaleB(low, -_exponent[c]);
            double mean = Mean(tenures, values, c, width, customers, offset, 0, square: false);
            _deviation[c] = Math.Sqrt(Mean(tenures, values, c, width, customers, offset, mean, square: true));
            _mean[c] = offset + mean;
        }
    }

    /// <summary>Mean of each covariate in its own unit.</summary>
    public ImmutableArray<double> Means => [.. _mean.Select((m, c) => Math.ScaleB(m, _exponent[c]))];

    public bool IsConstant(int covariate) => _deviation[covariate] == 0;

    /// <summary>How much of the covariate one scaled unit is.</summary>
    public double UnitOf(int covariate) => Math.ScaleB(_deviation[covariate], _exponent[covariate]);

    public double Scaled(int covariate, double value) =>
        _deviation[covariate] == 0 ? 0 : (Math.ScaleB(value, -_exponent[covariate]) - _mean[covariate]) / _deviation[covariate];

    private double Mean(IReadOnlyList<Tenure> tenures, ReadOnlySpan<double> values, int c, int width, double customers, double offset, double mean, bool square)
    {
        CompensatedSum sum = default;
        for (int i = 0; i < tenures.Count; i++)
        {
            double d = Math.ScaleB(values[(i * width) + c], -_exponent[c]) - offset - mean;
            sum.Add(tenures[i].Count / customers * (square ? d * d : d));
        }

        return sum.Value;
    }
}
