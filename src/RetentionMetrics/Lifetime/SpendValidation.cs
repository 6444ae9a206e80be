namespace RetentionMetrics;

/// <summary>A spend model against what the customers who bought in a holdout then spent a purchase.</summary>
/// <remarks>Over the customers of the calibration with a purchase in the holdout; those who bought before the window's start take no part. Each customer weighs the same. Immutable.</remarks>
public sealed record SpendValidation
{
    private SpendValidation(long customers, double predicted, double actual, double absolute)
    {
        Customers = customers;
        MeanPredicted = Quotient.Of(predicted, customers);
        MeanActual = Quotient.Of(actual, customers);
        MeanAbsoluteError = Quotient.Of(absolute, customers);
    }

    /// <summary>Customers with a purchase in the holdout.</summary>
    public long Customers { get; }

    /// <summary>Mean over them of the expected spend a purchase, E[M | x, m̄] at the calibration's end; <see langword="null"/> when there are none.</summary>
    public double? MeanPredicted { get; }

    /// <summary>Mean over them of their mean spend in the holdout; <see langword="null"/> when there are none.</summary>
    public double? MeanActual { get; }

    /// <summary>Mean over them of predicted − actual: positive when the model expects too much. <see langword="null"/> when there are none.</summary>
    public double? Bias => MeanPredicted - MeanActual;

    /// <summary>Mean over them of |predicted − actual|; <see langword="null"/> when there are none.</summary>
    public double? MeanAbsoluteError { get; }

    /// <summary>Compares a spend model with a holdout.</summary>
    /// <param name="spend">The model, fitted to <see cref="Holdout.Calibration"/>.</param>
    /// <param name="holdout">The calibration and what came after it.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SpendValidation Of(GammaGamma spend, Holdout holdout)
    {
        ArgumentNullException.ThrowIfNull(spend);
        ArgumentNullException.ThrowIfNull(holdout);
        HistoryColumns columns = holdout.Calibration.Histories;
        double[] expected = new double[columns.Count];
        spend.ExpectedSpend(columns, expected);
        ReadOnlySpan<int> frequency = holdout.Frequency.Span;
        ReadOnlySpan<double> spent = holdout.MeanSpend.Span;
        ReadOnlySpan<long> counts = columns.Counts.Span;
        CompensatedSum predicted = default, actual = default, absolute = default;
        long customers = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (frequency[i] == 0 || (!counts.IsEmpty && counts[i] == 0))
                continue;
            customers++;
            predicted.Add(expected[i]);
            actual.Add(spent[i]);
            absolute.Add(Math.Abs(expected[i] - spent[i]));
        }

        return new SpendValidation(customers, predicted.Value, actual.Value, absolute.Value);
    }
}
