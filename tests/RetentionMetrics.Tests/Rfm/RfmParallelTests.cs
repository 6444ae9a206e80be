namespace RetentionMetrics.Tests.Rfm;

/// <summary>Cuts, ranks and group scores on several threads against one thread, whose results other tests compare with sorting.</summary>
public sealed class RfmParallelTests
{
    private static readonly string[] Countries = ["AT", "CH", "DE", "JP"];

    public static TheoryData<int> Sizes => [1, 9, 1_024, 1_025, 20_000, 65_537, 150_001, 400_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cuts_and_tiles_are_those_of_one_thread(int n)
    {
        foreach (RfmColumns columns in Shapes(n))
        {
            foreach (int threads in (int[])[-1, 1, 2, 7])
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
                ShouldEqual(RfmCuts.Quintiles(columns, options), RfmCuts.Quintiles(columns));
                foreach (QuantileMethod method in Enum.GetValues<QuantileMethod>())
                    ShouldEqual(RfmCuts.Quantiles(columns, 10, method, options), RfmCuts.Quantiles(columns, 10, method));
                RfmScore[] one = new RfmScore[n], several = new RfmScore[n];
                RfmRanks.Ntile(columns, 7, one);
                RfmRanks.Ntile(columns, 7, several, options);
                several.AsSpan().SequenceEqual(one).Should().BeTrue($"{n} rows, {threads} threads");
            }
        }
    }

    [Fact]
    public void Group_cuts_and_scores_are_those_of_one_thread()
    {
        const int n = 200_003;
        string[] groups = [.. Enumerable.Range(0, n).Select(i => Countries[i * 7 % 11 % 4])];
        RfmColumns columns = Shapes(n)[0];
        RfmGroupCuts one = RfmGroupCuts.Quantiles(columns, groups), several = RfmGroupCuts.Quantiles(columns, groups, 5, QuantileMethod.Linear, UnseenGroup.AllCustomers, 1, new ParallelOptions());
        several.Groups.Should().Equal(one.Groups);
        ShouldEqual(several.All, one.All);
        foreach (string group in one.Groups)
            ShouldEqual(several[group], one[group]);

        RfmScore[] expected = new RfmScore[n], actual = new RfmScore[n];
        one.Score(columns, groups, expected);
        one.Score(columns, groups.AsMemory(), actual, new ParallelOptions());
        actual.AsSpan().SequenceEqual(expected).Should().BeTrue();

        groups[150_000] = null!;
        FluentActions.Invoking(() => one.Score(columns, groups.AsMemory(), actual, new ParallelOptions())).Should().Throw<ArgumentException>().WithMessage("*Row 150000*");
    }

    [Fact]
    public void A_cancellation_ends_them()
    {
        RfmColumns columns = Shapes(200_000)[0];
        var cancelled = new ParallelOptions { CancellationToken = new(true) };
        var scores = new RfmScore[columns.Count];
        var groups = new string[columns.Count];
        Array.Fill(groups, "AT");
        FluentActions.Invoking(() => RfmCuts.Quintiles(columns, cancelled)).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => RfmCuts.Quantiles(columns.Slice(0, 3), 2, QuantileMethod.InverseCdf, cancelled)).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => RfmRanks.Ntile(columns, 5, scores, cancelled)).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => RfmGroupCuts.Quantiles(columns, groups, 5, QuantileMethod.Linear, UnseenGroup.Refuse, 1, cancelled)).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => new RfmGroupCuts(RfmCuts.Quintiles(columns), []).Score(columns, groups.AsMemory(), scores, cancelled)).Should().Throw<OperationCanceledException>();
        scores.Should().OnlyContain(s => s == default);
    }

    [Fact]
    public void Wrong_arguments_are_refused_as_on_one_thread()
    {
        RfmColumns columns = Shapes(5)[0];
        FluentActions.Invoking(() => RfmCuts.Quintiles(columns.Slice(0, 0), new ParallelOptions())).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmRanks.Ntile(columns, 5, new RfmScore[4], new ParallelOptions())).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => RfmRanks.Ntile(columns, 1, new RfmScore[5], new ParallelOptions())).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => RfmCuts.Quintiles(columns, null!)).Should().Throw<ArgumentNullException>();
        RfmRanks.Ntile(columns.Slice(0, 0), 5, Memory<RfmScore>.Empty, new ParallelOptions());
    }

    // In no order with ties; sorted, so that what is sought is all in a few chunks; almost all equal; and equal for long in a row.
    private static RfmColumns[] Shapes(int n)
    {
        var random = new Random(n);
        int[] rows = [.. Enumerable.Range(0, n)];
        return
        [
            new(Array.ConvertAll(rows, _ => random.Next(365)), Array.ConvertAll(rows, _ => random.Next(1, 9)), Array.ConvertAll(rows, _ => Math.Round(Math.Exp(6 * random.NextDouble()), 2))),
            new(rows, Array.ConvertAll(rows, i => n - i), Array.ConvertAll(rows, i => i * 0.25)),
            new(Array.ConvertAll(rows, i => i / 20_000), Array.ConvertAll(rows, i => i == n / 2 ? 5 : 1), Array.ConvertAll(rows, i => i % 3 == 0 ? -0.0 : 0.0)),
        ];
    }

    private static void ShouldEqual(RfmCuts actual, RfmCuts expected)
    {
        actual.DaysSinceLastPurchase.Should().Equal(expected.DaysSinceLastPurchase);
        actual.PurchaseCount.Should().Equal(expected.PurchaseCount);
        actual.TotalSpend.Should().Equal(expected.TotalSpend);
    }
}
