using System.Diagnostics;
using System.Globalization;
using RetentionMetrics.Benchmarks.Lifetime;

namespace RetentionMetrics.Benchmarks;

/// <summary>
/// What the first call for 1,000 customers costs, its compilation included: each door in processes of its own, by turns with the loop over its one-customer door
/// and, where there is one, with the formula as one writes it by hand.
/// </summary>
internal static class ColdStart
{
    public const string Option = "--cold";
    private const int Customers = 1_000;
    private const int Processes = 9;

    private static readonly int[] Frequency = new int[Customers], Days = new int[Customers];
    private static readonly double[] Recency = new double[Customers], Age = new double[Customers], Spend = new double[Customers], Result = new double[Customers];
    private static readonly RfmScore[] Scores = new RfmScore[Customers];
    private static readonly int[] Tier = new int[Customers];

    // Made by the first who asks, before the clock runs: a model's making is not the call's.
    private static RfmColumns Values { get; } = new(Days, Frequency, Spend);

    private static HistoryColumns Rows { get; set; }

    private static RfmCuts Cuts { get; } = new([10, 40, 90, 200], [0, 1, 2, 5], [10, 40, 90, 200]);

    private static BgNbd Bg { get; } = Models.Purchases;

    private static ModifiedBgNbd Mbg { get; } = Models.Modified;

    private static ParetoNbd Pareto { get; } = Models.Pareto;

    private static GammaGamma Gamma { get; } = Models.Spend;

    private static LifetimeValue<BgNbd> Value { get; } = new(Bg, Gamma, new LifetimeValueOptions { GrossMargin = 0.4, AnnualDiscountRate = 0.1 });

    private static TouchPlan Plan { get; } = new(new TouchTier("high", 20), new TouchTier("low", 200), new TouchTier("tech"));

    private static (string Door, Action Batch, Action OneByOne, Action? ByHand)[] Doors =>
    [
        ("RfmCuts.Score", () => Cuts.Score(Values, Scores), ScoreOneByOne, null),
        ("RfmCuts.Quintiles", () => RfmCuts.Quintiles(Values), SortThree, null),
        ("RfmRanks.Ntile", () => RfmRanks.Ntile(Values, 5, Scores), RankThree, null),
        ("BgNbd.ProbabilityAlive", () => Bg.ProbabilityAlive(Rows, Result), () => Each(Bg.ProbabilityAlive), () => Each(AliveByHand)),
        ("BgNbd.ExpectedPurchases", () => Bg.ExpectedPurchases(Rows, 52, Result), () => Each(h => Bg.ExpectedPurchases(h, 52)), null),
        ("ModifiedBgNbd.ExpectedPurchases", () => Mbg.ExpectedPurchases(Rows, 52, Result), () => Each(h => Mbg.ExpectedPurchases(h, 52)), null),
        ("ParetoNbd.ProbabilityAlive", () => Pareto.ProbabilityAlive(Rows, Result), () => Each(Pareto.ProbabilityAlive), null),
        ("ParetoNbd.ExpectedPurchases", () => Pareto.ExpectedPurchases(Rows, 52, Result), () => Each(h => Pareto.ExpectedPurchases(h, 52)), null),
        ("GammaGamma.ExpectedSpend", () => Gamma.ExpectedSpend(Rows, Result), () => Each(Gamma.ExpectedSpend), null),
        ("LifetimeValue.Predict", () => Value.Predict(Rows, 52, Result), () => Each(h => Value.Predict(h, 52)), null),
        ("TouchPlan.Assign", () => Plan.Assign(Spend, Tier), PlaceByHand, null),
    ];

