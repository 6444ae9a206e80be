namespace RetentionMetrics;

/// <summary>The partial log-likelihood of a Cox model over the coefficients of the scaled covariates, with its derivatives.</summary>
internal sealed class CoxLikelihood(CoxRows rows)
{
    private double _best = double.NegativeInfinity;
    private double[] _gradient = [];
    private double[] _hessian = [];

    /// <summary>The likeliest coefficients seen so far.</summary>
    public double[] BestPoint { get; private set; } = new double[rows.Width];

    /// <summary>ln L = Σ over the lost of the linear predictor − ln Σ exp(linear predictor) over the risk set that each saw.</summary>
    public double At(ReadOnlySpan<double> gamma, Span<double> gradient, Span<double> hessian)
    {
        // The best point is asked for again and again.
        if (_gradient.Length > 0 && gamma.SequenceEqual(BestPoint))
        {
            _gradient.CopyTo(gradient);
            _hessian.CopyTo(hessian);
            return _best;
        }

        var sums = new Sums(rows.Width);
        rows.Walk(gamma, ref sums);
        for (int i = 0, at = 0; i < rows.Width; i++)
        {
            gradient[i] = sums.Gradient[i].Value;
            for (int j = 0; j <= i; j++, at++)
                hessian[(i * rows.Width) + j] = hessian[(j * rows.Width) + i] = -sums.Information[at].Value;
        }

        double value = sums.Value.Value;
        if (value > _best && double.IsFinite(value))
            (_best, BestPoint, _gradient, _hessian) = (value, gamma.ToArray(), gradient.ToArray(), hessian.ToArray());
        return value;
    }

    private struct Sums(int width) : IRiskVisitor
    {
        private CompensatedSum _value;

        public readonly CompensatedSum Value => _value;

        public CompensatedSum[] Gradient { get; } = new CompensatedSum[width];

        public CompensatedSum[] Information { get; } = new CompensatedSum[width * (width + 1) / 2];

        public void Visit(in RiskMoment moment)
        {
            _value.Add(moment.LostPredictor - moment.Ties.Log);
            for (int i = 0, at = 0; i < Gradient.Length; i++)
            {
                Gradient[i].Add(moment.Score(i));
                for (int j = 0; j <= i; j++, at++)
                    Information[at].Add(moment.Information(i, j));
            }
        }
    }
}
