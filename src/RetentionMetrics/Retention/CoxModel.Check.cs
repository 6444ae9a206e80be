namespace RetentionMetrics;

public sealed partial class CoxModel
{
    /// <summary>Checks that effects do not change with time.</summary>
    /// <param name="tenures">The tenures that the model was fitted to.</param>
    /// <param name="covariates">Their covariates, named as <see cref="Names"/>.</param>
    /// <param name="strata">The labels of their strata, as in the fit.</param>
    /// <param name="time">The function of time with which effects may change.</param>
    /// <returns>A test of each covariate, and one of all.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tenures"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The names differ, there is not one row of covariates or label a tenure, nobody was lost, the covariates do not vary, or somebody was lost at time 0 and <paramref name="time"/> is <see cref="HazardTime.Log"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not a defined value.</exception>
    public ProportionalHazards ProportionalHazards(IReadOnlyList<Tenure> tenures, CovariateColumns covariates, IReadOnlyList<string>? strata = null, HazardTime time = HazardTime.KaplanMeier)
    {
        ArgumentNullException.ThrowIfNull(tenures);
        covariates.ThrowIfNamesDiffer(Names, nameof(covariates));
        Throw.IfLengthDiffers(covariates.Count, tenures.Count, nameof(covariates));
        if (!Enum.IsDefined(time))
            throw Throw.Undefined(time);
        RetentionCurve curve = RetentionCurve.KaplanMeier(tenures);
        if (curve.Lost == 0)
            throw new ArgumentException("No customer was lost.", nameof(tenures));
        var scale = new CoxScale(tenures, covariates);
        for (int c = 0; c < Names.Length; c++)
        {
            if (scale.IsConstant(c))
                throw new ArgumentException($"The covariate {Names[c]} is the same for all customers.", nameof(covariates));
        }

        double[] unit = [.. Enumerable.Range(0, Names.Length).Select(scale.UnitOf)], gamma = [.. _beta.Select((b, c) => b * unit[c])];
        return RetentionMetrics.ProportionalHazards.Of(new CoxRows(tenures, covariates, strata, Ties, scale), Names, gamma, unit, time, curve);
    }
}
