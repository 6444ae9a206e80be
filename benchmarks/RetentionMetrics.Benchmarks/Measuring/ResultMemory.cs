namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>Bytes that one call allocates; null where they were not measured.</summary>
internal sealed record ResultMemory(long? BytesAllocatedPerOperation);
