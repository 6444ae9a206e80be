using System.Globalization;

namespace ShopSimulator;

/// <summary>The command line, checked.</summary>
internal sealed record Options
{
    public const string Help = """
        Writes the CSV files of a made-up shop; the same options write the same bytes.

        dotnet run --project samples/ShopSimulator -- --out DIR [options]

          --out DIR                 the folder to write to; made when missing, files in it are replaced
          --customers N             customers to simulate (default 400)
          --seed N                  seed of all chance, 0 or more (default 1)
          --start yyyy-MM-dd        first day (default 2024-07-01)
          --end yyyy-MM-dd          last day (default 2026-06-30), at least 27 days after the first
          --dirty                   put three bad rows into transactions.csv
          --transactions-only ROWS  write transactions.csv alone, with exactly ROWS rows of as many customers as that takes;
                                    with --customers N, of exactly N customers, shuffled, and without order ids and channels
          --help                    show this
        """;

    private static readonly DateOnly Earliest = new(1900, 1, 1), Latest = new(2999, 12, 31);

    public string Folder { get; private init; } = "";

    public int Customers { get; private init; } = 400;

    public int Seed { get; private init; } = 1;

    public Window Window { get; private init; } = new(new(2024, 7, 1), new(2026, 6, 30));

    public bool Dirty { get; private init; }

    /// <summary>The rows to write with --transactions-only, or null for the whole shop.</summary>
    public int? TransactionsOnly { get; private init; }

    /// <summary>Whether those rows are of a given number of customers, shuffled.</summary>
    public bool IsShuffled { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is wrong; the message is for the user.</exception>
    public static Options Parse(IReadOnlyList<string> args)
    {
        var options = new Options();
        var given = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < args.Count; i++)
        {
            string name = args[i];
            if (!given.Add(name))
                throw new FormatException($"{name} is given twice.");

            options = name switch
            {
                "--out" => options with { Folder = Value() },
                "--customers" => options with { Customers = Number(name, Value(), 1, 1_000_000) },
                "--seed" => options with { Seed = Number(name, Value(), 0, int.MaxValue) },
                "--start" => options with { Window = options.Window with { Start = Date(name, Value()) } },
                "--end" => options with { Window = options.Window with { End = Date(name, Value()) } },
                "--dirty" => options with { Dirty = true },
                "--transactions-only" => options with { TransactionsOnly = Number(name, Value(), 1, int.MaxValue) },
                _ => throw new FormatException($"'{name}' is not an option; see --help."),
            };

            string Value() => ++i < args.Count && args[i].Length > 0 ? args[i] : throw new FormatException($"{name} needs a value.");
        }

        if (options.Folder.Length == 0)
            throw new FormatException("--out DIR is missing; see --help.");
        if (options.Window.Days < 28)
            throw new FormatException("--end must be at least 27 days after --start.");
        if (options.TransactionsOnly is not null && options.Dirty)
            throw new FormatException("--transactions-only does not go with --dirty.");
        if (options.TransactionsOnly < options.Customers && given.Contains("--customers"))
            throw new FormatException("--transactions-only needs at least a row for each of the --customers.");
        return options with { IsShuffled = options.TransactionsOnly is not null && given.Contains("--customers") };
    }

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}, not '{text}'."));

    private static DateOnly Date(string name, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date >= Earliest && date <= Latest
            ? date
            : throw new FormatException($"{name} must be a date such as 2025-12-31, in the years 1900 to 2999, not '{text}'.");
}
