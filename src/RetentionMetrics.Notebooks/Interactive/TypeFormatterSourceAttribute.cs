namespace RetentionMetrics.Notebooks;

/// <summary>What .NET Interactive looks for on a type, by name and without a reference: who makes its formatters.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; init; }
}
