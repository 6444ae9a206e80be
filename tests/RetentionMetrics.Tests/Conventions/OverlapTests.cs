using System.Reflection;
using System.Runtime.InteropServices;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>A destination that is the memory of a column, or overlaps it, never gives wrong numbers in silence: the results are those of a destination of its own, or an <see cref="ArgumentException"/> says so.</summary>
public sealed class OverlapTests
{
    private const int FewRows = 21; // no whole number of eights
    private const int ManyRows = 5_003; // enough for the code for vectors, and for two blocks of rows

    private static readonly BgNbd Purchases = new(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
    private static readonly ParetoNbd Races = new(0.553, 10.578, 0.606, 11.669, TimeUnit.Week);
    private static readonly Nbd Steady = new(0.385, 12.072, TimeUnit.Week);
    private static readonly GammaGamma Spend = new(6.25, 3.74, 15.44);

    private static readonly IPurchaseModel[] Models =
    [
        Purchases,
        Races,
        Steady,
        new BgBb(1.204, 0.75, 0.657, 2.783, TimeUnit.Week),
        new BgCnbd(1.2, 3, 0.793, 2.426, 3, TimeUnit.Week),
        new ModifiedBgCnbd(1.2, 3, 0.793, 2.426, 2, TimeUnit.Week),
        new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week),
    ];

    // Each door by its name, or what is done with it: it reads columns of doubles, and writes doubles.
    private static readonly Dictionary<string, Action<Memory<double>[], Memory<double>>> All = MakeDoors();

    private delegate void HistoryDoor(HistoryColumns columns, Memory<double> destination);

    private delegate void CovariateDoor(HistoryColumns columns, CovariateColumns covariates, Memory<double> destination);

