using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>A digest of what each hot path gives the same customers, to the last bit. Run in a process of its own, too, with instruction sets switched off.</summary>
internal static class HotPathBits
{
    public const string Option = "--bits";
    private const int Rows = 10_003; // enough for the loops over vectors, and no multiple of any number of lanes

    /// <summary>The longest vectors that this process computes in, in bits.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>A line for each hot path: its name and the digest of its results.</summary>
    public static IEnumerable<string> Lines()
    {
        var random = new Random(20_050_501);
        int[] x = new int[Rows], days = new int[Rows], count = new int[Rows];
        double[] tx = new double[Rows], t = new double[Rows], spend = new double[Rows], total = new double[Rows], signal = new double[Rows];
        byte[] ratings = new byte[Rows];
        for (int i = 0; i < Rows; i++)
        {
            // Long tails: new, steady, heavy and long gone customers, and ties.
            x[i] = i % 3 == 0 ? 0 : (int)Math.Pow(400, random.NextDouble()) - 1;
            t[i] = i % 5 == 0 ? 40 : Math.Pow(3_650, random.NextDouble());
            tx[i] = x[i] == 0 ? 0 : random.NextDouble() * t[i];
            spend[i] = x[i] == 0 ? 0 : Math.Round(Math.Pow(400, random.NextDouble()), 2);
            days[i] = random.Next(400);
            count[i] = random.Next(9);
            total[i] = i % 4 == 0 ? 50 : Math.Round(random.NextDouble() * 900, 1) - 30;
            signal[i] = i % 7 == 0 ? double.NaN : random.NextDouble() * 12;
            ratings[i] = (byte)random.Next(11);
        }

        var rows = new HistoryColumns(x, tx, t, TimeUnit.Week, spend);
        var values = new RfmColumns(days, count, total);
        var purchases = new BgNbd(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        var gamma = new GammaGamma(6.25, 3.74, 15.44);
        foreach (IPurchaseModel model in new IPurchaseModel[]
        {
            purchases, new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week), new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week), new Nbd(0.385, 12.072, TimeUnit.Week),
        })
        {
            string name = model.GetType().Name;
            yield return Line<double>(name + ".ProbabilityAlive", Rows, to => model.ProbabilityAlive(rows, to));
            yield return Line<double>(name + ".ExpectedPurchases", Rows, to => model.ExpectedPurchases(rows, 26.5, to));
            yield return Line<double>(name + ".LogLikelihood", 1, to => to[0] = model.LogLikelihood(rows));
        }

        yield return Line<double>("GammaGamma.ExpectedSpend", Rows, to => gamma.ExpectedSpend(rows, to));
        yield return Line<double>("LifetimeValue.Predict", Rows, to => purchases.WithSpend(gamma, new LifetimeValueOptions { GrossMargin = 0.4, AnnualDiscountRate = 0.1 }).Predict(rows, 52, to));
        yield return Line<double>("BgNbd.Fit", 5, to =>
        {
            Fit<BgNbd> fit = BgNbd.Fit(rows.Slice(0, 100).Collapse());
            (to[0], to[1], to[2], to[3], to[4]) = (fit.Model.R, fit.Model.Alpha, fit.Model.A, fit.Model.B, fit.LogLikelihood!.Value);
        });
        RfmCuts cuts = RfmCuts.Quintiles(values), left = new([80, 160, 240, 320], [2, 4, 5, 7], [50, 200, 400, 600], BinEdge.LeftClosed), ten = RfmCuts.Quantiles(values, 10, QuantileMethod.InverseCdf);
        yield return Line<double>("RfmCuts.Quantiles", 39, to => new[] { cuts, ten }.SelectMany(c => new[] { c.DaysSinceLastPurchase, c.PurchaseCount, c.TotalSpend }).SelectMany(c => c).ToArray().CopyTo(to));
        yield return Line<RfmScore>("RfmCuts.Score, right", Rows, to => cuts.Score(values, to));
        yield return Line<RfmScore>("RfmCuts.Score, left", Rows, to => left.Score(values, to));
        yield return Line<RfmScore>("RfmCuts.Score, ten bins", Rows, to => ten.Score(values, to));
        yield return Line<RfmScore>("RfmRanks.Ntile", Rows, to => RfmRanks.Ntile(values, 7, to));
        var health = new HealthScore([new("a", 3, 0, 10), new("b", 1, 900, 0), new("c", 2, 0, 9)]);
        var measures = new HealthColumns(signal, total, Array.ConvertAll(count, c => (double)c));
        yield return Line<double>("HealthScore.Score", Rows * 2, to =>
        {
            var results = new HealthResult[Rows];
            health.Score(measures, results);
            for (int i = 0; i < Rows; i++)
                (to[2 * i], to[(2 * i) + 1]) = (results[i].Score ?? -1, results[i].Missing);
        });
        var plan = new TouchPlan(new TouchTier("high", 40, 400), new TouchTier("low", 900), new TouchTier("tech"));
        yield return Line<int>("TouchPlan.Assign", Rows, to => plan.Assign(total, to));
        var loyal = new TouchPlan([.. plan.Tiers]) { Hysteresis = TouchHysteresis.ByMargin(40) };
        int[] last = Array.ConvertAll(count, c => (c % 4) - 1);
        yield return Line<int>("TouchPlan.Assign, last plan", Rows, to => loyal.Assign(total, new TouchContext(last), to));
        yield return Line<long>("NpsTally.Count, ints", 3, to =>
        {
            NpsTally tally = NpsTally.Count(Array.ConvertAll(ratings, r => (int)r));
            (to[0], to[1], to[2]) = (tally.Promoters, tally.Passives, tally.Detractors);
        });
        yield return Line<long>("NpsTally.Count, bytes", 4, to =>
        {
            NpsTally tally = NpsTally.Count(ratings);
            (to[0], to[1], to[2], to[3]) = (tally.Promoters, tally.Passives, tally.Detractors, 1);
        });
        var from = new DateOnly(2026, 1, 1);
        var stays = new StayColumns(Array.ConvertAll(days, d => from.DayNumber - 200 + d), days.Select((d, i) => from.DayNumber - 199 + d + (count[i] * 40)).ToArray());
        foreach (ChurnDenominator denominator in new[] { ChurnDenominator.AtStart, ChurnDenominator.MeanOfDays })
        {
            yield return Line<long>($"ChurnTally.Count, {denominator}", 2, to =>
            {
                ChurnTally tally = ChurnTally.Count(stays, from, from.AddMonths(2), new ChurnOptions { Denominator = denominator });
                (to[0], to[1]) = (tally.Base, tally.Lost);
            });
        }
    }

    /// <summary>Prints the vectors' length, then the lines.</summary>
    public static void Print()
    {
        Console.WriteLine(VectorBits.ToString(CultureInfo.InvariantCulture));
        foreach (string line in Lines())
            Console.WriteLine(line);
    }

    private static string Line<T>(string name, int length, FillAction<T> fill)
        where T : unmanaged
    {
        var results = new T[length];
        fill(results);
        return name + " " + Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<T>(results)), 0, 8);
    }

    private delegate void FillAction<T>(Span<T> destination);
}
