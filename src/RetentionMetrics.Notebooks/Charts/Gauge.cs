namespace RetentionMetrics.Notebooks;

/// <summary>One number on its scale, with its interval: an NPS from −100 to 100.</summary>
/// <remarks>The picture ends where the scale does: what lies outside is drawn at its end and written as it is.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed partial class Gauge : Chart
{
    /// <summary>Makes a gauge.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What it says, for those who do not see it.</param>
    /// <param name="scale">What it measures; has both ends.</param>
    /// <param name="value">The number; <see langword="null"/> when undefined: the scale stays empty.</param>
    /// <param name="lower">The lower end of its interval, or <see langword="null"/>.</param>
    /// <param name="upper">The upper end of its interval, or <see langword="null"/>.</param>
    /// <param name="text">How numbers and words are written; <see langword="null"/> for the default options.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The scale does not go from a minimum up to a maximum, or a number is not finite.</exception>
    public Gauge(string title, string description, ChartAxis scale, double? value, double? lower = null, double? upper = null, ViewText? text = null)
        : base(title, description, text)
    {
        ArgumentNullException.ThrowIfNull(scale);
        if (!(scale.Minimum < scale.Maximum))
            throw new ArgumentException("The scale of a gauge goes from a minimum up to a maximum.", nameof(scale));
        ChartNumbers.Check([value, lower, upper], nameof(value));
        Scale = scale;
        Value = value;
        Lower = lower;
        Upper = upper;
    }

    /// <summary>What it measures.</summary>
    public ChartAxis Scale { get; }

    /// <summary>The number, or <see langword="null"/>.</summary>
    public double? Value { get; }

    /// <summary>The lower end of its interval, or <see langword="null"/>.</summary>
    public double? Lower { get; }

    /// <summary>The upper end of its interval, or <see langword="null"/>.</summary>
    public double? Upper { get; }
}
