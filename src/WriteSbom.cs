#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Writes a package's bill of materials as CycloneDX 1.6 from what restore resolved: what comes with the package, directly or through others, and nothing that only its build needs.</summary>
/// <remarks>Compiled by the build itself, against .NET Standard, which reads and writes JSON as XML. The same input gives the same bytes: no clock, no random serial number, names in ordinal order.</remarks>
public sealed class WriteSbom : Task
{
    /// <summary>project.assets.json.</summary>
    [Required]
    public string AssetsFile { get; set; } = "";

    [Required]
    public string Package { get; set; } = "";

    [Required]
    public string Version { get; set; } = "";

    /// <summary>An SPDX expression; the packages of this repository have it, too.</summary>
    [Required]
    public string License { get; set; } = "";

    [Required]
    public string Description { get; set; } = "";

    [Required]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        XElement assets = ReadJson(AssetsFile);
        var libraries = Members(Member(assets, "libraries")!).ToDictionary(Name, StringComparer.OrdinalIgnoreCase); // by name/version
        XElement target = Members(Member(assets, "targets")!).First(); // one framework
        var resolved = Members(target).ToDictionary(e => Name(e).Split('/')[0], StringComparer.OrdinalIgnoreCase);
        string folder = Name(Members(Member(assets, "packageFolders")!).First());

        string[] direct = DirectDependencies(assets);
        var components = new SortedDictionary<string, XElement>(StringComparer.Ordinal);
        var dependencies = new SortedDictionary<string, XElement>(StringComparer.Ordinal);
        var open = new Queue<string>(direct);
        while (open.Count > 0)
        {
            XElement library = resolved[open.Dequeue()];
            string reference = Purl(library);
            if (components.ContainsKey(reference))
                continue;
            string[] next = Member(library, "dependencies") is { } own ? Members(own).Select(Name).ToArray() : new string[0];
            components.Add(reference, Component(library, libraries[Name(library)], folder));
            dependencies.Add(reference, Dependency(reference, next.Select(name => Purl(resolved[name]))));
            foreach (string name in next)
                open.Enqueue(name);
        }

        if (Log.HasLoggedErrors)
            return false;
        string root = Purl(Package, Version);
        WriteJson(Destination, Object("root",
            Text("bomFormat", "CycloneDX"),
            Text("specVersion", "1.6"),
            new XElement("version", new XAttribute("type", "number"), 1),
            Object("metadata", Object("component", Identity(Package, Version, root).Append(Text("description", Description)).Append(Licenses(License)).ToArray())),
            Array("components", components.Values),
            Array("dependencies", new[] { Dependency(root, direct.Select(name => Purl(resolved[name]))) }.Concat(dependencies.Values))));
        return true;
    }

    // What the project names itself, packages and projects, less what stays with its build: analyzers and the SDK's own.
    private static string[] DirectDependencies(XElement assets)
    {
        XElement framework = Members(Member(Member(assets, "project")!, "frameworks")!).First();
        var ofBuild = new HashSet<string>(
            Member(framework, "dependencies") is { } packages ? Members(packages).Where(p => Member(p, "suppressParent")?.Value == "All").Select(Name) : Enumerable.Empty<string>(),
            StringComparer.OrdinalIgnoreCase);
        return Member(assets, "projectFileDependencyGroups")!.Elements().First().Elements().Select(e => e.Value.Split(' ')[0]).Where(name => !ofBuild.Contains(name)).ToArray();
    }

    private XElement Component(XElement library, XElement origin, string folder)
    {
        string[] name = Name(library).Split('/');
        IEnumerable<XElement> identity = Identity(name[0], name[1], Purl(library));
        if (Member(origin, "type")!.Value == "project")
            return Object("item", identity.Append(Licenses(License)).ToArray());

        string path = Path.Combine(folder, Member(origin, "path")!.Value);
        string file = name[0].ToLowerInvariant() + "." + name[1].ToLowerInvariant() + ".nupkg.sha512";
        byte[] hash = Convert.FromBase64String(File.ReadAllText(Path.Combine(path, file)));
        return Object("item", identity
            .Append(Array("hashes", new[] { Object("item", Text("alg", "SHA-512"), Text("content", string.Concat(hash.Select(b => b.ToString("x2"))))) }))
            .Append(Licenses(LicenseOf(Path.Combine(path, name[0].ToLowerInvariant() + ".nuspec")))).ToArray());
    }

    private string LicenseOf(string nuspec)
    {
        XElement? license = XDocument.Load(nuspec).Descendants().FirstOrDefault(e => e.Name.LocalName == "license" && (string?)e.Attribute("type") == "expression");
        if (license is null)
            Log.LogError("{0} states no licence as an SPDX expression, which the bill of materials must have: take another package, or read its licence and name it in WriteSbom.cs.", nuspec);
        return license?.Value ?? "";
    }

    private static IEnumerable<XElement> Identity(string name, string version, string purl)
    {
        yield return Text("type", "library");
        yield return Text("bom-ref", purl);
        yield return Text("name", name);
        yield return Text("version", version);
        yield return Text("purl", purl);
    }

    private static XElement Dependency(string reference, IEnumerable<string> on) =>
        Object("item", Text("ref", reference), Array("dependsOn", on.OrderBy(r => r, StringComparer.Ordinal).Select(r => Text("item", r))));

    private static XElement Licenses(string expression) => Array("licenses", new[] { Object("item", Text("expression", expression)) });

    private static string Purl(XElement library) => Purl(Name(library).Split('/')[0], Name(library).Split('/')[1]);

    private static string Purl(string name, string version) => "pkg:nuget/" + name + "@" + Uri.EscapeDataString(version);

    // JSON as XML: a member whose name is no XML name is an element "item" with the name as an attribute.
    private static string Name(XElement member) => (string?)member.Attribute("item") ?? member.Name.LocalName;

    private static IEnumerable<XElement> Members(XElement parent) => parent.Elements();

    private static XElement? Member(XElement parent, string name) => parent.Elements().FirstOrDefault(e => Name(e) == name);

    private static XElement Text(string name, string value) => new XElement(name, new XAttribute("type", "string"), value);

    private static XElement Object(string name, params XElement[] members) => new XElement(name, new XAttribute("type", "object"), members);

    private static XElement Array(string name, IEnumerable<XElement> items) => new XElement(name, new XAttribute("type", "array"), items);

    private static XElement ReadJson(string file)
    {
        using (XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(File.ReadAllBytes(file), XmlDictionaryReaderQuotas.Max))
            return XElement.Load(reader);
    }

    private static void WriteJson(string file, XElement json)
    {
        using (var bytes = new MemoryStream())
        {
            using (XmlDictionaryWriter writer = JsonReaderWriterFactory.CreateJsonWriter(bytes, new UTF8Encoding(false), ownsStream: false, indent: true, indentChars: "  "))
                json.WriteTo(writer);
            // This writer escapes slashes, which JSON allows and nobody reads well, and ends lines as the machine does.
            File.WriteAllText(file, Encoding.UTF8.GetString(bytes.ToArray()).Replace("\\/", "/").Replace("\r\n", "\n") + "\n");
        }
    }
}
