namespace RetentionMetrics;

/// <summary>The risk set at a time of loss: weighted sums over those at risk and over those lost. r = exp(linear predictor − shift), z the scaled covariates; second moments are lower triangles, row by row.</summary>
internal readonly ref struct RiskMoment
{
    public required double Time { get; init; }

    public required int Stratum { get; init; }

    public required double Shift { get; init; }

    /// <summary>How many were lost.</summary>
    public required long Lost { get; init; }

    /// <summary>Σ (linear predictor − shift) and Σ z over the lost.</summary>
    public required double LostPredictor { get; init; }

    public required ReadOnlySpan<double> LostCovariates { get; init; }

    /// <summary>Σ r, Σ r z and Σ r z z' over those at risk.</summary>
    public required double S0 { get; init; }

    public required ReadOnlySpan<double> S1 { get; init; }

    public required ReadOnlySpan<double> S2 { get; init; }

    /// <summary>The same over the lost.</summary>
    public required ReadOnlySpan<double> D1 { get; init; }

    public required ReadOnlySpan<double> D2 { get; init; }

    public required TieSums Ties { get; init; }

    /// <summary>The gradient's part: Σ z over the lost − Σ the mean of the risk set that each saw.</summary>
    public double Score(int i) => LostCovariates[i] - ((Ties.A1 * S1[i]) - (Ties.A2 * D1[i]));

    /// <summary>The information's part: Σ the covariance of z in the risk set that each of the lost saw. j ≤ i.</summary>
    public double Information(int i, int j)
    {
        int at = (i * (i + 1) / 2) + j;
        return (Ties.A1 * S2[at]) - (Ties.A2 * D2[at])
            - ((Ties.B0 * S1[i] * S1[j]) - (Ties.B1 * ((S1[i] * D1[j]) + (D1[i] * S1[j]))) + (Ties.B2 * D1[i] * D1[j]));
    }
}
