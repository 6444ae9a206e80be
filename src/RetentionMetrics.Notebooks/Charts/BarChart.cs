using System.Collections.Immutable;

namespace RetentionMetrics.Notebooks;

/// <summary>Bars by category: funnels, costs by channel with their intervals, distributions, movements over time, waterfalls.</summary>
/// <remarks>Each group of bars has its own colour and pattern; undefined numbers have no bar.</remarks>
[TypeFormatterSource(typeof(PartFormatters))]
public sealed partial class BarChart : Chart
{
    /// <summary>Makes a bar chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What it says, for those who do not see it.</param>
    /// <param name="categoryTitle">What the categories are; may be empty.</param>
    /// <param name="categories">The categories, in order.</param>
    /// <param name="scale">What the bars measure.</param>
    /// <param name="groups">The bars; several groups stand side by side, or on each other.</param>
    /// <param name="layout">How the bars lie.</param>
    /// <param name="text">How numbers and words are written; <see langword="null"/> for the default options.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A group does not have a number a category.</exception>
    public BarChart(string title, string description, string categoryTitle, IEnumerable<string> categories, ChartAxis scale, IEnumerable<ChartBars> groups, BarLayout layout = BarLayout.Upright, ViewText? text = null)
        : base(title, description, text)
    {
        ArgumentNullException.ThrowIfNull(categoryTitle);
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(groups);
        CategoryTitle = categoryTitle;
        Categories = [.. categories];
        Scale = scale;
        Groups = [.. groups];
        Layout = layout;
        foreach (ChartBars group in Groups)
            ChartNumbers.CheckLength(group.Values.Length, Categories.Length, nameof(groups));
    }

    /// <summary>What the categories are.</summary>
    public string CategoryTitle { get; }

    /// <summary>The categories, in order.</summary>
    public ImmutableArray<string> Categories { get; }

    /// <summary>What the bars measure.</summary>
    public ChartAxis Scale { get; }

    /// <summary>The bars.</summary>
    public ImmutableArray<ChartBars> Groups { get; }

    /// <summary>How the bars lie.</summary>
    public BarLayout Layout { get; }
}
