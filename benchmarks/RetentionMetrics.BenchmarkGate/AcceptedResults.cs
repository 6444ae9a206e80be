using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>The file of accepted results: for each machine, each benchmark's bytes and its iterations as ratios to the in-run baseline.</summary>
internal sealed class AcceptedResults
{
    private const string Kind = "benchmarkGateAccepted";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, SortedDictionary<string, Entry>> _machines = new(StringComparer.Ordinal);

    /// <summary>Bytes of a benchmark, and its ratios to the baseline named.</summary>
    public sealed record Entry(long? Bytes, string? Against, IReadOnlyList<double> Ratios);

    public IEnumerable<string> Machines => _machines.Keys;

    public bool Knows(Machine machine) => _machines.ContainsKey(machine.ToString());

    public Entry? Of(Machine machine, string benchmark) => _machines.TryGetValue(machine.ToString(), out var entries) ? entries.GetValueOrDefault(benchmark) : null;

    /// <summary>Puts a machine's results in the place of those that it had.</summary>
    public void Set(Machine machine, IEnumerable<KeyValuePair<string, Entry>> entries) =>
        _machines[machine.ToString()] = new SortedDictionary<string, Entry>(new Dictionary<string, Entry>(entries, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Reads the file.</summary>
    /// <exception cref="UnusableInputException">It cannot be read or understood.</exception>
    public static AcceptedResults Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(JsonValues.ReadText(file));
            JsonElement root = document.RootElement;
            if (root.Text("kind") != Kind || root.Child("version").Count() != 1 || root.Child("machines") is not { ValueKind: JsonValueKind.Object } machines)
                throw new UnusableInputException($"{file}: is no file of accepted results (kind {Kind}, version 1)");
            var accepted = new AcceptedResults();
            foreach (JsonProperty machine in machines.EnumerateObject())
            {
                var entries = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
                foreach (JsonProperty entry in Objects(machine.Value, machine.Name))
                    entries[entry.Name] = EntryOf(entry);
                accepted._machines[machine.Name] = entries;
            }

            return accepted;
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"{file}: is not JSON (line {e.LineNumber + 1})");
        }
        catch (FormatException e)
        {
            throw new UnusableInputException($"{file}: {e.Message}");
        }
    }

    /// <summary>Writes the file at once or not at all; equal results give equal bytes.</summary>
    /// <exception cref="UnusableInputException">It cannot be written.</exception>
    public void Write(string file)
    {
        var machines = new JsonObject();
        foreach ((string machine, var entries) in _machines)
        {
            var list = new JsonObject();
            foreach ((string name, Entry entry) in entries)
            {
                var item = new JsonObject();
                if (entry.Bytes is { } bytes)
                    item["allocated"] = bytes;
                if (entry.Against is not null)
                {
                    item["against"] = entry.Against;
                    item["ratios"] = new JsonArray([.. entry.Ratios.Select(r => (JsonNode)Short(r))]);
                }

                list[name] = item;
            }

            machines[machine] = list;
        }

        string text = new JsonObject { ["kind"] = Kind, ["version"] = 1, ["machines"] = machines }.ToJsonString(Indented) + "\n";
        string temporary = file + ".tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{file}: cannot be written ({JsonValues.OneLine(e.Message)})");
        }
    }

    private static Entry EntryOf(JsonProperty entry)
    {
        JsonElement? ratios = entry.Value.Child("ratios");
        double[] values = ratios is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(v => ((JsonElement?)v).Number())] : [];
        if (entry.Value.ValueKind != JsonValueKind.Object || (ratios is not null && (values.Length == 0 || !values.All(v => double.IsFinite(v) && v > 0))))
            throw new FormatException($"{entry.Name}: \"ratios\" are not numbers greater than 0");
        return new Entry(entry.Value.Child("allocated").Count(), entry.Value.Text("against") is { Length: > 0 } against ? against : null, values);
    }

    private static JsonElement.ObjectEnumerator Objects(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw new FormatException($"{name}: is no object of benchmarks");

    // Five digits are more than the noise leaves, and keep differences readable.
    private static double Short(double value) => double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
