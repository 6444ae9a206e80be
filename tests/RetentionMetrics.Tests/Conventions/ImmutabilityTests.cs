using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>Facts, tallies, models, columns and results never change; the few types that collect say so.</summary>
public sealed class ImmutabilityTests
{
    private static readonly Type[] Public = [.. typeof(CustomerBase).Assembly.GetExportedTypes().Where(t => !typeof(Delegate).IsAssignableFrom(t))];

    // Each must say "mutable" in its XML docs.
    private static readonly Type[] Mutable = [typeof(CustomerBaseBuilder), typeof(CustomerBaseWriter), typeof(DataQualityLog), typeof(EventIds)];

    [Fact]
    public void Structs_are_readonly() =>
        Public.Where(t => t.IsValueType && !t.IsEnum && !t.IsDefined(typeof(IsReadOnlyAttribute))).Should().BeEmpty();

    [Fact]
    public void Classes_are_sealed_or_static() =>
        Public.Where(t => t.IsClass && !t.IsSealed).Should().BeEmpty("an heir could be mutable");

    [Fact]
    public void No_property_can_be_set_after_construction() =>
        Public.SelectMany(t => t.GetProperties(Declared | BindingFlags.Public))
            .Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(Name).Should().BeEmpty();

    [Fact]
    public void No_field_can_be_written_after_construction() =>
        Public.Except(Mutable).SelectMany(t => t.GetFields(Declared | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => !f.IsInitOnly && !f.IsLiteral && !f.DeclaringType!.IsEnum)
            .Select(Name).Should().BeEmpty();

    // What a method without a result and without a destination does, it does to its object.
    [Fact]
    public void No_method_is_a_command() =>
        Public.Except(Mutable).SelectMany(t => t.GetMethods(Declared | BindingFlags.Public))
            .Where(m => !m.IsStatic && !m.IsSpecialName && m.ReturnType == typeof(void) && !m.GetParameters().Any(p => p.IsOut || p.ParameterType.IsByRefLike || (p.ParameterType.IsGenericType && p.ParameterType.GetGenericTypeDefinition() == typeof(Memory<>))))
            .Select(Name).Should().BeEmpty();

    [Fact]
    public void No_property_shows_an_array_or_a_list_that_callers_could_write() =>
        Public.SelectMany(t => t.GetProperties(Declared | BindingFlags.Public))
            .Where(p => p.PropertyType.IsArray || (p.PropertyType.IsGenericType && Writable.Contains(p.PropertyType.GetGenericTypeDefinition())))
            .Select(Name).Should().BeEmpty();

    [Fact]
    public void Mutable_types_say_so_in_their_docs()
    {
        var docs = XDocument.Load(Path.ChangeExtension(typeof(CustomerBase).Assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => m.Value, StringComparer.Ordinal);
        foreach (Type type in Mutable)
            docs["T:" + type.FullName].Should().ContainEquivalentOf("mutable", "{0} is not a value", type.Name);
    }

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Writable =
        [typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(HashSet<>), typeof(ISet<>), typeof(Memory<>), typeof(Span<>), typeof(ArraySegment<>)];

    private static string Name(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";
}
