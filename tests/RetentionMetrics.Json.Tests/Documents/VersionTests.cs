using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetentionMetrics.Json;

namespace RetentionMetrics.Tests.Documents;

/// <summary>Documents of older versions are read, and those of newer ones refused. That the recorded ones of version 1 are read is checked beside the forms of today, in <see cref="DocumentTests"/>.</summary>
public class VersionTests
{
    // As if the form of today were the third: the first had a mean of 1/alpha in a list, the second the same by name.
    private static readonly VersionedConverter<Nbd, NbdDocument> Third = new(
        "nbd", DocumentContext.Default.NbdDocument, m => new(m.R, m.Alpha, m.Unit), d => new Nbd(d.R, d.Alpha, d.Unit), version: 3, upgrade: Upgrade);

    [Theory]
    [InlineData("""{"kind":"nbd","version":3,"r":0.5,"alpha":4,"unit":"week"}""")]
    [InlineData("""{"kind":"nbd","version":2,"r":0.5,"rate":0.25,"unit":"week"}""")]
    [InlineData("""{"kind":"nbd","version":1,"parameters":[0.5,0.25],"unit":"week"}""")]
    [InlineData("""{"parameters":[0.5,0.25],"unit":"week","version":1,"kind":"nbd"}""")]
    public void A_document_of_any_older_version_is_brought_up_step_by_step(string text)
    {
        Nbd model = Read(text);
        (model.R, model.Alpha, model.Unit).Should().Be((0.5, 4.0, TimeUnit.Week));
        Third.ToDocument(model).Version.Should().Be(3, "the present version is written");
    }

    [Theory]
    [InlineData("""{"kind":"nbd","version":4,"r":0.5,"alpha":4,"unit":"week"}""", "*has version 4; this package reads versions 1 to 3. A newer package wrote it.")]
    [InlineData("""{"kind":"nbd","version":0,"r":0.5,"alpha":4,"unit":"week"}""", "*has version 0; this package reads versions 1 to 3.")]
    [InlineData("""{"kind":"nbd","version":2,"r":0.5,"rate":"x","unit":"week"}""", "*not a valid one of version 2*")]
    [InlineData("""{"kind":"nbd","version":2,"r":0.5,"rate":1,"rate":2,"unit":"week"}""", "*")]
    [InlineData("""{"kind":"nbd","version":2,"r":0.5,"rate":1,"unit":"week","x":1}""", "*x*")]
    [InlineData("""{"kind":"nbd","version":2,"r":-0.5,"rate":1,"unit":"week"}""", "*not valid*")]
    public void A_newer_version_or_a_bad_older_document_is_a_clear_error(string text, string message) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<JsonException>().WithMessage(message);

    [Fact]
    public void Every_kind_that_can_be_read_was_recorded_in_version_1()
    {
        IEnumerable<object> converters = typeof(Converters).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(VersionedConverter<,>)).Select(p => p.GetValue(null)!);
        IEnumerable<string> kinds = converters.Where(c => (bool)c.GetType().GetProperty("CanBeRead")!.GetValue(c)!).Select(c => (string)c.GetType().GetProperty("Kind")!.GetValue(c)!);
        RecordedDocuments.Kinds.Should().BeEquivalentTo(kinds.Append("tallyLedger").Distinct(StringComparer.Ordinal));
    }

    private static Nbd Read(string text)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        reader.Read();
        return Third.Read(ref reader, typeof(Nbd), JsonSerializerOptions.Default);
    }

    private static void Upgrade(JsonObject document, int from)
    {
        if (from == 1)
        {
            JsonArray parameters = document["parameters"]!.AsArray();
            (document["r"], document["rate"]) = (parameters[0]!.GetValue<double>(), parameters[1]!.GetValue<double>());
            document.Remove("parameters");
        }
        else
        {
            document["alpha"] = 1 / document["rate"]!.GetValue<double>();
            document.Remove("rate");
        }
    }
}
