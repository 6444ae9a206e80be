namespace RetentionMetrics.Csv;

/// <summary>How sure a <see cref="Proposal{T}"/> is.</summary>
public enum Certainty
{
    /// <summary>The bytes that were looked at leave no other reading.</summary>
    Certain,

    /// <summary>Another reading is possible, but what was looked at speaks against it.</summary>
    Likely,

    /// <summary>Several readings fit equally well, or none does well: somebody who knows the file must say.</summary>
    Ambiguous,
}
