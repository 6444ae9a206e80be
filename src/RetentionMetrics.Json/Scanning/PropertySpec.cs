using System.Text;

namespace RetentionMetrics.Json;

/// <summary>A property that a fact needs or can use: its name in the source, or an empty name for one that is not read.</summary>
internal readonly record struct PropertySpec
{
    private PropertySpec(string name)
    {
        Name = name;
        Utf8Name = Encoding.UTF8.GetBytes(name);
    }

    public string Name { get; }

    public byte[] Utf8Name { get; }

    public static PropertySpec Required(string name, string argument)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, argument);
        return new PropertySpec(name);
    }

    public static PropertySpec Optional(string? name) => new(name ?? "");
}
