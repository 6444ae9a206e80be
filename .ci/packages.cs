// What each package must hold: dotnet run .ci/packages.cs -- FOLDER [SOURCE_LINK]
// FOLDER has the packages of src; with SOURCE_LINK they were packed to be published, and the symbols must say that the source is below this address.
// Only the framework is used here, so that nothing that made the packages judges them.
#:property PublishAot=false

using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

string folder = args[0];
string? sourceLink = args.Length > 1 ? args[1] : null;
string src = Path.Combine(Path.GetDirectoryName(Here())!, "..", "src");
int wrong = 0;
string[] packages = [.. Directory.EnumerateFiles(src, "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
foreach (string package in packages)
{
    try
    {
        Check(package);
    }
    catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or KeyNotFoundException or JsonException or BadImageFormatException)
    {
        Fail(package, e.Message);
    }
}

Console.WriteLine($"{packages.Length} packages, {wrong} faults");
return wrong == 0 && packages.Length > 0 ? 0 : 1;

void Check(string package)
{
    string file = Directory.EnumerateFiles(folder, package + ".*.nupkg").Single(f => Regex.IsMatch(Path.GetFileName(f)[package.Length..], @"^\.\d+\.\d+\.\d+(-.*)?\.nupkg$"));
    using ZipArchive zip = ZipFile.OpenRead(file);
    using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));

    XElement about = XDocument.Load(new MemoryStream(Read(zip, package + ".nuspec"))).Root!.Elements().Single();
    string? Says(string name) => about.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
    Must(package, "its own id", Says("id") == package);
    Must(package, "the licence MIT", Says("license") == "MIT");
    Must(package, "authors, a description, tags and a copyright", new[] { "authors", "description", "tags", "copyright" }.All(name => !string.IsNullOrWhiteSpace(Says(name))));
    Must(package, "release notes of this version", !string.IsNullOrWhiteSpace(Says("releaseNotes")));
    Must(package, "the commit that it was made of", Regex.IsMatch(about.Elements().Single(e => e.Name.LocalName == "repository").Attribute("commit")?.Value ?? "", "^[0-9a-f]{40}$"));

    Must(package, "a README", Says("readme") == "README.md");
    byte[] readme = Read(zip, "README.md");
    Must(package, "the README of its own folder", readme.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(src, package, "README.md"))));
    string text = Encoding.UTF8.GetString(readme);
    Must(package, "a README that says what it is, how to install it and how it is called", text.StartsWith($"# {package}\n", StringComparison.Ordinal) && text.Contains($"dotnet add package {package}\n", StringComparison.Ordinal) && text.Contains("\n```csharp", StringComparison.Ordinal));
    // A gallery shows the README without the repository around it.
    Must(package, "a README without links into the repository", !Regex.IsMatch(text, @"\]\((?!https://)"));

    Must(package, "an icon", Says("icon") == "icon.png");
    byte[] icon = Read(zip, "icon.png");
    Must(package, "an icon of 128 by 128 pixels", icon.AsSpan(1, 3).SequenceEqual("PNG"u8) && BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)) == 128 && BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)) == 128);

    byte[] library = Read(zip, $"lib/net10.0/{package}.dll");
    XElement[] documented = [.. XDocument.Load(new MemoryStream(Read(zip, $"lib/net10.0/{package}.xml"))).Descendants("member")];
    Must(package, "documented members", documented.Length > 0 && documented.All(m => m.HasElements));
    CheckSymbols(package, library, Read(symbols, $"lib/net10.0/{package}.pdb"));
    CheckSbom(package, Says("version")!, JsonDocument.Parse(Read(zip, "sbom.cdx.json")).RootElement,
        [.. about.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => $"pkg:nuget/{e.Attribute("id")!.Value}@{e.Attribute("version")!.Value}")]);
    Console.WriteLine($"{Path.GetFileName(file)}: {zip.Entries.Count} entries, {documented.Length} documented members");
}

