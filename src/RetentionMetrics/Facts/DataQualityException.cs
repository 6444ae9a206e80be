namespace RetentionMetrics;

/// <summary>A source has more bad records than the caller tolerates.</summary>
/// <remarks>The message has the code, the limit, the counts and the first reject.</remarks>
public sealed class DataQualityException : Exception
{
    internal DataQualityException(DataQuality quality, string limit)
        : base($"{ErrorCodes.TooManyRejects} {limit} {quality}. The first: {quality.FirstRejects[0]}") => Quality = quality;

    /// <summary>The code, one of <see cref="ErrorCodes"/>: <see cref="ErrorCodes.TooManyRejects"/>.</summary>
    public string Code { get; } = ErrorCodes.TooManyRejects;

    /// <summary>The counts when reading stopped, with the first 100 rejects.</summary>
    public DataQuality Quality { get; }
}
