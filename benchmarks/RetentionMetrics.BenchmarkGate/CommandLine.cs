namespace RetentionMetrics.BenchmarkGate;

/// <summary>What the program is asked to do.</summary>
/// <param name="Rules">The rules file.</param>
/// <param name="Results">Reports, or folders of them.</param>
/// <param name="Markdown">The file that gets the Markdown, or null.</param>
/// <param name="Update">Whether the results become the accepted ones.</param>
/// <param name="BytesOnly">Whether times are left out, as on a machine of another kind than the one that the rules' ratios were taken on.</param>
/// <param name="Only">The pattern of the rules that are judged; null for all.</param>
/// <param name="DryRun">Whether arguments and rules are read, and nothing is judged.</param>
/// <param name="Help">Whether only the help is wanted.</param>
internal sealed record CommandLine(string Rules, IReadOnlyList<string> Results, string? Markdown, bool Update, bool BytesOnly, string? Only, bool DryRun, bool Help)
{
    public const string HelpText =
        """
        benchmark-gate --rules FILE RESULTS... [--markdown FILE] [--update | [--only PATTERN] [--bytes-only]]
        benchmark-gate --rules FILE --dry-run

        Judges BenchmarkDotNet results by rules.

          RESULTS          reports (*-report-full.json, *-report-full-compressed.json) or folders that hold them.
                           A benchmark that is in several of these was repeated: the median of its ratios counts.
          --rules FILE     the rules: JSON, comments allowed
          --markdown FILE  appends the result as GitHub-flavoured Markdown, as for $GITHUB_STEP_SUMMARY
          --update         writes these results to the rules' acceptedFile, then judges
          --bytes-only     skips what the rules say of times, as on a processor without the instruction sets
                           that their ratios were taken with
          --only PATTERN   judges by the rules whose "benchmark" is that text; * stands for any characters
          --dry-run        takes no results: only tells whether the other arguments and the rules can be used
          --help           this text

        Exit code: 0 all rules hold, 1 a regression, 2 unusable arguments, rules or results.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="UnusableInputException">They cannot be understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        string? rules = null, markdown = null, only = null;
        bool update = false, bytesOnly = false, dryRun = false, optionsEnded = false;
        List<string> results = [];
        for (int i = 0; i < args.Count; i++)
        {
            string arg = args[i];
            if (optionsEnded || !arg.StartsWith('-'))
            {
                if (arg.Length == 0)
                    throw Bad("an empty argument is no file");
                results.Add(arg);
                continue;
            }

            switch (arg)
            {
                case "--help" or "-h" or "-?":
                    return new CommandLine("", [], null, false, false, null, false, true);
                case "--update":
                    update = true;
                    break;
                case "--bytes-only":
                    bytesOnly = true;
                    break;
                case "--rules":
                    rules = rules is null ? ValueOf(args, ref i) : throw Bad("--rules is given twice");
                    break;
                case "--markdown":
                    markdown = markdown is null ? ValueOf(args, ref i) : throw Bad("--markdown is given twice");
                    break;
                case "--only":
                    only = only is null ? ValueOf(args, ref i) : throw Bad("--only is given twice");
                    break;
                case "--dry-run":
                    dryRun = true;
                    break;
                case "--":
                    optionsEnded = true;
                    break;
                default:
                    throw Bad($"there is no option {arg}");
            }
        }

        if (rules is null)
            throw Bad("--rules FILE is missing");
        if (only is not null && update)
            throw Bad("--update accepts the results of all rules, so it does not go with --only");
        if (bytesOnly && update)
            throw Bad("--update accepts times, too, so it does not go with --bytes-only");
        if (dryRun == results.Count > 0)
            throw Bad(dryRun ? "--dry-run takes no results" : "no results are given");
        return new CommandLine(rules, results, markdown, update, bytesOnly, only, dryRun, false);
    }

    private static string ValueOf(IReadOnlyList<string> args, ref int i) =>
        i + 1 < args.Count && args[i + 1].Length > 0 && !args[i + 1].StartsWith('-') ? args[++i] : throw Bad($"{args[i]} needs a {(args[i] == "--only" ? "pattern" : "file")}");

    private static UnusableInputException Bad(string reason) => new($"{reason}; benchmark-gate --help shows the usage");
}
