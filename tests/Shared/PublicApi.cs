using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace RetentionMetrics.Tests;

/// <summary>
/// The public face of a package as text, a line a member, kept beside the tests: no change of it goes unseen in a review.
/// Run the tests with ACCEPT_PUBLIC_API=1 to write the file anew.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Compares the public face of a package, and of those that share its tests, with the file beside the tests.</summary>
    public static void Verify(string package, params string[] others)
    {
        string path = Path.Combine(ReferenceData.RepositoryRoot, "tests", package + ".Tests", "Conventions", "PublicApi.txt");
        string actual = Print([package, .. others]);
        if (Environment.GetEnvironmentVariable("ACCEPT_PUBLIC_API") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        string[] before = File.Exists(path) ? File.ReadAllLines(path) : [], now = actual.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] gone = [.. before.Where(l => l.Length > 0).Except(now, StringComparer.Ordinal)], come = [.. now.Except(before, StringComparer.Ordinal)];
        if (gone.Length + come.Length > 0)
        {
            throw new Xunit.Sdk.XunitException($"""
                The public API of {package} is not what {Path.GetRelativePath(ReferenceData.RepositoryRoot, path)} says.
                {string.Join(Environment.NewLine, gone.Select(l => "- " + l).Concat(come.Select(l => "+ " + l)))}
                If that is meant, run the tests once with ACCEPT_PUBLIC_API=1 and commit the file.
                """);
        }
    }

    // Each line is whole by itself (type and member), so that lines can be compared as a set and sorted.
    private static string Print(IEnumerable<string> packages)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in packages.SelectMany(p => Assembly.Load(p).GetExportedTypes()))
        {
            string name = Of(type);
            lines.Add($"{name} : {Kind(type)}{Bases(type)}");
            foreach (MemberInfo member in type.GetMembers(Declared))
            {
                if (Of(member) is { } text)
                    lines.Add($"{name} {text}");
            }
        }

        var all = new StringBuilder();
        foreach (string line in lines)
            all.Append(line).Append('\n');
        return all.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref struct" : "struct"),
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum)
            return "";
        IEnumerable<Type> bases = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? [b] : [];
        bases = bases.Concat(type.GetInterfaces().Where(i => i.IsPublic && !(type.BaseType?.GetInterfaces() ?? []).Contains(i)));
        string list = string.Join(", ", bases.Select(Of).Order(StringComparer.Ordinal));
        return list.Length == 0 ? "" : ", " + list;
    }

    private static string? Of(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true, IsSpecialName: false } f when f.DeclaringType!.IsEnum => FormattableString.Invariant($"{f.Name} = {f.GetRawConstantValue()}"),
        FieldInfo { IsPublic: true, IsLiteral: true } f => FormattableString.Invariant($"const {Of(f.FieldType)} {f.Name} = {f.GetRawConstantValue()}"),
        FieldInfo { IsPublic: true, IsSpecialName: false } f => $"{(f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{Of(f.FieldType)} {f.Name}",
        ConstructorInfo c when IsVisible(c) => $".ctor{Parameters(c)}",
        MethodInfo m when IsVisible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && m.Name[0] != '<' =>
            $"{(m.IsStatic ? "static " : "")}{Of(m.ReturnType)}{Null(Nullability.Create(m.ReturnParameter).ReadState, m.ReturnType)} {m.Name}{Generics(m)}{Parameters(m)}",
        PropertyInfo p when p.GetAccessors(nonPublic: true).Any(IsVisible) => $"{(p.GetAccessors(nonPublic: true)[0].IsStatic ? "static " : "")}{Of(p.PropertyType)}{Null(Nullability.Create(p).ReadState, p.PropertyType)} "
            + $"{p.Name}{(p.GetIndexParameters() is { Length: > 0 } i ? $"[{string.Join(", ", i.Select(Of))}]" : "")} {{{Accessor(p.GetMethod, "get")}{Accessor(p.SetMethod, "set")} }}",
        EventInfo { AddMethod.IsPublic: true } e => $"event {Of(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    private static string Accessor(MethodInfo? method, string name) => method is null || !IsVisible(method) ? ""
        : name == "set" && method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : $" {name};";

    // Public, or protected where there can be heirs.
    private static bool IsVisible(MethodBase method) => method.IsPublic || (method.IsFamily && !method.DeclaringType!.IsSealed);

    private static string Parameters(MethodBase method) => $"({string.Join(", ", method.GetParameters().Select(Of))})";

    private static string Of(ParameterInfo p)
    {
        string direction = p.IsOut ? "out " : p.IsIn ? "in " : p.ParameterType.IsByRef ? "ref " : p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string value = !p.HasDefaultValue ? "" : " = " + (p.DefaultValue switch
        {
            null => p.ParameterType.IsValueType && Nullable.GetUnderlyingType(p.ParameterType) is null ? "default" : "null",
            string s => $"\"{s}\"",
            var v => FormattableString.Invariant($"{v}"),
        });
        return $"{direction}{Of(p.ParameterType)}{Null(Nullability.Create(p).WriteState, p.ParameterType)} {p.Name}{value}";
    }

    private static string Null(NullabilityState state, Type type) => state == NullabilityState.Nullable && !type.IsValueType && !type.IsByRef ? "?" : "";

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : "";

    private static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value) + "?";
        if (type.IsGenericParameter)
            return type.Name;
        string name = type.IsNested ? $"{Of(type.DeclaringType!)}.{type.Name}" : Keyword(type);
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    private static string Keyword(Type type) => type.FullName switch
    {
        "System.Void" => "void",
        "System.Boolean" => "bool",
        "System.Byte" => "byte",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.Double" => "double",
        "System.Decimal" => "decimal",
        "System.String" => "string",
        "System.Object" => "object",
        _ => type.Name,
    };
}
