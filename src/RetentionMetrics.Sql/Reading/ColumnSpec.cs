namespace RetentionMetrics.Sql;

/// <summary>A column that a reader looks for.</summary>
/// <param name="Name">Its exact name; <see langword="null"/> for a column that is not wanted.</param>
/// <param name="IsRequired">Whether the rows are refused without it.</param>
internal readonly record struct ColumnSpec(string? Name, bool IsRequired)
{
    public static ColumnSpec Required(string name, string role)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, role);
        return new ColumnSpec(name, IsRequired: true);
    }

    /// <summary>A column that the caller named must be there; the usual name is used when it is there; an empty name means: do not read it.</summary>
    public static ColumnSpec Optional(string? named, string usual) =>
        named is null ? new ColumnSpec(usual, IsRequired: false) : OnlyNamed(named);

    /// <summary>A column that is read only when the caller names it.</summary>
    public static ColumnSpec OnlyNamed(string? named) => string.IsNullOrEmpty(named) ? default : new ColumnSpec(named, IsRequired: true);

    /// <summary>The column of the currency: without one, a policy that states a currency could not be kept.</summary>
    public static ColumnSpec Currency(string? named, SqlReadOptions? options) =>
        named is null && options?.Currencies.Currency is not null ? new ColumnSpec("currency", IsRequired: true) : Optional(named, "currency");
}
