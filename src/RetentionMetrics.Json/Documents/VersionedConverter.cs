using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RetentionMetrics.Json;

/// <summary>Writes a type as its document, and makes it from one by its own checking constructor, so that no document can make an invalid object.</summary>
internal sealed class VersionedConverter<T, TDocument>(string kind, JsonTypeInfo<TDocument> documents, Func<T, TDocument> write, Func<TDocument, T>? read) : JsonConverter<T>
    where TDocument : Document
{
    private const int Version = 1;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (read is null)
            throw new JsonException($"A document of kind '{kind}' is written only: it does not hold all that the result was made from.");
        CheckEnvelope(reader);
        return FromDocument(JsonSerializer.Deserialize(ref reader, documents)!);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, ToDocument(value), documents);

    public TDocument ToDocument(T value)
    {
        TDocument document = write(value);
        (document.Kind, document.Version) = (kind, Version);
        return document;
    }

    /// <summary>For a document inside another one, too.</summary>
    public T FromDocument(TDocument? document)
    {
        if (document is null)
            throw new JsonException($"A document of kind '{kind}' is expected, not null.");
        Check(document.Kind, document.Version);
        try
        {
            return read!(document);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new JsonException($"The document of kind '{kind}' is not valid: {e.Message}", e);
        }
    }

    // Before anything else is bound: a document of another kind or version has other properties, and complaints about those would mislead.
    private void CheckEnvelope(Utf8JsonReader ahead)
    {
        if (ahead.TokenType != JsonTokenType.StartObject)
            throw new JsonException($"Expected a document of kind '{kind}', an object.");
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

        Check(foundKind, foundVersion);
    }

    private void Check(string? foundKind, int? foundVersion)
    {
        if (!string.Equals(foundKind, kind, StringComparison.Ordinal))
            throw new JsonException(foundKind is null ? $"The document has no 'kind'; '{kind}' is expected." : $"The document is of kind '{foundKind}'; '{kind}' is expected.");
        if (foundVersion != Version)
        {
            throw new JsonException(foundVersion is null
                ? $"The document of kind '{kind}' has no 'version', a whole number."
                : string.Create(CultureInfo.InvariantCulture, $"The document of kind '{kind}' has version {foundVersion}; this package reads version {Version}."));
        }
    }
}
