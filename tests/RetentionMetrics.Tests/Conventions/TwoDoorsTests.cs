using System.Reflection;
using System.Runtime.InteropServices;

namespace RetentionMetrics.Tests.Conventions;

/// <summary>
/// One formula, two doors: a method of many customers, (columns, …, destination), gives bit for bit what the method of one customer with the same name gives,
/// or within 1e-13 of it where its doc comment says so; the same bits whatever slice it is asked for; and it allocates nothing.
/// </summary>
public sealed class TwoDoorsTests
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private const int Rows = 2_000;
    private const double Horizon = 26.5;

    private static readonly BgNbd Purchases = new(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
    private static readonly GammaGamma Spend = new(6.25, 3.74, 15.44);

    // An instance of each type that has a batch door. A type that is missing here fails the tests.
    private static readonly object[] Samples =
    [
        Purchases,
        new BgBb(1.204, 0.75, 0.657, 2.783, TimeUnit.Week),
        new BgCnbd(1.2, 3, 0.793, 2.426, 3, TimeUnit.Week),
        new ModifiedBgCnbd(1.2, 3, 0.793, 2.426, 2, TimeUnit.Week),
        new ModifiedBgNbd(0.525, 6.183, 0.891, 1.614, TimeUnit.Week),
        new ParetoNbd(0.553, 10.578, 0.606, 11.669, TimeUnit.Week),
        new Nbd(0.385, 12.072, TimeUnit.Week),
        Spend,
        new LifetimeValue<BgNbd>(Purchases, Spend, new LifetimeValueOptions { GrossMargin = 0.4, AnnualDiscountRate = 0.1 }),
        new RfmCuts([10, 30, 30, 90], [1, 2, 3, 5], [10.5, 50, 50, 500]),
    ];

    // Doors whose batch goes another way than one customer does: they promise 1e-13, and typically give the same to 4 units in the last place.
    private static readonly HashSet<string> CloseDoors = new(StringComparer.Ordinal)
    {
        "BgNbd.ExpectedPurchases(columns, horizon, destination)",
        "ModifiedBgNbd.ExpectedPurchases(columns, horizon, destination)",
        "ParetoNbd.ProbabilityAlive(columns, destination)",
        "ParetoNbd.ExpectedPurchases(columns, horizon, destination)",
        "LifetimeValue`1.Predict(columns, horizon, destination)",
    };

    private static readonly MethodInfo[] BatchDoors =
        [.. typeof(CustomerBase).Assembly.GetExportedTypes().Where(t => !t.IsInterface && !typeof(Delegate).IsAssignableFrom(t)).SelectMany(t => t.GetMethods(Instance)).Where(IsBatchDoor)];

    private delegate void Batch<TColumns, T>(TColumns columns, Span<T> destination);

    private delegate void BatchAt<TColumns, T>(TColumns columns, double horizon, Span<T> destination);

    private delegate void BatchOf<TColumns, T>(TColumns columns, int count, double horizon, Span<T> destination);

    public static TheoryData<string> Doors => [.. BatchDoors.Select(Name).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void There_are_doors_and_each_is_named_once() =>
        BatchDoors.Select(Name).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(5);

    [Theory]
    [MemberData(nameof(Doors))]
    public void Many_customers_get_what_each_gets_alone(string door) => Walk(door, CloseDoors.Contains(door) ? nameof(CompareDoorsClosely) : nameof(CompareDoors));

    [Fact]
    public void Every_door_that_is_only_close_exists() => BatchDoors.Select(Name).Should().Contain(CloseDoors);

    [Theory]
    [MemberData(nameof(Doors))]
    public void Slices_give_the_same_bits(string door) => Walk(door, nameof(CompareSlices));

    [Theory]
    [MemberData(nameof(Doors))]
    public void The_batch_door_allocates_nothing(string door) => Walk(door, nameof(MeasureAllocation));

    [Theory]
    [MemberData(nameof(Doors))]
    public void A_destination_of_another_length_is_refused(string door) => Walk(door, nameof(RefuseLengths));

    // Doors whose columns are spans or have no row type: written out one by one. EarlyWarnings.Check has tests of its own, TouchPlan.Assign has no door for one customer.
    [Fact]
    public void Group_cuts_have_two_doors()
    {
        Source<RfmColumns, RfmValue> values = Values();
        string[] groups = [.. Enumerable.Range(0, Rows).Select(row => "abc".Substring(row * 7 % 3, 1))];
        RfmGroupCuts cuts = RfmGroupCuts.Quantiles(values.Columns.Slice(0, 900), groups.AsSpan(0, 900));
        CheckAll<(int Start, int Length), int, RfmScore>(
            (rows, destination) => cuts.Score(values.Columns.Slice(rows.Start, rows.Length), groups.AsSpan(rows.Start, rows.Length), destination),
            row => cuts.Score(values.Row(row), groups[row]),
            new((0, Rows), row => row, (start, length) => (start, length)));
    }

    [Fact]
    public void Composite_scores_have_two_doors()
    {
        RfmScore[] scores = [.. Enumerable.Range(0, Rows).Select(i => new RfmScore(1 + (i % 5), 1 + (i / 5 % 5), 1 + (i / 25 % 5)))];
        var weights = new RfmWeights(0.31, 0.52, 0.17);
        CheckAll<ReadOnlyMemory<RfmScore>, RfmScore, double>(
            (rows, destination) => weights.Composite(rows.Span, 5, destination), score => weights.Composite(score, 5), new(scores, row => scores[row], (start, length) => scores.AsMemory(start, length)));
    }

    [Fact]
    public void Churn_curves_have_two_doors()
    {
        double[] scores = [.. Enumerable.Range(0, Rows).Select(i => i * 37 % 1_013 / 9.0)];
        ChurnCurve curve = ChurnCurve.Fit(scores, [.. scores.Select((s, i) => (i * 7 % 100) > s)]);
        CheckAll<ReadOnlyMemory<double>, double, double>(
            (rows, destination) => curve.ProbabilityLost(rows.Span, destination), curve.ProbabilityLost, new(scores, row => scores[row], (start, length) => scores.AsMemory(start, length)));
    }

    [Fact]
    public void Health_scores_have_two_doors()
    {
        double[] a = [.. Enumerable.Range(0, Rows).Select(i => i % 11 == 0 ? double.NaN : i * 37 % 1_013 / 9.0)], b = [.. a.Reverse()];
        var score = new HealthScore([new("a", 0.3, 3, 97), new("b", 1.1, 80, 0)]);
        var columns = new HealthColumns(a, b);
        CheckAll<HealthColumns, (double A, double B), HealthResult>(score.Score, row => score.Score(row.A, row.B), new(columns, row => (a[row], b[row]), columns.Slice));
    }

    private static void CheckAll<TColumns, TRow, T>(Batch<TColumns, T> batch, Func<TRow, T> scalar, Source<TColumns, TRow> source)
        where T : unmanaged
    {
        CompareDoors(batch, scalar, source);
        CompareSlices(batch, scalar, source);
        MeasureAllocation(batch, scalar, source);
        RefuseLengths(batch, scalar, source);
    }

    private static void CompareDoors<TColumns, TRow, T>(Batch<TColumns, T> batch, Func<TRow, T> scalar, Source<TColumns, TRow> source)
        where T : unmanaged
    {
        var many = new T[Rows];
        batch(source.Columns, many);
        for (int row = 0; row < Rows; row++)
        {
            T one = scalar(source.Row(row));
            if (!SameBits<T>([one], [many[row]]))
                throw new Xunit.Sdk.XunitException($"Row {row}, {source.Row(row)}: alone {one}, among many {many[row]}.");
        }
    }

    private static void CompareDoorsClosely<TColumns, TRow, T>(Batch<TColumns, T> batch, Func<TRow, T> scalar, Source<TColumns, TRow> source)
        where T : unmanaged
    {
        var many = new T[Rows];
        batch(source.Columns, many);
        var errors = new double[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double one = (double)(object)scalar(source.Row(row)), among = (double)(object)many[row];
            // Numbers near the smallest double have fewer digits.
            errors[row] = Math.Abs(among - one) / Math.Max(Math.Abs(one), 1e-290);
            if (!(errors[row] <= 1e-13))
                throw new Xunit.Sdk.XunitException($"Row {row}, {source.Row(row)}: alone {one:R}, among many {among:R}.");
        }

        Array.Sort(errors);
        errors[Rows / 2].Should().BeLessThanOrEqualTo(4 * Math.Pow(2, -52), "4 units in the last place are typical");
    }

    private static void CompareSlices<TColumns, TRow, T>(Batch<TColumns, T> batch, Func<TRow, T> scalar, Source<TColumns, TRow> source)
        where T : unmanaged
    {
        var many = new T[Rows];
        batch(source.Columns, many);
        IEnumerable<(int Start, int Length)> slices = [(3, 64), (13, 1_001), (Rows - 1, 1), (Rows, 0), .. Enumerable.Range(0, 34).Select(i => (i % 9, i / 2))];
        foreach ((int start, int length) in slices)
        {
            var some = new T[length];
            batch(source.Slice(start, length), some);
            SameBits<T>(some, many.AsSpan(start, length)).Should().BeTrue("rows {0} to {1} are the same customers", start, start + length - 1);
        }
    }

    private static void MeasureAllocation<TColumns, TRow, T>(Batch<TColumns, T> batch, Func<TRow, T> scalar, Source<TColumns, TRow> source)
        where T : unmanaged
    {
        var destination = new T[Rows];
        batch(source.Columns, destination); // compiled, and pools filled
        batch(source.Columns, destination);
        long before = GC.GetAllocatedBytesForCurrentThread();
        batch(source.Columns, destination);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void RefuseLengths<TColumns, TRow, T>(Batch<TColumns, T> batch, Func<TRow, T> scalar, Source<TColumns, TRow> source)
        where T : unmanaged
    {
        foreach (int length in new[] { 0, Rows - 1, Rows + 1 })
            batch.Invoking(b => b(source.Columns, new T[length])).Should().Throw<ArgumentException>("{0} elements are not {1}", length, Rows);
    }

    private static bool SameBits<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged => MemoryMarshal.AsBytes(a).SequenceEqual(MemoryMarshal.AsBytes(b));

    private static void Walk(string door, string check)
    {
        MethodInfo batch = BatchDoors.Single(m => Name(m) == door);
        Type declaring = batch.DeclaringType!;
        object sample = Samples.SingleOrDefault(s => declaring == (s.GetType().IsGenericType ? s.GetType().GetGenericTypeDefinition() : s.GetType()))
            ?? throw new Xunit.Sdk.XunitException($"{declaring.Name} has a batch door: give these tests an instance of it.");
        Type columns = batch.GetParameters()[0].ParameterType, row = RowOf(columns), result = batch.GetParameters()[^1].ParameterType.GetGenericArguments()[0];
        Type[] extras = [.. batch.GetParameters()[1..^1].Select(p => p.ParameterType)];
        MethodInfo many = sample.GetType().GetMethod(batch.Name, [columns, .. extras, batch.GetParameters()[^1].ParameterType])!;
        MethodInfo one = sample.GetType().GetMethod(batch.Name, [row, .. extras])
            ?? throw new Xunit.Sdk.XunitException($"{door} has no door for one {row.Name}.");
        one.ReturnType.Should().Be(result);
        Call(nameof(Open), [columns, row, result], [sample, many, one, extras, check]);
    }

    private static void Open<TColumns, TRow, T>(object sample, MethodInfo many, MethodInfo one, Type[] extras, string check)
    {
        bool isDiscrete = sample is BgBb; // knows whole times only
        double ahead = isDiscrete ? Math.Floor(Horizon) : Horizon;
        Batch<TColumns, T> batch;
        Func<TRow, T> scalar;
        if (extras.Length == 0)
        {
            batch = many.CreateDelegate<Batch<TColumns, T>>(sample);
            scalar = one.CreateDelegate<Func<TRow, T>>(sample);
        }
        else if (extras is [{ } count, _] && count == typeof(int))
        {
            var batchOf = many.CreateDelegate<BatchOf<TColumns, T>>(sample);
            var scalarOf = one.CreateDelegate<Func<TRow, int, double, T>>(sample);
            batch = (columns, destination) => batchOf(columns, 3, ahead, destination);
            scalar = row => scalarOf(row, 3, ahead);
        }
        else
        {
            // An extra double, or a count and a double, is all there is so far; another shape fails here and wants its own delegate.
            var batchAt = many.CreateDelegate<BatchAt<TColumns, T>>(sample);
            var scalarAt = one.CreateDelegate<Func<TRow, double, T>>(sample);
            batch = (columns, destination) => batchAt(columns, ahead, destination);
            scalar = row => scalarAt(row, ahead);
        }

        object source = typeof(TColumns) == typeof(HistoryColumns) ? Histories(isDiscrete) : Values();
        Call(check, [typeof(TColumns), typeof(TRow), typeof(T)], [batch, scalar, source]);
    }

    private static void Call(string method, Type[] types, object[] arguments) =>
        typeof(TwoDoorsTests).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(types)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static bool IsBatchDoor(MethodInfo method) =>
        method.GetParameters() is [{ } first, .., { } last] && RowOf(first.ParameterType) != typeof(void)
        && method.GetParameters().All(p => p.ParameterType != typeof(CovariateColumns)) // their one-customer door is model.For(z): CovariateTests
        && method.GetParameters().All(p => p.ParameterType != typeof(ReadOnlySpan<string>)) // a door of another shape, written out below
        && last.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Span<>);

    private static Type RowOf(Type columns) =>
        columns == typeof(HistoryColumns) ? typeof(CustomerHistory) : columns == typeof(RfmColumns) ? typeof(RfmValue) : typeof(void);

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => p.Name))})";

    // Frequencies log-uniform 0…400, ages 1…3,650 weeks: new, steady, heavy and long gone customers.
    private static Source<HistoryColumns, CustomerHistory> Histories(bool isWhole)
    {
        var random = new Random(20_050_501);
        int[] x = new int[Rows];
        double[] tx = new double[Rows], t = new double[Rows], spend = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            x[i] = (int)Math.Exp(random.NextDouble() * 6) - 1;
            t[i] = Math.Exp(random.NextDouble() * 8.2);
            tx[i] = x[i] == 0 ? 0 : random.NextDouble() * t[i];
            spend[i] = x[i] == 0 ? 0 : Math.Exp(random.NextDouble() * 6);
            if (isWhole)
            {
                t[i] = Math.Ceiling(t[i]);
                x[i] = Math.Min(x[i], (int)t[i]);
                tx[i] = Math.Max(x[i], Math.Floor(tx[i]));
            }
        }

        var columns = new HistoryColumns(x, tx, t, TimeUnit.Week, spend);
        return new(columns, row => new CustomerHistory(x[row], tx[row], t[row], TimeUnit.Week, spend[row]), columns.Slice);
    }

    private static Source<RfmColumns, RfmValue> Values()
    {
        var random = new Random(19_941_201);
        int[] days = new int[Rows], count = new int[Rows];
        double[] spend = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            days[i] = random.Next(120);
            count[i] = random.Next(8);
            spend[i] = i % 3 == 0 ? 50 : Math.Round(random.NextDouble() * 700, 1) - 20;
        }

        var columns = new RfmColumns(days, count, spend);
        return new(columns, row => new RfmValue(days[row], count[row], spend[row]), columns.Slice);
    }

    private sealed record Source<TColumns, TRow>(TColumns Columns, Func<int, TRow> Row, Func<int, int, TColumns> Slice);
}
