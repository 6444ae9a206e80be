namespace RetentionMetrics.Notebooks;

/// <summary>The ground that a chart stands on.</summary>
public enum ChartTheme
{
    /// <summary>A page's own: no ground is drawn, and text takes the page's colour. The title is left to the page's caption. For SVG inside HTML.</summary>
    Page,

    /// <summary>White, with dark text and the title above. For files, mail and print.</summary>
    Light,

    /// <summary>Nearly black, with light text and the title above. For files.</summary>
    Dark,
}
