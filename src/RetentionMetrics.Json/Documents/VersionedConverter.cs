using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RetentionMetrics.Json;

/// <summary>Writes a type as its document, and makes it from one by its own checking constructor, so that no document can make an invalid object.</summary>
/// <remarks>
/// When a form changes, its version is raised, and a function brings a document of the version before to it, one version a step; documents of all versions are then read, and the present one is written.
/// A document inside another one is of its own present version: whoever raises it raises the versions of those that hold it, too, and their function brings the inner one along.
/// </remarks>
internal sealed class VersionedConverter<T, TDocument>(
    string kind, JsonTypeInfo<TDocument> documents, Func<T, TDocument> write, Func<TDocument, T>? read, int version = 1, Action<JsonObject, int>? upgrade = null) : JsonConverter<T>
    where TDocument : Document
{
    public string Kind => kind;

    public bool CanBeRead => read is not null;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (read is null)
            throw new DocumentException(ErrorCodes.WrittenOnly, $"A document of kind '{kind}' is written only: it does not hold all that the result was made from. Make the result again from its facts.");
        int found = CheckEnvelope(reader);
        return FromDocument(found == version ? Present(ref reader) : Upgrade(ref reader, found));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, ToDocument(value), documents);

    public TDocument ToDocument(T value)
    {
        TDocument document = write(value);
        (document.Kind, document.Version) = (kind, version);
        return document;
    }

    /// <summary>For a document inside another one, too.</summary>
    public T FromDocument(TDocument? document)
    {
        if (document is null)
            throw new DocumentException(ErrorCodes.NotADocument, $"A document of kind '{kind}' is expected, not null.");
        if (Check(document.Kind, document.Version) != version)
            throw new DocumentException(ErrorCodes.OtherVersion, string.Create(CultureInfo.InvariantCulture, $"The document of kind '{kind}' inside another one has version {document.Version}; {version} is needed there."));
        try
        {
            return read!(document);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw Invalid(e);
        }
    }

    private DocumentException Invalid(Exception e) => new(ErrorCodes.InvalidDocument, $"The document of kind '{kind}' is not valid: {e.Message.ReplaceLineEndings(" ")}", e);

    private TDocument Present(ref Utf8JsonReader reader)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, documents)!;
        }
        catch (JsonException e) when (e is not DocumentException) // of a document inside it
        {
            throw Invalid(e);
        }
    }

    private TDocument Upgrade(ref Utf8JsonReader reader, int found)
    {
        try
        {
            JsonObject document = JsonNode.Parse(ref reader)!.AsObject();
            for (int from = found; from < version; from++)
            {
                upgrade!(document, from);
                document["version"] = from + 1;
            }

            return document.Deserialize(documents)!;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException || (e is JsonException and not DocumentException))
        {
            // A name that is there twice, or a value of another type than that version had.
            throw new DocumentException(ErrorCodes.InvalidDocument, string.Create(CultureInfo.InvariantCulture, $"The document of kind '{kind}' is not a valid one of version {found}: {e.Message.ReplaceLineEndings(" ")}"), e);
        }
    }

    // Before anything else is bound: a document of another kind or version has other properties, and complaints about those would mislead.
    private int CheckEnvelope(Utf8JsonReader ahead)
    {
        if (ahead.TokenType != JsonTokenType.StartObject)
            throw new DocumentException(ErrorCodes.NotADocument, $"Expected a document of kind '{kind}', an object.");
        (string? foundKind, int? foundVersion) = (null, null);
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            bool isKind = ahead.ValueTextEquals("kind"u8), isVersion = ahead.ValueTextEquals("version"u8);
            ahead.Read();
            if (isKind && ahead.TokenType == JsonTokenType.String)
                foundKind = ahead.GetString();
            else if (isVersion && ahead.TokenType == JsonTokenType.Number && ahead.TryGetInt32(out int number))
                foundVersion = number;
            ahead.Skip();
        }

        return Check(foundKind, foundVersion);
    }

    private int Check(string? foundKind, int? foundVersion)
    {
        if (!string.Equals(foundKind, kind, StringComparison.Ordinal))
            throw foundKind is null
                ? new DocumentException(ErrorCodes.NotADocument, $"The document has no 'kind'; '{kind}' is expected.")
                : new DocumentException(ErrorCodes.OtherKind, $"The document is of kind '{foundKind}'; '{kind}' is expected.");
        if (foundVersion is not { } number)
            throw new DocumentException(ErrorCodes.NotADocument, $"The document of kind '{kind}' has no 'version', a whole number.");
        if (number < 1 || number > version)
        {
            string newer = number > version ? " A newer package wrote it." : "";
            throw new DocumentException(ErrorCodes.OtherVersion, string.Create(CultureInfo.InvariantCulture, $"The document of kind '{kind}' has version {number}; this package reads {(version == 1 ? "version 1" : $"versions 1 to {version}")}.{newer}"));
        }

        return number;
    }
}
