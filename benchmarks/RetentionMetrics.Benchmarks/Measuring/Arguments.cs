using System.Globalization;

namespace RetentionMetrics.Benchmarks.Measuring;

/// <summary>What the program is asked to do. All options that are not its own are BenchmarkDotNet's.</summary>
/// <param name="Ci">Whether a short job in this process measures.</param>
/// <param name="MaxRows">Larger sizes are left out; null for the job's own limit.</param>
/// <param name="Results">The folder of kept results, or null.</param>
/// <param name="Verify">Whether benchmarks are checked instead of measured.</param>
/// <param name="Tables">Whether tables are made of kept results instead.</param>
/// <param name="Check">Whether these are only compared.</param>
/// <param name="Rest">BenchmarkDotNet's arguments.</param>
internal sealed record Arguments(bool Ci, int? MaxRows, string? Results, bool Verify, bool Tables, bool Check, IReadOnlyList<string> Rest)
{
    /// <summary>Reads the arguments.</summary>
    public static bool TryParse(string[] args, out Arguments options, out string error)
    {
        options = new Arguments(false, null, null, false, false, false, []);
        error = "";
        List<string> rest = [];
        for (int i = 0; i < args.Length; i++)
        {
            string? value = i + 1 < args.Length && !args[i + 1].StartsWith('-') ? args[i + 1] : null;
            switch (args[i])
            {
                case "--ci":
                    options = options with { Ci = true };
                    break;
                case "--verify":
                    options = options with { Verify = true };
                    break;
                case "--tables":
                    options = options with { Tables = true };
                    break;
                case "--check":
                    options = options with { Check = true };
                    break;
                case "--results" when value is not null:
                    options = options with { Results = value };
                    i++;
                    break;
                case "--max-rows" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int rows) && rows > 0:
                    options = options with { MaxRows = rows };
                    i++;
                    break;
                case "--results" or "--max-rows":
                    error = args[i] == "--results" ? "--results needs a folder." : "--max-rows needs a whole number greater than 0.";
                    return false;
                default:
                    rest.Add(args[i]);
                    break;
            }
        }

        bool measures = !options.Verify && !options.Tables;
        if (options.Check && !options.Tables)
            error = "--check goes with --tables.";
        else if (!measures && (rest.Count > 0 || options.Ci || options.MaxRows is not null || (options.Verify && (options.Tables || options.Results is not null))))
            error = "--verify stands alone, and --tables goes with --check and --results only.";
        else if (options.Ci && !rest.Exists(a => a is "--filter" or "-f" or "--anyCategories" or "--allCategories" or "--attribute" or "--list"))
            rest.AddRange("--filter", "*"); // BenchmarkDotNet would ask
        options = options with { Rest = rest };
        return error.Length == 0;
    }
}
