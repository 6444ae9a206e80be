namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>The bytes that the work on one row cannot do without: those of its columns that are read, and those of its result. Scratch memory is not counted.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RowBytesAttribute(double bytes) : Attribute
{
    public double Bytes { get; } = bytes;
}
