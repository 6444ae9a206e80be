namespace RetentionMetrics;

public sealed partial class Fit<TModel>
{
    /// <summary>An interval of whatever follows from the model, such as the expected purchases of all customers in a year, by the delta method over the coordinates of the search.</summary>
    /// <remarks>
    /// The gradient of the measure is found by central differences, and its variance is gᵀ·Σ·g. A measure greater than 0 is taken in logarithms, so that the interval stays above 0 and is longer upwards:
    /// sums and expectations of these models are skewed like that. Another measure gets value ± z · se. The interval tells how sure the parameters are, not how much single customers scatter.
    /// </remarks>
    /// <param name="measure">Gives a finite number for a model, smooth in its parameters; called 4 times a parameter and once more.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>The value at the fitted model with its interval; N is <see cref="Customers"/>. <see langword="null"/> without a model and at a boundary, where there is no covariance.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="measure"/> is null.</exception>
    /// <exception cref="ArgumentException">The measure of the fitted model, or of one next to it, is not finite.</exception>
    public Estimate? Interval(Func<TModel, double> measure, ConfidenceLevel level = default)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (Model is null || _ground?.Covariance is null)
            return null;
        return DeltaMethod.Interval(measure(Model), scale => _ground.Variance(measure, scale), Customers, level);
    }

    /// <summary>An interval of a probability that follows from the model, such as P(alive) of a customer, by the delta method over log odds: its ends lie between 0 and 1.</summary>
    /// <param name="measure">Gives a number from 0 to 1 for a model, smooth in its parameters; called 4 times a parameter and once more.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>The value at the fitted model with its interval; N is <see cref="Customers"/>. <see langword="null"/> without a model and at a boundary, where there is no covariance, and for a probability of 0 or 1, whose odds have none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="measure"/> is null.</exception>
    /// <exception cref="ArgumentException">The measure of the fitted model, or of one next to it, is not a fraction.</exception>
    public Estimate? ProbabilityInterval(Func<TModel, double> measure, ConfidenceLevel level = default)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (Model is null || _ground?.Covariance is null)
            return null;
        double value = measure(Model);
        if (!(value is >= 0 and <= 1))
            throw new ArgumentException("The measure must be a fraction from 0 to 1.", nameof(measure));
        if (value is 0 or 1)
            return null;
        double odds = value / (1 - value), half = level.Z * Math.Sqrt(_ground.Variance(measure, p => Math.Log(p / (1 - p))));
        return new Estimate(value, 1 / (1 + (Math.Exp(half) / odds)), 1 / (1 + (Math.Exp(-half) / odds)), Customers, level);
    }

    /// <summary>An interval of what follows from two models whose fits are independent, such as the lifetime value of all customers from the fits of purchases and of spend.</summary>
    /// <remarks>As <see cref="Interval(Func{TModel, double}, ConfidenceLevel)"/>; the variances that come from the one fit and from the other are added.</remarks>
    /// <typeparam name="TOther">The other model.</typeparam>
    /// <param name="other">The other fit.</param>
    /// <param name="measure">Gives a finite number for two models, smooth in their parameters.</param>
    /// <param name="level">The confidence level.</param>
    /// <returns>The value at the fitted models with its interval; N is the smaller number of customers. <see langword="null"/> without a model and at a boundary of either.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The measure of the fitted models, or of ones next to them, is not finite.</exception>
    public Estimate? Interval<TOther>(Fit<TOther> other, Func<TModel, TOther, double> measure, ConfidenceLevel level = default)
        where TOther : class
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(measure);
        if (Model is null || other.Model is null || _ground?.Covariance is null || other._ground?.Covariance is null)
            return null;
        return DeltaMethod.Interval(
            measure(Model, other.Model),
            scale => _ground.Variance(model => measure(model, other.Model), scale) + other._ground.Variance(model => measure(Model, model), scale),
            Math.Min(Customers, other.Customers),
            level);
    }
}
