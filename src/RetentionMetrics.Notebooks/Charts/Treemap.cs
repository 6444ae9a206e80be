using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>Parts of a whole as rectangles of their size: segments by customers or revenue.</summary>
/// <remarks>Squarified (Bruls, Huizing and van Wijk 2000): largest first, as square as can be. A part of size zero is left out of the picture.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed partial class Treemap : Chart
{
    /// <summary>Makes a treemap.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What it says, for those who do not see it.</param>
    /// <param name="labels">The names of the parts.</param>
    /// <param name="sizes">Their sizes; at least 0.</param>
    /// <param name="scale">What the sizes measure.</param>
    /// <param name="text">How numbers and words are written; <see langword="null"/> for the default options.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">There are not as many sizes as labels, or one is negative or not finite.</exception>
    public Treemap(string title, string description, IEnumerable<string> labels, IEnumerable<double> sizes, ChartAxis scale, ViewText? text = null)
        : base(title, description, text)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(scale);
        Labels = [.. labels];
        Sizes = [.. sizes];
        Scale = scale;
        ChartNumbers.CheckLength(Sizes.Length, Labels.Length, nameof(sizes));
        if (Sizes.Any(size => !(double.IsFinite(size) && size >= 0)))
            throw new ArgumentException("Sizes are finite and at least 0.", nameof(sizes));
    }

    /// <summary>The names of the parts.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Their sizes.</summary>
    public ImmutableArray<double> Sizes { get; }

    /// <summary>What the sizes measure.</summary>
    public ChartAxis Scale { get; }
}
