using System.Text.Json;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>Reads a rules file. What it does not know is an error, so that a typing error never switches a rule off.</summary>
internal static class RulesReader
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Reads the file.</summary>
    /// <exception cref="UnusableInputException">It cannot be read or understood.</exception>
    public static Rules Read(string file)
    {
        string text = JsonValues.ReadText(file);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return RulesOf(document.RootElement, file);
        }
        catch (JsonException e)
        {
            throw new UnusableInputException(e.LineNumber is { } line ? $"{file}: is not JSON (line {line + 1})" : $"{file}: is not usable JSON ({JsonValues.OneLine(e.Message)})");
        }
        catch (FormatException e)
        {
            throw new UnusableInputException($"{file}: {e.Message}");
        }
    }

    private static Rules RulesOf(JsonElement root, string file)
    {
        Only(root, "the rules file", "rules", "acceptedFile", "unguarded", "allocationNoise");
        if (root.Child("rules") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            throw new FormatException("needs \"rules\", a list of at least one rule");
        string? accepted = TextOf(root, "the rules file", "acceptedFile");
        var rules = new Rules
        {
            File = file,
            All = [.. list.EnumerateArray().Select((r, i) => RuleOf(r, i + 1))],
            AcceptedFile = accepted is null ? null : Path.Combine(Path.GetDirectoryName(file) ?? "", accepted),
            Unguarded = TextOf(root, "the rules file", "unguarded") switch
            {
                null or "list" => Unguarded.List,
                "ignore" => Unguarded.Ignore,
                "error" => Unguarded.Error,
                var other => throw new FormatException($"\"unguarded\" is \"{other}\"; it is list, ignore or error"),
            },
            AllocationNoise = BytesOf(root, "the rules file", "allocationNoise") ?? Rules.DefaultAllocationNoise,
        };
        return rules.AcceptedFile is not null || rules.All.FirstOrDefault(r => r.NeedsAcceptedResults) is not { } needing
            ? rules
            : throw new FormatException($"the rule for {needing.Benchmark} compares with accepted results, but \"acceptedFile\" is missing");
    }

    private static Rule RuleOf(JsonElement rule, int number)
    {
        string where = $"rule {number}";
        Only(rule, where, "benchmark", "cases", "allocated", "against", "ratio", "accepted");
        string benchmark = TextOf(rule, where, "benchmark") ?? throw new FormatException($"{where} needs \"benchmark\"");
        where = $"rule {number} ({benchmark})";
        var read = new Rule
        {
            Benchmark = benchmark,
            Cases = CasesOf(rule, where),
            Against = TextOf(rule, where, "against"),
            Allocated = rule.Child("allocated") is { } allocated ? AllocationOf(allocated, where) : null,
            Ratio = rule.Child("ratio") is { } ratio ? RatioOf(ratio, where) : null,
            Accepted = rule.Child("accepted") is { } accepted ? ShiftOf(accepted, where) : null,
        };
        if (read is { Allocated: null, Ratio: null, Accepted: null })
            throw new FormatException($"{where} checks nothing; it needs \"allocated\", \"ratio\" or \"accepted\"");
        bool comparesTimes = read.Ratio is not null || read.Accepted is not null;
        if (comparesTimes && read.Against is null)
            throw new FormatException($"{where} needs \"against\", the baseline of the same run; times alone are never compared, as machines differ");
        return comparesTimes || read.Against is null ? read : throw new FormatException($"{where} has \"against\", but neither \"ratio\" nor \"accepted\"");
    }

    private static AllocationLimit AllocationOf(JsonElement allocated, string where)
    {
        if (allocated is { ValueKind: JsonValueKind.String } text && text.GetString() == "accepted")
            return new AllocationLimit(null, false, null);
        if (((JsonElement?)allocated).Count() is { } bytes)
            return new AllocationLimit(bytes, false, null);
        where += ", allocated";
        if (allocated.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{where}: is neither bytes, \"accepted\" nor an object");
        Only(allocated, where, "exactly", "atMost", "resolution");
        long? exactly = BytesOf(allocated, where, "exactly"), atMost = BytesOf(allocated, where, "atMost"), resolution = BytesOf(allocated, where, "resolution");
        if (exactly is null == atMost is null)
            throw new FormatException($"{where}: needs one of \"exactly\" and \"atMost\"");
        return resolution is 0 ? throw new FormatException($"{where}: \"resolution\" is 0; it is at least 1 byte") : new AllocationLimit(exactly ?? atMost, atMost is not null, resolution);
    }

    private static RatioLimit RatioOf(JsonElement ratio, string where)
    {
        where += ", ratio";
        Only(ratio, where, "typical", "tolerance");
        double typical = NumberOf(ratio, where, "typical") ?? throw new FormatException($"{where}: needs \"typical\"");
        return typical > 0 ? new RatioLimit(typical, NumberOf(ratio, where, "tolerance") ?? 0.5) : throw new FormatException($"{where}: \"typical\" must be greater than 0");
    }

    private static ShiftLimit ShiftOf(JsonElement shift, string where)
    {
        where += ", accepted";
        Only(shift, where, "tolerance", "level");
        double level = NumberOf(shift, where, "level") ?? 0.01;
        return level is > 0 and < 0.5 ? new ShiftLimit(NumberOf(shift, where, "tolerance") ?? 0.25, level) : throw new FormatException($"{where}: \"level\" must be between 0 and 0.5");
    }

    private static void Only(JsonElement element, string where, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{where}: is no object");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                throw new FormatException($"{where}: \"{property.Name}\" is null; leave out what is not to be checked");
            if (!names.Contains(property.Name))
                throw new FormatException($"{where}: \"{property.Name}\" is unknown; known are {string.Join(", ", names!)}");
        }
    }

    private static int? CasesOf(JsonElement rule, string where) => rule.Child("cases") is not { } value
        ? null
        : ((JsonElement?)value).Count() is > 0 and <= int.MaxValue and var cases ? (int)cases : throw new FormatException($"{where}: \"cases\" is no number of benchmarks");

    private static string? TextOf(JsonElement element, string where, string name) => element.Child(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when !string.IsNullOrWhiteSpace(text.GetString()) => text.GetString(),
        _ => throw new FormatException($"{where}: \"{name}\" is no text"),
    };

    private static long? BytesOf(JsonElement element, string where, string name) => element.Child(name) is not { } value
        ? null
        : ((JsonElement?)value).Count() ?? throw new FormatException($"{where}: \"{name}\" is no whole number of bytes");

    private static double? NumberOf(JsonElement element, string where, string name) => element.Child(name) is not { } value
        ? null
        : ((JsonElement?)value).Number() is var number && double.IsFinite(number) && number >= 0 ? number : throw new FormatException($"{where}: \"{name}\" is no number of at least 0");
}