    /// <summary>Measures all doors, or, in a process that this one has started, a single call.</summary>
    public static int Run(string[] args)
    {
        if (args is [Option, { } door, { } way])
        {
            Console.WriteLine(FirstCall(door, way).ToString("R", CultureInfo.InvariantCulture));
            return 0;
        }

        Console.WriteLine($"First call for {Customers:N0} customers in a fresh process, microseconds, compilation included; median of {Processes}");
        Console.WriteLine($"{"door",-33}{"batch",9}{"one by one",12}{"by hand",9}{"ratio",8}");
        foreach ((string name, _, _, Action? byHand) in Doors)
        {
            string[] ways = byHand is null ? ["batch", "each"] : ["batch", "each", "hand"];
            double[][] times = [.. ways.Select(_ => new double[Processes])];
            for (int i = 0; i < Processes; i++)
            {
                for (int w = 0; w < ways.Length; w++)
                    times[w][i] = Start(name, ways[w]);
            }

            double[] medians = [.. times.Select(t => t.Order().ElementAt(Processes / 2))];
            string hand = medians.Length > 2 ? medians[2].ToString("F0", CultureInfo.InvariantCulture) : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-33}{medians[0],9:F0}{medians[1],12:F0}{hand,9}{medians[0] / medians[1],8:F2}"));
        }

        return 0;
    }

    private static double Start(string door, string way)
    {
        string[] command = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ColdStart).Assembly.Location, Option, door, way] : [Option, door, way];
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, command) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{door}, {way}: the process ended with {process.ExitCode}.");
    }

    private static double FirstCall(string door, string way)
    {
        for (int i = 0; i < Customers; i++)
        {
            // Without generators and formulas: what they compile must not be what is measured.
            Frequency[i] = i * 7 % 13 > 5 ? 0 : i * 7 % 13;
            Age[i] = 20 + (i * 11 % 33);
            Recency[i] = Frequency[i] == 0 ? 0 : 1 + (Age[i] * (i * 5 % 17) / 17);
            Days[i] = i * 31 % 365;
            Spend[i] = 1 + (i * 37 % 1_013);
        }

        Rows = new HistoryColumns(Frequency, Recency, Age, TimeUnit.Week, Spend);
        (_, Action batch, Action oneByOne, Action? byHand) = Doors.Single(d => d.Door == door);
        Action call = way switch { "batch" => batch, "each" => oneByOne, _ => byHand! };
        long start = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static void Each(Func<CustomerHistory, double> score)
    {
        for (int i = 0; i < Customers; i++)
            Result[i] = score(Rows[i]);
    }

    private static void ScoreOneByOne()
    {
        for (int i = 0; i < Customers; i++)
            Scores[i] = Cuts.Score(Values[i]);
    }

    // What quantiles cost at least when one writes them by hand.
    private static void SortThree()
    {
        Array.Sort((int[])Days.Clone());
        Array.Sort((int[])Frequency.Clone());
        Array.Sort((double[])Spend.Clone());
    }

    // Ranks by hand: the rows sorted by each value, ties by row.
    private static void RankThree()
    {
        int[] r = Rank(i => -Days[i]), f = Rank(i => Frequency[i]), m = Rank(i => Spend[i]);
        for (int i = 0; i < Customers; i++)
            Scores[i] = new RfmScore(1 + (r[i] * 5 / Customers), 1 + (f[i] * 5 / Customers), 1 + (m[i] * 5 / Customers));

        static int[] Rank(Func<int, double> value)
        {
            int[] rows = new int[Customers], ranks = new int[Customers];
            double[] keys = new double[Customers];
            for (int i = 0; i < Customers; i++)
                (rows[i], keys[i]) = (i, value(i));
            Array.Sort(rows, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
            for (int rank = 0; rank < Customers; rank++)
                ranks[rows[rank]] = rank;
            return ranks;
        }
    }

    private static void PlaceByHand()
    {
        int[] rows = new int[Customers];
        for (int i = 0; i < Customers; i++)
            rows[i] = i;
        Array.Sort(rows, (a, b) => Spend[a] != Spend[b] ? Spend[b].CompareTo(Spend[a]) : a.CompareTo(b));
        for (int rank = 0; rank < Customers; rank++)
            Tier[rows[rank]] = rank < 20 ? 0 : rank < 220 ? 1 : 2;
    }

    private static double AliveByHand(CustomerHistory h) => h.Frequency == 0
        ? 1
        : 1 / (1 + (Bg.A / (Bg.B + h.Frequency - 1) * Math.Pow((Bg.Alpha + h.Age) / (Bg.Alpha + h.Recency), Bg.R + h.Frequency)));
}
