using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>The file of accepted results: each benchmark's bytes, which are the same everywhere, and for each machine its iterations as ratios to the in-run baseline.</summary>
internal sealed class AcceptedResults
{
    private const string Kind = "benchmarkGateAccepted";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, SortedDictionary<string, Times>> _machines = new(StringComparer.Ordinal);
    private SortedDictionary<string, long> _bytes = new(StringComparer.Ordinal);

    /// <summary>The ratios of a benchmark's iterations to the baseline named.</summary>
    public sealed record Times(string Against, IReadOnlyList<double> Ratios);

    public bool Knows(Machine machine) => _machines.ContainsKey(machine.ToString());

    public long? BytesOf(string benchmark) => _bytes.TryGetValue(benchmark, out long bytes) ? bytes : null;

    public Times? TimesOf(Machine machine, string benchmark) => _machines.TryGetValue(machine.ToString(), out var entries) ? entries.GetValueOrDefault(benchmark) : null;

    /// <summary>Puts results in the place of the bytes, and of the times that the machine had.</summary>
    public void Set(Machine machine, IReadOnlyDictionary<string, long> bytes, IReadOnlyDictionary<string, Times> times)
    {
        _bytes = new SortedDictionary<string, long>(bytes.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        if (times.Count > 0)
            _machines[machine.ToString()] = new SortedDictionary<string, Times>(times.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        else
            _machines.Remove(machine.ToString());
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="UnusableInputException">It cannot be read or understood.</exception>
    public static AcceptedResults Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(JsonValues.ReadText(file));
            JsonElement root = document.RootElement;
            if (root.Text("kind") != Kind || root.Child("version").Count() != 1
                || root.Child("allocated") is not { ValueKind: JsonValueKind.Object } allocated || root.Child("machines") is not { ValueKind: JsonValueKind.Object } machines)
                throw new UnusableInputException($"{file}: is no file of accepted results (kind {Kind}, version 1)");
            var accepted = new AcceptedResults();
            foreach (JsonProperty entry in allocated.EnumerateObject())
                accepted._bytes[entry.Name] = ((JsonElement?)entry.Value).Count() ?? throw new FormatException($"{entry.Name}: \"allocated\" is no whole number of bytes");
            foreach (JsonProperty machine in machines.EnumerateObject())
            {
                var entries = new SortedDictionary<string, Times>(StringComparer.Ordinal);
                foreach (JsonProperty entry in Objects(machine.Value, machine.Name))
                    entries[entry.Name] = TimesOf(entry);
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
        var allocated = new JsonObject();
        foreach ((string name, long bytes) in _bytes)
            allocated[name] = bytes;
        var machines = new JsonObject();
        foreach ((string machine, var entries) in _machines)
        {
            var list = new JsonObject();
            foreach ((string name, Times times) in entries)
                list[name] = new JsonObject { ["against"] = times.Against, ["ratios"] = new JsonArray([.. times.Ratios.Select(r => (JsonNode)Short(r))]) };
            machines[machine] = list;
        }

        string text = new JsonObject { ["kind"] = Kind, ["version"] = 1, ["allocated"] = allocated, ["machines"] = machines }.ToJsonString(Indented) + "\n";
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

    private static Times TimesOf(JsonProperty entry)
    {
        double[] values = entry.Value.Child("ratios") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(v => ((JsonElement?)v).Number())] : [];
        return values.Length > 0 && values.All(v => double.IsFinite(v) && v > 0)
            ? new Times(entry.Value.Text("against"), values)
            : throw new FormatException($"{entry.Name}: \"ratios\" are not numbers greater than 0");
    }

    private static JsonElement.ObjectEnumerator Objects(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : throw new FormatException($"{name}: is no object of benchmarks");

    // Five digits are more than the noise leaves, and keep differences readable.
    private static double Short(double value) => double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
