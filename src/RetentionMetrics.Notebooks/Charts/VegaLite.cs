namespace RetentionMetrics.Notebooks;

/// <summary>A chart as a Vega-Lite document, which notebooks show as an interactive picture.</summary>
[TypeFormatterSource(typeof(VegaLiteFormatters))]
public sealed class VegaLite
{
    /// <summary>The MIME type by which notebooks know the document.</summary>
    public const string MimeType = "application/vnd.vegalite.v5+json";

    internal const string Schema = "https://vega.github.io/schema/vega-lite/v5.json";

    internal VegaLite(string json) => Json = json;

    /// <summary>The document: JSON with the data inside.</summary>
    public string Json { get; }

    /// <summary>The document.</summary>
    /// <returns><see cref="Json"/>.</returns>
    public override string ToString() => Json;
}
