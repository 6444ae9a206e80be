namespace RetentionMetrics.Notebooks;

/// <summary>Which point of a text stands at the place given.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}
