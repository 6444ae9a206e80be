using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>What the gate says, as text for a console and as Markdown.</summary>
internal sealed record Outcome(Results Results, IReadOnlyList<Check> Checks, IReadOnlyList<string> UnguardedBenchmarks, Unguarded Unguarded)
{
    private static readonly string[] Head = ["", "benchmark", "check", "wanted", "found", "note"];

    public int ExitCode => Checks.Any(c => c.Verdict == Verdict.Unusable) || (Unguarded == Unguarded.Error && UnguardedBenchmarks.Count > 0) ? 2
        : Checks.Any(c => c.Verdict == Verdict.Regression) ? 1
        : 0;

    private string Title => ExitCode switch { 0 => "passed", 1 => "REGRESSION", _ => "unusable input" };

    private string Summary => string.Create(CultureInfo.InvariantCulture,
        $"{Count(Verdict.Ok)} ok, {Count(Verdict.Loose)} loose, {Of(Count(Verdict.Regression), "regression")}, {Count(Verdict.Skipped)} skipped, {Count(Verdict.Unusable)} unusable, {Of(UnguardedBenchmarks.Count, "benchmark")} without a rule");

    private string Where => $"{Results.Machine}, {Results.Runtime}{(Results.Runs > 1 ? string.Create(CultureInfo.InvariantCulture, $", {Results.Runs} runs") : "")}";

    /// <summary>An aligned table for a console.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        string[][] rows = [Head, .. Rows];
        int[] widths = [.. Head.Select((_, column) => rows.Max(r => r[column].Length))];
        foreach (string[] row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        if (Listed is { Count: > 0 } listed)
            text.Append($"\nwithout a rule{(Unguarded == Unguarded.Error ? ", which the rules make an error" : "")}:\n").AppendJoin("", listed.Select(name => $"  {name}\n"));
        return text.Append($"\n{Where}\nbenchmark gate: {Title} ({Summary})\n").ToString();
    }

    /// <summary>GitHub-flavoured Markdown that can follow other text.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"### Benchmark gate: {Title}\n\n{Escape(Summary)}\n\n");
        text.Append($"| {string.Join(" | ", Head)} |\n|{string.Concat(Head.Select(_ => "---|"))}\n");
        foreach (string[] row in Rows)
            text.Append($"| {string.Join(" | ", row.Select(Escape))} |\n");
        if (Listed is { Count: > 0 } listed)
            text.Append($"\n<details><summary>{listed.Count.ToString(CultureInfo.InvariantCulture)} without a rule</summary>\n\n").AppendJoin("", listed.Select(name => $"- {Escape(name)}\n")).Append("\n</details>\n");
        return text.Append($"\n{Escape(Where)}\n\n").ToString();
    }

    /// <summary>Markdown for results that could not be judged at all.</summary>
    public static string UnusableMarkdown(string reason) => $"### Benchmark gate: unusable input\n\n{Escape(reason)}\n\n";

    private IReadOnlyList<string> Listed => Unguarded == Unguarded.Ignore ? [] : [.. UnguardedBenchmarks.Select(Quoted)];

    private IEnumerable<string[]> Rows => Checks.Select(c => new[]
    {
        c.Verdict switch { Verdict.Ok => "ok", Verdict.Loose => "LOOSE", Verdict.Regression => "REGRESSION", Verdict.Skipped => "skipped", _ => "UNUSABLE" },
        Quoted(c.Benchmark), c.What, c.Wanted, c.Found, c.Note,
    });

    /// <summary>The whole name as JSON has it: what can be pasted into a rule.</summary>
    private static string Quoted(string name) => $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Of(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    // What Markdown or HTML would take for its own, generic types and parameters above all.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '&')
                escaped.Append("&amp;");
            else if (c is '<')
                escaped.Append("&lt;");
            else if (c is '\r' or '\n')
                escaped.Append(' ');
            else if (c is '|' or '*' or '_' or '`' or '[' or ']' or '\\' or '~' or '#')
                escaped.Append('\\').Append(c);
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    private int Count(Verdict verdict) => Checks.Count(c => c.Verdict == verdict);
}
