namespace RetentionMetrics.Csv;

/// <summary>A column that a reader looks for.</summary>
/// <param name="Name">Its exact name in the header; <see langword="null"/> for a column that is not wanted.</param>
/// <param name="IsRequired">Whether the file is refused without it.</param>
internal readonly record struct ColumnSpec(string? Name, bool IsRequired)
{
    public static ColumnSpec Required(string name, string role)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, role);
        return new ColumnSpec(name, IsRequired: true);
    }

    /// <summary>A column that the caller named must be there; the usual name is used when it is there; an empty name means: do not read it.</summary>
    public static ColumnSpec Optional(string? named, string usual) =>
        named is null ? new ColumnSpec(usual, IsRequired: false) : named.Length == 0 ? new ColumnSpec(null, IsRequired: false) : new ColumnSpec(named, IsRequired: true);
}