// Symbols of this very library, with the source that no repository has, and where the rest is.
void CheckSymbols(string package, byte[] library, byte[] pdb)
{
    using var image = new PEReader(new MemoryStream(library));
    using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
    MetadataReader reader = provider.GetMetadataReader();
    DebugDirectoryEntry[] entries = [.. image.ReadDebugDirectory()];
    Must(package, "a deterministic build", entries.Any(e => e.Type == DebugDirectoryEntryType.Reproducible));
    Guid of = image.ReadCodeViewDebugDirectoryData(entries.Single(e => e.Type == DebugDirectoryEntryType.CodeView)).Guid;
    Must(package, "symbols of its own library", new BlobContentId(reader.DebugMetadataHeader!.Id).Guid == of);

    var embedded = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    var links = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    bool Has(EntityHandle handle, Guid kind) => reader.GetCustomDebugInformation(handle).Any(h => reader.GetGuid(reader.GetCustomDebugInformation(h).Kind) == kind);
    (string Path, bool Embedded)[] documents = [.. reader.Documents.Select(h => (reader.GetString(reader.GetDocument(h).Name), Has(h, embedded)))];
    Must(package, "generated source embedded, and only that", documents.All(d => d.Embedded == Regex.IsMatch(d.Path, @"/obj/|\.g\.cs$|/generated/")));

    string? map = reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Select(reader.GetCustomDebugInformation)
        .Where(i => reader.GetGuid(i.Kind) == links).Select(i => Encoding.UTF8.GetString(reader.GetBlobBytes(i.Value))).SingleOrDefault();
    if (sourceLink is null)
        return; // a build on a developer's machine keeps its paths, for the debugger
    Must(package, "paths that name no machine", documents.All(d => d.Path.StartsWith("/_", StringComparison.Ordinal)));
    Must(package, $"Source Link to {sourceLink}", map is not null && JsonDocument.Parse(map).RootElement.GetProperty("documents").EnumerateObject().Any(d => d.Value.GetString() == sourceLink + "/*"));
}

// The structure of CycloneDX 1.6, and every dependency with version, licence and hash.
void CheckSbom(string package, string version, JsonElement bom, string[] dependencies)
{
    string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;
    bool Licensed(JsonElement component) => component.GetProperty("licenses").EnumerateArray().All(l => Text(l, "expression").Length > 0) && component.GetProperty("licenses").GetArrayLength() == 1;
    Must(package, "a bill of materials in CycloneDX 1.6", Text(bom, "bomFormat") == "CycloneDX" && Text(bom, "specVersion") == "1.6" && bom.GetProperty("version").GetInt32() == 1);
    JsonElement itself = bom.GetProperty("metadata").GetProperty("component");
    string root = $"pkg:nuget/{package}@{version}";
    Must(package, "a bill of materials of itself", Text(itself, "purl") == root && Text(itself, "bom-ref") == root && Licensed(itself));

    Dictionary<string, JsonElement> components = bom.GetProperty("components").EnumerateArray().ToDictionary(c => Text(c, "bom-ref"));
    foreach ((string reference, JsonElement c) in components)
    {
        Must(package, $"{reference} with name, version and licence", reference == Text(c, "purl") && reference == $"pkg:nuget/{Text(c, "name")}@{Text(c, "version")}" && Text(c, "type") == "library" && Licensed(c));
        bool own = packages.Contains(Text(c, "name"));
        Must(package, $"{reference} with its SHA-512", own || c.GetProperty("hashes").EnumerateArray().Any(h => Text(h, "alg") == "SHA-512" && Regex.IsMatch(Text(h, "content"), "^[0-9a-f]{128}$")));
    }

    Dictionary<string, string[]> graph = bom.GetProperty("dependencies").EnumerateArray().ToDictionary(d => Text(d, "ref"), d => d.GetProperty("dependsOn").EnumerateArray().Select(e => e.GetString()!).ToArray());
    var reached = new HashSet<string> { root };
    var open = new Queue<string>(reached);
    while (open.TryDequeue(out string? next))
    {
        foreach (string on in graph[next].Where(reached.Add))
            open.Enqueue(on);
    }

    reached.Remove(root);
    Must(package, "every component in the graph, and no other", reached.SetEquals(components.Keys));
    Must(package, "every dependency that the package states", dependencies.All(components.ContainsKey));
}

static byte[] Read(ZipArchive zip, string entry)
{
    using Stream stream = (zip.GetEntry(entry) ?? throw new InvalidDataException($"{entry} is missing.")).Open();
    var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    return bytes.ToArray();
}

void Must(string package, string have, bool has)
{
    if (!has)
        Fail(package, $"must have {have}.");
}

void Fail(string package, string what)
{
    wrong++;
    Console.Error.WriteLine($"{package}: {what}");
}

static string Here([CallerFilePath] string path = "") => path;
