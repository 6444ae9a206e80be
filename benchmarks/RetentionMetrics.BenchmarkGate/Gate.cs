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

            Outcome outcome = OutcomeOf(command, output);
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

    private static Outcome OutcomeOf(CommandLine command, TextWriter output)
    {
        Rules rules = RulesReader.Read(command.Rules);
        Results results = Results.Read(command.Results);
        var judge = new Judge(rules, results, command.BytesOnly);
        AcceptedResults? accepted = null;
        if (rules.All.Any(r => r.NeedsAcceptedResults))
            accepted = AcceptedOf(rules.AcceptedFile!, command.Update);
        else if (command.Update)
            throw new UnusableInputException($"{rules.File}: no rule compares with accepted results, so there is nothing to update");

        if (command.Update)
            accepted!.Set(results.Machine, judge.ToAccept());
        var outcome = new Outcome(results, judge.Checks(accepted), judge.UnguardedBenchmarks(), rules.Unguarded);
        if (command.Update && outcome.ExitCode != 2)
        {
            accepted!.Write(rules.AcceptedFile!);
            output.Write($"accepted: {rules.AcceptedFile} now holds these results of {results.Machine}\n\n");
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
