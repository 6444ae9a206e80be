using System.Text.RegularExpressions;

namespace RetentionMetrics.BenchmarkGate;

/// <summary>The program.</summary>
internal static class Gate
{
    /// <summary>Runs it.</summary>
    /// <returns>0 when all rules hold, 1 on a regression, 2 when the input is unusable.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        CommandLine? command = null;
        try
        {
            command = CommandLine.Parse(args);
            if (command.Help)
            {
                output.Write(CommandLine.HelpText.ReplaceLineEndings("\n") + "\n");
                return 0;
            }

            (Rules rules, AcceptedResults? accepted) = RulesOf(command);
            AppendMarkdown(command, ""); // whether the file can be written is known before minutes of measuring
            if (command.DryRun)
                return 0;

            Outcome outcome = OutcomeOf(command, rules, accepted, output);
            output.Write(outcome.ToText());
            foreach (Check check in outcome.Checks.Where(c => c.Verdict == Verdict.Unusable))
                error.WriteLine($"error: {check.Note}");
            if (outcome is { Unguarded: Unguarded.Error, UnguardedBenchmarks.Count: > 0 })
                error.WriteLine($"error: {command.Rules}: no rule for {string.Join(", ", outcome.UnguardedBenchmarks)}");
            AppendMarkdown(command, outcome.ToMarkdown());
            return outcome.ExitCode;
        }
        // The other two: text that JSON allows and nobody can read, such as half a character, or that takes too long to look through.
        catch (Exception e) when (e is UnusableInputException or InvalidOperationException or RegexMatchTimeoutException)
        {
            error.WriteLine($"error: {e.Message}");
            try
            {
                AppendMarkdown(command, Outcome.UnusableMarkdown(e.Message));
            }
            catch (UnusableInputException)
            {
                // The Markdown file is what is unusable; its reason is written.
            }

            return 2;
        }
    }

    /// <summary>The rules asked for, and the accepted results where these need them.</summary>
    private static (Rules Rules, AcceptedResults? Accepted) RulesOf(CommandLine command)
    {
        Rules rules = RulesReader.Read(command.Rules);
        if (command.Only is { } only)
        {
            // The other benchmarks have their rules, only not now.
            rules = rules with { All = [.. rules.All.Where(r => Rule.IsMatch(only, r.Benchmark))], Unguarded = Unguarded.Ignore };
            if (rules.All.Count == 0)
                throw new UnusableInputException($"{rules.File}: no rule is for {only}");
        }

        if (rules.All.Any(r => r.NeedsAcceptedResults))
            return (rules, AcceptedOf(rules.AcceptedFile!, command.Update));
        return command.Update ? throw new UnusableInputException($"{rules.File}: no rule compares with accepted results, so there is nothing to update") : (rules, null);
    }

    private static Outcome OutcomeOf(CommandLine command, Rules rules, AcceptedResults? accepted, TextWriter output)
    {
        Results results = Results.Read(command.Results);
        var judge = new Judge(rules, results, command.BytesOnly);
        IReadOnlyList<string> worse = command.Update ? judge.Accept(accepted!) : [];
        var outcome = new Outcome(results, judge.Checks(accepted), judge.UnguardedBenchmarks(), rules.Unguarded);
        if (command.Update && outcome.ExitCode != 2)
        {
            accepted!.Write(rules.AcceptedFile!);
            output.Write($"accepted: {rules.AcceptedFile} now holds these results of {results.Machine}\n");
            foreach (string line in worse)
                output.Write($"accepted although worse than before: {line}\n");
            output.Write('\n');
        }

        return outcome;
    }

    private static AcceptedResults AcceptedOf(string file, bool update)
    {
        if (File.Exists(file))
            return AcceptedResults.Read(file);
        return update ? new AcceptedResults() : throw new UnusableInputException($"{file}: not found; make it with --update");
    }

    private static void AppendMarkdown(CommandLine? command, string text)
    {
        if (command?.Markdown is not { } file)
            return;
        try
        {
            File.AppendAllText(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnusableInputException($"{file}: cannot be written ({JsonValues.OneLine(e.Message)})");
        }
    }
}
