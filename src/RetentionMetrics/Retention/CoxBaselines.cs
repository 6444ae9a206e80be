using System.Collections.Immutable;

namespace RetentionMetrics;

/// <summary>Gathers the baseline hazards of a fitted Cox model: at each time of loss Σ 1 ÷ Σ exp(linear predictor) over the risk set that each of the lost saw, so that the residuals add up to 0 under either treatment of ties.</summary>
internal struct CoxBaselines(CoxRows rows, double[] unit) : IRiskVisitor
{
    private readonly List<(int Stratum, double Time, double Hazard, double Breslow, double Variance)> _steps = [];
    private readonly List<double> _shifts = []; // a step and covariate

    public readonly void Visit(in RiskMoment moment)
    {
        double whole = Math.Exp(-moment.Shift);
        _steps.Add((moment.Stratum, moment.Time, moment.Ties.A1 * whole, moment.Lost / moment.S0 * whole, moment.Ties.B0 * whole * whole));
        for (int c = 0; c < unit.Length; c++)
            _shifts.Add(((moment.Ties.B0 * moment.S1[c]) - (moment.Ties.B1 * moment.D1[c])) * whole * unit[c]);
    }

    public readonly ImmutableArray<CoxBaseline> Made()
    {
        var made = ImmutableArray.CreateBuilder<CoxBaseline>(rows.Rows.Strata.Length);
        int next = 0, width = unit.Length;
        for (int s = 0; s < rows.Rows.Strata.Length; s++)
        {
            int from = next;
            while (next < _steps.Count && _steps[next].Stratum == s)
                next++;
            int count = next - from;
            var points = ImmutableArray.CreateBuilder<CoxBaselinePoint>(count);
            double[] variance = new double[count], shift = new double[count * width];
            CompensatedSum hazard = default, breslow = default, squares = default;
            var shifts = new CompensatedSum[width];
            for (int k = 0; k < count; k++)
            {
                int step = next - 1 - k; // they came from the last to the first
                hazard.Add(_steps[step].Hazard);
                breslow.Add(_steps[step].Breslow);
                squares.Add(_steps[step].Variance);
                points.Add(new CoxBaselinePoint(_steps[step].Time, hazard.Value, breslow.Value));
                variance[k] = squares.Value;
                for (int c = 0; c < width; c++)
                {
                    shifts[c].Add(_shifts[(step * width) + c]);
                    shift[(k * width) + c] = shifts[c].Value;
                }
            }

            (int start, int end) = rows.Rows.Strata[s];
            made.Add(new CoxBaseline(rows.Rows.Names[s], points.MoveToImmutable(), start < end ? rows.Rows.Tenures[end - 1].Duration : 0, variance, shift));
        }

        return made.MoveToImmutable();
    }
}
