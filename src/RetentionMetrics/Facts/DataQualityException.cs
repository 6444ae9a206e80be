namespace RetentionMetrics;

/// <summary>A source has more bad records than the caller tolerates.</summary>
public sealed class DataQualityException : Exception
{
    internal DataQualityException(DataQuality quality, string limit)
        : base($"{quality}. {limit}") => Quality = quality;

    /// <summary>The counts when reading stopped, with the first 100 rejects.</summary>
    public DataQuality Quality { get; }
}