    public static TheoryData<string> Doors => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Doors))]
    public void No_overlap_gives_wrong_numbers(string door)
    {
        foreach (int rows in new[] { FewRows, ManyRows })
        {
            var expected = new double[rows];
            All[door](Columns(rows), expected);
            for (int column = 0; column < Columns(0).Length; column++)
            {
                foreach (int shift in new[] { 0, 1, rows / 2, -1 })
                {
                    Memory<double>[] columns = Columns(rows);
                    var memory = new double[rows + Math.Abs(shift)];
                    int from = Math.Max(0, -shift);
                    columns[column].CopyTo(memory.AsMemory(from));
                    columns[column] = memory.AsMemory(from, rows);
                    Memory<double> destination = memory.AsMemory(from + shift, rows);
                    try
                    {
                        All[door](columns, destination);
                    }
                    catch (ArgumentException e)
                    {
                        e.Message.Should().Contain("overlap");
                        continue;
                    }

                    MemoryMarshal.AsBytes(destination.Span).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan()))
                        .Should().BeTrue("column {0} and the destination share memory, {1} elements apart, of {2} rows", column, shift, rows);
                }
            }
        }
    }

    [Fact]
    public void Every_door_that_writes_what_a_column_holds_is_here() =>
        typeof(CustomerBase).Assembly.GetExportedTypes().Where(t => !t.IsInterface && !typeof(Delegate).IsAssignableFrom(t))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters() is [.., { } last] && last.ParameterType == typeof(Span<double>) && m.GetParameters().Any(p => HoldsDoubles(p.ParameterType)))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}({string.Join(", ", m.GetParameters().Select(p => p.Name))})")
            .Should().NotBeEmpty().And.BeSubsetOf(All.Keys);

    [Fact]
    public void Slices_of_several_threads_do_not_write_what_others_read()
    {
        Memory<double>[] columns = Columns(3 * 8_192);
        var ages = new double[columns[1].Length + 8_192];
        columns[1].CopyTo(ages);
        var histories = new HistoryColumns(Frequencies(columns[1].Length), columns[0], ages.AsMemory(0, columns[1].Length), TimeUnit.Week, columns[2]);
        histories.Invoking(h => h.Score(ages.AsMemory(8_192), Purchases.ProbabilityAlive)).Should().Throw<ArgumentException>().WithMessage("*overlap*");
    }

    private static bool HoldsDoubles(Type type) =>
        type == typeof(HistoryColumns) || type == typeof(CovariateColumns) || type == typeof(RfmColumns) || type == typeof(HealthColumns) || type == typeof(SignColumns)
        || type == typeof(ReadOnlySpan<double>) || type == typeof(ReadOnlySpan<ReadOnlyMemory<double>>);

    // Whole times, which every model knows: recency, age, mean spend, a covariate.
    private static Memory<double>[] Columns(int rows)
    {
        var columns = new double[4][];
        columns[0] = [.. Frequencies(rows).Select((x, i) => x == 0 ? 0.0 : x + (i % 6))];
        columns[1] = [.. Enumerable.Range(0, rows).Select(i => 12.0 + (i * 7 % 41))];
        columns[2] = [.. Frequencies(rows).Select((x, i) => x == 0 ? 0.0 : 5 + (i * 31 % 97))];
        columns[3] = [.. Enumerable.Range(0, rows).Select(i => i * 11 % 13 / 4.0)];
        return [.. columns.Select(c => c.AsMemory())];
    }

    private static int[] Frequencies(int rows) => [.. Enumerable.Range(0, rows).Select(i => i * 5 % 7)];

    private static Dictionary<string, Action<Memory<double>[], Memory<double>>> MakeDoors()
    {
        var doors = new Dictionary<string, Action<Memory<double>[], Memory<double>>>(StringComparer.Ordinal);
        void History(string name, HistoryDoor door) =>
            doors.Add(name, (c, to) => door(new HistoryColumns(Frequencies(to.Length), c[0], c[1], TimeUnit.Week, c[2]), to));
        void Covariates(string name, CovariateDoor door) =>
            doors.Add(name, (c, to) => door(new HistoryColumns(Frequencies(to.Length), c[0], c[1], TimeUnit.Week, c[2]), new CovariateColumns(["z"], c[3]), to));

        foreach (IPurchaseModel model in Models)
        {
            string name = model.GetType().Name;
            History($"{name}.ProbabilityAlive(columns, destination)", (rows, to) => model.ProbabilityAlive(rows, to.Span));
            History($"{name}.ProbabilityAlive(columns, ahead, destination)", (rows, to) => model.ProbabilityAlive(rows, 4, to.Span));
            History($"{name}.ExpectedPurchases(columns, horizon, destination)", (rows, to) => model.ExpectedPurchases(rows, 26, to.Span));
            History($"{name}.ProbabilityOfPurchases(columns, count, horizon, destination)", (rows, to) => model.ProbabilityOfPurchases(rows, 2, 26, to.Span));
            History($"{name}.DiscountedExpectedPurchases(columns, discountRate, destination)", (rows, to) => model.DiscountedExpectedPurchases(rows, 0.003, to.Span));
        }

        LifetimeValue<BgNbd> tabled = Purchases.WithSpend(Spend, new LifetimeValueOptions { AnnualDiscountRate = 0.1 });
        LifetimeValue<Nbd> stepped = Steady.WithSpend(Spend);
        History("GammaGamma.ExpectedSpend(columns, destination)", (rows, to) => Spend.ExpectedSpend(rows, to.Span));
        History("LifetimeValue`1.Predict(columns, horizon, destination)", (rows, to) => tabled.Predict(rows, 52, to.Span));
        History("LifetimeValue`1.Predict, step by step", (rows, to) => stepped.Predict(rows, 52, to.Span));
        History("LifetimeValue`1.Predict, forever", (rows, to) => tabled.Predict(rows, double.PositiveInfinity, to.Span));
        History("HistoryColumns.Score", (rows, to) => rows.Score(to, Purchases.ProbabilityAlive));

        var buyers = new BgNbdCovariates(Purchases, ["z"], [0.3], [-0.2], [0.1]);
        var racers = new ParetoNbdCovariates(Races, ["z"], [0.3], [-0.2]);
        var hazards = new CoxModel(["z"], [0.3], [1], [new CoxBaseline("", [], 1)]);
        Covariates("BgNbdCovariates.ProbabilityAlive(columns, covariates, destination)", (rows, z, to) => buyers.ProbabilityAlive(rows, z, to.Span));
        Covariates("BgNbdCovariates.ExpectedPurchases(columns, covariates, horizon, destination)", (rows, z, to) => buyers.ExpectedPurchases(rows, z, 26, to.Span));
        Covariates("ParetoNbdCovariates.ProbabilityAlive(columns, covariates, destination)", (rows, z, to) => racers.ProbabilityAlive(rows, z, to.Span));
        Covariates("ParetoNbdCovariates.ExpectedPurchases(columns, covariates, horizon, destination)", (rows, z, to) => racers.ExpectedPurchases(rows, z, 26, to.Span));
        Covariates("CoxModel.LinearPredictor(covariates, destination)", (_, z, to) => hazards.LinearPredictor(z, to.Span));
        Covariates("CoxModel.RelativeRisk(covariates, destination)", (_, z, to) => hazards.RelativeRisk(z, to.Span));

        double[] scores = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        ChurnCurve curve = ChurnCurve.Fit(scores, [.. scores.Select((s, i) => i * 37 % 60 > s)]);
        doors.Add("ChurnCurve.ProbabilityLost(score, destination)", (c, to) => curve.ProbabilityLost(c[1].Span, to.Span));
        doors.Add("SignColumns.MeanOfPeriods(periods, minimumPeriods, destination)", (c, to) => SignColumns.MeanOfPeriods([c[1], c[2], c[3]], 1, to.Span));
        return doors;
    }
}
